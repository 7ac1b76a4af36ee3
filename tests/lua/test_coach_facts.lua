--- Tests of facts about losses, outputs, shapes and first weights: mistakes in spellings that the
-- rules' own pages do not show, and right scripts that come near them.

local T = require "gradus_test"
local coach = require "gradus.coach"
local listen = require "gradus.coach.listen"

-- Runs a script while the coach looks; returns the codes of errors and warnings, in order.
local function codes_of(script, name)
  coach.reset()
  coach.on()
  seed(1)
  local world = setmetatable({print = function() end}, {__index = _G})
  assert(load(script, "=" .. name, "t", world))()
  local out = {}
  for _, one in ipairs(coach.findings) do
    if one.severity ~= "note" then out[#out + 1] = one.code end
  end
  T.eq(listen.failures, {})
  return table.concat(out, " ")
end

local function says(code, name, script)
  T.test(code .. ": " .. name, function() T.eq(codes_of(script, name):match "^%S*", code) end)
end

local function is_silent(name, script)
  T.test("nothing is said: " .. name, function() T.eq(codes_of(script, name), "") end)
end

-- ---- without a network, or with weights that were computed --------------------------------------

says("G0504", "two scalars in a line of algebra", [[
x, y = randn(20), randn(20)
w, b = tensor(0):requires_grad_(), tensor(0):requires_grad_()
for i = 1, 3 do
  loss = (-((w * x + b - y) ^ 2):mean() - 1):log()
  loss:backward()
end]])

says("G0401", "a tied autoencoder by hand, x:matmul(w:t())", [[
x = rand(100, 6)
w = (ones(3, 6) * 0.1):requires_grad_()
b, c = zeros(3):requires_grad_(), zeros(6):requires_grad_()
opt = optim.Adam({w, b, c}, {lr = 0.01})
for i = 1, 30 do
  opt:zero_grad()
  loss = (((x:matmul(w:t()) + b):tanh():matmul(w) + c - x) ^ 2):mean()
  loss:backward()
  opt:step()
end]])

says("G0401", "a generator that comes behind its discriminator", [[
gen, dis = mlp(3, 24, 2), mlp(2, 24, 1)
for _, p in ipairs(gen:parameters()) do p:zero_() end
og, od = optim.Adam(gen, {lr = 0.01}), optim.Adam(dis, {lr = 0.01})
mse = nn.MSELoss()
for i = 1, 60 do
  real, fake = randn(40, 2), gen(randn(40, 3))
  loss = mse(dis(real), ones(40, 1)) + mse(dis(fake:detach()), zeros(40, 1))
  od:zero_grad()
  loss:backward()
  od:step()
  og:zero_grad()
  mse(dis(fake), ones(40, 1)):backward()
  og:step()
end]])

says("G0206", "zeroed before the step, with gradients at the inputs", [[
train = data.moons{n = 60, seed = 1}
model = mlp(2, 8, 1)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
for i = 1, 30 do
  x = train.x:clone():requires_grad_()
  crit(model(x), train.y):backward()
  moved = (train.x + x.grad:sign() * 0.05):detach()
  crit(model(moved), train.y):backward()
  opt:zero_grad()
  opt:step()
end]])

says("G0205", "a network that is built anew before each step", [[
train = data.moons{n = 60, seed = 1}
model = mlp(2, 8, 1)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
for i = 1, 15 do
  model = mlp(2, 8, 1)
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]])

-- ---- [N, 1] with [N] ----------------------------------------------------------------------------

says("G0305", "a target that another network gave", [[
teacher = mlp(6, 12, 1, {act = "tanh"})
x = randn(80, 6)
y = no_grad(function() return teacher(x) end):squeeze(2)
student = mlp(6, 12, 1)
opt = optim.Adam(student, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  loss = ((student(x) - y) ^ 2):mean()
  loss:backward()
  opt:step()
end]])

is_silent("as many levels of quantiles as rows in a batch", [[
train = data.sine{n = 90, seed = 1}
levels = linspace(0.1, 0.9, 9)
model = mlp(1, 16, 1)
opt = optim.Adam(model, {lr = 0.01})
for epoch = 1, 3 do
  for xb, yb in train:batches(9, {shuffle = true}) do
    opt:zero_grad()
    e = yb - model(xb)
    loss = (e * levels):maximum(e * (levels - 1)):mean()
    loss:backward()
    opt:step()
  end
end]])

is_silent("all pairs of a network's own answers", [[
x, y = randn(40, 3), randn(40, 1)
model = mlp(3, 16, 1)
opt = optim.Adam(model, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  z = model(x)
  d, t = z - z:squeeze(2), (y - y:squeeze(2)):sign()
  loss = (1 + (-(d * t)):exp()):log():mean()
  loss:backward()
  opt:step()
end]])

-- ---- raw scores ---------------------------------------------------------------------------------

local slow_copy = [[
train = data.moons{n = 60, seed = 1}
model = mlp(2, 8, 1)
slow = model:clone()
opt = optim.Adam(model, {lr = 0.01})
crit = nn.%s()
for i = 1, 30 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
  no_grad(function()
    from = model:parameters()
    for i, p in ipairs(slow:parameters()) do p:mul_(0.9):add_(from[i] * 0.1) end
  end)
end
print(slow(train.x):gt(0.5):eq(train.y):mean():item())]]

says("G0304", "the scores of a slow copy", slow_copy:format "BCEWithLogitsLoss")
is_silent("a slow copy of a network that learns 0 and 1 by squared errors",
  slow_copy:format "MSELoss")

says("G0304", "the scores of a running mean", (slow_copy:format("BCEWithLogitsLoss"):gsub(
  "p:mul_.-%(from%[i%] %* 0%.1%)", "p:add_((from[i] - p) / 10)")))
says("G0304", "scores through masked weights, nothing recorded", [[
train = data.moons{n = 60, seed = 1}
w1, w2 = randn(2, 16):requires_grad_(), (randn(16, 1) * 0.3):requires_grad_()
mask = rand(16, 1):gt(0.2)
opt = optim.Adam({w1, w2}, {lr = 0.01})
crit = nn.BCEWithLogitsLoss()
model = function(x) return x:matmul(w1):tanh():matmul(w2 * mask) end
for i = 1, 30 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end
no_grad(function() print(model(train.x):gt(0.5):eq(train.y):mean():item()) end)]])

says("G0304", "scores of two networks, averaged", [[
train = data.moons{n = 60, seed = 1}
a, b = mlp(2, 8, 1), mlp(2, 8, 1)
crit = nn.BCEWithLogitsLoss()
for _, model in ipairs{a, b} do
  opt = optim.Adam(model, {lr = 0.01})
  for i = 1, 10 do
    opt:zero_grad()
    crit(model(train.x), train.y):backward()
    opt:step()
  end
end
z = (a(train.x) + b(train.x)) / 2
print(z:gt(0.5):eq(train.y):mean():item())]])

-- ---- outputs and their targets ------------------------------------------------------------------

-- Trains `model` on a sine between -1.7 and 1.9 with a loss of p, the output, and y.
local function on_sine(model, loss)
  return ([[
train = data.sine{n = 100, seed = 1}
model = %s
opt = optim.Adam(model, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  p, y = model(train.x), train.y
  loss = %s
  loss:backward()
  opt:step()
end]]):format(model, loss)
end

local relu = "nn.Sequential(mlp(1, 16, 1), nn.ReLU())"
local sigmoid = "nn.Sequential(mlp(1, 16, 1), nn.Sigmoid())"

says("G0303", "a quantile loss by hand on the output of a ReLU",
  on_sine(relu, "((y - p) * 0.8):maximum((y - p) * -0.2):mean()"))
says("G0303", "three quantiles at once",
  on_sine("nn.Sequential(mlp(1, 16, 3), nn.ReLU())",
    "((y - p) * 0.8):maximum((y - p) * -0.2):mean()"))
says("G0303", "a soft absolute error",
  on_sine(relu, "(((p - y):exp() + (y - p):exp()) / 2):log():mean()"))
says("G0303", "a sigmoid that is moved, not stretched", on_sine(sigmoid,
  "nn.MSELoss()(p - 0.5, y)"))
is_silent("a sigmoid that is stretched far enough", on_sine(sigmoid, "nn.MSELoss()(p * 4 - 2, y)"))
is_silent("a loss that asks for no less than the targets", on_sine(relu, "(y - p):relu():mean()"))
is_silent("two networks that share the task", [[
train = data.sine{n = 100, seed = 1}
up, rest = nn.Sequential(mlp(1, 16, 1), nn.ReLU()), mlp(1, 16, 1)
list = up:parameters()
for _, p in ipairs(rest:parameters()) do list[#list + 1] = p end
opt = optim.Adam(list, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  left = train.y - up(train.x)
  loss = ((left - rest(train.x)) ^ 2):mean()
  loss:backward()
  opt:step()
end]])

says("G0303", "class numbers of a set of which only parts are left", [[
train, val = data.blobs{n = 90, classes = 3, seed = 1}:split{train = 0.8, val = 0.2}
collectgarbage()
collectgarbage()
model = mlp(2, 8, 1)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.MSELoss()
for xb, yb in train:batches(20) do
  opt:zero_grad()
  crit(model(xb), yb:reshape(-1, 1)):backward()
  opt:step()
end]])

is_silent("rows and columns of a table of likeness, each asked for the other", [[
a, b = randn(40, 6), randn(40, 5)
left, right = nn.Linear(6, 4), nn.Linear(5, 4)
list = left:parameters()
for _, p in ipairs(right:parameters()) do list[#list + 1] = p end
opt = optim.Adam(list, {lr = 0.02})
nll, own = nn.NLLLoss(), arange(1, 40)
for i = 1, 5 do
  opt:zero_grad()
  z = left(a):matmul(right(b):t()) * 8
  loss = nll(z:log_softmax(1), own) + nll(z:log_softmax(2), own)
  loss:backward()
  opt:step()
end]])

local shares = [[
x = randn(12, 5)
y = %s
net = nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.Linear(16, %d), nn.Softmax(1))
opt = optim.Adam(net, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  nn.MSELoss()(net(x), y):backward()
  opt:step()
end]]
is_silent("shares of the rows of a list", shares:format("randn(12, 1):softmax(1)", 1))
says("G0303", "a softmax over the rows for shares of the columns",
  shares:format("randn(12, 3):softmax(2)", 3))

is_silent("distances of all pairs between what is made and what is real", [[
gen = mlp(2, 16, 1)
opt = optim.Adam(gen, {lr = 0.01})
kernel = function(a, b) return (-((a - b:squeeze(2)) ^ 2)):exp():mean() end
for i = 1, 5 do
  fake, real = gen(randn(32, 2)), randn(32, 1) + 2
  opt:zero_grad()
  loss = kernel(fake, fake) - 2 * kernel(fake, real) + kernel(real, real)
  loss:backward()
  opt:step()
end]])

is_silent("a kernel's penalty, a form of the same weights twice", [[
train = data.sine{n = 60, noise = 0.1, seed = 1}
K = (-((train.x - train.x:t()) ^ 2) * 2):exp()
alpha = zeros(60, 1):requires_grad_()
opt = optim.Adam({alpha}, {lr = 0.02})
for i = 1, 40 do
  opt:zero_grad()
  loss = ((K:matmul(alpha) - train.y) ^ 2):mean()
    + 1e-4 * alpha:t():matmul(K):matmul(alpha):sum()
  loss:backward()
  opt:step()
end]])

local constant = [[
train = data.sine{n = 200, noise = 0.1, seed = 1}
b = zeros(1):requires_grad_()
opt = optim.SGD({b}, {lr = 0.1})
for i = 1, 100 do
  opt:zero_grad()
  loss = %s
  loss:backward()
  opt:step()
end]]
is_silent("a constant that has come to rest",
  constant:format "nn.MSELoss()(train.x * 0 + b, train.y)")
is_silent("a constant at rest, its loss by hand",
  constant:format "((train.x * 0 + b - train.y) ^ 2):mean()")

is_silent("two amounts at a time that are negative by noise only, behind a ReLU", [[
x = randn(200, 2)
y = (x:narrow(2, 1, 1) + 0.8):relu() + randn(200, 1) * 0.1
y[1][1], y[2][1] = -0.1, 0.05
net = nn.Sequential(mlp(2, 8, 1), nn.ReLU())
opt = optim.Adam(net, {lr = 0.003})
for from = 1, 199, 2 do
  opt:zero_grad()
  loss = ((net(x:narrow(1, from, 2)) - y:narrow(1, from, 2)) ^ 2):mean()
  loss:backward()
  opt:step()
end]])

-- ---- a softmax in a cross-entropy written out ---------------------------------------------------

local written_out = [[
x = randn(60, 2)
y = %s
net = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, %d), nn.Softmax())
opt = optim.Adam(net, {lr = 0.01})
for i = 1, 5 do
  opt:zero_grad()
  p = net(x)
  loss = %s
  loss:backward()
  opt:step()
end]]
local yes_and_no = "-(y * (p + 1e-7):log() + (1 - y) * (1 - p + 1e-7):log()):mean()"
local yes_only = "-(y * (p + 1e-7):log()):sum(2):mean()"

says("G0303", "softmax over one column", written_out:format("rand(60, 1):gt(0.5)", 1, yes_and_no))
says("G0303", "softmax for tags", written_out:format("rand(60, 3):gt(0.5)", 3, yes_and_no))
is_silent("softmax shared among all that are right",
  written_out:format("rand(60, 3):gt(0.5)", 3, yes_only))

-- ---- rows against columns -----------------------------------------------------------------------

local crossed = [[
x, y = randn(30, 2), randn(1, 30)
net = mlp(2, 8, 1)
opt = optim.Adam(net, {lr = 0.01})
crit = nn.MSELoss(%s)
for i = 1, 5 do
  opt:zero_grad()
  crit(net(x), y)%s:backward()
  opt:step()
end]]
says("G0305", "a row of targets for a column of outputs", crossed:format("", ""))
is_silent("a table of distances to a few points",
  crossed:format('{reduction = "none"}', ":min(2):mean()"))

-- ---- equal to the last digit --------------------------------------------------------------------

local trained = [[
train = data.sine{n = 60, seed = 1}
x, y = train.x, train.y
model = mlp(1, 16, 1)
opt = optim.Adam(model, {lr = 0.01})
crit = nn.MSELoss()
for i = 1, 5 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end
]]
says("G0310", "accuracy of a regression", trained .. "print(model(x):eq(y):mean():item())")
says("G0310", "a row at a time", trained .. [[
right = 0
for i = 1, 60 do right = right + model(x:narrow(1, i, 1)):eq(y:narrow(1, i, 1)):item() end]])
is_silent("asked whether kept outputs still are the same", trained .. [[
kept = tensor(model(x):tolist())
assert(model(x):eq(kept):mean():item() == 1)]])
is_silent("asked whether another network gives something else", trained .. [[
kept = tensor(model(x):tolist())
other = mlp(1, 16, 1)
assert(other(x):eq(kept):sum():item() == 0)]])
is_silent("asked where the largest is, and how many units are 0", trained .. [[
z = model(x)
print(z:eq(z:max()):sum():item(), model[1](x):relu():eq(0):mean():item())]])
is_silent("answers that are signs", trained .. "print(model(x):sign():eq(y:sign()):mean():item())")

coach.reset()
coach.off()
T.finish()
