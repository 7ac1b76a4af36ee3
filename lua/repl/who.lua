--- The command who: the learner's variables, what they are and how many bytes they take.
-- Requires commands, inspect, pretty, term and the workspace; core for what a value is.

local commands = require "gradus.repl.commands"
local core = require "gradus.core"
local inspect = require "gradus.repl.inspect"
local pretty = require "gradus.repl.pretty"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

local function is_tensor(value) return core.kind(value) == "tensor" end

local function kind_name(value)
  local mt = debug.getmetatable(value)
  return type(mt) == "table" and rawget(mt, "__name") or nil
end

-- The tensors that make up a value: itself, a module's parameters, a dataset's rows and answers.
local function tensors_of(value)
  if is_tensor(value) then return {value} end
  local name = kind_name(value)
  if name == "gradus.dataset" then return {value.x, value.y} end
  if name == "gradus.module" or core.kind(value) == "module" then
    local done, list = pcall(function() return value:parameters() end)
    return done and list or {}
  end
  return {}
end

local function bytes_of(value)
  local count = 0
  for _, tensor in ipairs(tensors_of(value)) do
    if is_tensor(tensor) then count = count + 4 * tensor:numel() end
  end
  return count
end

local function bytes_text(bytes)
  if bytes == 0 then return "" end
  if bytes >= 1e6 then return ("%.1f MB"):format(bytes / 1e6) end
  return bytes >= 1e3 and ("%.1f kB"):format(bytes / 1e3) or bytes .. " B"
end

-- Of a matrix its first row would be shown: its shape says more.
local function text_of(value)
  if is_tensor(value) and #inspect.field(value, "shape") > 1 then
    return tostring(value):match("(tensor %[[^\n]*)$")
  end
  return pretty.brief(value)
end

local function line_of(name, wide)
  local value = rawget(workspace.env, name)
  local bytes = bytes_text(bytes_of(value))
  local room = term.width() - 1 - wide - 2 - (bytes ~= "" and #bytes + 2 or 0)
  local text = term.clip(text_of(value), math.max(room, 10))
  return term.pad(name, wide) .. "  " .. text .. (bytes ~= "" and "  " .. bytes or "")
end

commands.register{name = "who", summary = "your variables, with shapes and sizes",
  run = function(shell)
    local names, wide = workspace.own_names(), 0
    if not names[1] then return shell.say("No variables yet. x = 3 makes one.") end
    for _, name in ipairs(names) do wide = math.max(wide, #name) end
    wide = math.min(wide, 20)
    for _, name in ipairs(names) do shell.say(line_of(name, wide)) end
  end}

return {}
