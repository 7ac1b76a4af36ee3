--- The frame of axes: lines, ticks with their labels, title and names.
-- Requires scale, text and ticks. Draws what axes have laid out; knows no data.

local scale = require "gradus.plot.scale"
local text = require "gradus.plot.text"
local ticks_of = require "gradus.plot.ticks"

local M = {}

local function axis_label(axis)
  if not axis.unit then return axis.label end
  return ("%s (%s)"):format(axis.label, axis.unit)
end

local LONG, SHORT = 0.2, 0.1 -- ticks on paper, in rows

local function draw_y(axes, ticks, axis)
  local area, scene, style = axes.area, axes.scene, axes.style
  local x = area.x - style.gap_x
  for _, tick in ipairs(ticks) do
    local y = axes:at_y(tick.value)
    if not axis.ticks then scene:line({area.x, y, area.x + area.w, y}, {role = "grid"}) end
    if not scene.is_paper and y < area.y + area.h then
      scene:line({x - 0.5, y, x, y}, {role = "tick"})
    end
    scene:text(area.x - style.to_label, y, tick.label, {anchor = "end", role = "tick"})
  end
  if not axes.has_frame then return end
  scene:line({x, area.y, x, area.y + area.h + style.gap_y}, {role = "axis"})
end

local function draw_x(axes, ticks)
  local area, scene, style = axes.area, axes.scene, axes.style
  local bottom = area.y + area.h
  local y = bottom + style.gap_y
  for _, tick in ipairs(ticks) do
    local x = math.min(axes:at_x(tick.value), area.x + area.w - style.gap_x)
    if axes.has_frame then
      scene:line({x, y, x, y + (scene.is_paper and LONG or 0.5)}, {role = "tick"})
    end
    scene:text(ticks_of.label_at(axes, tick), bottom + style.ticks_at, tick.label,
      {anchor = "middle", role = "tick"})
  end
  if not axes.has_frame then return end
  scene:line({area.x - style.gap_x, y, area.x + area.w, y}, {role = "axis"})
end

-- On paper a logarithmic axis shows by small ticks how it is stretched.
local function draw_small_ticks(axes)
  local area, scene = axes.area, axes.scene
  if not scene.is_paper then return end
  local bottom = area.y + area.h
  for _, v in ipairs(scale.small_ticks(axes.x_scale)) do
    local x = axes:at_x(v)
    scene:line({x, bottom, x, bottom + SHORT}, {role = "tick"})
  end
  for _, v in ipairs(scale.small_ticks(axes.y_scale)) do
    local y = axes:at_y(v)
    scene:line({area.x - 2 * SHORT, y, area.x, y}, {role = "tick"}) -- a row is two columns
  end
end

-- Between characters the title stands in the same row as the name of y, over the middle of the area
-- where that is free; on paper it has a row of its own.
local function draw_title(axes, title, taken)
  local area, scene = axes.area, axes.scene
  if scene.is_paper then return scene:text(0, 0.5, text.clean(title), {role = "title"}) end
  title = text.clip(text.clean(title), scene.columns - taken)
  local half = text.columns(title) / 2
  local x = math.max(taken + half, math.min(area.x + area.w / 2, scene.columns - half))
  scene:text(x, 0.5, title, {anchor = "middle", role = "title"})
end

-- The name of y stands above its axis, where it can be read without turning one's head.
local function draw_names(axes, spec)
  local area, scene, style = axes.area, axes.scene, axes.style
  local taken = 0
  if spec.y.label then
    local label = text.clip(text.clean(axis_label(spec.y)), math.floor(scene.columns * 0.4))
    local y = scene.is_paper and (spec.title and style.title or 0) + 0.45 or 0.5
    scene:text(axes.left, y, label, {role = "ylabel"})
    taken = scene:width(label, "ylabel") + 2
  end
  if spec.title then draw_title(axes, spec.title, taken) end
  if spec.x.label then
    local label = text.clip(text.clean(axis_label(spec.x)), math.floor(scene.columns))
    scene:text(ticks_of.pulled_in(scene, area.x + area.w / 2, label, "xlabel"),
      area.y + area.h + style.name_at, label, {anchor = "middle", role = "xlabel"})
  end
end

--- Draw the frame of axes that were laid out by `spec` (see axes.layout).
function M.draw(axes, spec, y_ticks)
  draw_y(axes, y_ticks, spec.y)
  draw_x(axes, ticks_of.x(axes, spec.x))
  draw_small_ticks(axes)
  draw_names(axes, spec)
end

return M
