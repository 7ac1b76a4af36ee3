--- bias_variance: what repeated learning from fresh data gets wrong on average, and how much it
-- wavers.
-- Requires coach.pause, core, err, fit.built, fit.data, fit.many, fit.net, options, words. For
-- regressions with one output: error = bias² + variance + noise, each averaged over a fixed grid of
-- inputs.

local core = require "gradus.core"
local built = require "gradus.fit.built"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local many = require "gradus.fit.many"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local unwatched = require "gradus.coach.pause"
local words = require "gradus.words"

local M = {}

local GRID = 201
local INSIDE = 0.95 -- the grid covers the middle 95 % of the inputs: the rims are extrapolation

local own = built.spec{
  build = {type = "function", required = true, doc = "makes a fresh model each time"},
  data = {type = "function", required = true, doc = "of a seed; makes a data set to learn from"},
  runs = {type = "integer", default = 200, min = 2, doc = "how many data sets"},
  x = {type = "tensor", doc = "the inputs to judge on; a grid over the first data set unless "
    .. "given"},
  truth = {type = "function", doc = "of a row's numbers; the answer without noise"},
}
local EXAMPLE = "build = function() return baseline.polynomial(3) end"

local function check_data(given)
  local ds = given.data(1)
  data.check(ds, "bias_variance", "data = function(seed) … end that returns a dataset", 3)
  if ds.task ~= "regression" or ds.y:dim() > 1 and ds.y:size(2) > 1 then
    err.raise("E0102", "bias_variance: the data must be a regression with one target",
      "For example data = function(seed) return data.sine{n = 20, noise = 0.3, seed = seed} "
        .. "end.", 3)
  end
  return ds
end

-- A grid over the range of one input; for several inputs, those of a fresh data set.
local function default_grid(given, first)
  if first.x:numel() ~= #first then return given.data(given.runs + 1).x end
  local low, high = first.x:min():item(), first.x:max():item()
  local middle, half = (low + high) / 2, (high - low) / 2 * INSIDE
  return core.linspace(middle - half, middle + half, GRID):reshape(GRID, 1)
end

local known_truths = {sine = function(x) return math.sin(math.pi * x) end}

local function find_truth(given, first)
  if given.truth then return given.truth end
  local ok, name = pcall(function() return first.name end)
  local known = ok and known_truths[name]
  if known then return known end
  err.raise("E0107", "bias_variance needs truth: only the answer without noise tells bias from "
    .. "noise",
    "truth = function(x) return math.sin(math.pi * x) end", 3)
end

local function truth_at(truth, x)
  local out = {}
  for i, row in ipairs(x:reshape(x:size(1), -1):tolist()) do
    out[i] = truth(table.unpack(row))
    if core.kind(out[i]) == "tensor" then out[i] = out[i]:item() end
    if type(out[i]) ~= "number" then
      err.raise("E0103", "bias_variance: truth must return a number, found " .. kind_of(out[i]),
        "truth = function(x) return math.sin(math.pi * x) end", 4)
    end
  end
  return out
end

local function flat(t) return t:reshape(-1):tolist() end

local function predict(model, x)
  local modes = net.modes(model)
  modes:set(false)
  return flat(core.no_grad(function() return model(x) end))
end

-- Mean squared distance of two lists.
local function distance(a, b)
  local sum = 0
  for i = 1, #a do sum = sum + (a[i] - b[i]) ^ 2 end
  return sum / #a
end

-- The noise of the data: what its targets differ from the truth, over all the data sets.
local function noise_of(truth, ds) return distance(flat(ds.y), truth_at(truth, ds.x)) end

-- One run: predictions on the grid, the noise of its data, and its error on fresh noisy targets
-- there.
local function one_run(given, settings, x, truth, answers)
  return function(seed)
    local ds = given.data(seed)
    local predictions = predict(built.train("bias_variance", given.build, ds, settings, EXAMPLE), x)
    local noise = noise_of(truth, ds)
    local fresh = {}
    for i, e in ipairs(core.randn(#answers):tolist()) do
      fresh[i] = answers[i] + math.sqrt(noise) * e
    end
    return {predictions = predictions, noise = noise, error = distance(predictions, fresh)}
  end
end

local function mean_prediction(results)
  local mean = {}
  for i = 1, #results[1].predictions do
    local sum = 0
    for _, r in ipairs(results) do sum = sum + r.predictions[i] end
    mean[i] = sum / #results
  end
  return mean
end

local function average(results, value)
  local sum = 0
  for _, r in ipairs(results) do sum = sum + value(r) end
  return sum / #results
end

local function text(r)
  local num = words.num
  return ("bias² %s + variance %s + noise %s = %s\nmeasured error %s on fresh data · "
    .. "%s%s"):format(
    num(r.bias2), num(r.variance), num(r.noise), num(r.sum), num(r.error),
    words.count(r.runs, "data set"), r.stopped and " (stopped by Ctrl-C)" or "")
end

local make_result = words.result("bias_variance",
  "bias2 variance noise error sum runs x mean truth predictions stopped", text)

doc.add {
  name = "bias_variance", summary = "Splits a learner's error into bias, variance and noise.",
  usage = "bias_variance{build =, data =, truth =, runs = 200, …options of fit}",
  args = {{name = "build", type = "function", doc = own.build.doc},
    {name = "data", type = "function", doc = own.data.doc},
    {name = "truth", type = "function", doc = own.truth.doc .. "; known for data.sine"},
    {name = "runs", type = "integer", default = 200, doc = own.runs.doc},
    {name = "x", type = "tensor", doc = own.x.doc},
    {name = "…", type = "any", doc = "options of fit, where build makes a network"}},
  text = "Every data set is drawn anew, every model learns from one. bias2: how far the mean "
    .. "prediction is from the truth; variance: how far predictions are from their mean; noise: "
    .. "what nobody can predict; error: measured on fresh noisy data, close to the sum of the "
    .. "three. Use inputs at fixed places: with random inputs a flexible model extrapolates at the "
    .. "rims and looks biased.",
  example = "r = bias_variance{build = function() return baseline.polynomial(1) end, runs = 50,\n"
    .. "  data = function(seed) return data.sine{n = 30, noise = 0.3, seed = seed} end}\n"
    .. "print(r.bias2 > 3 * r.variance)  --> true",
  see = {"baseline.polynomial", "baseline.knn", "plot.bullseye", "diagnose"},
}

--- Decompose the error of what `build` makes. errors: E0102, E0103, E0104, E0107.
function M.bias_variance(given)
  given = opts.check("bias_variance", given, own)
  local first = check_data(given)
  local truth = find_truth(given, first)
  local x = given.x or default_grid(given, first)
  local answers = truth_at(truth, x)
  local results, stopped = unwatched(many.each, "data set", given.runs,
    one_run(given, built.options(given), x, truth, answers), function(seed) return seed end)
  if #results < 2 then err.raise("E0302", "bias_variance was stopped before two data sets were "
    .. "done") end
  local mean = mean_prediction(results)
  local r = {bias2 = distance(mean, answers), mean = mean, truth = answers, x = x, runs = #results,
    variance = average(results, function(one) return distance(one.predictions, mean) end),
    noise = average(results, function(one) return one.noise end),
    error = average(results, function(one) return one.error end), stopped = stopped or nil}
  r.sum, r.predictions = r.bias2 + r.variance + r.noise, {}
  for i, one in ipairs(results) do r.predictions[i] = one.predictions end
  return make_result(r)
end

return M
