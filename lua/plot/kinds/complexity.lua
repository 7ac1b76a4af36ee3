--- Kind "complexity": bias, variance and error of models from rigid to flexible.
-- Requires curves, doc, fail, input, lines, number and words. A figure has the fields of a curve
-- (see lines).

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
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", default = "complexity", doc = "the name of the x axis"},
  ylabel = {type = "string", default = "squared error", doc = "the name of the y axis"},
  log = {type = "boolean|string", default = false, doc = 'true or "y", "x", "xy"'},
}

-- The fields that are drawn where results have them, in the order of their curves.
local FIELDS = {
  {"error", "error", "series5"}, {"bias2", "bias²", "series1"},
  {"variance", "variance", "series2"}, {"noise", "noise", "series8"},
  {"train", "train", "train"}, {"val", "val", "val"}, {"test", "test", "series5"},
}

local function value_of(result, field)
  if field == "error" and input.field(result, "sum") then return result.sum end
  local v = input.field(result, field)
  if input.is_tensor(v) then v = v:item() end
  return type(v) == "number" and v or nil
end

local function read_series(xs, results)
  local out = {}
  for _, entry in ipairs(FIELDS) do
    local ys, seen = {}, false
    for i, result in ipairs(results) do
      ys[i] = value_of(result, entry[1]) or 0 / 0
      seen = seen or ys[i] == ys[i]
    end
    if seen then
      out[#out + 1] = curves.look({name = entry[2], xs = xs, ys = ys, colour = entry[3],
        field = entry[1]}, #out + 1)
    end
  end
  return out
end

-- The curve that says which complexity is best.
local function judged(series)
  local best
  for _, s in ipairs(series) do
    if s.field == "error" or s.field == "test" or s.field == "val" then best = best or s end
  end
  return best
end

local function lowest(series)
  local f = series and words.facts(series.ys)
  return f and f.min_at, f
end

local function mark_lowest(figure)
  local series = judged(figure.series)
  local at = lowest(series)
  if not at or at == 1 or at == #series.xs then return end -- at an end nothing turns round
  local x = series.xs[at]
  figure.marks[1] = {x = x, label = "lowest at " .. number.short(x)}
  figure.spots[1] = {x = x, y = series.ys[at], colour = series.colour,
    shape = series.shape:gsub("^open%-", ""):gsub("^", "open-")}
end

doc.add {
  name = "plot.complexity",
  summary = "Draw bias, variance and error of models from rigid to flexible.",
  usage = "plot.complexity(xs, results[, {xlabel=, ylabel=, title=, log=}])",
  args = signature.args({
    {name = "xs", type = "list", doc = "how complex: degrees, widths, neighbours"},
    {name = "results", type = "list",
      doc = "for each of them a result of bias_variance, or a table with train=, val= or test="},
  }, OPTIONS, {"xlabel", "ylabel", "log", "title"}),
  example = "plot.complexity({1, 3, 9}, {{bias2=0.19, variance=0.01, error=0.29},\n"
    .. "  {bias2=0.01, variance=0.02, error=0.12}, {bias2=0, variance=0.04, error=0.13}},\n"
    .. '  {xlabel="degree"})',
  see = {"bias_variance", "plot.bullseye", "plot.fits"},
}

local function check_arguments(args)
  if args.n < 2 then
    fail.raise("E0107", "plot.complexity needs the complexities and a result for each",
      "plot.complexity({1, 3, 9}, {r1, r3, r9})")
  end
  local xs, results = input.list(args[1], "plot.complexity", "x"), args[2]
  if type(results) ~= "table" or #results ~= #xs then
    fail.raise("E0101", ("plot.complexity: %s for %s"):format(
      number.count(type(results) == "table" and #results or 0, "result"),
      number.count(#xs, "complexity", "complexities")), "One result for each.")
  end
  return xs, results
end

--- Build a figure of results over complexity. errors: E0101, E0102, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.complexity", options, OPTIONS)
  local xs, results = check_arguments(args)
  local log_x, log_y = curves.log_axes("plot.complexity", options.log)
  local figure = {title = options.title, series = read_series(xs, results), marks = {}, spots = {},
    x = {label = options.xlabel, is_log = log_x, is_integer = curves.are_whole(xs)},
    y = {label = options.ylabel, is_log = log_y}}
  if #figure.series == 0 then
    fail.raise("E0106", "plot.complexity: the results have none of the fields it draws",
      "These are bias2, variance, noise and error, or train, val and test.")
  end
  mark_lowest(figure)
  curves.check_logs("plot.complexity", figure)
  return figure
end

--- Lay the figure out for a size.
M.scene = lines.scene
M.extent = curves.extent

--- Say the figure in one sentence.
function M.describe(figure)
  local parts, best = {}, judged(figure.series)
  local at, f = lowest(best)
  if at then
    parts[1] = ("%s is lowest at %s %s (%s)"):format(best.name, figure.x.label,
      number.short(best.xs[at]), number.short(f.min))
  end
  local _, _, lo, hi = curves.extent(figure)
  for _, series in ipairs(figure.series) do
    local facts, where = words.facts(series.ys), curves.place(figure, series.xs)
    parts[#parts + 1] = series.name .. " " .. words.trend(facts, where, lo and hi - lo)
  end
  return words.join(parts)
end

--- Name the figure in a few words.
function M.summary(figure)
  local names = {}
  for i, series in ipairs(figure.series) do names[i] = series.name end
  local shown = #names > 3 and number.count(#names, "curve") or words.list(names)
  return ("complexity, %s over %s"):format(shown, number.count(#figure.series[1].xs, "model"))
end

return M
