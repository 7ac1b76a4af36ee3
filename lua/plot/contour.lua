--- Contour lines: where the values on a grid pass through a level.
-- Requires nothing. The grid's points lie at the middles of its cells; places are given in 0..1 of
-- the area, from its upper left corner.
--
-- Marching squares: of the four sides of a square between neighbouring points, those whose ends lie
-- on different sides of the level are crossed by the line; crossings of one square are joined.

local M = {}

-- Where the line crosses the side from point (x1, y1) to (x2, y2).
local function crossing(at, level, x1, y1, x2, y2)
  local a, b = at(x1, y1), at(x2, y2)
  local t = (level - a) / (b - a)
  return x1 + (x2 - x1) * t, y1 + (y2 - y1) * t
end

-- The sides of a square with its upper left corner at x, y, in their order around it. A side that
-- two squares share has the same key in both.
local function sides_of(x, y, nx)
  local upper, left = 2 * (y * nx + x), 2 * (y * nx + x) + 1
  return {
    {key = upper, x, y, x + 1, y},
    {key = left + 2, x + 1, y, x + 1, y + 1},
    {key = upper + 2 * nx, x, y + 1, x + 1, y + 1},
    {key = left, x, y, x, y + 1},
  }
end

local function link(links, a, b)
  links[a], links[b] = links[a] or {}, links[b] or {}
  table.insert(links[a], b)
  table.insert(links[b], a)
end

-- Crossings by the key of their side, and which of them are joined.
local function find_crossings(at, nx, ny, level)
  local places, links = {}, {}
  for y = 0, ny - 2 do
    for x = 0, nx - 2 do
      local found = {}
      for _, side in ipairs(sides_of(x, y, nx)) do
        local a, b = at(side[1], side[2]), at(side[3], side[4])
        if (a < level) ~= (b < level) and a == a and b == b then
          places[side.key] = places[side.key] or {crossing(at, level, table.unpack(side))}
          found[#found + 1] = side.key
        end
      end
      if #found >= 2 then link(links, found[1], found[2]) end
      if #found == 4 then link(links, found[3], found[4]) end
    end
  end
  return places, links
end

-- Follows the joined crossings from one to the next, taking up each link once.
local function follow(links, from)
  local path = {from}
  while true do
    local list = links[from]
    local to = list and table.remove(list)
    if not to then return path end
    for i, back in ipairs(links[to]) do
      if back == from then
        table.remove(links[to], i)
        break
      end
    end
    path[#path + 1] = to
    from = to
  end
end

-- From the outermost points to the very edge of the area it is half a cell more: an open line that
-- ends there goes straight on.
local function reach_edge(line, nx, ny, last, before)
  local x, y = line[last], line[last + 1]
  local is_outermost = x < 0.51 / nx or x > 1 - 0.51 / nx or y < 0.51 / ny or y > 1 - 0.51 / ny
  local dx, dy = x - line[before], y - line[before + 1]
  if not is_outermost or dx == 0 and dy == 0 then return x, y end
  local steps = {}
  if dx ~= 0 then steps[#steps + 1] = ((dx > 0 and 1 or 0) - x) / dx end
  if dy ~= 0 then steps[#steps + 1] = ((dy > 0 and 1 or 0) - y) / dy end
  local t = math.min(table.unpack(steps))
  return x + t * dx, y + t * dy
end

local function to_edges(line, nx, ny)
  local n = #line
  if n < 4 or line[1] == line[n - 1] and line[2] == line[n] then return line end
  local x1, y1 = reach_edge(line, nx, ny, 1, 3)
  local x2, y2 = reach_edge(line, nx, ny, n - 1, n - 3)
  table.insert(line, 1, x1)
  table.insert(line, 2, y1)
  line[n + 3], line[n + 4] = x2, y2
  return line
end

--- The contour lines of `values` (row by row from the top, nx to a row) at `level`: a list of
-- polylines {x1, y1, x2, y2, …} in 0..1.
function M.lines(values, nx, ny, level)
  local function at(x, y) return values[y * nx + x + 1] end
  local places, links = find_crossings(at, nx, ny, level)
  local keys = {}
  for key in pairs(links) do keys[#keys + 1] = key end
  -- Open lines begin at their ends, that is, where only one link is; closed ones anywhere.
  table.sort(keys, function(a, b)
    if #links[a] ~= #links[b] then return #links[a] < #links[b] end
    return a < b
  end)
  local out = {}
  for _, key in ipairs(keys) do
    while #links[key] > 0 do
      local line = {}
      for _, k in ipairs(follow(links, key)) do
        line[#line + 1] = (places[k][1] + 0.5) / nx
        line[#line + 1] = (places[k][2] + 0.5) / ny
      end
      out[#out + 1] = to_edges(line, nx, ny)
    end
  end
  return out
end

--- Draw contour lines into an area of a scene (for paper: between characters shades must do).
function M.draw(scene, area, lines, role)
  if not scene.is_paper then return end
  for _, line in ipairs(lines) do
    local points = {}
    for i = 1, #line, 2 do
      points[i], points[i + 1] = area.x + line[i] * area.w, area.y + line[i + 1] * area.h
    end
    scene:line(points, {role = role})
  end
end

return M
