--- Kind "bullseye": where the predictions of many models land around the truth, at two places.
-- Requires axes, doc, fail, input, number, panels, scene and words. Each dart is one model, trained
-- on a data set of its own: how far their middle lies off is the bias, how wide they scatter the
-- variance.

local axes_of = require "gradus.plot.axes"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local panels = require "gradus.plot.panels"
local scene = require "gradus.plot.scene"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  labels = {type = "table|string", doc = "names of the results, in order"},
  at = {type = "table", doc = "the two inputs to look at; a third from each end unless given"},
  title = {type = "string", doc = "what stands above the picture"},
}

local MOST = 4

doc.add {
  name = "plot.bullseye",
  summary = "Draw bias and variance as darts: predictions at two inputs, the truth in the middle.",
  usage = "plot.bullseye(r1, r2, …[, {labels=, at={x1, x2}, title=}])",
  args = signature.args({
    {name = "r", type = "result of bias_variance", doc = "up to four, each a target of its own"},
  }, OPTIONS, {"labels", "at", "title"}),
  text = "Each dart is one of the models that bias_variance trained: how much it is wrong at the "
    .. "first input (across) and at the second (upwards). All targets have the same size.",
  example = "function learn(degree) return bias_variance{runs=30,\n"
    .. "  build=function() return baseline.polynomial(degree) end,\n"
    .. "  data=function(seed) return data.sine{n=20, noise=0.3, seed=seed} end} end\n"
    .. 'plot.bullseye(learn(1), learn(5), {labels={"degree 1", "degree 5"}})',
  see = {"bias_variance", "plot.complexity", "plot.fits"},
}

local function check_results(args)
  if args.n == 0 or args[1] == nil then
    fail.raise("E0107", "plot.bullseye needs a result of bias_variance",
      "plot.bullseye(bias_variance{…})")
  end
  for i = 1, args.n do
    if type(input.field(args[i], "predictions")) ~= "table" then
      fail.raise("E0103", ("plot.bullseye: argument %d is no result of bias_variance"):format(i),
        "plot.bullseye(bias_variance{…}, bias_variance{…})")
    end
  end
  if args.n > MOST then
    fail.raise("E0102", ("plot.bullseye draws at most %d targets, found %d"):format(MOST, args.n))
  end
end

-- The place in a list of inputs that is nearest to x.
local function nearest(xs, x)
  local best = 1
  for i, v in ipairs(xs) do
    if math.abs(v - x) < math.abs(xs[best] - x) then best = i end
  end
  return best
end

