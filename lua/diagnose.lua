--- diagnose: the lecture's decision chart. Which error is high, what that means, what to do.
-- Requires err, history, options and words. Source of the thresholds: on four made worlds (too
-- simple a model, too little data, another world for validation, all well) they named the cause for
-- 20 of 20 seeds each (row 18 of tests/experiments).

local doc = require "gradus.doc"
local err = require "gradus.err"
local history = require "gradus.history"
local kind_of = require("gradus.options").kind
local opts = require "gradus.options"
local words = require "gradus.words"

local M = {}

-- high: a training error that far above the target is bias; gap: a step between two errors that
-- chance does not explain. Errors of a regression are shares of the targets' variance, of which
-- noise that nobody can predict is a part: there the thresholds are wide.
local OF_ERRORS = {high = 0.1, gap = 0.06}
local OF_VARIANCE = {high = 0.3, gap = 0.2}
local FALL = 0.015 -- a loss that fell by this share in the last fifth of a run is still falling

local advice = {
  ["high bias"] = {"a larger network, with hidden layers that are not linear", "train longer",
    "a higher learning rate or a better optimizer", "normalise the inputs", "less regularization"},
  ["still falling"] = {"train longer: more epochs", "a higher learning rate",
    "only then judge whether the network is too small"},
  ["high variance"] = {"more training data", "regularization: l2, dropout", "early stopping",
    "a smaller network"},
  ["variance or mismatch"] = {
    "split off a train_dev part: unseen rows of the training world tell the two apart",
    "if it is variance: more data, regularization, early stopping, a smaller network",
    "if it is mismatch: training data like the validation data"},
  ["mismatch"] = {"make or collect training data like the validation data",
    "split so that both parts come from the same source",
    "more of the same data or a larger network will not help"},
  ["overfit validation"] = {"more validation data", "fewer choices made by the validation error",
    "a fresh test set: this one has now been seen"},
  ["good"] = {"nothing urgent: the errors are low and close together"},
}

-- The chart itself, top to bottom: the first error that is out of line names the cause.
local function chart(e, limits)
  local target, gap = e.target or 0, limits.gap
  if e.train and e.train - target > limits.high then
    return "high bias", ("training error %s, target "
      .. "%s"):format(words.num(e.train), words.num(target))
  end
  if e.train_dev and e.train and e.train_dev - e.train > gap then
    return "high variance", ("training error %s, on unseen rows of the same world %s"):format(
      words.num(e.train), words.num(e.train_dev))
  end
  if e.train_dev and e.val and e.val - e.train_dev > gap then
    return "mismatch", ("unseen rows of the training world %s, validation %s"):format(
      words.num(e.train_dev), words.num(e.val))
  end
  if not e.train_dev and e.val and e.train and e.val - e.train > gap then
    return "variance or mismatch", ("training error %s, validation error %s"):format(
      words.num(e.train), words.num(e.val))
  end
  if e.test and e.val and e.test - e.val > gap then
    return "overfit validation", ("validation error %s, test error %s"):format(words.num(e.val),
      words.num(e.test))
  end
  return "good", "no step between the errors is above " .. gap
end

-- ---- histories --------------------------------------------------------------

local function mean(list, first, last)
  local sum = 0
  for i = first, last do sum = sum + list[i] end
  return sum / (last - first + 1)
end

