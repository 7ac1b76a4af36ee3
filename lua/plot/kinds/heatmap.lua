--- Kind "heatmap": a table of numbers as shaded cells, with the numbers where they have room.
-- Requires doc, fail, grid, input, number and words. Row 1 is at the top, as it is printed.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local grid = require "gradus.plot.grid"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", default = "column", doc = "the name of the x axis"},
  ylabel = {type = "string", default = "row", doc = "the name of the y axis"},
  rows = {type = "table", doc = "names of the rows"},
  columns = {type = "table", doc = "names of the columns"},
}

-- Range, mean and extremes of a table: {lo, hi, mean, lo_at, hi_at, finite, gaps}.
local function facts_of(rows)
  local f = {finite = 0, gaps = 0, sum = 0, is_whole = true}
  for i, row in ipairs(rows) do
    for j, v in ipairs(row) do
      if number.is_finite(v) then
        f.finite, f.sum, f.is_whole = f.finite + 1, f.sum + v, f.is_whole and v % 1 == 0
        if not f.lo or v < f.lo then f.lo, f.lo_at = v, {i, j} end
        if not f.hi or v > f.hi then f.hi, f.hi_at = v, {i, j} end
      else
        f.gaps = f.gaps + 1
      end
    end
  end
  f.mean = f.finite > 0 and f.sum / f.finite or 0
  return f
end

-- Numbers on both sides of 0 are shaded from its middle, equally far to both sides.
local function shading(f)
  if f.finite == 0 then return "sequential", 0, 1 end
  if f.lo < 0 and f.hi > 0 then
    local far = math.max(-f.lo, f.hi)
    return "diverging", -far, far
  end
  if f.lo == f.hi then -- all alike: shaded by their distance from 0
    return "sequential", math.min(0, f.lo), math.max(f.hi, f.lo == 0 and 1 or 0)
  end
  return "sequential", f.lo, f.hi
end

doc.add {
  name = "plot.heatmap", summary = "Draw a table of numbers as shaded cells.",
  usage = "plot.heatmap(t[, {title=, xlabel=, ylabel=, rows=, columns=}])",
  args = signature.args({
    {name = "t", type = "tensor or list of rows", doc = "a matrix; a vector is drawn as one row"},
  }, OPTIONS, {"rows", "columns", "title", "xlabel", "ylabel"}),
  example = "plot.heatmap({{0.9, 0.1}, {0.3, 0.7}})", see = {"plot.hist"},
}

--- Build a heat map. errors: E0101 ragged rows or more than two dimensions, E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.heatmap", options, OPTIONS)
  if args[1] == nil then
    fail.raise("E0107", "plot.heatmap needs a matrix", "For example plot.heatmap(model[1].weight).")
  end
  local rows = input.rows(args[1], "plot.heatmap", "the table")
  local facts = facts_of(rows)
  local ramp, lo, hi = shading(facts)
  local function say(v) return number.short(v, not facts.is_whole and hi - lo or nil) end
  local function in_cell(v) return facts.is_whole and say(v) or number.alike(v, hi - lo) end
  return {title = options.title, rows = rows, facts = facts, ramp = ramp, lo = lo, hi = hi,
    say = say, in_cell = in_cell, levels = grid.levels(rows, lo, hi),
    bar = {in_cell(hi), in_cell((hi + lo) / 2), in_cell(lo)},
    row_names = options.rows, column_names = options.columns,
    x = {label = options.xlabel, is_flush = true}, y = {label = options.ylabel, is_flush = true}}
end

--- Lay a heat map out for `size`.
M.scene = grid.scene

--- Say a heat map in one sentence.
function M.describe(figure)
  local f, rows = figure.facts, figure.rows
  local parts = {("%d x %d values"):format(#rows, rows[1] and #rows[1] or 0)}
  if f.finite > 0 and f.lo == f.hi then
    parts[1] = ("%s, all %s"):format(parts[1], number.short(f.lo))
  elseif f.finite > 0 then
    parts[2] = ("lowest %s (row %d, column %d), highest %s (row %d, column %d)"):format(
      figure.say(f.lo), f.lo_at[1], f.lo_at[2], figure.say(f.hi), f.hi_at[1], f.hi_at[2])
    parts[3] = "mean " .. number.short(f.mean, f.hi - f.lo)
  end
  if f.gaps > 0 then
    parts[#parts + 1] = f.gaps == 1 and "1 of them is NaN or infinite"
      or ("%d of them are NaN or infinite"):format(f.gaps)
  end
  return words.join(parts)
end

--- Name a heat map in a few words.
function M.summary(figure)
  local rows = figure.rows
  return ("heat map, %d x %d"):format(#rows, rows[1] and #rows[1] or 0)
end

return M
