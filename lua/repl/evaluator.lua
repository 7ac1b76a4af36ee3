--- Running what was typed: compile, run under Ctrl-C, show the values, keep the record.
-- Requires chunk, complaint, errors, notes, pretty, reload, tap, undo, watching, events, workspace.
-- Knows neither prompt nor lines; the shell gives it whole statements.
--
-- A record: {source, ok, values, error, seconds, output, figures, is_expression, ending, silent,
-- undone}; ending: the byte of `source` where the expression begins whose value was shown.

local chunk = require "gradus.repl.chunk"
local complaint = require "gradus.repl.complaint"
local errors = require "gradus.repl.errors"
local events = require "gradus.events"
local interrupt = require "gradus.interrupt"
local notes = require "gradus.repl.notes"
local pretty = require "gradus.repl.pretty"
local reload = require "gradus.repl.reload"
local sys = require "gradus.sys"
local tap = require "gradus.repl.tap"
local term = require "gradus.term"
local undo = require "gradus.repl.undo"
local watching = require "gradus.repl.watching"
local words = require "gradus.words"
local workspace = require "gradus.repl.workspace"

local M = {}

--- All statements of this session, in order; between them, what lessons made (`made` is true).
M.records = {}

--- Functions to be called with each record.
M.listeners = {}

--- Seconds; a statement that took longer says how long.
M.slow = 0.5

local inputs = 0

--- Compile a statement under the name "input N"; see gradus.repl.chunk for what comes back.
function M.compile(source)
  local name = "input " .. inputs + 1
  local compiled = chunk.compile(source, "=" .. name, workspace.env)
  if compiled.fn then
    inputs = inputs + 1
    errors.remember_source(name, source)
  end
  return compiled
end

-- --- running -------------------------------------------------------------------------------------

local function execute(record, compiled)
  local start = sys.now()
  local done, result = interrupt.guard(compiled.fn, errors.handler, table.pack)
  record.seconds = sys.now() - start
  record.ok = done
  if done then
    local has_value = compiled.kind == "expression" or compiled.ending
    record.values = has_value and result or {n = 0}
  else
    record.error, record.caught = result.error, result
  end
end

-- --- showing -------------------------------------------------------------------------------------

-- tostring of a learner's own object is the learner's code: it may fail or never end.
local function show_values(values)
  local done, text = interrupt.guard(pretty.values, errors.handler, values)
  if not done then return complaint.show(errors.runtime(text)) end
  if text then print(text) end
end

local function show_error(caught)
  local report = errors.runtime(caught)
  complaint.show(report)
  if report.code == "E0301" then undo.forget() end
end

local function show(record)
  if record.ok or not complaint.is_interrupt(record.error) then tap.end_line() end
  if record.ok then
    if record.values.n > 0 then workspace.remember(record.values[1]) end
    if not record.silent then show_values(record.values) end
  elseif complaint.is_interrupt(record.error) then
    return complaint.stopped(record.seconds)
  else
    show_error(record.caught)
  end
  if record.seconds >= M.slow then print(term.paint("dim", ("(%.1f s)"):format(record.seconds))) end
end

-- --- recording -----------------------------------------------------------------------------------

-- Calls fn; what it prints and draws goes into the record.
local function collect(record, fn)
  record.figures = {}
  local handle = events.on("plot", function(figure) table.insert(record.figures, figure) end)
  tap.start()
  fn()
  tap.end_line()
  record.output = tap.take()
  events.off(handle)
end

-- Tells whoever listens, and lets go of what only they needed.
local function finish(record)
  M.records[#M.records + 1] = record
  for _, fn in ipairs(table.move(M.listeners, 1, #M.listeners, 1, {})) do fn(record) end
  events.emit("chunk", record)
  record.values = {n = record.values and record.values.n or 0}
  record.caught = nil
  return record
end

local function say_dim(texts)
  for _, text in ipairs(texts) do
    local lines = term.wrap(words.plain(text), term.width() - 1)
    print(term.paint("dim", table.concat(lines, "\n")))
  end
end

--- Run a compiled statement, show what comes of it. Returns its record.
function M.evaluate(compiled, source)
  local record = {source = source, is_expression = compiled.kind == "expression",
    ending = compiled.ending, silent = compiled.silent}
  say_dim(reload.refresh())
  undo.before(record)
  collect(record, function()
    watching.during(execute, record, compiled)
    watching.during(show, record)
  end)
  reload.look()
  say_dim(notes.collect(source, compiled, record))
  for _, finding in ipairs(watching.news()) do print(finding) end
  return finish(record)
end

--- Show why a text does not compile. message: what Lua said. Returns its record.
function M.fail(source, message)
  local record = {source = source, ok = false, error = message, seconds = 0, syntax = true}
  collect(record, function() complaint.show(errors.syntax(source, message)) end)
  return finish(record)
end

return M
