--- The set-up of a step: the variables that it needs, made or found good.
-- Requires gradus (the public table) and gradus.lesson.guard. Sets variables of the student's
-- workspace; prints nothing.
--
-- A lesson's `world` says for each of its names how it is made and when a value found will do:
--   world = {train = {make = function(w, n) … end, ok = function(value, w) … end}}
-- w reads and writes the workspace, n is the seed. A step's `setup` lists the names it needs, in
-- the order they are made. What the student holds under such a name stays if it is `ok`; every
-- other variable of the student's stays as it is. `always = true`: made anew at each entry. A step
-- that comes from another lesson (playlist.lua) brings that one's world.

local guard = require "gradus.lesson.guard"

local M = {}

local function workspace(env)
  return setmetatable({}, {
    __index = function(_, key) return rawget(env, key) end,
    __newindex = function(_, key, value) rawset(env, key, value) end,
  })
end

-- Which lesson has made a value. Two lessons may mean two things by one name, and a function looks
-- like any other: what another lesson made is made anew.
local maker_of = setmetatable({}, {__mode = "k"})

local function can_be_owned(value)
  return type(value) == "table" or type(value) == "function" or type(value) == "userdata"
end

local function is_foreign(value, owner)
  local other = can_be_owned(value) and maker_of[value]
  return other and other ~= owner
end

local function will_do(maker, value, w, owner)
  if value == nil or maker.always or is_foreign(value, owner) then return false end
  if not maker.ok then return true end
  local ran, good = guard.check(maker.ok, value, w)
  return ran and good
end

local function was_interrupted(value)
  local ok, stopped = pcall(function() return value.stopped end)
  return ok and stopped == "interrupted"
end

-- Makes one value and looks whether it will do. Returns it; or nil, why, and whether Ctrl-C was it.
local function make(maker, w, seed)
  local ran, value, interrupted = guard.setup(maker.make, w, seed)
  if not ran then return nil, value, interrupted end
  if maker.ok then
    local judged, good = guard.check(maker.ok, value, w)
    if not (judged and good) then
      return nil, "what it makes will not do", was_interrupted(value)
    end
  end
  return value
end

local function add_names(names, code)
  if type(code) == "table" then
    for _, line in ipairs(code) do add_names(names, line) end
  elseif code then
    for name in code:gmatch("%f[%w_][%a_][%w_]*") do names[name] = true end
  end
end

--- Give the names of Gradus that a step's code uses their own values again: `fit = 3` would leave a
-- step that nobody can do. Returns the names that held something else, sorted.
function M.give_back(step, env)
  local names, public, out = {}, require "gradus", {}
  for _, code in ipairs{step.run or "", step.code or "", step.solution or ""} do
    add_names(names, code)
  end
  for name in pairs(names) do
    local mine, own = rawget(env, name), public[name]
    if mine ~= nil and own ~= nil and mine ~= own then
      rawset(env, name, own)
      out[#out + 1] = name
    end
  end
  table.sort(out)
  return out
end

--- Make the world of a step. Returns the names whose values it replaced and all names it made; nil,
-- why and whether Ctrl-C was the reason where a maker failed.
-- options: fresh (make all of it anew), seed, made (name -> value made before by the lesson).
function M.prepare(lesson, step, env, options)
  local w, replaced, made = workspace(env), {}, {}
  local owner = step.home or lesson.name or lesson
  for _, name in ipairs(step.setup or {}) do
    local maker, value = (step.world or lesson.world)[name], rawget(env, name)
    if options.fresh or not will_do(maker, value, w, owner) then
      local new, why, interrupted = make(maker, w, options.seed)
      if new == nil then return nil, ("%s: %s"):format(name, why), interrupted end
      rawset(env, name, new)
      if can_be_owned(new) then maker_of[new] = owner end
      local is_ours = value == options.made[name] or is_foreign(value, owner)
      if value ~= nil and not is_ours then replaced[#replaced + 1] = name end
      options.made[name] = new
      made[#made + 1] = name
    end
  end
  return replaced, made
end

--- The line of a script that makes these names as a lesson makes them (see `:save`).
function M.source(lesson, names, seed)
  local quoted = {}
  for i, name in ipairs(names) do quoted[i] = ("%q"):format(name) end
  return ("require(\"gradus.lesson.world\").again(%q, {%s}, %d)"):format(lesson.name,
    table.concat(quoted, ", "), seed)
end

--- Make variables of a lesson outside of it, as globals. Raises where the lesson no longer can.
function M.again(lesson_name, names, seed)
  local lesson = require("gradus.lesson.catalogue").load(lesson_name)
  local env = package.loaded._G
  local w = workspace(env)
  for _, name in ipairs(names) do
    local maker = lesson.world[name] or error("the lesson has no variable " .. name, 2)
    local value, why = make(maker, w, seed)
    if value == nil then error(("%s: %s"):format(name, why), 2) end
    rawset(env, name, value)
  end
end

return M
