--- Kind "landscape": the loss of a network around its weights, along two directions.
-- Requires directions, doc, fail, input, network, number, relief and words; gradus.core and the
-- rooms of fit. Works on a copy of the network.

local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local network = require "gradus.plot.network"
local number = require "gradus.plot.number"
local relief = require "gradus.plot.relief"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  range = {type = "number", above = 0, default = 1,
    doc = "how far to go along each direction; 1: as far as the weights are long"},
  points = {type = "integer", default = 25, min = 5, max = 101,
    doc = "places along each direction"},
  seed = {type = "integer", default = 1, doc = "fixes the random directions"},
  path = {type = "table", doc = "weights on the way, as parameters_to_vector gives them: the "
    .. "directions are those of the path; or several such lists"},
  labels = {type = "table|string", doc = "names of the paths, in order"},
  loss = {type = "any", doc = "a loss; by the task of the data unless given"},
  title = {type = "string", doc = "what stands above the picture"},
}

local MOST_ROWS = 500 -- of the data, at each of many places

local function few_rows(ds, core)
  local n = ds.x:size(1)
  if n <= MOST_ROWS then return ds.x, ds.y end
  local rows = core.with_seed(1, core.randperm, n):narrow(1, 1, MOST_ROWS)
  return ds.x:index_select(1, rows), ds.y:index_select(1, rows)
end

-- The loss at given weights (one vector), measured on a copy in evaluation mode.
local function loss_at(model, ds, options, core)
  local copy, utils = model:clone(), require "gradus.nn.utils"
  local judge, net = require "gradus.fit.judge", require "gradus.fit.net"
  net.modes(copy):set(false)
  local crit = options.loss or judge.default_loss(model, ds.task)
  local called, params = judge.for_loss(copy, ds.task), copy:parameters()
  local x, y = few_rows(ds, core)
  return function(vector)
    utils.vector_to_parameters(vector, params)
    return crit(called(x), y):item()
  end
end

local function read_paths(path)
  if not path then return nil end
  local list = input.is_tensor(path[1]) and {path} or path
  for i, one in ipairs(list) do
    if type(one) ~= "table" or not input.is_tensor(one[1]) or #one < 2 then
      fail.raise("E0103", ("plot.landscape: path %d is no list of weights"):format(i),
        "In fit: on_epoch=function(h) ws[#ws+1] = "
          .. "nn.utils.parameters_to_vector(h.model:parameters()) end")
    end
  end
  return list
end

-- The range of all paths' coordinates along one direction, with some room around.
local function span(paths, field)
  local lo, hi = 0, 0
  for _, path in ipairs(paths) do
    for _, v in ipairs(path[field]) do
      if number.is_finite(v) then lo, hi = math.min(lo, v), math.max(hi, v) end
    end
  end
  local room = math.max((hi - lo) * 0.25, 1e-6)
  return lo - room, hi + room
end

local function frame_of(paths, options)
  if not paths then return -options.range, options.range, -options.range, options.range end
  local x_lo, x_hi = span(paths, "xs")
  local y_lo, y_hi = span(paths, "ys")
  -- A path that is nearly straight must not turn the picture into a slit.
  local least = (x_hi - x_lo) / 3
  if y_hi - y_lo < least then
    local middle = (y_lo + y_hi) / 2
    y_lo, y_hi = middle - least / 2, middle + least / 2
  end
  return x_lo, x_hi, y_lo, y_hi
end

-- Origin (the network's weights), two directions, and the paths' places along them.
local function choose_directions(model, options, core)
  local directions, utils = require "gradus.plot.directions", require "gradus.nn.utils"
  local params = model:parameters()
  local origin = utils.parameters_to_vector(params):detach()
  local paths = read_paths(options.path)
  if paths then
    local first, second, places = directions.of_paths(paths, origin)
    return origin, first, second, places
  end
  return core.with_seed(options.seed, function()
    return origin, directions.random(params), directions.random(params)
  end)
end

local function name_paths(paths, labels)
  labels = type(labels) == "string" and {labels} or labels or {}
  for i, path in ipairs(paths or {}) do
    path.name = labels[i] and tostring(labels[i]) or (#paths > 1 and "path " .. i or "training")
  end
  return paths or {}
end

doc.add {
  name = "plot.landscape",
  summary = "Draw the loss of a network around its weights, along two directions.",
  usage = "plot.landscape(model, ds[, {range=1, points=25, seed=1, path=, labels=, loss=}])",
  args = signature.args({
    {name = "model", type = "module", doc = "a network; its weights are the middle of the picture"},
    {name = "ds", type = "dataset", doc = "the loss is measured on (at most 500 rows of) it"},
  }, OPTIONS, {"range", "points", "seed", "path", "labels", "loss", "title"}),
  text = "Without path the directions are random, scaled row by row like the weights. With path "
    .. "they are those in which the path goes farthest. The paler, the lower.",
  example = "m = mlp(2, 8, 1)\nplot.landscape(m, data.moons{n=50}, {points=11})",
  see = {"plot.path", "descend", "nn.utils"},
}

local function check_arguments(args)
  network.check("plot.landscape", args[1])
  if not input.is_dataset(args[2]) then
    fail.raise(args[2] == nil and "E0107" or "E0103",
      "plot.landscape needs a dataset to measure the loss on", "plot.landscape(model, ds)")
  end
end

--- Build a landscape. errors: E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.landscape", options, OPTIONS)
  check_arguments(args)
  local core, model = require "gradus.core", args[1]
  return core.no_grad(function()
    local origin, first, second, paths = choose_directions(model, options, core)
    local x_lo, x_hi, y_lo, y_hi = frame_of(paths, options)
    local measure = loss_at(model, args[2], options, core)
    local what = paths and "along the path's main direction" or "direction 1"
    local figure = {title = options.title, nx = options.points, ny = options.points,
      paths = name_paths(paths, options.labels), heights = {}, height = "loss",
      here = measure(origin),
      spots = {{x = 0, y = 0, shape = "cross", label = "weights now"}},
      x = {label = what, lo = x_lo, hi = x_hi, is_flush = true},
      y = {label = paths and "across" or "direction 2", lo = y_lo, hi = y_hi, is_flush = true}}
    relief.each_place(figure, function(x, y)
      figure.heights[#figure.heights + 1] = measure(origin + first * x + second * y)
    end)
    return figure
  end)
end

--- Lay a landscape out for a size.
M.scene = relief.scene

--- Say a landscape in one sentence.
function M.describe(figure)
  local lo, hi, x, y = relief.extremes(figure)
  local parts = {("loss %s at the weights"):format(number.short(figure.here))}
  if x then
    parts[2] = ("from %s at (%s, %s) to %s around them"):format(number.short(lo), number.short(x),
      number.short(y), number.short(hi))
  end
  for _, path in ipairs(figure.paths) do
    parts[#parts + 1] = ("%s: %s, from (%s, %s) to (%s, %s)"):format(path.name,
      number.count(#path.xs, "point"), number.short(path.xs[1]), number.short(path.ys[1]),
      number.short(path.xs[#path.xs]), number.short(path.ys[#path.ys]))
  end
  return words.join(parts)
end

--- Name a landscape in a few words.
function M.summary(figure)
  return ("landscape, loss over %d x %d places"):format(figure.nx, figure.ny)
end

return M
