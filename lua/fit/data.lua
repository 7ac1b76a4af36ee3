--- The data of a run, checked: a dataset with rows, of a shape that the model can answer.
-- Requires core, err, options and fit.judge. Trains nothing.

local core = require "gradus.core"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind

local M = {}

local SAMPLE = 5000 -- rows on which the training loss is measured where there are more

local function field(value, name)
  local t = type(value)
  if t ~= "table" and t ~= "userdata" then return nil end
  local ok, found = pcall(function() return value[name] end)
  return ok and found or nil
end

--- Is `value` a dataset?
function M.is(value)
  return core.kind(field(value, "x")) == "tensor" and type(field(value, "batches")) == "function"
end

local function hint_for(value, who)
  if core.kind(value) == "tensor" then
    return ("Put inputs and targets into a dataset: %s(model, data.from(x, y), …)."):format(who)
  end
  if type(value) == "table" and field(value, "train") then
    return "split() returns its parts one by one: train, val, test = ds:split()."
  end
  return "For example data.moons{n = 200}, or data.from(x, y)."
end

--- Require a dataset. what: the argument's name, in words. errors: E0103, E0107 where it is
-- missing.
function M.check(value, who, what, level)
  if M.is(value) then return value end
  if value == nil then
    err.raise("E0107", ("%s needs %s"):format(who, what), hint_for(value, who), level + 1)
  end
  err.raise("E0103", ("%s needs %s, found %s"):format(who, what, kind_of(value)),
    hint_for(value, who), level + 1)
end

--- Rows to measure the training loss on: all, or a fixed random sample of a large part.
-- The same rows for every run on the same data, so that runs compare.
function M.sample(ds)
  local n = ds.x:size(1)
  if n <= SAMPLE then return ds end
  local rows = core.with_seed(1, core.randperm, n):narrow(1, 1, SAMPLE)
  return {x = ds.x:index_select(1, rows), y = ds.y:index_select(1, rows)}
end

-- How many outputs a network needs for this data; nil where any number will do.
local function outputs_needed(ds)
  if ds.task == "multiclass" then return nil end
  return ds.y:dim() > 1 and ds.y:size(2) or 1
end

local advice = {
  binary = "A yes/no question takes one output: …, nn.Linear(%d, 1). For two classes with two "
    .. "outputs and CrossEntropyLoss, say task = \"multiclass\".",
  multilabel = "One output for each label.",
  regression = "One output for each number to predict.",
}

local function check_width(out, ds, level)
  local needed, found = outputs_needed(ds), out:dim() > 1 and out:size(2) or 1
  if needed and found ~= needed then
    err.raise("E0101", ("fit: the network gives %d outputs per row, the targets have %d "
      .. "(%s)"):format(
      found, needed, ds.task), (advice[ds.task] or ""):format(found), level + 1)
  end
  if ds.task ~= "multiclass" or ds.y:dim() > 1 then return end
  local classes = ds.y:max():item()
  if classes > found then
    err.raise("E0101", ("fit: the labels go up to %d, the network has only %d "
      .. "%s"):format(classes, found,
      found == 1 and "output" or "outputs"),
      ("One output for each class: the last layer needs %d."):format(classes), level + 1)
  end
end

--- Ask the model about one row, so that a shape that does not fit is said before training begins.
-- Evaluation mode must be on. check_targets: whether outputs must fit the task (with the usual
-- loss).
function M.try(model, ds, check_targets, level)
  local out = core.no_grad(function() return model(ds.x:narrow(1, 1, 1)) end)
  if core.kind(out) ~= "tensor" then
    err.raise("E0103", "fit: the model must return a tensor, found " .. kind_of(out),
      "forward needs a return: forward = function(self, x) … return y end.", level + 1)
  end
  if check_targets then check_width(out, ds, level + 1) end
end

return M
