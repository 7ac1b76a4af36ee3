--- Kind "scatter": examples as points; classes differ by marker, name and colour.
-- Requires curves, doc, fail, groups, input, legend, number, points and words.

local curves = require "gradus.plot.curves"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local groups_of = require "gradus.plot.groups"
local input = require "gradus.plot.input"
local legend = require "gradus.plot.legend"
local number = require "gradus.plot.number"
local points = require "gradus.plot.points"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  features = {type = "table", doc = "which two features to draw, as {1, 2}"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", doc = "the name of the x axis"},
  ylabel = {type = "string", doc = "the name of the y axis"},
}

-- The two features to show, checked; nil for the second where there is but one.
local function chosen_features(options, xs)
  if xs.n == 0 then return 1, 2 end
  local width = xs.width
  local first, second = 1, width >= 2 and 2 or nil
  if options.features then first, second = options.features[1], options.features[2] end
  for _, j in ipairs {first, second} do
    if math.type(j) ~= "integer" or j < 1 or j > width then
      fail.raise("E0102", ("plot.scatter: the dataset has %s, asked for feature %s")
        :format(number.count(width, "feature"), tostring(j)), "For example {features={1, 2}}.")
    end
  end
  return first, second
end

local function labelled(options, x, y)
  return {label = options.xlabel or x}, {label = options.ylabel or y}
end

-- Points of classes in the plane of two features (one feature: over their class).
local function from_classes(ds, xs, labels, task, options)
  local i, j = chosen_features(options, xs)
  local x, y = xs.column(i), j and xs.column(j) or labels.column(1)
  local x_axis, y_axis = labelled(options, groups_of.feature_name(ds, i),
    j and groups_of.feature_name(ds, j) or "y")
  return {title = options.title or groups_of.title(ds), x = x_axis, y = y_axis, is_place = j ~= nil,
    features = xs.width, shown = {i, j},
    groups = groups_of.split("plot.scatter", x, y, labels, task, input.field(ds, "classes"))}
end

-- Targets of a regression over one feature.
local function from_targets(ds, xs, labels, options)
  local i = chosen_features(options, xs)
  local x_axis, y_axis = labelled(options, groups_of.feature_name(ds, i), "y")
  local is_empty = xs.n == 0
  local group = curves.look({xs = is_empty and {} or xs.column(i),
    ys = is_empty and {} or labels.column(1)}, 1)
  return {title = options.title or groups_of.title(ds), x = x_axis, y = y_axis, groups = {group},
    features = xs.width, shown = {i}}
end

local function from_dataset(ds, options)
  local xs, ys, task = groups_of.read("plot.scatter", ds)
  if xs.n == 0 or task == "regression" then return from_targets(ds, xs, ys, options) end
  return from_classes(ds, xs, ys, task, options)
end

