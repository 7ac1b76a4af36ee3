--- Kind "boundary": what a classifier says at each place of a plane, with the examples on top.
-- Requires contour, doc, fail, groups, input, legend, number, outputs, points, probe and words.
--
-- A figure holds the answers on a grid (layers: one probability for each class and place, row by
-- row from the top), so that it can be drawn later and elsewhere without the model.

local contour = require "gradus.plot.contour"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local groups_of = require "gradus.plot.groups"
local input = require "gradus.plot.input"
local legend = require "gradus.plot.legend"
local number = require "gradus.plot.number"
local outputs = require "gradus.plot.outputs"
local points = require "gradus.plot.points"
local probe = require "gradus.plot.probe"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  features = {type = "table", doc = "the two features to vary; others stay at their mean"},
  title = {type = "string", doc = "what stands above the picture"},
}

-- Fine enough for a slide when smoothed, and 5000 answers are given at once.
local NX, NY = 96, 56

local function check_arguments(args)
  if not probe.is_callable(args[1]) then
    fail.raise("E0103", "plot.boundary needs a model and a dataset", "plot.boundary(model, ds)")
  end
  if not args[2] then
    fail.raise("E0107", "plot.boundary needs the dataset to draw the model on",
      "plot.boundary(model, ds)")
  end
end

local FOR_ONE_INPUT = "plot.fn(model, lo, hi) draws a model with one input as a curve."

local function check_task(task, width)
  if task ~= "binary" and task ~= "multiclass" then
    fail.raise("E0102", ("plot.boundary draws classes; this dataset's task is %s"):format(task),
      task == "regression" and FOR_ONE_INPUT or nil)
  end
  if width < 2 then
    fail.raise("E0101", ("plot.boundary needs 2 features, found %d"):format(width),
      FOR_ONE_INPUT)
  end
end

local function chosen_features(options, width)
  local features = options.features or {1, 2}
  for k = 1, 2 do
    local j = features[k]
    if math.type(j) ~= "integer" or j < 1 or j > width then
      fail.raise("E0102", ("plot.boundary: the dataset has %d features, asked for feature %s")
        :format(width, tostring(j)), "For example {features={1, 2}}.")
    end
  end
  return features[1], features[2]
end

local function mean_row(xs)
  local mean = {}
  for j = 1, xs.width do
    local sum = 0
    for _, v in ipairs(xs.column(j)) do sum = sum + v end
    mean[j] = sum / xs.n
  end
  return mean
end

