--- A shell without a terminal: is fed lines, runs them as the prompt would, keeps what is said.
-- Requires chunk, commands, errors, pretty and undo of gradus.repl, lesson.ctrl_c, interrupt and
-- fit.progress. For `gradus check`, exercises and tests; it offers what lessons ask of a shell, and
-- `type`, `typed` and `said` for whoever plays the student.

local chunk = require "gradus.repl.chunk"
local commands = require "gradus.repl.commands"
local ctrl_c = require "gradus.lesson.ctrl_c"
local errors = require "gradus.repl.errors"
local interrupt = require "gradus.interrupt"
local pretty = require "gradus.repl.pretty"
local undo = require "gradus.repl.undo"

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

-- What a terminal would still show of a line that was overwritten in place, or wiped out.
local function settled(line)
  line = line:gsub("^.*\r\27%[K", "")
  return (line:gsub("\27%[[%d;?]*[%a]", ""):gsub("\r+$", ""):gsub("^.*\r", ""))
end

-- A stand-in for a file that keeps what is written to it.
local function catcher()
  local parts = {}
  local file = {}
  function file:write(...)
    for _, part in ipairs{...} do parts[#parts + 1] = tostring(part) end
    return self
  end
  function file.flush() end
  function file.setvbuf() end
  function file.text() return table.concat(parts) end
  return file
end

local function printer(file)
  return function(...)
    local parts = table.pack(...)
    for i = 1, parts.n do parts[i] = tostring(parts[i]) end
    file:write(table.concat(parts, "\t"), "\n")
  end
end

-- Lines that were printed, as opposed to said by the lesson.
local function add_output(self, text)
  if settled(text:match("[^\n]*$")) == "" then text = text:match("^.*\n") or "" end
  if text == "" then return end
  for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do
    self.said[#self.said + 1] = settled(line)
    self.is_output[#self.said] = true
  end
end

-- Call `fn`, and keep what is printed meanwhile. The modules of Gradus share one `io`; `fit` holds
-- on to the file it prints to.
-- luacheck: push ignore 122
local function catching(self, fn)
  local file, fit_progress = catcher(), require "gradus.fit.progress"
  local own_stdout, own_out, own_print = io.stdout, fit_progress.out, M.globals.print
  io.stdout, fit_progress.out, M.globals.print = file, file, printer(file)
  local results = table.pack(pcall(fn))
  io.stdout, fit_progress.out, M.globals.print = own_stdout, own_out, own_print
  add_output(self, file.text())
  return table.unpack(results, 1, results.n)
end
-- luacheck: pop

-- The values of what runs; `_` becomes the first of them, as at the prompt.
local function evaluate(self, fn, source)
  local function call() return fn(table.pack) end
  local values
  if ctrl_c.is_meant(source) then values = ctrl_c.press_soon(call) else values = call() end
  if type(values) == "table" and values.n and values.n > 0 then
    rawset(self.shell.env, "_", values[1])
  end
  return values
end

local function run(self, source)
  local compiled = chunk.compile(source, "=input", self.shell.env)
  if compiled.kind == "empty" then return {source = source, ok = true, values = {n = 0}} end
  if not compiled.fn then
    return {source = source, ok = false, error = compiled.message or "unfinished"}
  end
  undo.before({source = source}, self.shell.env)
  local ok, result = catching(self, function() return evaluate(self, compiled.fn, source) end)
  if not ok then return {source = source, ok = false, error = result} end
  return {source = source, ok = true, values = compiled.kind == "expression" and result or {n = 0}}
end

-- A chunk as the prompt runs it: the error, if any, is said; whoever listens hears of it.
local function run_and_tell(self, source)
  local outcome = run(self, source)
  self.failed = not outcome.ok and tostring(outcome.error) or nil
  if not outcome.ok then
    add_output(self, "error: " .. self.failed)
  elseif not source:find(";%s*$") then
    add_output(self, pretty.values(outcome.values) or "")
  end
  if self.after then self.after(outcome) end
  if outcome.values then outcome.values = {n = outcome.values.n} end -- as the prompt does
  return outcome
end

local function run_command(shell, line)
  local word, argument = commands.parse(line)
  local command, why = commands.find(word)
  if command then command.run(shell, argument) else shell.say(why) end
end

local function make_shell(self, env)
  return {
    env = env or workspace(),
    set_prompt = function(fn) self.prompt = fn end,
    on_line = function(fn) self.on_line = fn end,
    after = function(fn) self.after = fn end,
    prefill = function(text) self.typed = text end,
    quit = function() self.has_quit = true end,
    command = function(line) run_command(self.shell, line) end,
    say = function(text)
      for line in (text .. "\n"):gmatch("(.-)\n") do self.said[#self.said + 1] = line end
    end,
    run = function(source)
      self.shell.say(self:ask() .. source)
      return run_and_tell(self, source)
    end,
  }
end

--- Make a player. Its `said` are the lines that appeared, `is_output` tells by their numbers which
-- of them were printed by what ran. env: the workspace (default: a fresh one).
function M.new(env)
  local self = setmetatable({said = {}, is_output = {}}, Player)
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

-- The lesson hears the line first; what a step's set-up prints is caught like all else.
local function is_taken(self, line)
  if not self.on_line then return false end
  local ok, taken = catching(self, function() return self.on_line(line) end)
  if not ok then error(taken, 0) end
  return taken
end

--- Enter a line: the lesson hears it first, then the commands, then Lua. Returns what is said then.
function Player:type(line)
  local before = #self.said
  self.typed = nil
  local taken = is_taken(self, line)
  if not taken and line:find("^%s*:") then
    self.shell.command(line)
  elseif not taken then
    run_and_tell(self, line)
  end
  return table.move(self.said, before + 1, #self.said, 1, {})
end

-- Why a script ended early, as the program would say it.
local function words_of(report, name)
  local line = report.case and report.case.line
  if line then report.title = ("%s:%d: "):format(name, line) .. report.title end
  return errors.render(report)
end

-- Runs the text of a script. Returns whether it came to its end, and if not, why.
local function run_text(self, source, name)
  local fn, message = load(source, "@" .. name, "t", self.shell.env)
  if not fn then return false, words_of(errors.syntax(source, message), name) end
  errors.remember_source(name, source)
  local _, done, caught = catching(self, function() return interrupt.guard(fn, errors.handler) end)
  if done then return true end
  return false, words_of(errors.runtime(caught), name)
end

--- Run the text of a script, under the name that its errors tell. Returns the outcome; its error is
-- a text of several lines.
function Player:run_script(source, name)
  local ok, why = run_text(self, source, name)
  local outcome = {source = source, ok = ok, values = {n = 0}, error = why}
  self.failed = why
  if self.after then self.after(outcome) end
  return outcome
end

--- Enter what `:solution` or a lesson has typed at the prompt, as pressing Enter does.
function Player:accept()
  return self:type(self.typed or "")
end

--- All that was said, as one string.
function Player:transcript() return table.concat(self.said, "\n") end

return M