-- plot.scatter(xs, ys), or a table of two columns.
local function from_lists(args, options)
  local x, y
  if args.n == 1 then
    local rows = input.rows(args[1], "plot.scatter", "x", true)
    if rows[1] and #rows[1] ~= 2 then
      fail.raise("E0101", ("plot.scatter: points have 2 columns, found %d"):format(#rows[1]),
        "Hand over a dataset, two lists, or a table of two columns.")
    end
    x, y = input.column(rows, 1), input.column(rows, 2)
  else
    x, y = input.list(args[1], "plot.scatter", "x"), input.list(args[2], "plot.scatter", "y")
    if #x ~= #y then
      fail.raise("E0101", ("plot.scatter: x has %d numbers, y has %d"):format(#x, #y))
    end
  end
  local x_axis, y_axis = labelled(options, "x", "y")
  return {title = options.title, x = x_axis, y = y_axis,
    groups = {curves.look({xs = x, ys = y}, 1)}}
end

doc.add {
  name = "plot.scatter",
  summary = "Draw the examples of a dataset as points, each class with its own marker.",
  usage = "plot.scatter(ds[, {features={1, 2}, title=, xlabel=, ylabel=}]), plot.scatter(xs, ys)",
  args = signature.args({
    {name = "ds", type = "dataset",
      doc = "its first two features are drawn; of a regression, y over the first"},
  }, OPTIONS, {"features", "title", "xlabel", "ylabel"}),
  example = "plot.scatter(data.moons())", see = {"plot", "plot.boundary"},
}

--- Build a scatter figure. errors: E0101 shape, E0102 no such feature, E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.scatter", options, OPTIONS)
  if args.n == 0 or args[1] == nil then
    fail.raise("E0107", "plot.scatter needs a dataset", "For example plot.scatter(data.moons()).")
  end
  if input.is_dataset(args[1]) then return from_dataset(args[1], options) end
  return from_lists(args, options)
end

-- Markers as long as they leave ground between them; after that a single group becomes fine dots.
local function are_dots(figure, axes)
  return #figure.groups == 1 and #figure.groups[1].xs > axes.area.w * axes.area.h / 4
end

--- Lay a scatter figure out for `size`.
function M.scene(figure, size)
  local entries = #figure.groups > 1 and points.entries(figure.groups) or {}
  local x_lo, x_hi, y_lo, y_hi = points.extent(figure.groups)
  local is_empty = not x_lo
  if is_empty then x_lo, x_hi, y_lo, y_hi = 0, 1, 0, 1 end
  x_lo, x_hi = points.pad(x_lo, x_hi)
  y_lo, y_hi = points.pad(y_lo, y_hi)
  local sc, axes = points.layout(figure, size, entries, x_lo, x_hi, y_lo, y_hi)
  if is_empty then axes:note("no points") end
  points.draw(figure.groups, axes, are_dots(figure, axes))
  legend.list(axes, entries)
  return sc
end

local function count_points(figure)
  local n, gaps = 0, 0
  for _, group in ipairs(figure.groups) do
    n = n + #group.xs
    local xs, ys = group.xs, group.ys
    for i = 1, #xs do
      if xs[i] - xs[i] ~= 0 or ys[i] - ys[i] ~= 0 then gaps = gaps + 1 end
    end
  end
  return n, gaps
end

local function say_groups(figure)
  if #figure.groups < 2 then return nil end
  local parts = {}
  for i, group in ipairs(figure.groups) do
    parts[i] = ("%s %d"):format(group.name, #group.xs)
  end
  return table.concat(parts, ", ")
end

-- How two lists of numbers go together: Pearson's correlation, nil for fewer than three points.
local function correlation(xs, ys)
  local n, mx, my, sxx, syy, sxy = 0, 0, 0, 0, 0, 0
  for i = 1, #xs do
    local x, y = xs[i], ys[i]
    if x - x == 0 and y - y == 0 then
      n = n + 1
      local dx, dy = x - mx, y - my
      mx, my = mx + dx / n, my + dy / n
      sxx, syy, sxy = sxx + dx * (x - mx), syy + dy * (y - my), sxy + dx * (y - my)
    end
  end
  return n >= 3 and sxx > 0 and syy > 0 and sxy / math.sqrt(sxx * syy) or nil
end

--- Say a scatter figure in one sentence.
function M.describe(figure)
  local n, gaps = count_points(figure)
  if n == gaps then return n == 0 and "no points" or "no point with finite numbers" end
  local x_lo, x_hi, y_lo, y_hi = points.extent(figure.groups)
  local function span(axis, lo, hi)
    local range = (lo % 1 ~= 0 or hi % 1 ~= 0) and hi - lo or nil
    return ("%s from %s to %s"):format(axis.label, number.short(lo, range), number.short(hi, range))
  end
  local parts = {number.count(n, "point") .. (#figure.groups > 1 and " in "
    .. number.count(#figure.groups, "class", "classes") .. ": " .. say_groups(figure) or "")}
  parts[2] = span(figure.x, x_lo, x_hi) .. ", " .. span(figure.y, y_lo, y_hi)
  local r = #figure.groups == 1 and correlation(figure.groups[1].xs, figure.groups[1].ys)
  if r then parts[#parts + 1] = "correlation " .. ("%.2f"):format(r) end
  if (figure.features or 0) > #(figure.shown or {}) then
    parts[#parts + 1] = ("drawn over %d of %d features"):format(#figure.shown, figure.features)
  end
  if gaps > 0 then
    parts[#parts + 1] = ("%s left out, NaN or infinite"):format(number.count(gaps, "point"))
  end
  return words.join(parts)
end

--- Name a scatter figure in a few words.
function M.summary(figure)
  local n, count = (count_points(figure)), #figure.groups
  return ("scatter, %s%s"):format(number.count(n, "point"), count > 1 and " in "
    .. number.count(count, "class", "classes") or "")
end

return M
