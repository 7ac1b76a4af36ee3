--- The layout of curves: a figure with series becomes a scene with lines, markers and names at the
-- ends. Requires axes, fail, legend, number, points, reduce, scene and text. Shared by the kinds
-- curve, history, fn, fits, complexity and path.
--
-- Fields of such a figure: title, x, y, series, marks, spots, and where wanted points, thin, bands.
-- A series is {name, xs, ys, colour, shape, dash, is_ground}; NaN and infinities are gaps;
-- is_ground: others are marked on it, it has no marks of its own. A mark is {x,
-- label}, a vertical line; a spot is {x, y, shape, colour}, a marker on a curve. points: groups of
-- points below the curves, as in a scatter; thin: series without names, as fine lines; bands: {xs,
-- lows, highs, colour, shade}, grounds between two curves. y_limits = {lo, hi} cuts what lies
-- beyond; has_zero_lines shows y = 0 and x = 0; hides_values leaves out the numbers at the ends;
-- least_x, most_x: what the x axis covers at least.

local axes_of = require "gradus.plot.axes"
local curves = require "gradus.plot.curves"
local legend = require "gradus.plot.legend"
local number = require "gradus.plot.number"
local points_of = require "gradus.plot.points"
local reduce = require "gradus.plot.reduce"
local scene = require "gradus.plot.scene"
local text = require "gradus.plot.text"

local M = {}

