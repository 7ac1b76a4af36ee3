-- One figure of each kind, for tests that go through all of them: kind -> function() -> the
-- arguments of plot.KIND. Small and made by hand where that is possible.

local M = {}

local function history(id)
  local h = {train_loss = {}, val_loss = {}, lr = {}, epochs = 30, id = id, best_epoch = 12}
  for e = 1, 30 do
    h.train_loss[e] = 0.7 * math.exp(-e / 12)
    h.val_loss[e] = 0.7 * math.exp(-e / 8) + 0.01 * e
    h.lr[e] = e < 20 and 0.1 or 0.05
  end
  return h
end

-- What bias_variance gives, in miniature.
local function bias_variance(spread)
  local r = {x = {}, mean = {}, truth = {}, predictions = {}, bias2 = 0.01, variance = spread ^ 2,
    noise = 0.04, sum = 0.05 + spread ^ 2}
  for i = 1, 21 do
    r.x[i] = (i - 11) / 10
    r.truth[i] = math.sin(3 * r.x[i])
    r.mean[i] = r.truth[i] + 0.1
  end
  for k = 1, 12 do
    r.predictions[k] = {}
    for i = 1, 21 do r.predictions[k][i] = r.mean[i] + spread * math.cos(k * 2.4) end
  end
  return setmetatable(r, {}) -- a result, not a table of options
end

local function dataset()
  local ds = {x = {}, y = {}, task = "binary", classes = {"no", "yes"}, name = "hand-made"}
  for i = 1, 24 do
    local angle = i * 2.4
    ds.x[i] = {i / 12 * math.cos(angle), i / 12 * math.sin(angle)}
    ds.y[i] = i > 12 and 1 or 0
  end
  return ds
end

local function regression()
  local ds = {x = {}, y = {}, task = "regression"}
  for i = 1, 15 do ds.x[i], ds.y[i] = {i / 5}, {math.sin(i / 5) + (i % 3 - 1) / 10} end
  return ds
end

-- Made afresh each time, so that no test depends on another's.
local function network()
  seed(1)
  return mlp(2, 8, 8, 1)
end

function M.activations() return network(), rand(20, 2) end
function M.beside() return history(1), {1, 4, 9} end
function M.boundary()
  return function(x) return ((x * x):sum(2, true) - 1) * 5 end, dataset()
end
function M.bullseye() return bias_variance(0.05), bias_variance(0.4) end
function M.complexity()
  return {1, 3, 9}, {bias_variance(0.02), bias_variance(0.1), bias_variance(0.5)},
    {xlabel = "degree"}
end
function M.confusion() return {{9, 1}, {2, 8}}, {classes = {"cat", "dog"}} end
function M.curve() return {1, 2, 3, 4}, {3, 1, 2, 0 / 0}, {4, 2, 1, 1}, {title = "two & a gap"} end
function M.fits()
  return {math.sin, math.cos}, regression(), {truth = math.sin, labels = {"sine", "cosine"}}
end
function M.fn() return math.sin, -3, 3, {derivative = true} end
function M.gradients() return network(), data.moons{n = 20, seed = 1} end
function M.health() return network(), data.moons{n = 20, seed = 1} end
function M.heatmap() return {{1, -2, 3}, {4, 5, 0 / 0}} end
function M.hist() return {1, 2, 2, 3, 3, 3, 4, 4, 5} end
function M.history() return history(1), history(2) end
function M.landscape() return network(), data.moons{n = 20, seed = 1}, {points = 7} end
function M.path()
  local f = surface.bowl{condition = 5}
  return f, descend(f, {2, 1}, {lr = 0.1, steps = 10})
end
function M.scatter() return dataset() end
function M.weights() return network() end

return M
