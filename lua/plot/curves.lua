--- Curves as data: how they look, which axes they can have, and how far they reach.
-- Requires fail and number. The fields of a figure of curves stand in lines, which draws them.

local fail = require "gradus.plot.fail"
local number = require "gradus.plot.number"

local M = {}

local SHAPES = {"circle", "diamond", "triangle", "square", "open-circle", "open-diamond",
  "open-triangle", "open-square"}
local DASHES = {"solid", "dashed", "dotted", "dashdot"}

--- Give a series the look of number `i`, unless it has one: shape, dash and colour all differ.
function M.look(series, i)
  series.shape = series.shape or SHAPES[(i - 1) % #SHAPES + 1]
  series.dash = series.dash or DASHES[(i - 1) % #DASHES + 1]
  series.colour = series.colour or ("series%d"):format((i - 1) % 8 + 1)
  return series
end

local function check_positive(who, values, axis, name)
  for i, v in ipairs(values) do
    if v <= 0 and v > -math.huge then
      fail.raise("E0102",
        ("%s: a logarithmic %s axis needs numbers above 0; %s has %s at position %d")
          :format(who, axis, name, number.short(v), i),
        "Leave out log, or draw only the positive part.")
    end
  end
end

--- Refuse logarithmic axes for numbers that have no logarithm. errors: E0102.
function M.check_logs(who, figure)
  for _, series in ipairs(figure.series) do
    if figure.x.is_log then check_positive(who, series.xs, "x", "x") end
    if figure.y.is_log then check_positive(who, series.ys, "y", series.name or "y") end
  end
end

--- Which axes are logarithmic, from an option `log`: x, y. errors: E0102.
function M.log_axes(who, log)
  if log == false or log == nil then return false, false end
  if log == true then return false, true end
  if log ~= "x" and log ~= "y" and log ~= "xy" then
    fail.raise("E0102", ("%s: log cannot be %q"):format(who, log),
      'It takes true, "x", "y" or "xy".')
  end
  return log:find("x") ~= nil, log:find("y") ~= nil
end

--- Are all numbers whole (epochs, layers)? They get whole ticks.
function M.are_whole(xs)
  for _, x in ipairs(xs) do
    if x % 1 ~= 0 then return false end
  end
  return true
end

--- The words for the place of a point on the x axis: "epoch 34", "x = 0.5".
function M.place(figure, xs)
  return function(i)
    local x = number.short(xs[i])
    return figure.x.is_index and figure.x.label .. " " .. x or figure.x.label .. " = " .. x
  end
end

-- Widens a range {x_lo, x_hi, y_lo, y_hi} by a list of points.
local function widen(r, xs, ys)
  local x_lo, x_hi, y_lo, y_hi = table.unpack(r)
  for i = 1, #ys do
    local x, y = xs[i], ys[i]
    if x - x == 0 then -- finite
      if x < x_lo then x_lo = x end
      if x > x_hi then x_hi = x end
      if y - y == 0 and y < y_lo then y_lo = y end
      if y - y == 0 and y > y_hi then y_hi = y end
    end
  end
  r[1], r[2], r[3], r[4] = x_lo, x_hi, y_lo, y_hi
end

--- The least and greatest x, and the least and greatest finite y; nil where no point has both. A
-- place without a y is part of the picture: it shows where a curve has its gaps.
function M.extent(figure)
  local r = {math.huge, -math.huge, math.huge, -math.huge}
  for _, list in ipairs {figure.series, figure.thin or {}, figure.points or {}} do
    for _, series in ipairs(list) do widen(r, series.xs, series.ys) end
  end
  for _, band in ipairs(figure.bands or {}) do
    widen(r, band.xs, band.lows)
    widen(r, band.xs, band.highs)
  end
  if r[3] > r[4] then return nil end
  for _, mark in ipairs(figure.marks) do
    r[1], r[2] = math.min(r[1], mark.x), math.max(r[2], mark.x)
  end
  if figure.y_limits then r[3], r[4] = table.unpack(figure.y_limits) end
  return math.min(r[1], figure.least_x or r[1]), math.max(r[2], figure.most_x or r[2]), r[3], r[4]
end

return M
