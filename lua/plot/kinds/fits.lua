--- Kind "fits": what models of one input have learned, over the points they learned from and the
-- truth behind these.
-- Requires curves, doc, fail, groups, input, lines, number, probe and words. A figure has the
-- fields of a curve (see lines).

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local groups_of = require "gradus.plot.groups"
local input = require "gradus.plot.input"
local lines = require "gradus.plot.lines"
local number = require "gradus.plot.number"
local probe = require "gradus.plot.probe"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  truth = {type = "any", doc = "the function behind the data, drawn dotted"},
  test = {type = "table", doc = "a second dataset, drawn with open markers"},
  labels = {type = "table|string", doc = "names of the models, in order"},
  curves = {type = "integer", default = 20, min = 1, max = 200,
    doc = "of a result of bias_variance: how many of its models to draw"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", doc = "the name of the x axis"},
  ylabel = {type = "string", default = "y", doc = "the name of the y axis"},
}

local PLACES = 400

local DASHES = {"solid", "dashed", "dashdot"} -- dotted is the truth

-- One feature and one target of a dataset as a group of points.
local function points_of(ds, name, shape)
  if not input.is_dataset(ds) then
    fail.raise("E0103", "plot.fits needs a dataset, with x and y",
      "plot.fits(model, ds), or plot.fits(bias_variance{…}).")
  end
  local xs = groups_of.columns(input.field(ds, "x"), "plot.fits", "x")
  local ys = groups_of.columns(input.field(ds, "y"), "plot.fits", "y")
  if xs.n == 0 then fail.raise("E0101", "plot.fits: the dataset is empty") end
  if xs.width ~= 1 or ys.width ~= 1 then
    fail.raise("E0101", ("plot.fits draws y over one feature; this dataset has %s and %s"):format(
      number.count(xs.width, "feature"), number.count(ys.width, "target")),
      "plot.boundary(model, ds) draws two features, plot.scatter(ds) the data alone.")
  end
  return {name = name, xs = xs.column(1), ys = ys.column(1), shape = shape, colour = "series8"}
end

local function span(groups)
  local lo, hi = math.huge, -math.huge
  for _, group in ipairs(groups) do
    for _, x in ipairs(group.xs) do
      if x - x == 0 and x < lo then lo = x end
      if x - x == 0 and x > hi then hi = x end
    end
  end
  if lo >= hi then fail.raise("E0102", "plot.fits: the data have fewer than two places") end
  return lo, hi
end

local function places(lo, hi)
  local out, margin = {}, (hi - lo) * 0.02
  for i = 1, PLACES do out[i] = lo - margin + (hi - lo + 2 * margin) * (i - 1) / (PLACES - 1) end
  return out
end

local function models_of(value)
  return probe.list(value, "plot.fits needs a model or a list of models",
    "plot.fits(model, ds), or plot.fits({m1, m2}, ds).")
end

local function truth_series(truth, xs)
  return curves.look({name = "truth", xs = xs, ys = probe.values(truth, xs, "plot.fits"),
    colour = "truth", dash = "dotted", shape = "cross", is_truth = true}, 1)
end

