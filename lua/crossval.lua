--- cross_validate: train on all folds but one, measure on that one, by turns.
-- Requires err, evaluate, fit.built, fit.data, fit.many, fit.net, options and words.

local built = require "gradus.fit.built"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local evaluate = require("gradus.evaluate").evaluate
local kind_of = require("gradus.options").kind
local many = require "gradus.fit.many"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local words = require "gradus.words"

local M = {}

local own = built.spec{k = {type = "integer", default = 5, min = 2, doc = "how many folds"}}
local EXAMPLE = "cross_validate(function() return mlp(2, 16, 1) end, ds)"

-- The folds as a list of {train, val}.
local function folds_of(ds, k)
  local out = {}
  for train, val in ds:kfold(k) do out[#out + 1] = {train = train, val = val} end
  return out
end

--- Mean and standard deviation of a list.
local function mean_and_sd(list)
  local sum, squares = 0, 0
  for _, v in ipairs(list) do sum = sum + v end
  local mean = sum / #list
  for _, v in ipairs(list) do squares = squares + (v - mean) ^ 2 end
  return mean, #list > 1 and math.sqrt(squares / (#list - 1)) or 0
end

local function text(r)
  local line = ("loss %s ± %s"):format(words.num(r.loss), words.num(r.loss_sd))
  if r.accuracy then
    line = ("%s · accuracy %s ± %s"):format(line, words.num(r.accuracy), words.num(r.accuracy_sd))
  end
  return ("%s over %s%s"):format(line, words.count(#r.folds, "fold"),
    r.stopped and " (stopped by Ctrl-C)" or "")
end

local make_result = words.result("cross_validate",
  "loss loss_sd accuracy accuracy_sd folds models stopped", text)

local function summarise(results, stopped)
  local losses, shares = {}, {}
  for i, r in ipairs(results) do losses[i], shares[i] = r.loss, r.accuracy end
  local out = {folds = results, stopped = stopped or nil}
  out.loss, out.loss_sd = mean_and_sd(losses)
  if #shares > 0 and #shares == #losses then out.accuracy, out.accuracy_sd = mean_and_sd(shares) end
  return make_result(out)
end

doc.add {
  name = "cross_validate", summary = "Measures a recipe on k folds of the data, by turns.",
  usage = "cross_validate(build, ds[, {k=5, …options of fit}])",
  args = {{name = "build", type = "function", doc = "makes a fresh model each time"},
    {name = "k", type = "integer", default = 5, doc = own.k.doc},
    {name = "…", type = "any", doc = "every option of fit"}},
  text = "The mean over the folds estimates how good the recipe is; the spread says how much to "
    .. "trust it. It detects overfitting and helps to choose; it cures nothing. Fields: loss, "
    .. "loss_sd, accuracy, accuracy_sd, folds.",
  example = "ds = data.moons{n = 100, noise = 0.2, seed = 1}\n"
    .. "r = cross_validate(function() return baseline.knn(5) end, ds, {k = 4})\n"
    .. "print(#r.folds, r.accuracy > 0.8)  --> 4\ttrue",
  see = {"fit", "evaluate", "sweep"},
}

--- Cross-validate what `build` makes. errors: E0103, E0104, E0107.
function M.cross_validate(build, ds, given)
  if type(build) ~= "function" then
    err.raise(build == nil and "E0107" or "E0103",
      "cross_validate needs a function that makes a model, found " .. kind_of(build),
      net.is_module(build) and "A trained network would have seen the folds: "
        .. "function() return mlp(2, 16, 1) end." or "cross_validate(build, ds, {k = 5})", 2)
  end
  data.check(ds, "cross_validate", "a dataset", 2)
  local options = opts.check("cross_validate", given, own)
  local folds, settings = folds_of(ds, options.k), built.options(options)
  local results, stopped = many.each("fold", #folds, function(i)
    local model = built.train("cross_validate", build, folds[i].train, settings, EXAMPLE)
    return evaluate(model, folds[i].val)
  end)
  return summarise(results, stopped)
end

return M