-- The pieces of a series between its gaps, in the scene's coordinates. The loop is as plain as it
-- can be: it runs a million times for a million points.
local function pieces_of(series, axes)
  local pieces, piece = {}, nil
  local xs, ys, n = series.xs, series.ys, 0
  local at_x, at_y = axes:placing()
  local ax, bx, ay, by = axes:linear()
  for i = 1, #ys do
    local x, y = xs[i], ys[i]
    if x - x == 0 and y - y == 0 then -- both finite
      if not piece then
        piece, n = {}, 0
        pieces[#pieces + 1] = piece
      end
      if ax then x, y = ax + bx * x, ay + by * y else x, y = at_x(x), at_y(y) end
      piece[n + 1], piece[n + 2] = x, y
      n = n + 2
    else
      piece = nil
    end
  end
  return pieces
end

local RESOLUTION = 8 -- points kept for each character of width: more than any backend shows

-- A hair less than the area: what is cut at its lower edge must not lie on the axis below.
local function just_inside(area)
  return {x = area.x, y = area.y, w = area.w - 1e-3, h = area.h - 1e-3}
end

local function draw_piece(axes, series, piece, role)
  if #piece == 2 then -- a point alone has no line that could be seen
    axes.scene:marker(piece, {shape = series.shape, colour = series.colour, role = "point"})
    return
  end
  local inside = just_inside(axes.area)
  for _, visible in ipairs(scene.clip_line(inside, reduce.line(piece, RESOLUTION))) do
    axes.scene:line(visible, {role = role, colour = series.colour, dash = series.dash,
      shape = series.shape})
  end
end

local function draw_series(axes, series, role)
  for _, piece in ipairs(pieces_of(series, axes)) do draw_piece(axes, series, piece, role) end
end

-- The ground between two curves, cut at the area's edges and interrupted where one has a gap.
local function draw_band(axes, band)
  local at_x, at_y = axes:placing()
  local area, upper, lower = just_inside(axes.area), {}, {}
  local function flush()
    for i = #lower - 1, 1, -2 do upper[#upper + 1], upper[#upper + 2] = lower[i], lower[i + 1] end
    if #upper >= 6 then axes.scene:area(upper, {colour = band.colour, shade = band.shade}) end
    upper, lower = {}, {}
  end
  for i, x in ipairs(band.xs) do
    local low, high = band.lows[i], band.highs[i]
    if number.is_finite(low) and number.is_finite(high) then
      local n, sx = #upper, at_x(x)
      upper[n + 1], upper[n + 2] = sx, math.max(area.y, math.min(at_y(high), area.y + area.h))
      lower[n + 1], lower[n + 2] = sx, math.max(area.y, math.min(at_y(low), area.y + area.h))
    else
      flush()
    end
  end
  flush()
end

local FEW = 20 -- points that are measurements of their own, and shown as such

local function draw_each_point(axes, series)
  for k, y in ipairs(series.ys) do
    if number.is_finite(series.xs[k]) and number.is_finite(y) then
      axes:spot(series.xs[k], y, {shape = series.shape, colour = series.colour, role = "point"})
    end
  end
end

-- With three curves and more, dashes no longer tell them apart: markers along the way do.
local function draw_markers(axes, series, i, count)
  if series.is_ground then return end
  if axes.scene.is_paper and #series.ys <= FEW then return draw_each_point(axes, series) end
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

-- The last finite number of a list.
local function last_of(ys)
  for i = #ys, 1, -1 do
    if number.is_finite(ys[i]) then return ys[i] end
  end
end

-- The names of groups of points that stand above the area: in a panel on paper (see legend.room).
local function names_above(figure, sc, size)
  local has_them = size.is_panel and sc.is_paper and figure.points
  return has_them and points_of.entries(figure.points) or {}
end

local function name_entries(figure, range, above)
  local out = #above == 0 and figure.points and points_of.entries(figure.points) or {}
  for i, series in ipairs(figure.series) do
    if series.name then
      local last = not figure.hides_values and last_of(series.ys)
      -- "batches of 4: 0.02", not "batches of 4 0.02"
      local gap = series.name:match("%d$") and ": " or " "
      out[#out + 1] = {shape = not series.is_ground and series.shape or nil, index = i,
        colour = series.colour, short = series.name,
        text = series.name .. (last and gap .. number.short(last, range) or "")}
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
    if entry.index then entry.x, entry.y = end_of(figure.series[entry.index], axes) end
    entry.y = entry.y or axes.area.y
  end
  for _, series in ipairs(figure.series) do
    local x, y = end_of(series, axes)
    local is_inside = x and y >= axes.area.y and y <= axes.area.y + axes.area.h
    if is_inside and series.name and not series.is_ground then
      axes.scene:marker({x, y}, {shape = series.shape, colour = series.colour, role = "end"})
    end
  end
  legend.at_ends(axes, entries)
end

-- Between characters a few fine lines say what twenty would bury.
local MOST_THIN = 6

local function draw_thin(figure, axes)
  local thin = figure.thin or {}
  local most = axes.scene.is_paper and #thin or MOST_THIN
  for i = 1, math.min(most, #thin) do
    thin[i].dash = not axes.scene.is_paper and "sparse" or nil
    draw_series(axes, thin[i], "thin")
  end
end

local function draw_all(figure, axes)
  if figure.has_zero_lines then axes:draw_zero() end
  for _, band in ipairs(figure.bands or {}) do draw_band(axes, band) end
  draw_thin(figure, axes)
  draw_marks(figure, axes)
  if figure.points then points_of.draw(figure.points, axes) end
  for i, series in ipairs(figure.series) do
    draw_series(axes, series, "curve")
    draw_markers(axes, series, i, #figure.series)
  end
end

--- Lay a curve figure out for `size`; size.y_range: what the y axis covers at least.
function M.scene(figure, size)
  local x_lo, x_hi, y_lo, y_hi = curves.extent(figure)
  local is_empty = not x_lo
  if is_empty then x_lo, x_hi, y_lo, y_hi = 1, 2, 1, 2 end
  if size.y_range then
    y_lo, y_hi = math.min(y_lo, size.y_range[1]), math.max(y_hi, size.y_range[2])
  end
  local sc = scene.new(size)
  local listed = names_above(figure, sc, size)
  local entries = name_entries(figure, (y_hi - y_lo) / 2, listed)
  local _, above = legend.room(sc, size, listed)
  local axes = axes_of.layout(sc, {
    title = figure.title, above = above, right = math.max(1, legend.reserve(sc, entries)),
    x = axes_of.axis(figure.x, x_lo, x_hi), y = axes_of.axis(figure.y, y_lo, y_hi, true),
  })
  if is_empty then axes:note("no points") end
  draw_all(figure, axes)
  draw_ends(figure, axes, entries)
  if #listed > 0 then legend.list(axes, listed) end
  for _, spot in ipairs(figure.spots) do axes:spot(spot.x, spot.y, spot) end
  return sc
end

return M
