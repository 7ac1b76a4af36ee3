--- Kind "confusion": which classes were taken for which, as a table of counts.
-- Requires doc, fail, grid, groups, input, number and words; gradus.evaluate, when a model is to be
-- asked. Rows are what is true; a cell's shade is its share of the row.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local grid = require "gradus.plot.grid"
local groups = require "gradus.plot.groups"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  title = {type = "string", doc = "what stands above the picture"},
  classes = {type = "table", doc = "names of the classes, in order"},
}

-- A result of evaluate, or a model and a dataset to make one of.
local function read_result(value, ds)
  if ds ~= nil then return require("gradus.evaluate").evaluate(value, ds) end
  if type(input.field(value, "confusion")) == "table" then return value end
  if type(value) == "table" and type(value[1]) == "table" then return {confusion = value} end
  fail.raise("E0103", "plot.confusion needs a result of evaluate with classes",
    "plot.confusion(evaluate(model, ds)), or plot.confusion(model, ds).")
end

local function check_counts(rows)
  for i, row in ipairs(rows) do
    if #row ~= #rows then
      fail.raise("E0101", ("plot.confusion: %s, but row %d has %s"):format(
        number.count(#rows, "class", "classes"), i, number.count(#row, "column")),
        "As many columns as rows: one for each class.")
    end
  end
end

local function names_of(classes, count)
  local out = {}
  for i = 1, count do out[i] = groups.class_name("multiclass", classes, i) end
  return out
end

local function sum(row)
  local total = 0
  for _, n in ipairs(row) do total = total + n end
  return total
end

-- Each count as a share of its row.
local function shares(rows)
  local out = {}
  for _, row in ipairs(rows) do
    local total = sum(row)
    for _, n in ipairs(row) do out[#out + 1] = total > 0 and n / total or 0 end
  end
  return out
end

local function count_right(rows)
  local right, total = 0, 0
  for i, row in ipairs(rows) do right, total = right + row[i], total + sum(row) end
  return right, total
end

doc.add {
  name = "plot.confusion", summary = "Draw which classes were taken for which.",
  usage = "plot.confusion(evaluate(model, ds)), plot.confusion(model, ds)",
  args = signature.args({
    {name = "r", type = "result of evaluate, or a model and a dataset", doc = "what to draw"},
  }, OPTIONS, {"classes", "title"}),
  text = "Each row is a true class, each column an answer; right answers lie on the diagonal. The "
    .. "darker a cell, the larger its share of the row.",
  example = 'plot.confusion({{9, 1}, {2, 8}}, {classes={"cat", "dog"}})',
  see = {"evaluate", "plot.heatmap"},
}

local function title_of(r, right, total)
  if total == 0 then return "no examples" end
  local role = input.field(r, "role")
  return ("%s%d of %d right (%.1f %%)"):format(role and role .. ": " or "", right, total,
    100 * right / total)
end

local MOST_WITH_NUMBERS = 12

--- Build a confusion figure. errors: E0101 a table that is not square, E0103, E0104.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.confusion", options, OPTIONS)
  if args[1] == nil then
    fail.raise("E0107", "plot.confusion needs a result of evaluate",
      "plot.confusion(evaluate(model, ds))")
  end
  local r = read_result(args[1], args[2])
  local rows = input.rows(r.confusion, "plot.confusion", "the table")
  check_counts(rows)
  local names = names_of(options.classes or input.field(r, "classes"), #rows)
  local right, total = count_right(rows)
  return {title = options.title or title_of(r, right, total), rows = rows, levels = shares(rows),
    ramp = "sequential", row_names = names, column_names = names, right = right, total = total,
    in_cell = function(v) return ("%d"):format(v) end,
    bar = #rows > MOST_WITH_NUMBERS and {"100 %", "50 %", "0 %"} or nil,
    x = {label = "answer", is_flush = true}, y = {label = "true class", is_flush = true}}
end

--- Lay a confusion figure out for `size`.
M.scene = grid.scene

-- The pair of classes that is mixed up most often: {true, answer, count}, or nil.
local function worst_pair(rows)
  local worst
  for i, row in ipairs(rows) do
    for j, n in ipairs(row) do
      if i ~= j and n > (worst and worst[3] or 0) then worst = {i, j, n} end
    end
  end
  return worst
end

--- Say a confusion figure in one sentence.
function M.describe(figure)
  if figure.total == 0 then return "no examples" end
  local names, worst = figure.row_names, worst_pair(figure.rows)
  local parts = {("%d of %s right (accuracy %.2f)"):format(figure.right,
    number.count(figure.total, "example"), figure.right / figure.total)}
  parts[2] = worst and ("most often mixed up: %s taken for %s, %d of %d times"):format(
    names[worst[1]], names[worst[2]], worst[3], sum(figure.rows[worst[1]]))
  return words.join(parts)
end

--- Name a confusion figure in a few words.
function M.summary(figure)
  return ("confusion, %s over %s"):format(number.count(#figure.rows, "class", "classes"),
    number.count(figure.total, "example"))
end

return M
