--- The prompt's brain: takes lines, decides what they are, runs them, prints what comes of it.
-- Requires the other files of this room, events, and gradus.line and gradus.interrupt. The lesson
-- engine steers it through the functions documented here; it knows no lesson itself.

local chunk = require "gradus.repl.chunk"
local commands = require "gradus.repl.commands"
local complaint = require "gradus.repl.complaint"
local errors = require "gradus.repl.errors"
local evaluator = require "gradus.repl.evaluator"
local history = require "gradus.repl.history"
local interrupt = require "gradus.interrupt"
local line = require "gradus.line"
local reload = require "gradus.repl.reload"
local term = require "gradus.term"
local words = require "gradus.words"
local workspace = require "gradus.repl.workspace"

local M = {}

--- The table in which chunks run; what a learner assigns stands here.
M.env = workspace.env

--- Everything typed in this session that was evaluated, in order (see gradus.repl.evaluator).
M.records = evaluator.records

--- The report of the last error, or nil.
M.last_error = complaint.last

local pending = nil -- the lines of an unfinished statement
local blank_lines = 0 -- in a row, at the end of `pending`
local draft = nil
local status = nil -- set by quit
local line_listeners = {}

local function default_prompt() return "gradus> " end
local ask = default_prompt

--- Set the prompt: fn() -> text. Where it returns nil, the prompt is the usual one.
function M.set_prompt(fn) ask = fn or default_prompt end

local function prompt() return ask() or default_prompt() end

