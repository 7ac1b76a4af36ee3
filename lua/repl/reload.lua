--- Modules of the learner's that were edited: loaded again before the next line runs.
-- Requires the workspace and gradus.interrupt. A module that is a table is changed in place, so
-- that whoever holds it has the new functions. Scripts run by `dofile` are not run again: that
-- could train for an hour.

local interrupt = require "gradus.interrupt"
local workspace = require "gradus.repl.workspace"

local M = {}

local known = {} -- module name -> {path, text}
local seen = {} -- modules that were looked at, ours among them

local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read("a")
  if file then file:close() end
  return text
end

--- Take what is loaded now as not the learner's.
function M.open()
  for name in next, package.loaded do seen[name] = true end
end

--- Look for modules that the last line has required.
function M.look()
  for name in next, package.loaded do
    if type(name) == "string" and not seen[name] then
      seen[name] = true
      local is_ours = name:find("^gradus%f[.\0]")
      local path = not is_ours and package.searchpath(name, package.path)
      if path then known[name] = {path = path, text = read(path)} end
    end
  end
end

local function replace_content(old, new)
  for key in next, old do
    if rawget(new, key) == nil then rawset(old, key, nil) end
  end
  for key, value in next, new do rawset(old, key, value) end
  setmetatable(old, getmetatable(new))
end

-- Globals that hold what a module returned get what it returns now.
local function replace_globals(old, new)
  for name, value in next, workspace.env do
    if rawequal(value, old) then rawset(workspace.env, name, new) end
  end
end

local function put(name, new)
  local old = package.loaded[name]
  if type(old) == "table" and type(new) == "table" then return replace_content(old, new) end
  package.loaded[name] = new
  if type(old) == "function" then replace_globals(old, new) end
end

-- Loads a changed file; returns true, or nil and the message of what failed.
local function load_again(name, module)
  local fn, message = load(module.text, "@" .. module.path, "t", workspace.env)
  if not fn then return nil, message end
  local done, result = interrupt.guard(fn, tostring, name, module.path)
  if not done then return nil, result end
  put(name, result == nil and true or result)
  return true
end

--- Load again what was edited since the last line. Returns a sentence for each file.
function M.refresh()
  local out = {}
  for name, module in next, known do
    local text = read(module.path)
    if text and text ~= module.text then
      module.text = text
      local done, why = load_again(name, module)
      out[#out + 1] = done and ("(%s has changed: loaded again)"):format(module.path)
        or ("(%s has changed, but the old one stays: %s)"):format(module.path, why)
    end
  end
  table.sort(out)
  return out
end

return M