-- The two inputs to look at: asked for, or a third from each end.
local function choose_places(xs, at)
  if not at then return math.ceil(#xs / 3), math.ceil(2 * #xs / 3) end
  if type(at[1]) ~= "number" or type(at[2]) ~= "number" then
    fail.raise("E0103", "plot.bullseye: at must be two inputs", "For example at = {-0.5, 0.5}.")
  end
  return nearest(xs, at[1]), nearest(xs, at[2])
end

local function middle_of(values)
  local sum = 0
  for _, v in ipairs(values) do sum = sum + v end
  return sum / #values
end

-- The errors of a result's models at its two places.
local function read_target(r, at, name)
  local xs = input.list(r.x, "plot.bullseye", "x")
  local i, j = choose_places(xs, at)
  local target = {name = name, xs = {}, ys = {}, at = {xs[i], xs[j]}, bias2 = r.bias2,
    variance = r.variance}
  for k, predictions in ipairs(r.predictions) do
    target.xs[k], target.ys[k] = predictions[i] - r.truth[i], predictions[j] - r.truth[j]
  end
  target.x, target.y = middle_of(target.xs), middle_of(target.ys)
  return target
end

-- A radius that holds 19 of 20 darts, and the truth: the few beyond lie at the rim.
local function radius_of(targets)
  local far = {}
  for _, target in ipairs(targets) do
    for k, x in ipairs(target.xs) do
      local distance = math.max(math.abs(x), math.abs(target.ys[k]))
      if number.is_finite(distance) then far[#far + 1] = distance end
    end
  end
  table.sort(far)
  local radius = far[math.ceil(#far * 0.95)] or 1
  return radius > 0 and radius * 1.15 or 1
end

--- Build a bullseye. errors: E0102 too many, E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.bullseye", options, OPTIONS)
  check_results(args)
  local labels = type(options.labels) == "string" and {options.labels} or options.labels or {}
  local targets = {}
  for i = 1, args.n do
    local name = labels[i] and tostring(labels[i]) or args.n > 1 and "result " .. i or nil
    targets[i] = read_target(args[i], options.at, name)
  end
  local at = targets[1].at
  return {title = options.title, targets = targets, radius = radius_of(targets),
    density = panels.density(#targets),
    x = {label = "error at " .. number.short(at[1]), is_flush = true},
    y = {label = "error at " .. number.short(at[2]), is_flush = true}}
end

local RINGS, RINGS_ON_PAPER = 2, 4

local function draw_ring(axes, radius)
  local points, at_x, at_y = {}, axes:placing()
  if not axes.scene.is_paper then radius = radius * 0.98 end -- not in the frame's characters
  for k = 0, 72 do
    local angle = 2 * math.pi * k / 72
    points[2 * k + 1] = at_x(radius * math.cos(angle))
    points[2 * k + 2] = at_y(radius * math.sin(angle))
  end
  if axes.scene.is_paper then axes.scene:area(points, {colour = "ring"}) end
  axes.scene:line(points, {role = "ring", colour = "dim", dash = "dotted"})
end

-- Darts beyond the rim are drawn on it: none is hidden.
local function darts_of(axes, target, radius)
  local points, at_x, at_y = {}, axes:placing()
  local rim = radius * 0.99
  for k, x in ipairs(target.xs) do
    local y = target.ys[k]
    if number.is_finite(x) and number.is_finite(y) then
      points[#points + 1] = at_x(math.max(-rim, math.min(rim, x)))
      points[#points + 1] = at_y(math.max(-rim, math.min(rim, y)))
    end
  end
  return points
end

local function draw_target(figure, target, size)
  local sc, radius = scene.new(size), figure.radius
  local title = target.name or figure.title
  -- Of many small targets the key names the axes once.
  local x, y = figure.x, figure.y
  if #figure.targets > 2 then x, y = {is_flush = true}, {is_flush = true} end
  local axes = axes_of.layout(sc, {title = title, right = 1, aspect = 1, is_square = true,
    x = axes_of.axis(x, -radius, radius), y = axes_of.axis(y, -radius, radius)})
  local rings = sc.is_paper and RINGS_ON_PAPER or RINGS
  axes:draw_zero()
  for ring = rings, 1, -1 do draw_ring(axes, radius * ring / rings) end
  local darts = darts_of(axes, target, radius)
  local look = {shape = "circle", colour = "series1", role = "dart"}
  if sc.is_paper then sc:marker(darts, look) else sc:dots(darts, look) end
  axes:spot(0, 0, {shape = "cross", colour = "truth", role = "best"})
  axes:spot(target.x, target.y, {shape = "diamond", colour = "series2", role = "best"})
  return sc
end

local function key_of(figure)
  local key = {{"truth", "cross", "truth"}, {"middle of the darts", "diamond", "series2"},
    {"one model", "circle", "series1"}}
  if #figure.targets > 2 then
    local at = figure.targets[1].at
    key[4] = {("across: error at %s, up: at %s"):format(number.short(at[1]), number.short(at[2]))}
  end
  return key
end

-- What the marks mean, in a row below all targets.
local function draw_key(figure, sc)
  local key, width, y = key_of(figure), 0, sc.rows - 0.5
  for _, entry in ipairs(key) do width = width + 4 + sc:width(entry[1], "label") end
  local x = math.max(0, (sc.columns - width) / 2)
  for _, entry in ipairs(key) do
    if not sc.is_paper then x = x // 1 end
    if entry[2] then
      sc:marker({x + 0.5, y}, {shape = entry[2], colour = entry[3], role = "sample"})
    end
    sc:text(x + 2, y, entry[1], {role = "label"})
    x = x + 4 + sc:width(entry[1], "label")
  end
end

--- Lay a bullseye out for `size`.
function M.scene(figure, size)
  local sc = panels.scene(#figure.targets, size, function(i, part)
    return draw_target(figure, figure.targets[i], part)
  end, 0, 1)
  draw_key(figure, sc)
  return sc
end

--- Say a bullseye in one sentence: the middle of the darts, and how far they scatter.
function M.describe(figure)
  local parts = {}
  for i, target in ipairs(figure.targets) do
    local scatter = 0
    for k, x in ipairs(target.xs) do
      scatter = scatter + (x - target.x) ^ 2 + (target.ys[k] - target.y) ^ 2
    end
    local text = ("%s, their middle (diamond) %s off the truth (cross), scattered by %s"):format(
      number.count(#target.xs, "dart"),
      number.short(math.sqrt(target.x ^ 2 + target.y ^ 2), figure.radius),
      number.short(math.sqrt(scatter / #target.xs), figure.radius))
    parts[i] = (target.name and target.name .. ": " or "") .. text
  end
  return words.join(parts)
end

--- Name a bullseye in a few words.
function M.summary(figure)
  return ("bullseye, %s at x = %s and %s"):format(
    number.count(#figure.targets[1].xs, "dart"), number.short(figure.targets[1].at[1]),
    number.short(figure.targets[1].at[2]))
end

return M
