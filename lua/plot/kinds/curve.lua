--- Kind "curve": one or several series of y over x, joined by lines.
-- Requires curves, doc, fail, input, lines (which lays them out), number and words.

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"
local number = require "gradus.plot.number"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  labels = {type = "table|string", doc = "the names of the series, in order"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", doc = "the name of the x axis"},
  ylabel = {type = "string", doc = "the name of the y axis"},
  log = {type = "boolean|string", default = false,
    doc = 'true or "y", "x", "xy": which axes are logarithmic'},
  marks = {type = "table", doc = "vertical lines, as {{x, label}, …}"},
}

local function check_length(xs, ys, name)
  if #xs == #ys then return end
  fail.raise("E0101",
    ("plot.curve: x has %s, %s has %d"):format(number.count(#xs, "number"), name, #ys),
    "Each x needs its y; a list alone is drawn over 1, 2, 3, …")
end

local function one_to(n)
  local out = {}
  for i = 1, n do out[i] = i end
  return out
end

-- The lists behind the arguments: xs, and a list of ys. A list alone stands over 1, 2, 3, …
local function read_lists(args)
  if args.n == 0 then
    fail.raise("E0107", "plot.curve needs a list of numbers to draw",
      "For example plot.curve({1, 2, 3}, {2, 4, 8}) or plot.curve(h.train_loss).")
  end
  if args.n == 1 then
    local ys = input.list(args[1], "plot.curve", "y")
    return one_to(#ys), {ys}
  end
  local xs, all = input.list(args[1], "plot.curve", "x"), {}
  for i = 2, args.n do
    local name = args.n == 2 and "y" or "y" .. i - 1
    all[i - 1] = input.list(args[i], "plot.curve", name)
    check_length(xs, all[i - 1], name)
  end
  return xs, all
end

-- A training curve is blue and a validation curve orange wherever they appear.
local function colour_of(name)
  name = (name or ""):lower()
  return name:find("^train") and "train" or name:find("^val") and "val" or nil
end

local function read_series(xs, all, labels)
  labels = type(labels) == "string" and {labels} or labels or {}
  if #labels > #all then
    fail.raise("E0102", ("plot.curve: %s for %s"):format(number.count(#labels, "label"),
      number.count(#all, "series", "series")))
  end
  local out, seen = {}, {}
  for i, ys in ipairs(all) do
    local name = labels[i] and tostring(labels[i]) or #all > 1 and "y" .. i or nil
    local colour = colour_of(name)
    if seen[colour] then colour = nil end
    out[i] = curves.look({name = name, xs = xs, ys = ys, colour = colour}, i)
    seen[out[i].colour] = true
  end
  return out
end

local function read_marks(marks, log_x)
  local out = {}
  for i, mark in ipairs(marks or {}) do
    local x = type(mark) == "table" and mark[1] or mark
    if not number.is_finite(x) or x <= 0 and log_x then
      fail.raise("E0103", ("plot.curve: mark %d has no place on the x axis"):format(i),
        "For example marks = {{34, \"best\"}}.")
    end
    out[i] = {x = x, label = tostring(type(mark) == "table" and mark[2] or number.short(x))}
  end
  return out
end

doc.add {
  name = "plot.curve", summary = "Draw one or several series of numbers as curves.",
  usage = "plot.curve(xs, ys…[, {labels=, title=, xlabel=, ylabel=, log=}])",
  args = signature.args({
    {name = "xs", type = "list or tensor",
      doc = "where the points lie; a list alone is drawn over 1, 2, 3, …"},
    {name = "ys", type = "lists or tensors",
      doc = "how high, one list for each curve; NaN leaves a gap"},
  }, OPTIONS, {"labels", "title", "xlabel", "ylabel", "log", "marks"}),
  example = 'plot.curve({1, 2, 3, 4}, {0.9, 0.5, 0.3, 0.25}, {xlabel="epoch", ylabel="loss"})',
  see = {"plot", "plot.fn", "plot.scatter"},
}

--- Build a curve figure. errors: E0101 lengths, E0102 a logarithm of what has none, E0103, E0104,
-- E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.curve", options, OPTIONS)
  local xs, all = read_lists(args)
  local log_x, log_y = curves.log_axes("plot.curve", options.log)
  local figure = {
    title = options.title, marks = read_marks(options.marks, log_x), spots = {},
    series = read_series(xs, all, options.labels),
    x = {label = options.xlabel or args.n == 1 and "position" or "x", is_log = log_x,
      is_integer = curves.are_whole(xs), is_index = args.n == 1},
    y = {label = options.ylabel or "y", is_log = log_y},
  }
  curves.check_logs("plot.curve", figure)
  return figure
end

--- Lay a curve figure out for a size.
M.scene = lines.scene
M.extent = curves.extent

--- Say a curve figure in one sentence.
function M.describe(figure)
  local parts = {}
  for _, series in ipairs(figure.series) do
    local f, where = words.facts(series.ys, figure.y.is_log), curves.place(figure, series.xs)
    parts[#parts + 1] = (series.name or figure.y.label) .. " " .. words.trend(f, where)
    parts[#parts + 1] = words.gaps(f, where, series.name)
  end
  for _, mark in ipairs(figure.marks) do
    parts[#parts + 1] = ("%s at %s = %s"):format(mark.label, figure.x.label, number.short(mark.x))
  end
  return words.join(parts)
end

--- Name a curve figure in a few words.
function M.summary(figure)
  local names = {}
  for i, series in ipairs(figure.series) do names[i] = series.name or figure.y.label end
  if #names > 4 then names = {#names .. " series"} end
  return ("curve, %s over %s"):format(words.list(names),
    number.count(#figure.series[1].xs, "point"))
end

return M
