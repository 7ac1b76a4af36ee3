--- The commands that start with a colon: registered by whoever has one, found by name or prefix.
-- Requires suggest. Knows no command itself (see builtin.lua and the lesson room).
--
--     commands.register{name = "hint", alias = "h", summary = "show the next hint",
--       run = function(shell, argument) … end, complete = function(word) return list end}

local suggest = require "gradus.suggest"

local M = {}

local by_name, by_alias = {}, {}

--- Add a command. group: its heading in the list (default "Session"); bare = false, or a function
-- that says so: only with its colon, the word alone stays Lua's.
function M.register(command)
  local name = assert(command.name, "a command needs a name")
  assert(not by_name[name], "the command " .. name .. " exists already")
  assert(type(command.run) == "function", "the command " .. name .. " needs run")
  command.summary = command.summary or ""
  command.usage = command.usage or ":" .. name
  command.group = command.group or "Session"
  by_name[name] = command
  if command.alias then
    assert(not by_alias[command.alias], "two commands with the alias " .. command.alias)
    by_alias[command.alias] = command
  end
  return command
end

--- Remove a command (a lesson's own, when the lesson is left).
function M.remove(name)
  local command = by_name[name]
  if not command then return end
  by_name[name] = nil
  if command.alias then by_alias[command.alias] = nil end
end

--- All commands, sorted by name.
function M.all()
  local out = {}
  for _, command in pairs(by_name) do out[#out + 1] = command end
  table.sort(out, function(a, b) return a.name < b.name end)
  return out
end

local function starting_with(prefix)
  local out = {}
  for _, command in ipairs(M.all()) do
    if command.name:sub(1, #prefix) == prefix then out[#out + 1] = command end
  end
  return out
end

local function colon_names(list)
  local out = {}
  for i, command in ipairs(list) do out[i] = ":" .. command.name end
  return table.concat(out, ", ")
end

--- May the command be meant by its word alone, without the colon?
function M.is_bare(command)
  if type(command.bare) == "function" then return command.bare() end
  return command.bare ~= false
end

--- The command of this full name, or nil.
function M.exact(name) return by_name[name] end

--- Find a command by name, alias or unambiguous prefix. Returns it, or nil and a sentence.
function M.find(word)
  local command = by_name[word] or by_alias[word]
  if command then return command end
  local matches = starting_with(word)
  if #matches == 1 then return matches[1] end
  if #matches > 1 then
    return nil, (":%s could be %s."):format(word, colon_names(matches))
  end
  local names = {}
  for i, other in ipairs(M.all()) do names[i] = other.name end
  local near = suggest.closest(word, names)
  return nil, near and ("There is no command :%s. Did you mean :%s?"):format(word, near)
    or ("There is no command :%s. :help lists them."):format(word)
end

--- Split ":name argument" (the colon optional); returns the word and the argument, trimmed.
function M.parse(text)
  local word, argument = text:match("^%s*:?%s*([%w_-]*[!?]?)%s*(.-)%s*$")
  return word, argument
end

return M
