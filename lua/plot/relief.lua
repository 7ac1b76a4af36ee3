--- The layout of a surface over two numbers: shades and contours, with paths across it.
-- Requires axes, contour, curves (for looks), legend, number, points and scene. Shared by the kinds
-- path and landscape.
--
-- A figure has title, x, y (axes with lo and hi), nx, ny, heights (row by row from the top), paths:
-- a list of {name, xs, ys}, spots: {x, y, label}, and height: what the heights are called. Heights
-- are shaded by the logarithm of their distance from the lowest: a valley and the mountains around
-- it in one picture.

local axes_of = require "gradus.plot.axes"
local contour = require "gradus.plot.contour"
local curves = require "gradus.plot.curves"
local legend = require "gradus.plot.legend"
local number = require "gradus.plot.number"
local points_of = require "gradus.plot.points"
local scene = require "gradus.plot.scene"

local M = {}

local STEPS = 10

local function range_of(heights)
  local lo, hi = math.huge, -math.huge
  for _, v in ipairs(heights) do
    if number.is_finite(v) then lo, hi = math.min(lo, v), math.max(hi, v) end
  end
  return lo, hi
end

--- Heights as levels 0..1, and the function that gives the height of a level. NaN stays NaN, and
-- what is infinite is highest.
function M.levels(heights)
  local lo, hi = range_of(heights)
  if lo >= hi then
    local flat = {}
    for i in ipairs(heights) do flat[i] = 0 end
    return flat, function() return lo end
  end
  -- The logarithm of the distance from the lowest, which itself is a thousandth of the range.
  local base = (hi - lo) * 1e-3
  local length = math.log((hi - lo) / base + 1)
  local out = {}
  for i, v in ipairs(heights) do
    out[i] = v == math.huge and 1 or math.log((v - lo) / base + 1) / length
  end
  return out, function(level) return lo + base * (math.exp(level * length) - 1) end
end

-- The value at t between b and c on a smooth curve through a, b, c and d (Catmull and Rom 1974).
local function between(a, b, c, d, t)
  return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
end

-- A line of n values as n · TIMES, smoothly; beyond its ends it goes straight on.
local TIMES = 4

local function finer_line(at, n)
  local out = {}
  local function beyond(j)
    if j < 0 then return at(0) + j * (at(1) - at(0)) end
    if j >= n then return at(n - 1) + (j - n + 1) * (at(n - 1) - at(n - 2)) end
    return at(j)
  end
  for i = 0, n * TIMES - 1 do
    local x = (i + 0.5) / TIMES - 0.5
    local k = math.floor(x)
    out[i + 1] = between(beyond(k - 1), beyond(k), beyond(k + 1), beyond(k + 2), x - k)
  end
  return out
end

-- A coarse grid drawn in finer steps, so that contours are curves and not polygons.
local function finer(values, nx, ny)
  local rows, out = {}, {}
  for y = 0, ny - 1 do
    rows[y] = finer_line(function(x) return values[y * nx + x + 1] end, nx)
  end
  for x = 1, nx * TIMES do
    local column = finer_line(function(y) return rows[y][x] end, ny)
    for y = 1, ny * TIMES do out[(y - 1) * nx * TIMES + x] = column[y] end
  end
  return out, nx * TIMES, ny * TIMES
end

--- The places of a grid over the figure's axes: visit(x, y) for each, from the top row down.
function M.each_place(figure, visit)
  local x, y = figure.x, figure.y
  for row = 1, figure.ny do
    for column = 1, figure.nx do
      visit(x.lo + (x.hi - x.lo) * (column - 0.5) / figure.nx,
        y.hi - (y.hi - y.lo) * (row - 0.5) / figure.ny)
    end
  end
end

local FINEST = 1 / 8 -- of a unit

