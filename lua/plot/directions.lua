--- Two directions in the space of a network's weights, to draw its loss over.
-- Requires gradus.core. Weights are one long list of numbers, as parameters_to_vector gives them.
--
-- Random directions are scaled like the weights they change, row by row; without that, a network
-- with large weights would look flat and one with small ones steep. Source: Li et al. 2018,
-- section 4. For a path through the weights the directions are those in which it goes farthest: its
-- first two principal components (the same paper, section 7).

local core = require "gradus.core"

local M = {}

local function scaled_like(direction, weight)
  local rows = weight:dim() > 1 and weight:size(1) or 1
  if weight:dim() < 2 then return direction:zero_() end -- biases stay where they are
  local w, d = weight:reshape(rows, -1), direction:reshape(rows, -1)
  local ratio = (w * w):sum(2, true):sqrt() / ((d * d):sum(2, true):sqrt() + 1e-12)
  return (d * ratio):reshape(table.unpack(weight.shape))
end

--- A random direction for a list of parameters, as a vector.
function M.random(params)
  local parts = {}
  for i, p in ipairs(params) do
    local plain = p:detach()
    parts[i] = scaled_like(core.randn_like(plain), plain):reshape(-1)
  end
  return core.cat(parts, 1)
end

local function dot(a, b) return (a * b):sum():item() end

local function normalised(v)
  local norm = v:norm():item()
  return norm > 0 and v / norm or v
end

-- The direction in which `rows` (vectors) vary most, by repeated multiplication with rows'·rows.
local function main_direction(rows, start)
  local v = normalised(start)
  for _ = 1, 60 do
    local next_v
    for _, row in ipairs(rows) do
      local part = row * dot(row, v)
      next_v = next_v and next_v + part or part
    end
    v = normalised(next_v)
  end
  return v
end

local function without(rows, direction)
  local out = {}
  for i, row in ipairs(rows) do out[i] = row - direction * dot(row, direction) end
  return out
end

-- Of several vectors the longest.
local function longest(rows)
  local best, length = rows[1], -1
  for _, row in ipairs(rows) do
    local norm = row:norm():item()
    if norm > length then best, length = row, norm end
  end
  return best, length
end

--- The two directions in which paths through the weights go farthest from `origin`, and for each
-- path its coordinates {xs, ys} along them. paths: lists of vectors.
function M.of_paths(paths, origin)
  local rows = {}
  for _, path in ipairs(paths) do
    for _, point in ipairs(path) do rows[#rows + 1] = point - origin end
  end
  local first = main_direction(rows, (longest(rows)))
  local rest = without(rows, first)
  local start, length = longest(rest)
  local second = length > 1e-9 and main_direction(rest, start) or M.across(first)
  local out = {}
  for i, path in ipairs(paths) do
    out[i] = {xs = {}, ys = {}}
    for k, point in ipairs(path) do
      out[i].xs[k], out[i].ys[k] = dot(point - origin, first), dot(point - origin, second)
    end
  end
  return first, second, out
end

--- Some direction at a right angle to a given one, for paths that are straight.
function M.across(direction)
  local v = core.randn_like(direction)
  return normalised(v - direction * dot(v, direction))
end

return M