local function add_listener(list, fn)
  list[#list + 1] = fn
  return function()
    for i, other in ipairs(list) do
      if other == fn then return table.remove(list, i) end
    end
  end
end

--- Call fn(text) with each line before it is looked at, the empty line too; true: it is taken.
-- Lines that continue an unfinished statement do not count. Returns a function that ends it.
function M.on_line(fn) return add_listener(line_listeners, fn) end

--- Note that a lesson has made variables, and the line of a script that makes them again.
function M.note_made(source)
  table.insert(evaluator.records, {source = source, ok = true, made = true, seconds = 0,
    output = "", values = {n = 0}})
end

--- Call fn(record) after each evaluated chunk. Returns a function that ends it.
function M.after(fn) return add_listener(evaluator.listeners, fn) end

--- Is there somebody at a terminal, who can change what stands at the prompt?
M.is_interactive = line.interactive

--- Put a text at the next prompt as if it had been typed. Without a terminal it is shown as a
-- suggestion.
function M.prefill(text)
  if line.interactive() then draft = text else M.say("Suggested:  " .. text) end
end

--- Print a text of any number of lines, in signs that the screen can show.
function M.say(text) print(words.plain(text)) end

--- Leave the prompt after the current line. code: exit status, 0 if not given.
function M.quit(code) status = code or 0 end

-- --- statements of several lines -----------------------------------------------------------------

local function join(lines) return table.concat(lines, "\n") end

local function abandon()
  pending, blank_lines = nil, 0
end

local brackets = {["("] = true, ["{"] = true, ["["] = true}

local function is_bracket(open) return open ~= nil and brackets[open.text] == true end

-- A text or comment in long brackets, in which an empty line is a part of it.
local function is_long_text(open)
  return open ~= nil and (open.text == "--[[" or open.text:find("^%[=*%[") ~= nil)
end

-- What an empty line means depends on what is open: in a long text it is text; in brackets it gives
-- up; in a block the second one does, as pasted functions have single empty lines.
local function gives_up(open)
  if is_long_text(open) then return false end
  return is_bracket(open) or not open or blank_lines >= 2
end

local function warn_of_open(open)
  if not line.interactive() or is_long_text(open) then return end
  M.say(term.paint("dim", ("(the %s of line %d is still open; Enter again gives it up)")
    :format(open.text, open.line)))
end

local function give_up(source, message)
  abandon()
  history.add(source)
  return evaluator.fail(source, message)
end

local function more(source, compiled)
  if blank_lines == 0 then return end
  local innermost = compiled.open[#compiled.open]
  if gives_up(innermost) then return give_up(source, compiled.message) end
  warn_of_open(innermost)
end

-- Takes the next line of a statement; evaluates the statement when it is complete.
local function take_code(text)
  pending = pending or {}
  pending[#pending + 1] = text
  blank_lines = text:find("%S") and 0 or blank_lines + 1
  local source = join(pending)
  local compiled = evaluator.compile(source)
  if compiled.kind == "more" then return more(source, compiled) end
  abandon()
  if compiled.kind == "empty" then return nil end
  history.add(source)
  if compiled.kind == "error" then return evaluator.fail(source, compiled.message) end
  return evaluator.evaluate(compiled, source)
end

-- --- commands ------------------------------------------------------------------------------------

local function run_command(command, argument)
  local done, caught = interrupt.guard(function() command.run(M, argument) end, errors.handler)
  if done then return end
  if complaint.is_interrupt(caught.error) then return M.say("Stopped by Ctrl-C.") end
  complaint.show(errors.runtime(caught))
end

--- Run the command in a text like ":hint 2" or "hint".
function M.command(text)
  local word, argument = commands.parse(text)
  if word == "" then word = "help" end
  local command, why = commands.find(word)
  if not command then return M.say(why) end
  run_command(command, argument)
end

local function ask_help(text)
  local word = text:match("^%?%?%s*(.-)%s*$")
  local help = require "gradus.help"
  local done, page = interrupt.guard(function()
    if word and word ~= "" then return help.listing(word) end
    local name = text:match("^%?+%s*(.-)%s*$")
    if name == "" then return help.introduction end
    return help.text(name)
  end, errors.handler)
  if done then M.say(page) else complaint.show(errors.runtime(page)) end
end

local noted_bare = false

-- A bare word is a command only where it can be nothing else: alone on the line, no name of the
-- learner's. `help` is a function, too; alone it can only be meant to be called.
local function bare_command(text)
  local word = text:match("^%s*([%a][%w_-]*)%s*$")
  local command = word and commands.exact(word)
  if not command or workspace.is_own(word) or not commands.is_bare(command) then return nil end
  return command, word
end

local function take_bare(command, word)
  if not noted_bare then M.say(term.paint("dim", ("(took %s as :%s)"):format(word, word))) end
  noted_bare = true
  run_command(command, "")
end

local function is_taken(text)
  for _, fn in ipairs(table.move(line_listeners, 1, #line_listeners, 1, {})) do
    if fn(text) then return true end
  end
end

-- The name in `name?`, or nil.
local function asked_name(text) return text:match("^%s*([%a_][%w_.:]*)%?%s*$") end

--- Is the line a command or a question about a name, rather than Lua?
function M.is_command(text)
  return text:find("^%s*[:?]") ~= nil or asked_name(text) ~= nil or bare_command(text) ~= nil
end

-- A statement that begins; returns nothing. Commands come into the history like everything typed.
local function take_first(text)
  local start = text:match("^%s*(.)")
  if start == ":" then
    history.add(text)
    return M.command(text)
  end
  if start == "?" then
    history.add(text)
    return ask_help(text:match("^%s*(.-)%s*$"))
  end
  local asked = asked_name(text)
  if asked then return ask_help("?" .. asked) end
  local command, word = bare_command(text)
  if command then
    history.add(text)
    return take_bare(command, word)
  end
  take_code(text)
end

-- `:quit` must work for somebody caught in an unfinished statement, too.
local function is_command_inside(text)
  local word = text:match("^%s*:(%a+)%s*$")
  return word and commands.exact(word)
end

--- Take one line (or a pasted block) as if it had been typed.
function M.take(text)
  if pending then
    if is_command_inside(text) then return M.command(text) end
    return take_code(text)
  end
  if is_taken(text) then
    history.add(text)
  elseif text:find("%S") then
    take_first(text)
  end
end

-- --- the loop ------------------------------------------------------------------------------------

local function continuation_prompt()
  local compiled = chunk.compile(join(pending), "=open", M.env)
  local open = compiled.open and compiled.open[#compiled.open]
  return (open and open.text or "") .. "...> "
end

local function prompt_text()
  return term.paint("prompt", pending and continuation_prompt() or prompt())
end

--- Evaluate code as if it had been typed. options: {echo = true} shows prompt and code first.
-- Returns the record of the evaluation, or nil where there was nothing to evaluate.
function M.run(source, options)
  if options and options.echo then
    local lead = prompt()
    for i, text in ipairs(term.wrap(source, math.huge)) do
      M.say(term.paint("prompt", i == 1 and lead or "...> ") .. text)
    end
    history.add(source) -- Arrow-up brings it back, to be changed
  end
  local compiled = evaluator.compile(source)
  if compiled.kind == "empty" then return nil end
  if compiled.fn then return evaluator.evaluate(compiled, source) end
  return evaluator.fail(source, compiled.message)
end

--- Put a text into the history as if it had been typed.
function M.remember(text) history.add(text) end

local function read()
  local text = draft
  draft = nil
  return line.read(prompt_text(), text)
end

-- Ctrl-D in the middle of a statement drops the statement, at the start of one it leaves.
local function at_end_of_input()
  if pending and line.interactive() then return abandon() end
  if pending then give_up(join(pending), evaluator.compile(join(pending)).message) end
  status = status or 0
end

-- A mistake of ours must not end the session; it is shown for what it is.
local function take_safely(text)
  local done, why = xpcall(M.take, debug.traceback, text)
  if done then return end
  abandon()
  M.say("Gradus itself made a mistake here; your session goes on.\n" .. tostring(why))
end

--- Read and run lines until the end of input or :quit. Returns the exit status.
function M.loop()
  while not status do
    local text = read()
    if text == nil then at_end_of_input()
    elseif text == false then abandon()
    else take_safely(text) end
  end
  return status
end

--- Get ready: the public names as globals, history, completion. Returns nothing.
function M.open()
  local names = require "gradus"
  pairs(names) -- loads all of them: completion and help look at what is there
  workspace.open(names)
  require("gradus.repl.watching").prompt(history.folder())
  require "gradus.repl.rooms"
  require("gradus.repl.config").load()
  reload.open()
  if not line.interactive() then return end
  line.set_completer(function(text, start)
    return require("gradus.repl.complete").complete(text, start, pending and join(pending))
  end)
  local kept, why = history.load()
  if not kept then M.say("The history of this session will not be kept: " .. why) end
end

return M
