--- sweep: one run for each value of a setting, or for each combination of several.
-- Requires coach.experiment, err, fit.many, fit.progress, history, options, seeds and words.

local doc = require "gradus.doc"
local err = require "gradus.err"
local experiment = require "gradus.coach.experiment"
local history = require "gradus.history"
local kind_of = require("gradus.options").kind
local many = require "gradus.fit.many"
local words = require "gradus.words"

local M = {}

local function check(given)
  if type(given) ~= "table" or getmetatable(given) ~= nil then
    err.raise("E0103", "sweep needs a table, found " .. kind_of(given),
      "sweep{lr = {0.01, 0.1, 1}, run = function(c) … end}", 3)
  end
  if type(given.run) ~= "function" then
    err.raise(given.run == nil and "E0107" or "E0103",
      "sweep needs run, a function of one combination, found " .. kind_of(given.run),
      "sweep{lr = {0.01, 0.1}, run = function(c) return fit(…, {lr = c.lr}) end}", 3)
  end
end

-- The names to vary, sorted, each with its list of values.
local function read_lists(given)
  local names = {}
  for name, values in pairs(given) do
    if name ~= "run" then
      if type(name) ~= "string" or type(values) ~= "table" or #values == 0 then
        err.raise("E0103", ("sweep: %s must be a list of values, found %s"):format(tostring(name),
          kind_of(values)), "For example lr = {0.01, 0.1, 1}.", 3)
      end
      names[#names + 1] = name
    end
  end
  if #names == 0 then
    err.raise("E0107", "sweep needs at least one list of values",
      "sweep{lr = {0.01, 0.1, 1}, run = function(c) … end}", 3)
  end
  table.sort(names)
  return names
end

-- All combinations; the last name varies fastest.
local function combinations(given, names)
  local out = {{}}
  for _, name in ipairs(names) do
    local longer = {}
    for _, combination in ipairs(out) do
      for _, value in ipairs(given[name]) do
        local c = {}
        for key, old in pairs(combination) do c[key] = old end
        c[name] = value
        longer[#longer + 1] = c
      end
    end
    out = longer
  end
  return out
end

-- Results as named numbers: a history gives its last losses and its best.
local function columns_of(result)
  if history.is(result) then
    local best = result.best_epoch and result:judged_by()[result.best_epoch]
    return {train = result:last "train_loss", val = result:last "val_loss", best = best,
      accuracy = result:last "val_accuracy" or result:last "train_accuracy"},
      {"train", "val", "best", "accuracy"}
  end
  if type(result) ~= "table" then return {value = result}, {"value"} end
  local names = {}
  for name, value in pairs(result) do
    if type(name) == "string" and type(value) ~= "table" then names[#names + 1] = name end
  end
  table.sort(names)
  return result, names
end

local function cell(value)
  return type(value) == "number" and words.num(value) or words.setting(value)
end

local function text(r)
  local head, shown = {}, {}
  for i, name in ipairs(r.names) do head[i] = name end
  local _, names = columns_of(r.results[1])
  for _, name in ipairs(names) do
    local values = columns_of(r.results[1])
    if values[name] ~= nil then
      shown[#shown + 1] = name
      head[#head + 1] = name
    end
  end
  local rows = {head}
  for i, result in ipairs(r.results) do
    local row, values = {}, columns_of(result)
    for _, name in ipairs(r.names) do row[#row + 1] = words.setting(r.combinations[i][name]) end
    for _, name in ipairs(shown) do row[#row + 1] = cell(values[name]) end
    rows[i + 1] = row
  end
  return words.columns(rows, {"right"})
end

local make_result = words.result("sweep", "names combinations results stopped", function(r)
  if #r.results == 0 then return "no result" end
  return text(r) .. (r.stopped and "\nstopped by Ctrl-C" or "")
end)

doc.add {
  name = "sweep", summary = "Runs a function for each value of a setting, or each combination.",
  usage = "sweep{lr = {0.01, 0.1, 1}, run = function(c) return fit(…, {lr = c.lr}) end}",
  args = {{name = "run", type = "function",
      doc = "is called with a table such as {lr = 0.1}; returns a history, a number or a table"},
    {name = "…", type = "list", doc = "any name with the values that it is to take"}},
  text = "Returns a value that prints as a table, one row per combination. Fields: combinations, "
    .. "results. Each call starts from the same state of the random generator.",
  example = "print(#sweep{a = {1, 2}, b = {10, 20}, run = function(c) return c.a * c.b "
    .. "end}.results)  --> 4",
  see = {"seeds", "again", "cross_validate"},
}

--- Run `run` for each combination of the other lists. errors: E0103, E0107.
function M.sweep(given)
  check(given)
  local names = read_lists(given)
  local list = combinations(given, names)
  local seed = math.floor(require("gradus.core").rand(1):item() * 999999) + 1
  local results, stopped = many.each("setting", #list, function(i)
    return experiment.within(list, given.run, list[i])
  end, function() return seed end)
  return make_result{names = names, combinations = list, results = results, stopped = stopped
    or nil}
end

return M
