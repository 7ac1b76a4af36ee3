--- Kind "heatmap": a table of numbers as shaded cells, with the numbers where they have room.
-- Requires axes, doc, fail, input, number, scene, text and words. Row 1 is at the top, as it is
-- printed.

local axes_of = require "gradus.plot.axes"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local scale = require "gradus.plot.scale"
local scene = require "gradus.plot.scene"
local text = require "gradus.plot.text"
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
  return {title = options.title, rows = rows, facts = facts, ramp = ramp, lo = lo, hi = hi,
    row_names = options.rows, column_names = options.columns,
    x = {label = options.xlabel, is_flush = true}, y = {label = options.ylabel, is_flush = true}}
end

-- Ticks at the middles of cells: every name where there is room, else round numbers of them.
-- Cells are counted from 1; `sign` -1 turns the axis over, so that row 1 is at the top.
local function cell_ticks(count, names, most, sign)
  local stride = count <= most and 1 or math.tointeger(math.ceil(scale.nice_step(count, most)))
  local out = {}
  for i = 1, count do
    if i % stride == 0 or i == 1 and stride > 2 then
      local name = names and names[i] and text.clip(text.clean(names[i]), 12) or tostring(i)
      out[#out + 1] = {value = sign * i, label = name}
    end
  end
  return out
end

local function longest(ticks)
  local width = 0
  for _, tick in ipairs(ticks) do width = math.max(width, text.columns(tick.label)) end
  return width
end

-- As many column ticks as stand clear of each other.
local function column_ticks(count, names, width)
  for most = math.min(count, width // 2), 1, -1 do
    local ticks = cell_ticks(count, names, most, 1)
    if (longest(ticks) + 2) * #ticks <= width then return ticks end
  end
  return {}
end

local function levels_of(figure)
  local out = {}
  for _, row in ipairs(figure.rows) do
    for _, v in ipairs(row) do
      out[#out + 1] = number.is_finite(v) and (v - figure.lo) / (figure.hi - figure.lo) or 0 / 0
    end
  end
  return out
end

local function say(figure, v)
  return number.short(v, not figure.facts.is_whole and figure.hi - figure.lo or nil)
end

-- The numbers themselves, if the longest has room in a cell with a space at both sides.
local function draw_values(figure, axes)
  local cell_w, shown = axes.area.w / #figure.rows[1], {}
  if #figure.rows > axes.area.h then return end
  for i, row in ipairs(figure.rows) do
    for j, v in ipairs(row) do
      local label = (" %s "):format(say(figure, v))
      if text.columns(label) > cell_w then return end
      shown[#shown + 1] = {j, -i, label}
    end
  end
  for _, value in ipairs(shown) do
    axes.scene:text(axes:at_x(value[1]), axes:at_y(value[2]), value[3],
      {anchor = "middle", role = "value"})
  end
end

-- The scale of shades at the right: high on top, with the numbers of its ends and its middle.
local BAR_GAP, BAR_WIDTH = 2, 2

local function draw_bar(figure, axes, labels)
  local area, values = axes.area, {}
  for i = 1, area.h do values[i] = area.h == 1 and 1 or 1 - (i - 1) / (area.h - 1) end
  local x = area.x + area.w + BAR_GAP
  axes.scene:cells({x = x, y = area.y, w = BAR_WIDTH, h = area.h},
    {nx = 1, ny = area.h, values = values, ramp = figure.ramp})
  for i, label in ipairs(labels) do
    local y = area.y + 0.5 + (area.h - 1) * (i - 1) / (#labels - 1)
    axes.scene:text(x + BAR_WIDTH + 1, y, label, {role = "tick"})
  end
end

local function bar_labels(figure)
  local out = {}
  for i, v in ipairs {figure.hi, (figure.hi + figure.lo) / 2, figure.lo} do
    out[i] = say(figure, v)
  end
  return out
end

local function width_of(labels)
  local width = 0
  for _, label in ipairs(labels) do width = math.max(width, text.columns(label)) end
  return width
end

--- Lay a heat map out for `size`.
function M.scene(figure, size)
  local sc, count = scene.new(size), #figure.rows
  local columns = figure.rows[1] and #figure.rows[1] or 0
  if columns == 0 then
    sc:text(size.columns / 2, size.rows / 2, "an empty table", {anchor = "middle", role = "note"})
    return sc
  end
  local labels = bar_labels(figure)
  local x = axes_of.axis(figure.x, 0.5, columns + 0.5)
  local y = axes_of.axis(figure.y, -count - 0.5, -0.5)
  y.ticks = cell_ticks(count, figure.row_names, size.rows - 4, -1)
  local left = math.max(longest(y.ticks), 3) + 2
  local right = BAR_GAP + BAR_WIDTH + 1 + width_of(labels)
  local wide = math.min(size.columns - left - right, columns * 12)
  x.ticks = column_ticks(columns, figure.column_names, wide)
  local axes = axes_of.layout(sc, {title = figure.title, x = x, y = y,
    right = size.columns - left - wide, columns = columns, rows = count})
  sc:cells(axes.area, {nx = columns, ny = count, values = levels_of(figure), ramp = figure.ramp})
  draw_values(figure, axes)
  draw_bar(figure, axes, labels)
  return sc
end

--- Say a heat map in one sentence.
function M.describe(figure)
  local f, rows = figure.facts, figure.rows
  local parts = {("%d x %d values"):format(#rows, rows[1] and #rows[1] or 0)}
  if f.finite > 0 and f.lo == f.hi then
    parts[1] = ("%s, all %s"):format(parts[1], number.short(f.lo))
  elseif f.finite > 0 then
    parts[2] = ("lowest %s (row %d, column %d), highest %s (row %d, column %d)"):format(
      say(figure, f.lo), f.lo_at[1], f.lo_at[2], say(figure, f.hi), f.hi_at[1], f.hi_at[2])
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
