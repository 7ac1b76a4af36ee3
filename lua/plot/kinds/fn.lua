--- Kind "fn": a function of one number, or a module, as a curve.
-- Requires curves, doc, fail, input, lines, number and words; gradus.core, when first needed, for
-- functions of tensors. A figure has the fields of a curve (see lines).

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"
local number = require "gradus.plot.number"
local probe = require "gradus.plot.probe"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  labels = {type = "table|string", doc = "names of the functions, in order"},
  derivative = {type = "boolean", default = false, doc = "draw the slope of each function, too"},
  points = {type = "integer", default = 401, min = 2, max = 100000,
    doc = "places to compute it at"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", default = "x", doc = "the name of the x axis"},
  ylabel = {type = "string", default = "y", doc = "the name of the y axis"},
}

local function places(lo, hi, n)
  local out = {}
  for i = 1, n do out[i] = lo + (hi - lo) * (i - 1) / (n - 1) end
  return out
end

local function check_range(lo, hi)
  for name, v in pairs {lo = lo, hi = hi} do
    if not number.is_finite(v) then
      fail.raise("E0103", ("plot.fn: %s must be a number, found %s"):format(name, tostring(v)),
        "For example plot.fn(math.sin, -3, 3).")
    end
  end
  if lo >= hi then
    fail.raise("E0102", ("plot.fn: the range from %s to %s is empty"):format(lo, hi),
      "The smaller number comes first.")
  end
end

local function functions_of(f)
  return probe.list(f, "plot.fn needs a function or a module",
    "For example plot.fn(math.sin) or plot.fn(nn.Tanh()).")
end

-- Slopes by central differences between neighbouring places.
local function slopes(xs, ys)
  local out = {}
  for i = 1, #xs do
    local a, b = math.max(1, i - 1), math.min(#xs, i + 1)
    out[i] = (ys[b] - ys[a]) / (xs[b] - xs[a])
  end
  return out
end

-- A pole would flatten everything else: beyond ten times the middle 90 % the picture is cut.
local function limits(series)
  local all = {}
  for _, s in ipairs(series) do
    for _, y in ipairs(s.ys) do
      if number.is_finite(y) then all[#all + 1] = y end
    end
  end
  if #all < 20 then return nil end
  table.sort(all)
  local low, high = all[#all // 20 + 1], all[#all - #all // 20]
  local room = high - low
  if room == 0 or all[#all] - all[1] < 10 * room then return nil end
  return {math.max(all[1], low - room / 2), math.min(all[#all], high + room / 2)}
end

local function name_of(list, labels, i)
  labels = type(labels) == "string" and {labels} or labels or {}
  if labels[i] then return tostring(labels[i]) end
  return probe.name(list[i]) or (#list > 1 and "f" .. i or "f")
end

local function read_series(list, xs, options)
  local out = {}
  local is_named = #list > 1 or options.labels or options.derivative
  for i, f in ipairs(list) do
    local ys, name = probe.values(f, xs), name_of(list, options.labels, i)
    out[#out + 1] = curves.look({name = is_named and name, xs = xs, ys = ys}, #out + 1)
    if options.derivative then
      local slope = {name = "slope of " .. name, xs = xs, ys = slopes(xs, ys)}
      out[#out + 1] = curves.look(slope, #out + 1)
    end
  end
  return out
end

doc.add {
  name = "plot.fn",
  summary = "Draw a function of one number, an activation or a model with one input.",
  usage = "plot.fn(f[, lo, hi][, {derivative=, labels=, points=, title=, xlabel=, ylabel=}])",
  args = signature.args({
    {name = "f", type = "function, module, or list of them", doc = "what to draw"},
    {name = "lo", type = "number", default = "-5", doc = "where to begin"},
    {name = "hi", type = "number", default = "5", doc = "where to end"},
  }, OPTIONS, {"derivative", "labels", "points", "title", "xlabel", "ylabel"}),
  example = "plot.fn(nn.Tanh(), -4, 4, {derivative=true})", see = {"plot.curve"},
}

--- Build the figure of a function. errors: E0102 an empty range, E0103 no function, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.fn", options, OPTIONS)
  if args[1] == nil then
    fail.raise("E0107", "plot.fn needs a function", "For example plot.fn(math.sin, -3, 3).")
  end
  local lo, hi = args[2] or -5, args[3] or 5
  check_range(lo, hi)
  local list = functions_of(args[1])
  local series = read_series(list, places(lo, hi, options.points), options)
  return {
    title = options.title or #list == 1 and probe.name(list[1]) or nil,
    series = series, marks = {}, spots = {}, has_zero_lines = true,
    hides_values = true, y_limits = limits(series),
    x = {label = options.xlabel}, y = {label = options.ylabel},
  }
end

--- Lay the figure of a function out for a size.
M.scene = lines.scene
M.extent = curves.extent

--- Say the figure in one sentence.
function M.describe(figure)
  local xs, parts = figure.series[1].xs, {}
  for _, series in ipairs(figure.series) do
    local f = words.facts(series.ys)
    local where = curves.place(figure, series.xs)
    parts[#parts + 1] = (series.name or figure.title or "f") .. " " .. words.trend(f, where)
    parts[#parts + 1] = words.gaps(f, where, series.name)
  end
  if figure.y_limits then
    parts[#parts + 1] = ("cut at %s and %s"):format(number.short(figure.y_limits[1]),
      number.short(figure.y_limits[2]))
  end
  return ("from %s = %s to %s, %s"):format(figure.x.label, number.short(xs[1]),
    number.short(xs[#xs]), words.join(parts))
end

--- Name the figure in a few words.
function M.summary(figure)
  local xs = figure.series[1].xs
  return ("function, %s for %s from %s to %s"):format(
    #figure.series == 1 and (figure.title or "f") or number.count(#figure.series, "curve"),
    figure.x.label, number.short(xs[1]), number.short(xs[#xs]))
end

return M
