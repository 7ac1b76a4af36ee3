--- A shell without a terminal: is fed lines, runs them as the prompt would, keeps what is said.
-- Requires gradus.repl.chunk and gradus.repl.commands. For `gradus check` and for tests; it offers
-- what lessons ask of a shell, and `type`, `typed` and `said` for whoever plays the student.

local chunk = require "gradus.repl.chunk"
local commands = require "gradus.repl.commands"

local M = {}

local Player = {}
Player.__index = Player

-- A workspace of its own: the public names and Lua's, below the student's.
local function workspace()
  local public = require "gradus"
  return setmetatable({}, {__index = function(_, name)
    local value = public[name]
    if value ~= nil then return value end
    return M.globals[name]
  end})
end

--- Lua's own names, for workspaces.
M.globals = {}
for name, value in pairs{assert = assert, error = error, ipairs = ipairs, math = math, next = next,
  pairs = pairs, pcall = pcall, select = select, string = string, table = table,
  tonumber = tonumber, tostring = tostring, type = type, print = print, os = os,
  collectgarbage = collectgarbage, setmetatable = setmetatable, rawget = rawget} do
  M.globals[name] = value
end

-- What a terminal would still show of a line that was overwritten in place.
local function settled(line)
  return (line:gsub("^.*\r([^\r])", "%1"):gsub("\r$", ""):gsub("\27%[[%d;?]*[%a]", ""))
end

-- Call `fn`, and keep what Gradus' own modules print meanwhile: they share `io` and `print`.
-- luacheck: push ignore 122
local function catching(self, fn)
  local out, own_stdout, own_write, own_print = {}, io.stdout, io.write, print
  local function keep(first, ...)
    local from = first == io.stdout and {...} or {first, ...}
    for _, part in ipairs(from) do out[#out + 1] = tostring(part) end
    return io.stdout
  end
  local function keep_line(...)
    local parts = table.pack(...)
    for i = 1, parts.n do parts[i] = tostring(parts[i]) end
    keep(table.concat(parts, "\t") .. "\n")
  end
  local globals = _ENV
  io.stdout = {write = keep, flush = function() end, setvbuf = function() end}
  io.write, globals.print, M.globals.print = keep, keep_line, keep_line
  local results = table.pack(pcall(fn))
  io.stdout, io.write, globals.print, M.globals.print = own_stdout, own_write, own_print, own_print
  local text = table.concat(out):gsub("\n$", "")
  if text ~= "" then
    for line in (text .. "\n"):gmatch("(.-)\n") do self.said[#self.said + 1] = settled(line) end
  end
  return table.unpack(results, 1, results.n)
end
-- luacheck: pop

local function run(self, source)
  local compiled = chunk.compile(source, "=input", self.shell.env)
  if compiled.kind == "empty" then return {source = source, ok = true, values = {n = 0}} end
  if not compiled.fn then
    return {source = source, ok = false, error = compiled.message or "unfinished"}
  end
  local ok, result = catching(self, function() return compiled.fn(table.pack) end)
  if not ok then return {source = source, ok = false, error = result} end
  return {source = source, ok = true, values = type(result) == "table" and result or {n = 0}}
end

-- Numbers and the like are shown as the prompt shows them; for anything large a line stands.
local function say_values(self, outcome, compiled_silent)
  local values = outcome.values
  if compiled_silent or not values or (values.n or 0) == 0 or values[1] == nil then return end
  self.shell.say(tostring(values[1]):match("^[^\n]*"))
end

-- A chunk as the prompt runs it: the error, if any, is said; whoever listens hears of it.
local function run_and_tell(self, source)
  local outcome = run(self, source)
  self.failed = not outcome.ok and tostring(outcome.error) or nil
  if outcome.ok then say_values(self, outcome, source:find(";%s*$"))
  else self.shell.say("error: " .. self.failed) end
  if self.after then self.after(outcome) end
  return outcome
end

local function make_shell(self, env)
  return {
    env = env or workspace(),
    set_prompt = function(fn) self.prompt = fn end,
    on_line = function(fn) self.on_line = fn end,
    after = function(fn) self.after = fn end,
    prefill = function(text) self.typed = text end,
    quit = function() self.has_quit = true end,
    say = function(text)
      for line in (text .. "\n"):gmatch("(.-)\n") do self.said[#self.said + 1] = line end
    end,
    run = function(source)
      self.shell.say(self:ask() .. source)
      return run_and_tell(self, source)
    end,
  }
end

--- Make a player. env: the workspace (default: a fresh one).
function M.new(env)
  local self = setmetatable({said = {}, typed = nil}, Player)
  self.shell = make_shell(self, env)
  return self
end

--- Play a lesson's session without the lesson room: its prompt, its lines, its chunks.
function Player:play(session)
  self.shell.set_prompt(function() return session:prompt() end)
  self.shell.on_line(function(line) return session:line(line) end)
  self.shell.after(function(outcome)
    if not session.over then session:after(outcome) end
  end)
end

--- The prompt as it now reads.
function Player:ask() return self.prompt and self.prompt() or "gradus> " end

--- Enter a line: the lesson hears it first, then the commands, then Lua. Returns what is said then.
function Player:type(line)
  local before = #self.said
  self.typed = nil
  local taken = self.on_line and self.on_line(line)
  if not taken and line:find("^%s*:") then
    local word, argument = commands.parse(line)
    local command, why = commands.find(word)
    if command then command.run(self.shell, argument) else self.shell.say(why) end
  elseif not taken then
    run_and_tell(self, line)
  end
  return table.move(self.said, before + 1, #self.said, 1, {})
end

--- Enter what `:solution` or a lesson has typed at the prompt, as pressing Enter does.
function Player:accept()
  return self:type(self.typed or "")
end

--- All that was said, as one string.
function Player:transcript() return table.concat(self.said, "\n") end

return M
