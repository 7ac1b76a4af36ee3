--- The loops of the learner's that are running: what they go through, and what was made in them.
-- Requires nothing; reads the stack. A running `for` has hidden variables, "(for state)"; what was
-- declared in its body comes behind them.

local M = {}

--- Is this function (as debug.getinfo "S" tells of it) the learner's own?
function M.is_users(info) return info.what ~= "C" and info.short_src:sub(1, 8) ~= "[gradus]" end

-- Calls fn(name, value, index) for the variables of the function at `level`; ends where that
-- returns something.
local function each_local(level, fn)
  for i = 1, math.huge do
    local name, value = debug.getlocal(level + 1, i)
    if not name then return nil end
    local result = fn(name, value, i)
    if result ~= nil then return result end
  end
end

-- The levels of the learner's functions as the caller of the caller counts them, outermost first.
local function users_levels()
  local out, level = {}, 3
  local info = debug.getinfo(level, "S")
  while info do
    if M.is_users(info) then table.insert(out, 1, level - 1) end
    level = level + 1
    info = debug.getinfo(level, "S")
  end
  return out
end

--- The table that the outermost running `for … in` goes through for which fits(table) holds, or
-- nil.
function M.list(fits)
  for _, level in ipairs(users_levels()) do
    local found = each_local(level, function(name, value)
      local hidden = name == "(for state)" and type(value) == "table" and getmetatable(value) == nil
      if hidden and fits(value) then return value end
    end)
    if found then return found end
  end
end

-- Is the first value for which is_it(value) holds declared in a running loop? Then the name of that
-- loop (the outermost), else false; nil: there is no such value. outer: a loop that runs around.
local function loop_around(level, is_it, outer)
  local own = debug.getinfo(level + 1, "f").func
  local loop = outer
  local found = each_local(level + 1, function(name, value, i)
    if name == "(for state)" then loop = loop or ("%s %d"):format(own, i) end
    if name ~= "(for state)" and is_it(value) then return loop or false end
  end)
  return found, loop
end

--- A name for the outermost running loop in whose body a value was declared for which is_it(value)
-- holds; nil where there is none, or it was there before the loop.
function M.born_in(is_it)
  local loop
  for _, level in ipairs(users_levels()) do
    local found
    found, loop = loop_around(level, is_it, loop)
    if found ~= nil then return found or nil end
  end
  return nil, loop
end

return M
