-- Settings 10, 10b, 10c and rows 58 to 64: optimizers against one another.

local core = require "gradus.core"
local c = require "common"

local names = {"SGD", "momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam"}

-- The optimizers of the race, with the settings under which PyTorch's numbers were measured.
local function make(name, params, lr)
  if name == "SGD" then return optim.SGD(params, {lr = lr}) end
  if name == "momentum" then return optim.SGD(params, {lr = lr, momentum = 0.9}) end
  if name == "Nesterov" then
    return optim.SGD(params, {lr = lr, momentum = 0.9, nesterov = true})
  end
  if name == "RMSprop" then return optim.RMSprop(params, {lr = lr, alpha = 0.9}) end
  return optim[name](params, {lr = lr})
end

-- ---- A: logistic regression, the second feature 100 times larger --------------------

local function unscaled(seed)
  return core.with_seed(seed, function()
    local z = core.randn(200, 2)
    local y = (z:narrow(2, 1, 1) + z:narrow(2, 2, 1) + core.randn(200, 1) * 0.3):gt(0)
    return data.from(z * core.tensor{1, 100}, y, {task = "binary"})
  end)
end

local function logistic(ds, name, lr)
  local model = nn.Linear(2, 1)
  model.weight:zero_()
  model.bias:zero_()
  local h = c.train(model, ds, 1, {optimizer = make(name, model, lr), batch = #ds, epochs = 300,
    shuffle = false, metrics = {}})
  return c.last(h.train_loss)
end

local rates_a = {SGD = 0.00316, momentum = 0.001, Nesterov = 0.001, Adagrad = 0.316,
  Adadelta = 3.16,
  RMSprop = 0.01, Adam = 0.316}

-- ---- B: a quadratic of condition 1000, turned by chance -----------------------------

local function turned_bowl(seed)
  return core.with_seed(seed, function()
    local angle, phase = core.rand(1):item() * math.pi, core.rand(1):item() * 2 * math.pi
    local cos, sin = math.cos(angle), math.sin(angle)
    local turn, steep = core.tensor{{cos, sin}, {-sin, cos}}, core.tensor{1, 1e-3}
    local a, b = math.cos(phase), 30 * math.sin(phase)
    local start = {cos * a - sin * b, sin * a + cos * b}
    return function(w) return (steep * turn:matmul(w:reshape(2, 1)):reshape(2) ^ 2):sum() / 2 end,
      start
  end)
end

-- Steps until f falls below a 10,000th of its beginning; 3001 where 3000 are not enough.
local function steps_needed(f, start, name, lr)
  local w = core.tensor(start):requires_grad_()
  local opt, first = make(name, {w}, lr), nil
  for step = 0, 3000 do
    opt:zero_grad()
    local y = f(w)
    local value = y:item()
    first = first or value
    if not c.finite(value) or value > 1e12 then return 3001 end
    if value < 1e-4 * first then return step end
    y:backward()
    opt:step()
  end
  return 3001
end

local rates_b = {SGD = {1, 1.9}, momentum = {1, 3}, Nesterov = {0.5, 1}, Adagrad = {3, 10, 30},
  Adadelta = {3, 10, 30}, RMSprop = {0.01, 0.03, 0.1}, Adam = {0.1, 0.3, 1, 3}}

-- ---- C: three spirals, 15 epochs ----------------------------------------------------

local rates_c = {SGD = 1, momentum = 0.1, Nesterov = 0.1, Adagrad = 0.316, Adadelta = 31.6,
  RMSprop = 0.0316,
  Adam = 0.0316}

local function spirals_loss(seed, name, lr)
  local model = c.net(seed, {2, 32, 32, 3})
  local h = c.train(model, c.spirals(300, 0.2, seed, "train"), seed,
    {optimizer = make(name, model, lr),
    batch = 30, epochs = 15})
  return h.stopped == "diverged" and math.huge or c.last(h.train_loss)
end

local function winner(r)
  local best
  for _, name in ipairs(names) do
    if not best or r[name] < r[best] then best = name end
  end
  return best
end