-- Did the curve fall, in its last fifth, by more than FALL of what it was? Means over a window of a
-- twentieth, so that one lucky epoch does not decide.
local function falls(curve)
  local n = #curve
  if n < 5 then return n >= 2 and curve[n] < (1 - FALL) * curve[1] end
  local window = math.max(1, n // 20)
  local from = math.max(1, math.floor(n * 0.8) - window + 1)
  local before = mean(curve, from, from + window - 1)
  local now = mean(curve, n - window + 1, n)
  return now < (1 - FALL) * before
end

-- Errors of a history: shares of wrong answers, or for a regression the share of the targets'
-- variance that is left.
local function errors_of(h)
  local function wrong(accuracy, loss)
    if accuracy then return 1 - accuracy end
    return loss and h.baseline_loss and h.baseline_loss > 0 and loss / h.baseline_loss or nil
  end
  return {train = wrong(h:last "train_accuracy", h:last "train_loss"),
    val = wrong(h:last "val_accuracy", h:last "val_loss")}
end

local function of_history(h, target)
  local e = errors_of(h)
  if not e.train then
    err.raise("E0107", "diagnose: this run has neither accuracies nor a task to judge by",
      "Measure the errors and name them: diagnose{train = 0.02, val = 0.2}.", 3)
  end
  e.target = target
  local verdict, evidence = chart(e, #h.train_accuracy > 0 and OF_ERRORS or OF_VARIANCE)
  local has_val = #h.val_loss > 0
  local falling = falls(h.train_loss) and (not has_val or falls(h.val_loss))
  local what = has_val and "both losses still fall" or "the loss still falls"
  if falling and verdict == "high bias" then
    return "still falling", ("after %s %s: the run was too short to judge"):format(
      words.count(h.epochs, "epoch"), what), e
  end
  if falling and verdict == "good" then evidence = evidence .. "; " .. what end
  return verdict, evidence, e
end

-- ---- the function -----------------------------------------------------------

local spec = {target = {type = "number", min = 0, max = 1,
  doc = "the error that is good enough, for example a human's"}}
for _, name in ipairs{"train", "train_dev", "val", "test"} do
  spec[name] = {type = "number", min = 0, max = 1,
    doc = "error on that part: the share of wrong answers"}
end

local function text(r)
  local lines = {r.verdict .. ": " .. r.evidence}
  for _, tip in ipairs(r.advice) do lines[#lines + 1] = "  - " .. tip end
  local out = {}
  for _, line in ipairs(lines) do
    for i, part in ipairs(require("gradus.term").wrap(line, 60)) do
      out[#out + 1] = i > 1 and line:find("^  %-") and "  " .. part or part
    end
  end
  return table.concat(out, "\n")
end

local make_result = words.result("diagnose", "verdict evidence advice errors", text)

doc.add {
  name = "diagnose", summary = "Says what is wrong with a run, by the lecture's decision chart.",
  usage = "diagnose(h)   diagnose{train = 0.02, train_dev = 0.03, val = 0.2, test = 0.2, target = "
    .. "0}",
  args = {{name = "h", type = "history", doc = "a run of fit; with val = it can tell more"},
    {name = "train, train_dev, val, test", type = "number", doc = "errors: shares of wrong "
      .. "answers"},
    {name = "target", type = "number", default = 0, doc = spec.target.doc}},
  text = "The result has verdict, one of \"high bias\", \"still falling\", \"high variance\", "
    .. "\"variance or mismatch\", \"mismatch\", \"overfit validation\", \"good\"; evidence; advice "
    .. "(a list).",
  example = "print(diagnose{train = 0.01, train_dev = 0.02, val = 0.3}.verdict)  --> mismatch",
  see = {"fit", "evaluate", "bias_variance"},
}

local function check_errors(given)
  if type(given) ~= "table" or getmetatable(given) ~= nil then
    err.raise(given == nil and "E0107" or "E0103",
      "diagnose needs a history or a table of errors, found " .. kind_of(given),
      "diagnose(h)  or  diagnose{train = 0.02, val = 0.2}", 3)
  end
  local errors = opts.check("diagnose", given, spec, 4)
  if not errors.train then
    err.raise("E0107", "diagnose needs the training error", "diagnose{train = 0.02, val = 0.2}", 3)
  end
  return errors
end

--- Name the cause. errors: E0103, E0102 for errors outside 0 to 1, E0107.
function M.diagnose(given, options)
  local verdict, evidence, errors
  if history.is(given) then
    local target = options and opts.check("diagnose", options, {target = spec.target}).target
    if given.epochs == 0 then
      err.raise("E0107", "diagnose: this run has finished no epoch", "Train it first.", 2)
    end
    verdict, evidence, errors = of_history(given, target)
  else
    errors = check_errors(given)
    verdict, evidence = chart(errors, OF_ERRORS)
  end
  return make_result{verdict = verdict, evidence = evidence, errors = errors,
    advice = table.move(advice[verdict], 1, #advice[verdict], 1, {})}
end

return M