-- A path as pieces inside of the area, and its steps as dots where these stand clear.
local function draw_path(axes, path)
  local at_x, at_y = axes:placing()
  local piece, n, last_x, last_y = {}, 0, nil, nil
  for i = 1, #path.xs do
    local x, y = at_x(path.xs[i]), at_y(path.ys[i])
    if x - x ~= 0 or y - y ~= 0 then break end -- not finite
    -- Steps too small to be seen are left out, so that a long path is drawn as fast as a short one.
    if n == 0 or math.abs(x - last_x) > FINEST or math.abs(y - last_y) > FINEST
      or i == #path.xs then
      piece[n + 1], piece[n + 2], last_x, last_y = x, y, x, y
      n = n + 2
    end
  end
  if #piece < 2 then return end
  for _, visible in ipairs(scene.clip_line(axes.area, piece)) do
    if axes.scene.is_paper then axes.scene:line(visible, {role = "halo"}) end
    axes.scene:line(visible, {role = "curve", colour = path.colour, dash = path.dash,
      shape = path.shape})
  end
end

local MOST_DOTS = 40

local function draw_steps(axes, path)
  local n = #path.xs
  if axes.scene.is_paper and n <= MOST_DOTS then
    for i = 2, n - 1 do
      axes:spot(path.xs[i], path.ys[i], {shape = path.shape, colour = path.colour, role = "point"})
    end
  end
  axes:spot(path.xs[n], path.ys[n], {shape = path.shape, colour = path.colour, role = "end"})
end

local function entries_of(figure)
  local out = {}
  for i, path in ipairs(figure.paths) do
    curves.look(path, i)
    if path.name then
      out[#out + 1] = {text = path.name, shape = path.shape, colour = path.colour}
    end
  end
  for _, spot in ipairs(figure.spots or {}) do
    out[#out + 1] = {text = spot.label, shape = spot.shape}
  end
  return out
end

-- What the shades mean: the highest, a middle and the lowest height, dark to pale.
local function height_entries(figure)
  local _, height_at = M.levels(figure.heights)
  local lo, hi = height_at(0), height_at(1)
  if not (lo < hi) then return {} end
  local out = {}
  for i, level in ipairs {1, 0.5, 0} do
    out[i] = {text = ("%s %s"):format(figure.height, number.short(height_at(level))),
      swatch = {ramp = "relief", level = level}}
  end
  return out
end

local function draw_ground(figure, axes)
  local sc, levels, nx, ny = axes.scene, M.levels(figure.heights), figure.nx, figure.ny
  if sc.is_paper and nx < 60 then levels, nx, ny = finer(levels, nx, ny) end
  sc:cells(axes.area, {nx = nx, ny = ny, values = levels, ramp = "relief", smooth = true})
  if not sc.is_paper then return end
  for step = 1, STEPS - 1 do
    contour.draw(sc, axes.area, contour.lines(levels, nx, ny, step / STEPS), "contour")
  end
end

--- Lay a surface out for `size`.
function M.scene(figure, size)
  local sc, entries = scene.new(size), entries_of(figure)
  table.move(height_entries(figure), 1, 3, #entries + 1, entries)
  local right, above = legend.room(sc, size, entries)
  local axes = axes_of.layout(sc, {
    title = figure.title, right = right, above = above,
    x = axes_of.axis(figure.x, figure.x.lo, figure.x.hi),
    y = axes_of.axis(figure.y, figure.y.lo, figure.y.hi),
    aspect = points_of.aspect({is_place = true}, figure.x.lo, figure.x.hi, figure.y.lo,
      figure.y.hi),
  })
  draw_ground(figure, axes)
  for _, path in ipairs(figure.paths) do draw_path(axes, path) end
  for _, path in ipairs(figure.paths) do draw_steps(axes, path) end
  for _, spot in ipairs(figure.spots or {}) do axes:spot(spot.x, spot.y, spot) end
  legend.list(axes, entries)
  return sc
end

--- The lowest and highest finite height, and where the lowest lies: lo, hi, x, y.
function M.extremes(figure)
  local lo, hi, x_at, y_at, i = math.huge, -math.huge, nil, nil, 0
  M.each_place(figure, function(x, y)
    i = i + 1
    local v = figure.heights[i]
    if number.is_finite(v) then
      if v < lo then lo, x_at, y_at = v, x, y end
      hi = math.max(hi, v)
    end
  end)
  return lo, hi, x_at, y_at
end

return M
