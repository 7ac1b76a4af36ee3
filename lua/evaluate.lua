--- evaluate, accuracy, predict: what a network is worth on data, and what it answers.
-- Requires core, events, fit.data, fit.judge, fit.net, fit.probabilities, words. Changes nothing:
-- modes are put back, no graph is recorded, the global random generator stays where it was.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local data = require "gradus.fit.data"
local events = require "gradus.events"
local judge = require "gradus.fit.judge"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local probabilities = require "gradus.fit.probabilities"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local function is_callable(value)
  local mt = debug.getmetatable(value)
  return type(value) == "function" or net.is_module(value) or type(mt) == "table"
    and mt.__call ~= nil
end

local function check_model(model, who)
  if is_callable(model) then return end
  err.raise(model == nil and "E0107" or "E0103",
    ("%s needs a model, found %s"):format(who, opts.kind(model)), ("%s(model, ds)"):format(who), 3)
end

-- Calls fn in evaluation mode, without a graph, and puts the modes back whatever happens.
local function in_evaluation(model, fn, ...)
  local modes = net.modes(model)
  modes:set(false)
  local results = table.pack(pcall(core.no_grad, fn, ...))
  modes:restore()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

-- ---- calibration and confusion ----------------------------------------------

local BINS = 10

-- Expected calibration error: in ten bins of confidence, |share right - mean confidence|, weighted
-- by rows. Source: Guo et al. 2017, equation 3.
local function calibration_error(confidence, right)
  local bins = {}
  for i = 1, BINS do bins[i] = {n = 0, confidence = 0, right = 0} end
  for i, c in ipairs(confidence) do
    local bin = bins[math.min(BINS, math.floor(c * BINS) + 1)] or bins[1]
    bin.n, bin.confidence = bin.n + 1, bin.confidence + c
    bin.right = bin.right + (right[i] and 1 or 0)
  end
  local error_sum = 0
  for _, bin in ipairs(bins) do error_sum = error_sum + math.abs(bin.right - bin.confidence) end
  return error_sum / #confidence
end

-- The chosen class of each row (1-based) and its probability, from the list of rows p[i][class].
local function choices(rows)
  local class, confidence = {}, {}
  for i, row in ipairs(rows) do
    local best = 1
    for c = 2, #row do
      if row[c] > row[best] then best = c end
    end
    class[i], confidence[i] = best, row[best]
  end
  return class, confidence
end

local function confusion_matrix(truth, chosen, size)
  local matrix = {}
  for i = 1, size do
    matrix[i] = {}
    for j = 1, size do matrix[i][j] = 0 end
  end
  for i, t in ipairs(truth) do
    t = math.floor(t)
    if matrix[t] then matrix[t][chosen[i]] = matrix[t][chosen[i]] + 1 end
  end
  return matrix
end

-- Binary outputs as two classes: 1 for no, 2 for yes.
local function two_classes(p, y)
  local rows, truth = {}, {}
  p, y = p:reshape(-1):tolist(), y:reshape(-1):tolist()
  for i = 1, #p do
    rows[i] = {1 - p[i], p[i]}
    truth[i] = y[i] > 0.5 and 2 or 1
  end
  return rows, truth
end

