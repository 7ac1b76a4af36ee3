--- Tests of the coach on networks that no optimizer trains: a step made by hand is a step, however
-- it is written; an ascent is no failed descent; numbers without data are known only to explode.

local T = require "gradus_test"
local coach = require "gradus.coach"
local core = require "gradus.core"
local listen = require "gradus.coach.listen"
local net = require "gradus.coach.net"

local function watch(fn)
  coach.reset()
  coach.on()
  seed(1)
  fn()
  local loud, all = {}, {}
  for _, one in ipairs(coach.findings) do
    if one.severity ~= "note" then loud[#loud + 1] = one.code end
    all[#all + 1] = one.code
  end
  T.eq(listen.failures, {})
  return table.concat(loud, " "), all, coach.findings[1]
end

local function silent(name, fn)
  T.test("nothing is said of " .. name, function() T.eq((watch(fn)), "") end)
end

local function first(code, name, fn)
  T.test(code .. " is named first: " .. name, function() T.eq(select(2, watch(fn))[1], code) end)
end

local function down(z, lr) z:sub_(z.grad * lr) end

-- ---- ways to write a step ----------------------------------------------------------------------

-- Each changes parameter number i of the list p by its gradient, with rate lr; speed is theirs.
local ways = {
  ["in place"] = function(p, i, lr) p[i]:sub_(p[i].grad * lr) end,
  ["through a velocity"] = function(p, i, lr, speed)
    speed[i] = speed[i] or zeros_like(p[i])
    speed[i]:mul_(0.5):add_(p[i].grad, 0.5)
    p[i]:sub_(speed[i] * lr)
  end,
  ["through a view"] = function(p, i, lr) p[i]:detach():sub_(p[i].grad * lr) end,
  ["by copying"] = function(p, i, lr) p[i]:copy_(p[i]:detach() - p[i].grad * lr) end,
  ["after the gradient was cleared"] = function(p, i, lr)
    local g = p[i].grad:clone()
    p[i]:zero_grad()
    p[i]:sub_(g * lr)
  end,
  ["by new leaves"] = function(p, i, lr)
    p[i] = no_grad(function() return p[i] - p[i].grad * lr end):requires_grad_()
  end,
  ["by new leaves, detached"] = function(p, i, lr)
    p[i] = (p[i] - p[i].grad * lr):detach():requires_grad_()
  end,
}

local function train(way, lr, epochs, hidden)
  local set = data.moons{n = 300, noise = 0.1, seed = 1}
  local p = {(randn(2, 16) * 0.7):requires_grad_(), zeros(16):requires_grad_(),
    (randn(16, 1) * 0.3):requires_grad_()}
  local crit, speed, k = nn.BCEWithLogitsLoss(), {}, 0
  for _ = 1, epochs do
    for x, y in set:batches(30, {shuffle = true}) do
      local loss = crit((hidden or core.methods "tensor".tanh)(x:mm(p[1]) + p[2]):mm(p[3]), y)
      loss:backward()
      k = k + 1
      for i = 1, #p do
        way(p, i, type(lr) == "function" and lr(k) or lr, speed)
        if p[i].grad then p[i]:zero_grad() end
      end
    end
  end
end

for name, way in pairs(ways) do
  silent("steps " .. name, function() train(way, 0.5, 20) end)
  first("G0501", "steps " .. name, function() train(way, 1000, 20) end)
  first("G0502", "steps " .. name, function() train(way, 1e-5, 20) end)
  T.test("steps are counted once for each backward, " .. name, function()
    watch(function() train(way, 0.5, 3) end)
    T.eq(core.trainee_book(net.ids()[1]).steps, 30)
  end)
end

-- Steps with Lua numbers: w and b of a line.
local function line(lr)
  local x = rand(60, 1) * 4 - 2
  local y = x * 1.7 - 0.6
  local w, b = zeros(1, 1):requires_grad_(), zeros(1):requires_grad_()
  for _ = 1, 100 do
    w:zero_grad()
    b:zero_grad()
    local loss = ((x:mm(w) + b - y) ^ 2):mean()
    loss:backward()
    w[1][1] = w:item() - lr * w.grad:item()
    b:fill_(b:item() - lr * b.grad:item())
  end
end
silent("a line by Lua numbers", function() line(0.1) end)
first("G0501", "a line by Lua numbers", function() line(10) end)

-- The same line, scalars times a list.
local function scalars(lr)
  local x = rand(60) * 4 - 2
  local y = x * 1.7 - 0.6
  local w, b = tensor(0):requires_grad_(), tensor(0):requires_grad_()
  for _ = 1, 100 do
    local loss = ((w * x + b - y) ^ 2):mean()
    loss:backward()
    for _, p in ipairs{w, b} do
      p:sub_(p.grad * lr)
      p:zero_grad()
    end
  end
end
silent("a line of scalars", function() scalars(0.1) end)
first("G0501", "a line of scalars", function() scalars(10) end)

-- The test rows are measured after each of several trainings.
local function trainings(list, way)
  local kept, new = data.moons{n = 200, noise = 0.2, seed = 1}:split{train = 0.7, test = 0.3}
  for k, lr in ipairs(list) do
    seed(k)
    local model, crit = mlp(2, 8, 1), nn.BCEWithLogitsLoss()
    local p, speed = model:parameters(), {}
    for _ = 1, 40 do
      model:zero_grad()
      local loss = crit(model(kept.x), kept.y)
      loss:backward()
      for i = 1, #p do way(p, i, lr, speed) end
    end
    accuracy(model, new)
  end
end
first("G0605", "three rates by hand, tried on the test rows", function()
  trainings({0.1, 0.3, 0.5}, ways["in place"])
end)
silent("one rate by hand, and three seeds", function()
  trainings({0.3, 0.3, 0.3}, ways["in place"])
end)
silent("steps of one length by hand, and three seeds", function()
  trainings({0.1, 0.1, 0.1}, function(p, i, lr)
    p[i]:sub_(p[i].grad * (lr / (p[i].grad:norm():item() + 1e-9)))
  end)
end)
T.test("the rate of steps by hand is known where they show it", function()
  local _, _, found = watch(function() train(ways["in place"], 1000, 20) end)
  T.ok(found.fix:find("from 1000", 1, true), found.fix)
end)

first("G0204", "steps by hand in evaluation mode", function()
  local drop = nn.Dropout(0.2):eval()
  train(ways["in place"], 0.5, 3, function(h) return drop(h:tanh()) end)
end)
first("G0201", "gradients that are never cleared, through a velocity", function()
  local p, speed = {(randn(2, 1) * 0.3):requires_grad_()}, {}
  local x, y = randn(60, 2), randn(60, 1)
  for _ = 1, 30 do
    ((x:mm(p[1]) - y) ^ 2):mean():backward()
    ways["through a velocity"](p, 1, 0.05, speed)
  end
end)

-- ---- the wrong direction ------------------------------------------------------------------------

local function uphill(way)
  return function() train(way, -0.5, 20) end
end
first("G0509", "plus for minus", uphill(ways["in place"]))
first("G0509", "plus for minus, through a velocity", uphill(ways["through a velocity"]))
T.test("an ascent of a negative loss goes well", function()
  local set = data.moons{n = 200, seed = 1}
  local model, crit = mlp(2, 16, 1), nn.BCEWithLogitsLoss()
  T.eq((watch(function()
    for _ = 1, 100 do
      (-crit(model(set.x), set.y)):backward()
      for _, p in ipairs(model:parameters()) do
        p:add_(p.grad * 0.5)
        p:zero_grad()
      end
    end
  end)), "")
end)
silent("a generator that climbs the loss of its critic", function()
  local maker, critic = mlp(2, 16, 1), mlp(1, 16, 1)
  local crit, goal = nn.BCEWithLogitsLoss(), cat({ones(32, 1), zeros(32, 1)}, 1)
  local function game()
    local made = maker(randn(32, 2))
    return crit(critic(cat({randn(32, 1) * 0.5 + 2, made}, 1)), goal)
  end
  local function step(model, lr)
    game():backward()
    for _, p in ipairs(model:parameters()) do p:sub_(p.grad * lr) end
    maker:zero_grad()
    critic:zero_grad()
  end
  for _ = 1, 100 do
    step(critic, 0.01)
    for _ = 1, 5 do step(maker, -1) end
  end
end)

T.test("a step that gives a name to a new tensor is noted", function()
  local set = data.moons{n = 200, seed = 1}
  local model, crit = mlp(2, 16, 1), nn.BCEWithLogitsLoss()
  local loud, all = watch(function()
    for _ = 1, 100 do
      crit(model(set.x), set.y):backward()
      no_grad(function()
        for _, p in ipairs(model:parameters()) do p = p - p.grad * 0.5 end -- luacheck: ignore p
      end)
      model:zero_grad()
    end
  end)
  T.eq(loud, "")
  T.eq(all[1], "G0206")
end)

-- ---- what is right, however odd ----------------------------------------------------------------

silent("a warm-up by hand", function()
  train(ways["in place"], function(k) return 0.3 * math.min(k / 300, 1) ^ 3 + 1e-6 end, 60)
end)

local climbers = {["in place"] = ways["in place"], ["by new leaves"] = ways["by new leaves"]}
for name, way in pairs(climbers) do
  silent("an ascent " .. name, function()
    local set = data.blobs{n = 240, classes = 3, std = 0.8, seed = 1}
    local p, right = {(randn(2, 3) * 0.1):requires_grad_()}, data.one_hot(set.y, 3)
    for _ = 1, 300 do
      (set.x:mm(p[1]):softmax(2) * right):sum(2):mean():backward()
      way(p, 1, -0.5)
      if p[1].grad then p[1]:zero_grad() end
    end
  end)
end

silent("weights that are put back after each try", function()
  local x, y = randn(60, 2), randn(60, 1)
  local w = randn(2, 1):requires_grad_()
  for _ = 1, 60 do
    local loss = ((x:mm(w) - y) ^ 2):mean()
    loss:backward()
    local start, slope, length = w:detach():clone(), w.grad:clone(), 64
    w:zero_grad()
    repeat
      w:copy_(start - slope * length)
      length = length / 2
    until length < 1e-6 or ((x:mm(w) - y) ^ 2):mean():item() < loss:item()
  end
end)

-- What is learned is where three steps of an inner loop begin: the loss there may grow. back:
-- from the weights after them to those before.
local function inner_steps(step, back)
  local start = {randn(1, 32):requires_grad_(), (randn(32, 1) * 0.2):requires_grad_()}
  local function loss(p, shift)
    local x = rand(20, 1) * 6 - 3
    return ((x:mm(p[1]):tanh():mm(p[2]) - (x + shift):sin()) ^ 2):mean()
  end
  for _ = 1, 120 do
    local shift, p, before = rand(1):item() * 3, {start[1], start[2]}, {}
    for i, w in ipairs(start) do before[i] = w:detach():clone() end
    for _ = 1, 3 do
      loss(p, shift):backward()
      for i = 1, #p do
        local w = p[i]
        step(p, i, 0.02)
        w:zero_grad()
      end
    end
    loss(p, shift):backward()
    local slopes = {}
    for i, w in ipairs(p) do slopes[i] = w.grad:clone() w:zero_grad() end
    for i, w in ipairs(start) do
      if back then w:copy_(before[i]) end
      w:sub_(slopes[i] * 0.02)
    end
  end
end
local begins = {["by new leaves, detached"] = false, ["in place"] = true}
for name, back in pairs(begins) do
  T.test("inner steps are told from a descent, " .. name, function()
    T.eq((watch(function() inner_steps(ways[name], back) end)), "")
    T.ok(net.of(net.ids()[1]):wanders())
  end)
end
T.test("steps that are never taken back are a descent", function()
  watch(function() train(ways["by new leaves"], 0.5, 3) end)
  T.ok(not net.of(net.ids()[1]):wanders())
end)

T.test("an optimizer's steps are not counted twice", function()
  watch(function()
    local x, y = randn(60, 2), randn(60, 1)
    local w = randn(2, 1):requires_grad_()
    local opt = optim.SGD({w}, {lr = 0.01})
    for _ = 1, 30 do -- a little up the gradient first, and down from there
      opt:zero_grad()
      local loss = ((x:mm(w) - y) ^ 2):mean()
      loss:backward()
      opt:step()
      w:add_(w.grad * 1e-4)
    end
  end)
  T.eq(core.trainee_book(net.ids()[1]).steps, 30)
end)

silent("a weight that stands on both sides of the data", function()
  local x = rand(60, 1) * 6 - 3
  local y, d = x:sin(), x - x:t()
  local kernel, a = (d * d * -1):exp(), zeros(60, 1):requires_grad_()
  for _ = 1, 300 do
    local loss = ((kernel:mm(a) - y) ^ 2):mean() + (a:t():mm(kernel):mm(a)):sum() * 0.001
    loss:backward()
    a:sub_(a.grad * 0.05)
    a:zero_grad()
  end
end)

-- Steps by hand after an optimizer's, whose last gradient is still there.
local function after_optimizer(clear)
  local set = data.moons{n = 200, seed = 1}
  local model, crit = mlp(2, 8, 1), nn.BCEWithLogitsLoss()
  local opt = optim.Adam(model, {lr = 0.02})
  for i = 1, 80 do
    if i <= 40 then opt:zero_grad() end
    crit(model(set.x), set.y):backward()
    if i <= 40 then
      opt:step()
    else
      for _, p in ipairs(model:parameters()) do p:sub_(p.grad * 0.1) end
      if clear then model:zero_grad() end
    end
  end
end
silent("one gradient that an optimizer left to steps by hand", function() after_optimizer(true) end)
first("G0201", "steps by hand after an optimizer's, never cleared", function()
  after_optimizer(false)
end)

-- ---- formulas ----------------------------------------------------------------------------------

-- Minutes and degrees: k is to become 0.05.
local function cooling(lr, start)
  local t = arange(0, 59)
  local seen = (t * -0.05):exp() * 60 + 20
  local k = tensor(start):requires_grad_()
  for _ = 1, 400 do
    local loss = (((t * -1 * k):exp() * 60 + 20 - seen) ^ 2):mean()
    loss:backward()
    down(k, lr)
    k:zero_grad()
  end
end
silent("a formula whose data have units", function() cooling(1e-7, 0.02) end)
silent("a formula that begins where it should end", function() cooling(1e-9, 0.05) end)
first("G0502", "a formula whose steps are far too small", function() scalars(1e-6) end)

-- ---- numbers without data -----------------------------------------------------------------------

local function bowl(lr, make_step)
  local z = tensor{2, 1}:requires_grad_()
  local opt = not make_step and optim.SGD({z}, {lr = lr})
  for _ = 1, 200 do
    z:zero_grad()
    local f = z[1] ^ 2 + 10 * z[2] ^ 2
    f:backward()
    if opt then opt:step() else make_step(z, lr) end
  end
end

silent("a bowl", function() bowl(0.02) end)
silent("a bowl by hand", function() bowl(0.02, down) end)
silent("a bowl that is climbed down very slowly", function() bowl(1e-6, down) end)
silent("a function that grows", function() bowl(-1e-3, down) end)
first("G0501", "a bowl", function() bowl(5) end)
first("G0501", "a bowl by hand", function() bowl(5, down) end)
coach.reset()
coach.off()
T.finish()
