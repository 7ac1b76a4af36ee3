--- predict: what a model answers, as labels, values or probabilities.
-- Requires core, doc, err, fit.asking, fit.data, fit.net, fit.probabilities, options and runs.
-- Changes nothing, as evaluate.

local asking = require "gradus.fit.asking"
local core = require "gradus.core"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local probabilities = require "gradus.fit.probabilities"

local M = {}

local spec = {
  samples = {type = "integer", min = 1, doc = "the mean of this many dropout masks"},
  as = {type = "string", default = "answers", choices = {"answers", "probabilities"},
    doc = "answers (labels or values), or the probabilities behind them"},
  task = {type = "string", choices = {"binary", "multiclass", "multilabel", "regression"},
    doc = "what the outputs mean; known for datasets and for models trained by fit"},
}

-- The task of a model that was given a bare tensor: what it was trained for, else by its last
-- layer.
local function guess_task(model)
  local known = net.is_module(model) and require("gradus.runs").task_of(model)
  if known then return known end
  local declared = type(model) == "table" and rawget(model, "task")
  if declared then return declared end
  local last = net.last_name(model)
  if last == "Sigmoid" then return "binary" end
  return (last == "Softmax" or last == "LogSoftmax") and "multiclass" or "regression"
end

local function answers(p, task)
  if task == "multiclass" then return p:argmax(2) end
  if task == "regression" then return p end
  return p:gt(0.5)
end

doc.add {
  name = "predict", summary = "What a model answers: labels for a classifier, values for a "
    .. "regression.",
  usage = "predict(model, x[, {samples=, as=, task=}])",
  args = {{name = "x", type = "tensor or dataset", doc = "the inputs"},
    {name = "samples", type = "integer", doc = spec.samples.doc},
    {name = "as", type = "string", default = "answers", doc = spec.as.doc},
    {name = "task", type = "string", doc = spec.task.doc}},
  text = "Classes are numbered from 1; ds.classes has their names. A yes/no question is answered "
    .. "by 0 or 1.",
  example = "m = baseline.knn(1):fit(data.from(tensor{{0}, {1}}, tensor{1, 2}, {task = "
    .. "\"multiclass\"}))\nprint(predict(m, tensor{{0.9}, {0.2}}, {task = "
    .. "\"multiclass\"}):tolist()[1])  --> 2.0",
  see = {"evaluate", "accuracy"},
}

--- Answers of `model` on a tensor or dataset. errors: E0103, E0104.
function M.predict(model, x, given)
  asking.check_model(model, "predict")
  local options = opts.check("predict", given, spec)
  local is_data = data.is(x)
  if not is_data and core.kind(x) ~= "tensor" then
    err.raise("E0103", "predict: the inputs must be a tensor or a dataset, found " .. opts.kind(x),
      "predict(model, "
      .. "x)", 2)
  end
  local task = options.task or is_data and x.task or guess_task(model)
  local inputs = is_data and x.x or x
  local p = asking.in_evaluation(model, probabilities.of, model, inputs, task, options.samples)
  return options.as == "probabilities" and p or answers(p, task)
end

return M