local function model_series(models, labels, xs)
  labels = type(labels) == "string" and {labels} or labels or {}
  local out = {}
  for i, model in ipairs(models) do
    local name = labels[i] and tostring(labels[i]) or probe.name(model)
      or (#models > 1 and "model " .. i or "model")
    local series = {name = name, xs = xs, ys = probe.values(model, xs, "plot.fits"),
      dash = DASHES[(i - 1) % #DASHES + 1]}
    out[i] = curves.look(series, i)
  end
  return out
end

local function y_span(list)
  local lo, hi = math.huge, -math.huge
  for _, series in ipairs(list) do
    for _, y in ipairs(series.ys) do
      if y - y == 0 and y < lo then lo = y end
      if y - y == 0 and y > hi then hi = y end
    end
  end
  return lo, hi
end

-- A polynomial that shoots up between two points must not flatten the rest of the picture.
local function limits(anchors, lists)
  local lo, hi = y_span(anchors)
  local low, high = y_span(lists)
  if lo > hi then return nil end
  local room = hi > lo and (hi - lo) * 0.4 or 1
  if low >= lo - room and high <= hi + room then return nil end
  return {math.max(math.min(low, lo), lo - room), math.min(math.max(high, hi), hi + room)}
end

-- Mean squared distance of a curve from the truth, where both are known.
local function distance(series, truth)
  local sum, n = 0, 0
  for i, y in ipairs(series.ys) do
    local d = y - truth.ys[i]
    if d == d then sum, n = sum + d * d, n + 1 end
  end
  return n > 0 and sum / n or nil
end

local function from_models(args, options)
  local models = models_of(args[1])
  local groups = {points_of(args[2], options.test and "train" or "data", "circle")}
  if options.test then groups[2] = points_of(options.test, "test", "open-circle") end
  local xs = places(span(groups))
  local fitted, series = model_series(models, options.labels, xs), {}
  local truth = options.truth and truth_series(options.truth, xs)
  table.move(fitted, 1, #fitted, 1, series)
  local anchors = {table.unpack(groups)}
  if truth then series[#series + 1], anchors[#anchors + 1] = truth, truth end
  for _, curve in ipairs(fitted) do curve.distance = truth and distance(curve, truth) end
  local names = input.field(args[2], "features")
  return {title = options.title, series = series, points = groups, marks = {}, spots = {},
    hides_values = true, y_limits = limits(anchors, fitted), count = #fitted,
    x = {label = options.xlabel or type(names) == "table" and names[1] or "x"},
    y = {label = options.ylabel}}
end

-- The models that bias_variance trained: each a fine line, their mean a bold one.
local function from_result(r, options)
  local xs = input.list(r.x, "plot.fits", "x")
  local thin = {}
  for i = 1, math.min(options.curves, #r.predictions) do
    thin[i] = {xs = xs, ys = r.predictions[i], colour = "series2"}
  end
  local mean = curves.look({name = "mean of " .. #r.predictions, xs = xs, ys = r.mean,
    colour = "series1"}, 1)
  local truth = curves.look({name = "truth", xs = xs, ys = r.truth, colour = "truth",
    dash = "dotted", shape = "cross", is_truth = true}, 1)
  mean.distance = distance(mean, truth)
  return {title = options.title or ("bias² %s, variance %s"):format(number.short(r.bias2),
    number.short(r.variance)), series = {mean, truth}, thin = thin, marks = {}, spots = {},
    hides_values = true, y_limits = limits({mean, truth}, thin), count = 1, result = {
      bias2 = r.bias2, variance = r.variance, runs = #r.predictions},
    x = {label = options.xlabel or "x"}, y = {label = options.ylabel}}
end

doc.add {
  name = "plot.fits",
  summary = "Draw what models of one input have learned, over the data and the truth.",
  usage = "plot.fits(model, ds[, {truth=, test=, labels=}]), plot.fits({m1, m2}, ds), plot.fits(r)",
  args = signature.args({
    {name = "model", type = "module, function, or list of them", doc = "what to draw as curves"},
    {name = "ds", type = "dataset", doc = "a regression with one feature"},
    {name = "r", type = "result of bias_variance", doc = "its models, their mean and the truth"},
  }, OPTIONS, {"truth", "test", "labels", "curves", "title", "xlabel", "ylabel"}),
  text = "Curves are cut where they leave the neighbourhood of the data.",
  example = "ds = data.sine{n=20, noise=0.3, seed=1}\n"
    .. "p3, p12 = baseline.polynomial(3):fit(ds), baseline.polynomial(12):fit(ds)\n"
    .. "plot.fits({p3, p12}, ds, {truth=function(x) return math.sin(math.pi*x) end})",
  see = {"plot.fn", "bias_variance", "baseline.polynomial"},
}

--- Build a figure of fits. errors: E0101 more than one feature or no rows, E0102, E0103, E0104,
-- E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.fits", options, OPTIONS)
  if args[1] == nil then
    fail.raise("E0107", "plot.fits needs a model and a dataset", "plot.fits(model, ds)")
  end
  if input.field(args[1], "predictions") and input.field(args[1], "mean") then
    return from_result(args[1], options)
  end
  return from_models(args, options)
end

--- Lay a figure of fits out for a size.
M.scene = lines.scene
M.extent = curves.extent

local function say_result(figure)
  local r = figure.result
  return ("%s: bias² %s, variance %s; %s of them drawn"):format(number.count(r.runs, "model"),
    number.short(r.bias2), number.short(r.variance), #figure.thin)
end

--- Say a figure of fits in one sentence.
function M.describe(figure)
  local parts = {}
  if figure.result then parts[1] = say_result(figure) end
  for _, group in ipairs(figure.points or {}) do
    parts[#parts + 1] = ("%s of %s"):format(number.count(#group.xs, "point"), group.name)
  end
  for i = 1, figure.count do
    local series = figure.series[i]
    local f, where = words.facts(series.ys), curves.place(figure, series.xs)
    local far = series.distance
    parts[#parts + 1] = series.name .. " " .. words.trend(f, where)
      .. (far and ", mean squared distance from the truth " .. number.short(far) or "")
    parts[#parts + 1] = words.gaps(f, where, series.name)
  end
  return words.join(parts)
end

--- Name a figure of fits in a few words.
function M.summary(figure)
  if figure.result then return ("fits, %s"):format(number.count(figure.result.runs, "model")) end
  local names = {}
  for i = 1, figure.count do names[i] = figure.series[i].name end
  local shown = #names > 2 and number.count(#names, "model") or words.list(names)
  return ("fits, %s over %s"):format(shown, number.count(#figure.points[1].xs, "point"))
end

return M
