--- Training runs as curves: what a history holds, and how each of its curves looks.
-- Requires curves, fail, input, number and words. A run here is what the kind history draws, and
-- what run_words says.

local curves = require "gradus.plot.curves"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local words = require "gradus.plot.words"

local M = {}

--- What the metrics are called on the y axis.
M.LABELS = {loss = "loss", accuracy = "accuracy", lr = "learning rate"}

local FIELDS = {
  loss = {train = "train_loss", val = "val_loss"},
  accuracy = {train = "train_accuracy", val = "val_accuracy"},
  lr = {train = "lr"},
}

-- A list of the history, or nil where it was not recorded. A missing epoch is NaN, not the list's
-- end.
local function list_of(h, field, epochs)
  local list = field and input.field(h, field)
  if type(list) ~= "table" then return nil end
  local out, seen = {}, false
  for i = 1, math.max(epochs, #list) do
    out[i] = type(list[i]) == "number" and list[i] or 0 / 0
    seen = seen or list[i] ~= nil
  end
  return seen and out or nil
end

local function epochs_of(h)
  return math.max(#h.train_loss, input.field(h, "epochs") or 0)
end

local function one_to(n)
  local out = {}
  for i = 1, n do out[i] = i end
  return out
end

--- What is known of run `i`: {name, stopped, restored, epochs, best, train, val, lr}; the last
-- three are lists, or nil where they were not recorded. errors: E0102 the metric was not recorded.
function M.read(h, i, metric)
  local epochs, names = epochs_of(h), FIELDS[metric]
  local id = input.field(h, "id")
  local run = {
    name = input.field(h, "name") or "run " .. tostring(id or i),
    stopped = input.field(h, "stopped"), restored = input.field(h, "restored"), epochs = epochs,
    train = list_of(h, names.train, epochs), val = list_of(h, names.val, epochs),
    lr = list_of(h, "lr", epochs), best = input.field(h, "best_epoch"),
  }
  if not run.train and not run.val then
    fail.raise("E0102", ("plot: %s has no %s"):format(run.name, M.LABELS[metric]),
      metric == "accuracy" and "fit records it for classification." or nil)
  end
  return run
end

--- The epoch that counts as the best: the history's own for losses, else where validation was
-- highest; nil where there is none.
function M.best(run, metric)
  if not run.val then return nil end
  local f = words.facts(run.val)
  local best = metric == "accuracy" and f.max_at or run.best or f.min_at
  return best and number.is_finite(run.val[best]) and best or nil
end

-- Of several runs each has its colour and marker; validation is dashed and its markers are open.
local function look(series, i)
  curves.look(series, i)
  series.dash = series.is_val and "dashed" or "solid"
  if series.is_val then series.shape = "open-" .. series.shape:gsub("^open%-", "") end
  return series
end

-- The curves of one run, train before val; of a run alone they have colours of their own.
local function series_of(run, i, is_alone)
  local out, has_both = {}, run.train and run.val
  local function add(name, ys)
    if not ys then return end
    local full = has_both and run.name .. " " .. name or run.name
    local series = {name = is_alone and name or full, xs = one_to(#ys), ys = ys,
      run = run, is_val = name == "val"}
    if is_alone then series.colour = name end
    out[#out + 1] = is_alone and curves.look(series, #out + 1) or look(series, i)
  end
  add("train", run.train)
  add("val", run.val)
  return out
end

-- Many runs: one curve each, the one that matters.
local MOST_RUNS_WITH_BOTH = 3

--- The curves of all runs, each with its run and is_val.
function M.series(runs)
  local out = {}
  for i, run in ipairs(runs) do
    local list = series_of(run, i, #runs == 1)
    if #runs > MOST_RUNS_WITH_BOTH then
      local last = list[#list]
      last.shape, last.dash = nil, nil
      list = {curves.look(last, i)}
    end
    table.move(list, 1, #list, #out + 1, out)
  end
  return out
end

return M
