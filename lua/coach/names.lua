--- What the learner calls things: the name under which a value is known where their code runs now.
-- Requires core, nn.module and running. A fix that says `adam:zero_grad()` can be typed as it
-- stands; where nothing is found the usual names serve: model, opt, loss.

local core = require "gradus.core"
local module = require "gradus.nn.module"
local running = require "gradus.coach.running"

local M = {}

local function is_name(name)
  return type(name) == "string" and name:find("^[%a_][%w_]*$") ~= nil and name ~= "_ENV"
end

-- Adds the variables of the function at `level`, the innermost first: its locals, then what it
-- closes over. Returns the table of its globals, where it uses any.
local function of_frame(level, out)
  local from = #out
  for i = 1, math.huge do
    local name, value = debug.getlocal(level + 1, i)
    if not name then break end
    if is_name(name) then table.insert(out, from + 1, {name = name, value = value}) end
  end
  local fn, env = debug.getinfo(level + 1, "f").func, nil
  for i = 1, math.huge do
    local name, value = debug.getupvalue(fn, i)
    if not name then return env end
    if name == "_ENV" then env = value end
    if is_name(name) then out[#out + 1] = {name = name, value = value} end
  end
end

-- Globals in alphabetical order, so that the answer is always the same.
local function globals(out, env)
  local from = #out
  for name, value in next, type(env) == "table" and env or package.loaded._G do
    if is_name(name) then out[#out + 1] = {name = name, value = value} end
  end
  local own = table.move(out, from + 1, #out, 1, {})
  table.sort(own, function(a, b) return a.name < b.name end)
  return table.move(own, 1, #own, from + 1, out)
end

-- All variables that the learner's running functions see, the innermost first.
local function variables()
  local out, level, env = {}, 2, nil
  local info = debug.getinfo(level, "S")
  while info do
    if running.is_users(info) then
      local own = of_frame(level, out)
      env = env or own
    end
    level = level + 1
    info = debug.getinfo(level, "S")
  end
  return globals(out, env)
end

--- Is a file of the library running whose path begins with `path`, such as "lua/fit/many"?
function M.is_inside(path)
  for level = 2, math.huge do
    local info = debug.getinfo(level, "S")
    if not info then return false end
    if info.short_src:find("[gradus] " .. path, 1, true) == 1 then return true end
  end
end

--- Did a line of the learner's ask for what is seen now, not one of the library's?
function M.is_asked_by_learner()
  for level = 2, math.huge do
    local info = debug.getinfo(level, "S")
    if not info then return true end
    local of_coach = info.short_src:find("^%[gradus%] lua/coach/") ~= nil
    if info.what ~= "C" and not of_coach then return running.is_users(info) end
  end
end

--- The name of the first variable for whose value fits(value) holds, or nil.
function M.find(fits)
  for _, variable in ipairs(variables()) do
    if fits(variable.value) then return variable.name end
  end
  return nil
end

--- The names of all variables for whose values fits(value) holds, by the alphabet; a value counts
-- once.
function M.all(fits)
  local out, seen = {}, {}
  for _, variable in ipairs(variables()) do
    local value = variable.value
    if value ~= nil and not seen[value] and fits(value) then
      seen[value] = true
      out[#out + 1] = variable.name
    end
  end
  table.sort(out)
  return out
end

--- The optimizer with this run's number: "opt" unless it has a name; has it one?
function M.optimizer(run)
  local name = M.find(function(value)
    return core.kind(value) == "optimizer" and core.run_of(value) == run
  end)
  return name or "opt", name ~= nil
end

--- Does this module have that parameter?
function M.has(value, weight)
  for _, p in ipairs(value:parameters()) do
    if p == weight then return true end
  end
  return false
end

--- The module that has this tensor among its parameters, the largest where there are several:
-- "model" unless it has a name; has it one?
function M.model(weight)
  local best, most = "model", 0
  for _, variable in ipairs(variables()) do
    local value = variable.value
    local count = module.is(value) and #value:parameters() or 0
    if weight and count > most and M.has(value, weight) then best, most = variable.name, count end
  end
  return best, most > 0
end

local function count_weights(value)
  local count = 0
  for _, p in ipairs(value:parameters()) do count = count + (#p.shape > 1 and 1 or 0) end
  return count
end

--- Is there a module for which fits(has, weights, module) holds? has(weight) tells whether it has
-- that parameter; weights is how many matrices it has.
function M.any_module(fits)
  return M.find(function(value)
    return module.is(value)
      and fits(function(weight) return M.has(value, weight) end, count_weights(value), value)
  end) ~= nil
end

-- Another tensor with the same numbers?
local function is_copy(p, weight)
  return p ~= weight and p:numel() == weight:numel()
    and table.concat(p.shape, " ") == table.concat(weight.shape, " ")
    and p:detach():eq(weight:detach()):all():item() == 1
end

--- Is there a module with a parameter of the same numbers, of which this one is a copy?
function M.is_copy(weight)
  return M.find(function(value)
    for _, p in ipairs(module.is(value) and value:parameters() or {}) do
      if is_copy(p, weight) then return true end
    end
  end) ~= nil
end

--- The loss of this kind ("MSELoss"): "crit" unless it has a name; has it one?
function M.loss(kind)
  local name = M.find(function(value)
    return core.kind(value) == "loss" and core.loss_name(value) == kind
  end)
  return name or "crit", name ~= nil
end

--- The Sequential whose last layer is of this kind ("Softmax"), or nil.
function M.ends_in(kind)
  return M.find(function(value)
    return module.is(value) and type(value) == "table" and rawlen(value) > 0
      and module.is(value[#value]) and module.name(value[#value]) == kind
  end)
end

--- The name of a tensor, or `otherwise`.
function M.tensor(t, otherwise)
  return M.find(function(value) return core.kind(value) == "tensor" and value == t end) or otherwise
end

return M