-- p: probabilities; cut: where a yes begins among them (binary).
local function class_report(p, ds)
  local rows, truth
  if ds.task == "binary" then rows, truth = two_classes(p, ds.y)
  else rows, truth = p:tolist(), (ds.y:dim() > 1 and ds.y:argmax(2) or ds.y):tolist() end
  local chosen, confidence = choices(rows)
  local right, sum = {}, 0
  for i, c in ipairs(chosen) do
    right[i] = c == math.floor(truth[i])
    sum = sum + confidence[i]
  end
  return {confusion = confusion_matrix(truth, chosen, #rows[1]), confidence = sum / #chosen,
    ece = calibration_error(confidence, right)}
end

-- ---- printing ---------------------------------------------------------------

local function class_name(classes, i, width)
  local name = classes and classes[i]
  return name and term.clip(tostring(name), width) or tostring(i)
end

-- Rows are what is true, columns what was answered; names of at most `width` columns.
local function confusion_table(matrix, classes, width)
  local head = {"true \\ answer"}
  for j = 1, #matrix do head[j + 1] = class_name(classes, j, width) end
  local rows = {head}
  for i, counts in ipairs(matrix) do
    rows[i + 1] = {class_name(classes, i, math.max(width, #head[1]))}
    for j, n in ipairs(counts) do rows[i + 1][j + 1] = tostring(n) end
  end
  return words.columns(rows)
end

local WIDE = 60 -- columns: a lesson's screen

-- Long names are cut only where the table would not fit otherwise.
local function confusion_text(matrix, classes)
  local text = confusion_table(matrix, classes, WIDE)
  if term.columns(text:match("^[^\n]*")) <= WIDE then return text end
  return confusion_table(matrix, classes, math.max(4, (WIDE - 15) // #matrix - 2))
end

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
    if matrix and #matrix <= 12 then text = text .. "\n" .. confusion_text(matrix, r.classes) end
    return text
  end)

-- ---- evaluate ---------------------------------------------------------------

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
  local report = (ds.task == "binary" or ds.task == "multiclass") and class_report(p, ds) or {}
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
  check_model(model, "evaluate")
  data.check(ds, "evaluate", "a dataset", 2)
  local options = opts.check("evaluate", given, spec)
  if options.loss ~= nil and core.kind(options.loss) ~= "loss" then
    err.raise("E0103", "evaluate: loss must be a loss, found " .. opts.kind(options.loss),
      "For example loss = nn.MSELoss().", 2)
  end
  local result = make_result(in_evaluation(model, evaluate, model, ds, options))
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
  check_model(model, "accuracy")
  data.check(ds, "accuracy", "a dataset", 2)
  if ds.task == "regression" then
    err.raise("E0102", "accuracy: a regression has right and wrong by degrees only",
      "evaluate(model, ds).loss is its mean squared error.", 2)
  end
  local crit = judge.default_loss(model, ds.task)
  local count = judge.counter(model, ds.task, crit)
  local _, share = in_evaluation(model, judge.measure, judge.for_loss(model, ds.task), crit, count,
    ds.x,
    ds.y)
  events.emit("evaluate", model, ds, {accuracy = share})
  return share
end

-- ---- predict ----------------------------------------------------------------

local predict_spec = {
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
    {name = "samples", type = "integer", doc = predict_spec.samples.doc},
    {name = "as", type = "string", default = "answers", doc = predict_spec.as.doc},
    {name = "task", type = "string", doc = predict_spec.task.doc}},
  text = "Classes are numbered from 1; ds.classes has their names. A yes/no question is answered "
    .. "by 0 or 1.",
  example = "m = baseline.knn(1):fit(data.from(tensor{{0}, {1}}, tensor{1, 2}, {task = "
    .. "\"multiclass\"}))\nprint(predict(m, tensor{{0.9}, {0.2}}, {task = "
    .. "\"multiclass\"}):tolist()[1])  --> 2.0",
  see = {"evaluate", "accuracy"},
}

--- Answers of `model` on a tensor or dataset. errors: E0103, E0104.
function M.predict(model, x, given)
  check_model(model, "predict")
  local options = opts.check("predict", given, predict_spec)
  local is_data = data.is(x)
  if not is_data and core.kind(x) ~= "tensor" then
    err.raise("E0103", "predict: the inputs must be a tensor or a dataset, found " .. opts.kind(x),
      "predict(model, "
      .. "x)", 2)
  end
  local task = options.task or is_data and x.task or guess_task(model)
  local inputs = is_data and x.x or x
  local p = in_evaluation(model, probabilities.of, model, inputs, task, options.samples)
  return options.as == "probabilities" and p or answers(p, task)
end

return M
