--- Makers for the variables that most lessons need (see world.lua): drawn points, own functions.
-- Requires gradus.data and gradus.lesson.checks. Sets nothing, prints nothing.
--
-- Lessons see these names next to the public ones and the checks.

local checks = require "gradus.lesson.checks"
local data = require "gradus.data"

local M = {}

--- A maker of points that data draws, in `options.n` rows. Each seed n draws others; the `shift` of
-- the seed keeps the sets of one lesson apart.
-- example: world = {train = drawn("moons", {n = 40, noise = 0.2}, 100)}
function M.drawn(kind, options, shift)
  local function make(_, n)
    local given = {seed = n + (shift or 0)}
    for name, value in pairs(options) do given[name] = value end
    return data[kind](given)
  end
  return {make = make, ok = function(value) return checks.is_dataset(value, options.n) end}
end

--- A maker that hands the student a function of the lesson's.
function M.fixed(fn)
  return {make = function() return fn end, ok = checks.is_function}
end

return M