return {
  {
    id = "10", title = "race A: logistic regression, second feature times 100, 300 full batches",
    claims = {{"adam_first", "Adam has the lowest loss (within 1e-4)", 0.95},
      {"sgd_last", "SGD is above Adagrad, Adadelta, RMSprop and Adam", 0.95},
      {"equal", "after normalising, SGD (lr 10) is within .005 of Adam", 0.95}},
    numbers = {"SGD", "momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam",
    "SGD_normalised"},
    one = function(seed)
      local ds, r = unscaled(seed), {adam_first = true, sgd_last = true}
      for _, name in ipairs(names) do r[name] = logistic(ds, name, rates_a[name]) end
      for _, name in ipairs(names) do r.adam_first = r.adam_first and r.Adam <= r[name] + 1e-4 end
      for _, name in ipairs{"Adagrad", "Adadelta", "RMSprop", "Adam"} do
        r.sgd_last = r.sgd_last and r.SGD >= r[name]
      end
      r.SGD_normalised = logistic(data.Standardizer(ds)(ds), "SGD", 10)
      r.equal = math.abs(r.SGD_normalised - r.Adam) < 0.005
      return r
    end,
  },
  {
    id = "10b", title = "race B: quadratic, condition 1000, turned; steps to a 10,000th, best of 2 "
      .. "to 4 rates",
    claims = {{"momentum_wins", "momentum needs less than a third of SGD's steps", 0.85},
      {"adam_wins", "Adam needs fewer than SGD", 0.95}, {"first", "momentum not more than "
        .. "Adam", 0.75}},
    numbers = {"SGD", "momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam"},
    one = function(seed)
      local f, start = turned_bowl(seed)
      local r = {}
      for _, name in ipairs(names) do
        r[name] = math.huge
        for _, lr in ipairs(rates_b[name]) do
          r[name] = math.min(r[name], steps_needed(f, start, name, lr))
        end
      end
      r.adam_wins, r.first = r.Adam < r.SGD, r.momentum <= r.Adam
      r.momentum_wins = r.momentum < r.SGD / 3
      return r
    end,
  },
  {
    id = "10c", title = "race C: spirals 300 σ.2, 2-32-32-3, batches of 30, 15 epochs, tuned "
      .. "rates",
    claims = {{"adam", "Adam wins", 0.5}, {"sgd_last", "SGD is last", 0.5}},
    numbers = {"SGD", "momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam"},
    one = function(seed)
      local r = {sgd_last = true}
      for _, name in ipairs(names) do r[name] = spirals_loss(seed, name, rates_c[name]) end
      for _, name in ipairs(names) do r.sgd_last = r.sgd_last and r.SGD >= r[name] end
      r.adam = winner(r) == "Adam"
      return r
    end,
  },
  {
    id = "60", title = "GD, heavy ball, Nesterov at their best: condition 1000, to a millionth "
      .. "(row 60)", seeds = 1,
    claims = {{"order", "heavy ball < Nesterov < a tenth of gradient descent", 1}},
    numbers = {"gd", "heavy_ball", "nesterov"},
    one = function()
      local k = 1000
      local h, root = {1, 1 / k}, math.sqrt(k)
      -- Plain Lua, in double: x and the x before it, one step of each rule.
      local function run(step)
        local x, before = {1, root}, {1, root}
        local function f() return (h[1] * x[1] ^ 2 + h[2] * x[2] ^ 2) / 2 end
        local first = f()
        for t = 1, 100000 do
          local new = {}
          for i = 1, 2 do new[i] = step(x[i], before[i], h[i]) end
          x, before = new, x
          if f() / first < 1e-6 then return t end
        end
      end
      local lr, alpha = 2 / (1 + 1 / k), (2 / (1 + 1 / root)) ^ 2
      local beta, nesterov_beta = ((root - 1) / (root + 1)) ^ 2, (1 - 1 / root) / (1 + 1 / root)
      local r = {gd = run(function(x, _, s) return x - lr * s * x end),
        heavy_ball = run(function(x, p, s) return x - alpha * s * x + beta * (x - p) end),
        nesterov = run(function(x, p, s)
          local y = x + nesterov_beta * (x - p)
          return y - s * y
        end)}
      r.order = r.heavy_ball < r.nesterov and r.nesterov < r.gd / 10
      return r
    end,
  },
  {
    id = "71", title = "batch size: moons 300 σ.15, SGD .1; 40 epochs, and 600 updates (rows 58, "
      .. "71, trap T17)",
    seeds = 10,
    claims = {{"epochs", "at equal epochs small batches end lower (4 below 64 below 300)", 0.9},
      {"updates", "at equal updates the losses are within a factor of 2", 0.8}},
    numbers = {"epochs_4", "epochs_16", "epochs_64", "epochs_300", "updates_4", "updates_16",
    "updates_64",
      "updates_300"},
    one = function(seed)
      local ds, r = c.moons(300, 0.15, 0, seed, "train"), {}
      local function loss(batch, epochs)
        return c.last(c.train(c.net(seed, {2, 32, 32, 1}), ds, seed, {optimizer = "sgd", lr = 0.1,
          batch = batch, epochs = epochs}).train_loss)
      end
      local low, high = math.huge, 0
      for _, batch in ipairs{4, 16, 64, 300} do
        r["epochs_" .. batch] = loss(batch, 40)
        local u = loss(batch, math.floor(600 / math.ceil(300 / batch) + 0.5))
        r["updates_" .. batch], low, high = u, math.min(low, u), math.max(high, u)
      end
      r.epochs = r.epochs_4 < r.epochs_64 and r.epochs_64 < r.epochs_300
      r.updates = high < 2 * low
      return r
    end,
  },
}
