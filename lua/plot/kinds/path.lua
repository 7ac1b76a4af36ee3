--- Kind "path": the ways of optimizers down a function of one or two numbers.
-- Requires curves, doc, fail, input, lines, number, probe, relief and words; gradus.core, when the
-- function is asked. Over one number a figure has the fields of a curve (see lines), over two those
-- of a relief.

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"
local number = require "gradus.plot.number"
local probe = require "gradus.plot.probe"
local relief = require "gradus.plot.relief"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  labels = {type = "table|string", doc = "names of the paths, in order"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", doc = "the name of the x axis"},
  ylabel = {type = "string", doc = "the name of the y axis"},
}

local NX, NY, PLACES, MOST_DOTS = 72, 48, 300, 40

-- f at a point, as a number; NaN where it has none.
local function ask(f, core, point)
  local y = f(core.tensor(point))
  if input.is_tensor(y) then y = y:item() end
  return type(y) == "number" and y or 0 / 0
end

-- ---- the paths --------------------------------------------------------------

-- A path is a list of points; what `descend` returns is one.
local function is_path(value)
  return type(value) == "table" and (type(value[1]) == "table" or input.is_tensor(value[1]))
    and type(input.field(value[1], 1)) == "number"
end

-- "SGD lr 0.1 momentum 0.9", as far as the path says it.
local function own_name(path, i, count)
  local optimizer = input.field(path, "optimizer")
  if type(optimizer) ~= "string" then return count > 1 and "path " .. i or "path" end
  local parts = {optimizer}
  for _, field in ipairs {"lr", "momentum"} do
    local value = input.field(path, field)
    if number.is_finite(value) then
      parts[#parts + 1] = ("%s %s"):format(field, number.short(value))
    end
  end
  if input.field(path, "nesterov") then parts[#parts + 1] = "nesterov" end
  return table.concat(parts, " ")
end

-- A point in words: 0.5, or (0.5, -1).
local function place_of(point)
  local x, y = input.field(point, 1), input.field(point, 2)
  return y and ("(%s, %s)"):format(number.short(x), number.short(y)) or number.short(x)
end

-- A name for each path. Of paths that would be called the same, the starts tell which is which, or
-- else their number.
local function names_of(list, labels)
  local out, count = {}, {}
  for i, path in ipairs(list) do
    out[i] = labels[i] and tostring(labels[i]) or own_name(path, i, #list)
    count[out[i]] = (count[out[i]] or 0) + 1
  end
  local seen = {}
  for i, name in ipairs(out) do
    local full = name
    if count[name] > 1 and not labels[i] then full = name .. " from " .. place_of(list[i][1]) end
    seen[full] = (seen[full] or 0) + 1
    out[i] = seen[full] > 1 and ("%s (%d)"):format(full, seen[full]) or full
  end
  return out
end

local function read_path(path, name)
  local rows = input.rows(path, "plot.path", "the path")
  return {name = name, xs = input.column(rows, 1), ys = input.column(rows, 2),
    width = #rows[1], values = input.field(path, "values"), steps = #rows - 1}
end

local function read_paths(value, options)
  local list = is_path(value) and {value} or value
  if type(list) ~= "table" or #list == 0 or not is_path(list[1]) then
    fail.raise("E0103", "plot.path needs the paths to draw",
      "plot.path(f, descend(f, {-1, 2}, {lr = 0.1}))")
  end
  local labels = type(options.labels) == "string" and {options.labels} or options.labels or {}
  local out = {}
  local names = names_of(list, labels)
  for i, path in ipairs(list) do out[i] = read_path(path, names[i]) end
  for i, path in ipairs(out) do
    if path.width ~= out[1].width or path.width > 2 then
      fail.raise("E0101", ("plot.path draws points of 1 or 2 numbers; path %d has %d"):format(i,
        path.width), "All paths in one picture go through the same places.")
    end
  end
  return out
end

-- How far the starts of paths are from the minimum, where that is known, or from 0.
local function distance(paths, minimum)
  local far = 0
  for _, path in ipairs(paths) do
    far = math.max(far, math.abs(path.xs[1] - (minimum[1] or 0)),
      math.abs((path.ys[1] or 0) - (minimum[2] or 0)))
  end
  return far
end

-- The range of the coordinates of all paths. What runs away (a rate too high) is cut at three times
-- the distance of the starts.
local function span(paths, field, far, extra)
  local limit, lo, hi = 3 * math.max(far, 1e-3), math.huge, -math.huge
  local function take(v)
    if number.is_finite(v) and math.abs(v - (extra or 0)) <= limit then
      lo, hi = math.min(lo, v), math.max(hi, v)
    end
  end
  for _, path in ipairs(paths) do
    for _, v in ipairs(path[field]) do take(v) end
  end
  if extra then take(extra) end
  local room = hi > lo and (hi - lo) * 0.12 or math.max(math.abs(lo) * 0.5, 0.5)
  return lo - room, hi + room
end

-- ---- two numbers ------------------------------------------------------------

local function over_two(f, paths, options, core)
  local minimum = input.field(f, "minimum") or {}
  local far = distance(paths, minimum)
  local x_lo, x_hi = span(paths, "xs", far, minimum[1])
  local y_lo, y_hi = span(paths, "ys", far, minimum[2])
  local figure = {title = options.title, nx = NX, ny = NY, paths = paths, heights = {},
    height = "f",
    dimensions = 2, x = {label = options.xlabel or "w1", lo = x_lo, hi = x_hi, is_flush = true},
    y = {label = options.ylabel or "w2", lo = y_lo, hi = y_hi, is_flush = true}}
  relief.each_place(figure, function(x, y)
    figure.heights[#figure.heights + 1] = ask(f, core, {x, y})
  end)
  local start = paths[1]
  figure.spots = {{x = start.xs[1], y = start.ys[1], shape = "open-square", label = "start"}}
  if minimum[2] then
    figure.spots[2] = {x = minimum[1], y = minimum[2], shape = "cross", label = "minimum"}
  end
  return figure
end

-- ---- one number -------------------------------------------------------------

local function over_one(f, paths, options, core)
  local minimum = input.field(f, "minimum") or {}
  local lo, hi = span(paths, "xs", distance(paths, minimum), minimum[1])
  local xs, ys = {}, {}
  for i = 1, PLACES do
    xs[i] = lo + (hi - lo) * (i - 1) / (PLACES - 1)
    ys[i] = ask(f, core, {xs[i]})
  end
  local series = {curves.look({name = "f", xs = xs, ys = ys, colour = "series8",
    is_ground = true}, 1)}
  local spots = {}
  for i, path in ipairs(paths) do
    local heights = {}
    for k, x in ipairs(path.xs) do heights[k] = ask(f, core, {x}) end
    path.values = path.values or heights
    for k = 1, math.min(#path.xs - 1, MOST_DOTS) do
      spots[#spots + 1] = {x = path.xs[k], y = heights[k], role = "point", from = i + 1}
    end
    series[i + 1] = curves.look({name = path.name, xs = path.xs, ys = heights,
      colour = ("series%d"):format(i)}, i + 1)
  end
  for _, spot in ipairs(spots) do
    spot.shape, spot.colour = series[spot.from].shape, series[spot.from].colour
  end
  local low, high = math.huge, -math.huge
  for _, y in ipairs(ys) do
    if number.is_finite(y) then low, high = math.min(low, y), math.max(high, y) end
  end
  return {title = options.title, series = series, paths = paths, marks = {}, spots = spots,
    hides_values = true, dimensions = 1, y_limits = low < high and {low, high} or nil,
    x = {label = options.xlabel or "w"}, y = {label = options.ylabel or "f"}}
end

doc.add {
  name = "plot.path", summary = "Draw the ways of optimizers down a function.",
  usage = "plot.path(f, path), plot.path(f, {path1, path2, …}[, {labels=, title=}])",
  args = signature.args({
    {name = "f", type = "function", doc = "of a tensor with one or two numbers"},
    {name = "path", type = "path", doc = "what descend returned, or a list of points"},
  }, OPTIONS, {"labels", "title", "xlabel", "ylabel"}),
  text = "Over two numbers the ground shows f: the paler, the lower, in steps of equal ratio from "
    .. "the lowest. Over one number f is a curve, and the path jumps along it.",
  example = "f = surface.bowl{condition=10}\nslow = descend(f, {3, 2}, {lr=0.02, steps=40})\n"
    .. "fast = descend(f, {3, 2}, {lr=0.02, momentum=0.9, steps=40})\n"
    .. 'plot.path(f, {slow, fast}, {labels={"plain", "momentum"}})',
  see = {"descend", "surface.bowl", "surface.double_well", "plot.landscape"},
}

--- Build a figure of paths. errors: E0101 points of other sizes, E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.path", options, OPTIONS)
  if not probe.is_callable(args[1]) then
    fail.raise(args[1] == nil and "E0107" or "E0103", "plot.path needs a function and its paths",
      "plot.path(f, descend(f, {-1, 2}, {lr = 0.1}))")
  end
  local paths = read_paths(args[2], options)
  local core = require "gradus.core"
  local over = paths[1].width == 1 and over_one or over_two
  return core.no_grad(function() return over(args[1], paths, options, core) end)
end

--- Lay a figure of paths out for a size.
function M.scene(figure, size)
  return (figure.dimensions == 1 and lines or relief).scene(figure, size)
end

local function place(path, i)
  return place_of({path.xs[i], path.width == 2 and path.ys[i] or nil})
end

-- "1 of 3 points is NaN or infinite", or nothing.
local function say_gaps(path)
  local gaps = 0
  for i, x in ipairs(path.xs) do
    local y = path.width == 2 and path.ys[i] or 0
    if not (number.is_finite(x) and number.is_finite(y)) then gaps = gaps + 1 end
  end
  if gaps == 0 then return "" end
  return (", %d of %s %s NaN or infinite: the line ends before"):format(gaps,
    number.count(#path.xs, "point"), gaps == 1 and "is" or "are")
end

local function say_path(path)
  local n = #path.xs
  local text = ("%s: %s from %s to %s"):format(path.name, number.count(path.steps, "step"),
    place(path, 1), place(path, n))
  text = text .. say_gaps(path)
  local values = path.values
  if type(values) ~= "table" or not values[n] then return text end
  return ("%s, f %s to %s"):format(text, number.short(values[1]), number.short(values[n]))
end

--- Say a figure of paths in one sentence.
function M.describe(figure)
  local parts = {}
  for i, path in ipairs(figure.paths) do parts[i] = say_path(path) end
  return words.join(parts)
end

--- Name a figure of paths in a few words.
function M.summary(figure)
  local names = {}
  for i, path in ipairs(figure.paths) do names[i] = path.name end
  return "path, " .. words.list(names)
end

return M