-- The places of the grid, at the middles of its cells, from the top row down.
local function grid_rows(figure, i, j, mean)
  local x, y, out = figure.x, figure.y, {}
  for row = 1, NY do
    for column = 1, NX do
      local place = {table.unpack(mean)}
      place[i] = x.lo + (x.hi - x.lo) * (column - 0.5) / NX
      place[j] = y.hi - (y.hi - y.lo) * (row - 0.5) / NY
      out[#out + 1] = place
    end
  end
  return out
end

local function layers_of(figure, probabilities)
  local layers = {}
  for class, values in ipairs(probabilities) do
    layers[class] = {values = values, colour = "series" .. (class - 1) % 8 + 1,
      name = groups_of.class_name(figure.task, figure.classes, class)}
  end
  return layers
end

local MOST_ASKED = 20000 -- of a larger dataset, as many rows at equal distances

-- Rows of x for the model to answer, and which ones they are.
local function asked_rows(xs)
  local stride, places = math.max(1, math.ceil(xs.n / MOST_ASKED)), {}
  for i = 1, xs.n, stride do places[#places + 1] = i end
  if xs.rows then
    local rows = {}
    for k, i in ipairs(places) do rows[k] = xs.rows[i] end
    return rows, places
  end
  local index = require("gradus.core").tensor(places)
  return xs.tensor:index_select(1, index):tolist(), places
end

-- How many examples get their own class, and of how many that were asked.
local function count_right(model, xs, labels, task)
  local rows, places = asked_rows(xs)
  local probabilities = outputs.probabilities(model, probe.rows(model, rows), task)
  local right, keys = 0, labels.column(1)
  for k, i in ipairs(places) do
    local class = task == "binary" and keys[i] + 1 or keys[i]
    if outputs.best(probabilities, k) == class then right = right + 1 end
  end
  return right, #places
end

local function empty_figure(ds, xs, ys, task, options)
  local i, j = chosen_features(options, xs.width)
  local classes = input.field(ds, "classes")
  local figure = {
    task = task, classes = classes, title = options.title or groups_of.title(ds),
    total = xs.n, nx = NX, ny = NY,
    x = {label = groups_of.feature_name(ds, i), is_flush = true},
    y = {label = groups_of.feature_name(ds, j), is_flush = true}, is_place = true,
    others = xs.width - 2,
    groups = groups_of.split("plot.boundary", xs.column(i), xs.column(j), ys, task, classes),
  }
  local x_lo, x_hi, y_lo, y_hi = points.extent(figure.groups)
  if not x_lo then fail.raise("E0102", "plot.boundary: no example has finite features") end
  figure.x.lo, figure.x.hi = points.pad(x_lo, x_hi)
  figure.y.lo, figure.y.hi = points.pad(y_lo, y_hi)
  return figure, i, j
end

doc.add {
  name = "plot.boundary",
  summary = "Draw which class a model gives to each place, with the examples on top.",
  usage = "plot.boundary(model, ds[, {features={1, 2}, title=}])",
  args = signature.args({
    {name = "model", type = "module or function", doc = "a classifier; asked in evaluation mode"},
    {name = "ds", type = "dataset", doc = "its examples, and the range of the picture"},
  }, OPTIONS, {"features", "title"}),
  text = "The ground shows the class that the model says, paler where it is less sure; markers "
    .. "show the class that the examples have.",
  example = "ds = data.moons{n=100}\nplot.boundary(mlp(2, 8, 1), ds)",
  see = {"plot.scatter", "plot"},
}

--- Build a boundary figure. errors: E0101 fewer than two features, E0102 no classes, E0103, E0104,
-- E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.boundary", options, OPTIONS)
  check_arguments(args)
  local model, ds = args[1], args[2]
  local xs, ys, task = groups_of.read("plot.boundary", ds)
  if xs.n == 0 then fail.raise("E0101", "plot.boundary: the dataset is empty") end
  check_task(task, xs.width)
  local figure, i, j = empty_figure(ds, xs, ys, task, options)
  local answers = probe.rows(model, grid_rows(figure, i, j, mean_row(xs)))
  figure.layers = layers_of(figure, outputs.probabilities(model, answers, task))
  figure.right, figure.asked = count_right(model, xs, ys, task)
  return figure
end

-- The classes that win somewhere in the picture: others need no swatch.
local function winners(figure)
  local share, unsure, n = {}, 0, figure.nx * figure.ny
  local values = {}
  for class, layer in ipairs(figure.layers) do values[class] = layer.values end
  for place = 1, n do
    local class, p = outputs.best(values, place)
    if class then
      share[class] = (share[class] or 0) + 1 / n
      if p < 0.7 then unsure = unsure + 1 / n end
    end
  end
  return share, unsure
end

local function legend_entries(figure, is_panel)
  local entries = points.entries(figure.groups)
  if is_panel then return entries end -- the grounds have the colours of the markers
  local share = winners(figure)
  for class, layer in ipairs(figure.layers) do
    if share[class] then
      entries[#entries + 1] = {text = "model: " .. layer.name, colour = layer.colour,
        swatch = {role = "swatch", layers = figure.layers, layer = class, level = 0.95}}
    end
  end
  return entries
end

-- How many times more probable a class is than the best other one, at each place, as a logarithm:
-- 0 at its border, and nearly straight across it, which keeps the line smooth.
local function lead(layers, class)
  local out, least = {}, 1e-12
  for place, p in ipairs(layers[class].values) do
    local other = least
    for i, layer in ipairs(layers) do
      if i ~= class then other = math.max(other, layer.values[place]) end
    end
    out[place] = math.log(math.max(p, least) / other)
  end
  return out
end

-- On paper a line where the answer changes: the last class needs none of its own.
local function draw_borders(figure, sc, area)
  if not sc.is_paper then return end
  for class = 1, #figure.layers - 1 do
    contour.draw(sc, area, contour.lines(lead(figure.layers, class), figure.nx, figure.ny, 0),
      "border")
  end
end

--- Lay a boundary figure out for `size`.
function M.scene(figure, size)
  local entries = legend_entries(figure, size.is_panel)
  local x, y = figure.x, figure.y
  local sc, axes = points.layout(figure, size, entries, x.lo, x.hi, y.lo, y.hi)
  sc:field(axes.area, {nx = figure.nx, ny = figure.ny, layers = figure.layers})
  draw_borders(figure, sc, axes.area)
  points.draw(figure.groups, axes)
  legend.list(axes, entries)
  return sc
end

local function percent(share) return ("%d %%"):format(math.floor(share * 100 + 0.5)) end

--- Say a boundary figure in one sentence.
function M.describe(figure)
  local share, unsure = winners(figure)
  local areas = {}
  for class, layer in ipairs(figure.layers) do
    if share[class] then
      areas[#areas + 1] = ("%s takes %s"):format(layer.name, percent(share[class]))
    end
  end
  local parts = {
    ("the model gives %d of %s their own class (accuracy %.2f)"):format(figure.right,
      number.count(figure.asked, "point"), figure.right / figure.asked),
    words.list(areas) .. " of the area",
    unsure > 0 and ("it is less than 70 %% sure on %s of it"):format(percent(unsure)) or nil,
  }
  if figure.others > 0 then
    parts[#parts + 1] = number.count(figure.others, "other feature") .. " held at the mean"
  end
  return words.join(parts)
end

--- Name a boundary figure in a few words.
function M.summary(figure)
  return ("boundary, %s over %s"):format(number.count(#figure.layers, "class", "classes"),
    number.count(figure.total, "point"))
end

return M
