--- evaluate and accuracy: what a model is worth on data.
-- Requires core, events, fit.asking, fit.classes, fit.data, fit.judge, fit.probabilities, words.
-- Changes nothing: modes are put back, no graph is recorded, the global random generator stays
-- where it was.

local asking = require "gradus.fit.asking"
local classes = require "gradus.fit.classes"
local core = require "gradus.core"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local events = require "gradus.events"
local judge = require "gradus.fit.judge"
local opts = require "gradus.options"
local probabilities = require "gradus.fit.probabilities"
local words = require "gradus.words"

local M = {}

local make_result = words.result("evaluate", "loss accuracy confusion confidence ece rows classes "
  .. "role loss_name",
  function(r)
    local parts = {"loss " .. words.num(r.loss)}
    if r.accuracy then parts[#parts + 1] = "accuracy " .. words.num(r.accuracy) end
    if r.confidence then
      parts[#parts + 1] = "confidence " .. words.num(r.confidence)
      parts[#parts + 1] = "ece " .. words.num(r.ece)
    end
    local text = table.concat(parts, " · ") .. (" · %s"):format(words.count(r.rows, "row"))
    local matrix = r.confusion
    if matrix and #matrix <= 12 then
      text = text .. "\n" .. classes.confusion_text(matrix, r.classes)
    end
    return text
  end)

local spec = {
  loss = {type = "any", doc = "a loss; by the task of the data unless given"},
  samples = {type = "integer", min = 1, doc = "judge the mean of this many dropout masks"},
}

local function role_of(ds)
  local ok, role = pcall(function() return ds.role end)
  return ok and role or nil
end

-- With samples the mean probability is judged: its negative logarithm, as for one network.
local function measure_samples(p, ds, count)
  local task = ds.task
  if task == "regression" then return core.nn.MSELoss()(p, ds.y):item(), nil end
  if task == "multiclass" then
    return core.nn.NLLLoss()(p:clamp(1e-38, 1):log(), ds.y):item(), count
      and count(p, ds.y) / p:size(1)
  end
  return core.nn.BCELoss()(p, ds.y):item(), count and count(p, ds.y) / p:size(1)
end

local function evaluate(model, ds, options)
  local crit = options.loss or judge.default_loss(model, ds.task)
  local called = options.loss and model or judge.for_loss(model, ds.task)
  local p = probabilities.of(model, ds.x, ds.task, options.samples)
  local loss, accuracy
  if options.samples then
    loss, accuracy = measure_samples(p, ds, judge.counter({outputs = "probability"}, ds.task, nil))
  else
    loss, accuracy = judge.measure(called, crit, judge.counter(model, ds.task, crit), ds.x, ds.y)
  end
  local report = (ds.task == "binary" or ds.task == "multiclass") and classes.report(p, ds) or {}
  report.loss, report.accuracy, report.rows = loss, accuracy, ds.x:size(1)
  report.classes, report.role, report.loss_name = ds.classes, role_of(ds), core.loss_name(crit)
  return report
end

doc.add {
  name = "evaluate", summary = "Measures a model on a dataset: loss, accuracy, confusion, "
    .. "calibration.",
  usage = "evaluate(model, ds[, {loss=, samples=}])",
  args = {{name = "loss", type = "loss", doc = spec.loss.doc},
    {name = "samples", type = "integer", doc = spec.samples.doc}},
  text = "Fields: loss; accuracy; confusion (rows are true classes, columns answers); confidence "
    .. "(mean probability of the chosen class); ece (expected calibration error: how far "
    .. "confidence and accuracy are apart, in ten bins). The model answers in evaluation mode and "
    .. "gets its mode back.",
  example = "ds = data.moons{n = 100, noise = 0.1, seed = 1}\nr = "
    .. "evaluate(baseline.knn(1):fit(ds), ds)\nprint(r.accuracy, r.confusion[1][2])  --> 1.0\t0",
  see = {"accuracy", "predict", "diagnose"},
}

--- Measure `model` on `ds`. errors: E0103, E0107.
function M.evaluate(model, ds, given)
  asking.check_model(model, "evaluate")
  data.check(ds, "evaluate", "a dataset", 2)
  local options = opts.check("evaluate", given, spec)
  if options.loss ~= nil and core.kind(options.loss) ~= "loss" then
    err.raise("E0103", "evaluate: loss must be a loss, found " .. opts.kind(options.loss),
      "For example loss = nn.MSELoss().", 2)
  end
  local result = make_result(asking.in_evaluation(model, evaluate, model, ds, options))
  events.emit("evaluate", model, ds, result)
  return result
end

doc.add {
  name = "accuracy", summary = "The share of rows that a model answers rightly.",
  usage = "accuracy(model, ds)",
  text = "Multilabel: rows with every label right. A regression has no accuracy.",
  example = "ds = data.moons{n = 100, noise = 0.1, seed = 1}\n"
    .. "print(accuracy(baseline.knn(1):fit(ds), ds))  --> 1.0",
  see = {"evaluate", "predict"},
}

--- The share of right answers of `model` on `ds`, 0 to 1. errors: E0102 for a regression.
function M.accuracy(model, ds)
  asking.check_model(model, "accuracy")
  data.check(ds, "accuracy", "a dataset", 2)
  if ds.task == "regression" then
    err.raise("E0102", "accuracy: a regression has right and wrong by degrees only",
      "evaluate(model, ds).loss is its mean squared error.", 2)
  end
  local crit = judge.default_loss(model, ds.task)
  local count = judge.counter(model, ds.task, crit)
  local _, share = asking.in_evaluation(model, judge.measure, judge.for_loss(model, ds.task), crit,
    count,
    ds.x,
    ds.y)
  events.emit("evaluate", model, ds, {accuracy = share})
  return share
end

M.predict = require("gradus.predict").predict

return M
