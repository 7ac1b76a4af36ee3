--- The layout of curves: a figure with series becomes a scene with lines, markers and names at the
-- ends. Requires axes, legend, number, reduce, scene, text and words. Shared by the kinds curve,
-- history, fn.
--
-- Fields of such a figure: title, x, y, series, marks, spots. A series is {name, xs, ys, colour,
-- shape, dash}; NaN and infinities are gaps. A mark is {x, label}, a vertical line; a spot is {x,
-- y, shape, colour}, a marker on a curve. y_limits = {lo, hi} cuts what lies beyond;
-- has_zero_lines shows y = 0 and x = 0; hides_values leaves out the numbers at the ends.

local axes_of = require "gradus.plot.axes"
local fail = require "gradus.plot.fail"
local legend = require "gradus.plot.legend"
local number = require "gradus.plot.number"
local reduce = require "gradus.plot.reduce"
local scene = require "gradus.plot.scene"
local text = require "gradus.plot.text"
local words = require "gradus.plot.words"

local M = {}

local SHAPES = {"circle", "diamond", "triangle", "square", "open-circle", "open-diamond",
  "open-triangle", "open-square"}
local DASHES = {"solid", "dashed", "dotted", "dashdot"}

--- Give a series the look of number `i`, unless it has one: shape, dash and colour all differ.
function M.look(series, i)
  series.shape = series.shape or SHAPES[(i - 1) % #SHAPES + 1]
  series.dash = series.dash or DASHES[(i - 1) % #DASHES + 1]
  series.colour = series.colour or ("series%d"):format((i - 1) % 8 + 1)
  return series
end

local function check_positive(who, values, axis, name)
  for i, v in ipairs(values) do
    if v <= 0 and v > -math.huge then
      fail.raise("E0102",
        ("%s: a logarithmic %s axis needs numbers above 0; %s has %s at position %d")
          :format(who, axis, name, number.short(v), i),
        "Leave out log, or draw only the positive part.")
    end
  end
end

--- Refuse logarithmic axes for numbers that have no logarithm. errors: E0102.
function M.check_logs(who, figure)
  for _, series in ipairs(figure.series) do
    if figure.x.is_log then check_positive(who, series.xs, "x", "x") end
    if figure.y.is_log then check_positive(who, series.ys, "y", series.name or "y") end
  end
end

--- The words for the place of a point on the x axis: "epoch 34", "x = 0.5".
function M.place(figure, xs)
  return function(i)
    local x = number.short(xs[i])
    return figure.x.is_index and figure.x.label .. " " .. x or figure.x.label .. " = " .. x
  end
end

-- The least and greatest x, and the least and greatest finite y; nil where no point has both. A
-- place without a y is part of the picture: it shows where a curve has its gaps.
local function extent(figure)
  local x_lo, x_hi, y_lo, y_hi = math.huge, -math.huge, math.huge, -math.huge
  for _, series in ipairs(figure.series) do
    local xs, ys = series.xs, series.ys
    for i = 1, #ys do
      local x, y = xs[i], ys[i]
      if x - x == 0 then -- finite
        if x < x_lo then x_lo = x end
        if x > x_hi then x_hi = x end
        if y - y == 0 and y < y_lo then y_lo = y end
        if y - y == 0 and y > y_hi then y_hi = y end
      end
    end
  end
  if y_lo > y_hi then return nil end
  return x_lo, x_hi, y_lo, y_hi
end

-- The pieces of a series between its gaps, in the scene's coordinates.
local function pieces_of(series, axes)
  local pieces, piece = {}, nil
  local xs, ys, n = series.xs, series.ys, 0
  local at_x, at_y = axes:placing()
  for i = 1, #ys do
    local x, y = xs[i], ys[i]
    if x - x == 0 and y - y == 0 then -- both finite
      if not piece then
        piece, n = {}, 0
        pieces[#pieces + 1] = piece
      end
      piece[n + 1], piece[n + 2] = at_x(x), at_y(y)
      n = n + 2
    else
      piece = nil
    end
  end
  return pieces
end

local RESOLUTION = 8 -- points kept for each character of width: more than any backend shows

local function draw_piece(axes, series, piece)
  if #piece == 2 then -- a point alone has no line that could be seen
    axes.scene:marker(piece, {shape = series.shape, colour = series.colour, role = "point"})
    return
  end
  -- A hair less than the area: what is cut at its lower edge must not lie on the axis below.
  local a = axes.area
  local inside = {x = a.x, y = a.y, w = a.w - 1e-3, h = a.h - 1e-3}
  for _, visible in ipairs(scene.clip_line(inside, reduce.line(piece, RESOLUTION))) do
    axes.scene:line(visible, {role = "curve", colour = series.colour, dash = series.dash,
      shape = series.shape})
  end
end

-- With three curves and more, dashes no longer tell them apart: markers along the way do.
local function draw_markers(axes, series, i, count)
  if count < 3 then return end
  local xs, ys, step = series.xs, series.ys, axes.area.w / 5
  local at_x, next_x = axes:placing(), axes.area.x + step * (i - 0.5) / count
  for k = 1, #ys do
    local is_finite = xs[k] - xs[k] == 0 and ys[k] - ys[k] == 0
    if is_finite and at_x(xs[k]) >= next_x then
      axes:spot(xs[k], ys[k], {shape = series.shape, colour = series.colour, role = "point"})
      next_x = at_x(xs[k]) + step
    end
  end
end

-- The end of a series in the scene, or nil where no point is finite.
local function end_of(series, axes)
  for i = #series.ys, 1, -1 do
    local x, y = series.xs[i], series.ys[i]
    if number.is_finite(x) and number.is_finite(y) then return axes:at_x(x), axes:at_y(y) end
  end
end

local function name_entries(figure, range)
  local out = {}
  for i, series in ipairs(figure.series) do
    local f = series.name and words.facts(series.ys)
    if f then
      local has_value = f.last and not figure.hides_values
      out[#out + 1] = {shape = series.shape, colour = series.colour, index = i, short = series.name,
        text = series.name .. (has_value and " " .. number.short(f.last, range) or "")}
    end
  end
  return out
end

-- Where the label of a mark begins: to the right of its line, or to the left at the picture's end.
local function label_start(x, width, area)
  return x + 1 + width <= area.x + area.w and x + 0.5 or x - 0.5 - width
end

-- Labels that would run into each other go into a row of their own, three at most.
local function draw_mark_label(axes, mark, free)
  local label = text.clean(mark.label)
  local width, area = axes.scene:width(label, "note"), axes.area
  local start = label_start(axes:at_x(mark.x), width, area)
  for row = 0, math.min(2, area.h - 1) do
    if start >= (free[row] or 0) then
      axes.scene:text(start, area.y + row + 0.5, label, {role = "note"})
      free[row] = start + width + 1
      return
    end
  end
end

local function draw_marks(figure, axes)
  local area, free, marks = axes.area, {}, {table.unpack(figure.marks)}
  table.sort(marks, function(a, b) return a.x < b.x end)
  for _, mark in ipairs(marks) do
    local x = axes:at_x(mark.x)
    axes.scene:line({x, area.y, x, area.y + area.h}, {role = "mark", colour = "dim"})
    draw_mark_label(axes, mark, free)
  end
end

local function draw_ends(figure, axes, entries)
  for _, entry in ipairs(entries) do
    entry.x, entry.y = end_of(figure.series[entry.index], axes)
    entry.y = entry.y or axes.area.y
  end
  for _, series in ipairs(figure.series) do
    local x, y = end_of(series, axes)
    if x and series.name then
      axes.scene:marker({x, y}, {shape = series.shape, colour = series.colour, role = "end"})
    end
  end
  legend.at_ends(axes, entries)
end

--- Lay a curve figure out for `size`.
function M.scene(figure, size)
  local x_lo, x_hi, y_lo, y_hi = extent(figure)
  local is_empty = not x_lo
  if is_empty then x_lo, x_hi, y_lo, y_hi = 1, 2, 1, 2 end
  if figure.y_limits then y_lo, y_hi = table.unpack(figure.y_limits) end
  local sc, entries = scene.new(size), name_entries(figure, y_hi - y_lo)
  local axes = axes_of.layout(sc, {
    title = figure.title, right = math.max(1, legend.reserve(sc, entries)),
    x = axes_of.axis(figure.x, x_lo, x_hi), y = axes_of.axis(figure.y, y_lo, y_hi, true),
  })
  if is_empty then axes:note("no points") end
  if figure.has_zero_lines then axes:draw_zero() end
  draw_marks(figure, axes)
  for i, series in ipairs(figure.series) do
    for _, piece in ipairs(pieces_of(series, axes)) do draw_piece(axes, series, piece) end
    draw_markers(axes, series, i, #figure.series)
  end
  draw_ends(figure, axes, entries)
  for _, spot in ipairs(figure.spots) do axes:spot(spot.x, spot.y, spot) end
  return sc
end

return M
