--- How outputs are judged: by loss, and as right or wrong answers.
-- Requires core, err and fit.net. Knows tasks (binary, multiclass, multilabel, regression) and
-- losses; trains nothing.

local core = require "gradus.core"
local err = require "gradus.err"
local net = require "gradus.fit.net"

local M = {}

--- What a model's outputs are: "logits", "probability" or "log_probability".
-- By its last layer; baselines and ensembles say so themselves in the field `outputs`.
function M.outputs(model)
  local declared = type(model) == "table" and rawget(model, "outputs")
  if declared then return declared end
  local last = net.last_name(model)
  if last == "Sigmoid" or last == "Softmax" then return "probability" end
  if last == "LogSoftmax" then return "log_probability" end
  return "logits"
end

local defaults = {
  binary = {logits = "BCEWithLogitsLoss", probability = "BCELoss", log_probability = "NLLLoss"},
  multilabel = {logits = "BCEWithLogitsLoss", probability = "BCELoss",
    log_probability = "BCEWithLogitsLoss"},
  multiclass = {logits = "CrossEntropyLoss", probability = "CrossEntropyLoss",
    log_probability = "NLLLoss"},
  regression = {logits = "MSELoss", probability = "MSELoss", log_probability = "MSELoss"},
}

-- Baselines answer classes with probabilities; the loss of those is the negative logarithm.
local function wants_logarithms(model, task)
  return task == "multiclass" and type(model) == "table"
    and rawget(model, "outputs") == "probability"
end

--- The model in the form that its usual loss takes.
function M.for_loss(model, task)
  if not wants_logarithms(model, task) then return model end
  return function(x) return model(x):clamp(1e-30, 1):log() end
end

--- The usual loss of a task for this model.
function M.default_loss(model, task)
  if wants_logarithms(model, task) then return core.nn.NLLLoss() end
  local name = (defaults[task] or defaults.regression)[M.outputs(model)]
  return core.nn[name]()
end

-- Where an output counts as a yes.
local function threshold(model, task, crit)
  if task ~= "binary" and task ~= "multilabel" then return nil end
  local takes = crit and core.loss_takes(crit) or "any"
  if takes == "logits" then return 0 end
  if takes == "probability" then return 0.5 end
  if crit and core.loss_name(crit) == "HingeLoss" then return 0 end
  if crit and M.outputs(model) == "logits" then return 0.5 end -- MSE on targets 0 and 1
  return M.outputs(model) == "probability" and 0.5 or 0
end

local function right_of_classes(out, y)
  if y:dim() > 1 then y = y:argmax(2) end
  return out:argmax(2):eq(y):sum():item()
end

local function right_of_yes_no(cut)
  return function(out, y)
    local right = out:gt(cut):eq(y:gt(0.5))
    local k = out:dim() > 1 and out:size(2) or 1
    if k == 1 then return right:sum():item() end
    return right:sum(2):eq(k):sum():item()
  end
end

--- The function that counts right answers among (outputs, targets), or nil for a regression.
-- A row of several labels counts where all of them are right.
function M.counter(model, task, crit)
  if task == "multiclass" then return right_of_classes end
  local cut = threshold(model, task, crit)
  return cut and right_of_yes_no(cut)
end

local CHUNK = 4096 -- rows at once: bounds memory on large data, one pass on everything small

local function check_rows(out, x)
  if core.kind(out) ~= "tensor" then
    err.raise("E0103", "the model must return a tensor, found " .. type(out))
  end
  if out:size(1) ~= x:size(1) then
    err.raise("E0101", ("the model answered %d rows for %d"):format(out:size(1), x:size(1)))
  end
end

-- Mean loss over rows and the count of right ones; in evaluation mode, without recording.
local function measure(model, crit, count, x, y)
  local n = x:size(1)
  local loss, right = 0, 0
  local per_row = core.loss_args(crit).reduction == "sum"
  for first = 1, n, CHUNK do
    local rows = math.min(CHUNK, n - first + 1)
    local xb, yb = x, y
    if rows < n then xb, yb = x:narrow(1, first, rows), y:narrow(1, first, rows) end
    local out = model(xb)
    check_rows(out, xb)
    loss = loss + crit(out, yb):item() * (per_row and 1 or rows)
    if count then right = right + count(out, yb) end
  end
  return loss / n, count and right / n
end

--- Mean loss and share of right answers of `model` on x, y. count: from `counter`, or nil.
-- The model must already be in evaluation mode.
function M.measure(model, crit, count, x, y)
  return core.no_grad(measure, model, crit, count, x, y)
end

local function entropy(shares)
  local sum = 0
  for _, p in ipairs(shares) do
    if p > 0 then sum = sum - p * math.log(p) end
  end
  return sum
end

local function entropy_of_columns(y)
  local sum, k = 0, y:dim() > 1 and y:size(2) or 1
  local means = y:dim() > 1 and y:mean(1):tolist() or {y:mean():item()}
  for _, p in ipairs(means) do sum = sum + entropy{p, 1 - p} end
  return sum / k
end

local function class_shares(y)
  local counts, n = {}, 0
  for _, label in ipairs(y:tolist()) do
    counts[label] = (counts[label] or 0) + 1
    n = n + 1
  end
  local shares = {}
  for _, c in pairs(counts) do shares[#shares + 1] = c / n end
  return shares
end

--- Loss of the best constant answer: entropy of the labels (nats), variance of the targets.
function M.baseline_loss(y, task)
  if task == "multiclass" then
    if y:dim() > 1 then return entropy(y:mean(1):tolist()) end
    return entropy(class_shares(y))
  end
  if task == "regression" then
    local mean = y:mean(1)
    return ((y - mean) ^ 2):mean():item()
  end
  return entropy_of_columns(y)
end

return M
