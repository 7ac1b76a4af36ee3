--- Kind "beside": two or more figures side by side, for comparing.
-- Requires choose, doc, fail, input, panels and text. Figures of the same quantity share their y
-- axis: a comparison with two measures is none.

local choose = require "gradus.plot.choose"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local panels = require "gradus.plot.panels"
local signature = require "gradus.plot.signature"
local text = require "gradus.plot.text"

local M = {}

local OPTIONS = {
  titles = {type = "table", doc = "what stands above each of them"},
  title = {type = "string", doc = "what stands above all of them"},
  share = {type = "boolean", default = true,
    doc = "figures of the same quantity have the same y axis"},
}

local MOST = 6

doc.add {
  name = "plot.beside", summary = "Draw two or more figures side by side.",
  usage = "plot.beside(a, b[, …][, {titles=, title=, share=true}])",
  args = signature.args({
    {name = "a, b", type = "figure, or anything that plot takes", doc = "what to compare"},
  }, OPTIONS, {"titles", "title", "share"}),
  text = "Where the terminal is too narrow for both, they are drawn below each other.",
  example = "h = {train_loss={0.7, 0.4, 0.2}, val_loss={0.8, 0.5, 0.6}, epochs=3}\n"
    .. 'plot.beside(h, {1, 4, 9}, {titles={"loss", "squares"}})',
  see = {"plot", "plot.history", "plot.boundary"},
}

-- A figure as it is; of anything else the figure that plot would draw.
local function figure_of(value)
  local figure = require "gradus.plot.figure"
  if figure.is(value) then return value end
  local function build(kind, ...)
    return figure.new(kind, require("gradus.plot.kinds")[kind].build(...))
  end
  return build(choose.kind(value))
end

-- The y range that figures of the same quantity need together; nil where they differ.
local function common_range(figures)
  local lo, hi = math.huge, -math.huge
  for _, figure in ipairs(figures) do
    local kind = require("gradus.plot.kinds")[figure.kind]
    local first = figures[1]
    if not kind.extent or figure.y.label ~= first.y.label or figure.y.is_log ~= first.y.is_log then
      return nil
    end
    local _, _, low, high = kind.extent(figure)
    if low then lo, hi = math.min(lo, low), math.max(hi, high) end
  end
  return lo <= hi and {lo, hi} or nil
end

--- Build figures side by side. errors: E0104, E0107 fewer than two, E0102 too many.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.beside", options, OPTIONS)
  if args.n < 2 then
    fail.raise("E0107", "plot.beside needs at least two things to draw", "plot.beside(h1, h2)")
  end
  if args.n > MOST then
    fail.raise("E0102", ("plot.beside draws at most %d figures, found %d"):format(MOST, args.n))
  end
  local figures = {}
  for i = 1, args.n do figures[i] = figure_of(args[i]) end
  return {title = options.title, figures = figures, titles = options.titles or {},
    y_range = options.share and common_range(figures) or nil, density = panels.density(#figures),
    x = {label = figures[1].x.label}, y = {label = figures[1].y.label}}
end

-- A figure under another title, as long as this lasts. Where others have titles it has an empty
-- one: areas side by side begin at the same height.
local function titled(figure, title, have_titles)
  if not title and (figure.title or not have_titles) then return figure end
  return setmetatable({title = title and tostring(title) or ""}, {__index = figure})
end

local function have_titles(figure)
  for i, one in ipairs(figure.figures) do
    if figure.titles[i] or one.title then return true end
  end
  return false
end

--- Lay figures out side by side for `size`.
function M.scene(figure, size)
  local above = figure.title and (size.paper and 2 or 1) or 0
  local are_titled = have_titles(figure)
  local sc = panels.scene(#figure.figures, size, function(i, part)
    local one = titled(figure.figures[i], figure.titles[i], are_titled)
    local fields = {y_range = figure.y_range, is_panel = true}
    return require("gradus.plot.kinds")[one.kind].scene(one,
      setmetatable(fields, {__index = part}))
  end, above)
  if figure.title then
    local title = text.clip(text.clean(figure.title), math.floor(size.columns))
    local x = size.paper and 0 or math.max(0, (size.columns - text.columns(title)) // 2)
    sc:text(x, 0.5, title, {role = "title"})
  end
  return sc
end

local ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth"}

--- Say each of the figures in words.
function M.describe(figure)
  local parts = {}
  for i, one in ipairs(figure.figures) do
    local name = figure.titles[i] and tostring(figure.titles[i])
      or #figure.figures == 2 and (i == 1 and "left" or "right") or ORDINALS[i]
    parts[i] = ("%s: %s"):format(name, one:describe())
  end
  return table.concat(parts, ". ")
end

--- Name the figures in a few words.
function M.summary(figure)
  local parts = {}
  for i, one in ipairs(figure.figures) do
    parts[i] = require("gradus.plot.kinds")[one.kind].summary(one)
  end
  return table.concat(parts, " beside ")
end

return M
