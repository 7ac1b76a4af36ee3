--- Running code that is not typed at the prompt: files, `-e`, standard input.
-- Requires chunk, errors, interrupt, pretty and the workspace. Diagnostics go to standard error;
-- results of `-e` expressions to standard output.

local chunk = require "gradus.repl.chunk"
local err = require "gradus.err"
local errors = require "gradus.repl.errors"
local interrupt = require "gradus.interrupt"
local pretty = require "gradus.repl.pretty"
local watching = require "gradus.repl.watching"
local workspace = require "gradus.repl.workspace"

local M = {}

M.interrupted = 130 -- the exit status main.c turns into a death by SIGINT

-- The lines of a traceback that are the learner's: neither C nor Gradus itself.
local function own_trace(trace)
  local out = {}
  for one in trace:gmatch("\n\t([^\n]+)") do
    if not one:find("^[%[(]") then out[#out + 1] = "\t" .. one end
  end
  return out[1] and "stack traceback:\n" .. table.concat(out, "\n") .. "\n" or ""
end

local function complain(report, trace)
  local case = report.case
  if case and case.name then
    report.title = ("%s:%d: "):format(case.name, case.line) .. report.title
  end
  io.stderr:write(errors.render(report), "\n", trace and own_trace(trace) or "")
end

local function fail(caught)
  if err.is(caught.error) and caught.error.code == "E0302" then
    io.stderr:write("stopped by Ctrl-C\n", own_trace(caught.trace))
    return M.interrupted
  end
  complain(errors.runtime(caught), caught.trace)
  return 1
end

local function fail_to_compile(source, message, name)
  local report = errors.syntax(source, message)
  report.case.name = name
  complain(report)
  return 1
end

-- A first line that starts with # is for the system's shell.
local function without_shebang(text)
  return (text:gsub("^#[^\n]*", ""))
end

-- Runs code while the coach looks. What it held back is said although the code may have failed.
local function watched(fn, ...)
  watching.script()
  local results = table.pack(interrupt.guard(fn, errors.handler, ...))
  local e = not results[1] and results[2].error
  local was_interrupted = err.is(e) and e.code == "E0302"
  if not was_interrupted then interrupt.guard(watching.script_ends, errors.handler) end
  return table.unpack(results, 1, results.n)
end

-- Runs text under a chunk name. Returns the exit status.
local function run_text(text, name, ...)
  local source = without_shebang(text)
  errors.remember_source(name, source)
  workspace.be_strict("@" .. name)
  local fn, message = load(source, "@" .. name, "t", workspace.env)
  if not fn then return fail_to_compile(source, message, name) end
  local done, caught = watched(fn, ...)
  return done and 0 or fail(caught)
end

-- A word that is no file may be a mistyped command.
local function command_meant(word)
  local near = word:find("^[%a-]+$") and require("gradus.cli").closest(word)
  return near and ("  did you mean the command: gradus %s?\n"):format(near) or ""
end

--- Run a file with its arguments. Returns the exit status, 1 where it cannot be read.
function M.file(path, ...)
  local file, why = io.open(path, "rb")
  local text = file and file:read("a")
  if file then file:close() end
  if not text then
    io.stderr:write("gradus: cannot open ", path, ": ",
      why and why:gsub("^.*: ", "") or "it is a folder", "\n", command_meant(path))
    return 1
  end
  return run_text(text, path, ...)
end

--- Run standard input to its end. Returns the exit status.
function M.stdin(...) return run_text(io.read("a") or "", "stdin", ...) end

--- Run the code of `-e`; an expression prints its value. Returns the exit status.
function M.code(source)
  local name = "-e"
  errors.remember_source(name, source)
  workspace.be_strict("=" .. name)
  local compiled = chunk.compile(source, "=" .. name, workspace.env)
  if compiled.kind == "empty" then return 0 end
  if not compiled.fn then
    return fail_to_compile(source, compiled.message, name)
  end
  local done, values = watched(compiled.fn, table.pack)
  if not done then return fail(values) end
  if compiled.silent then return 0 end
  local shown, text = interrupt.guard(pretty.values, errors.handler, values)
  if not shown then return fail(text) end
  if text then print(text) end
  return 0
end

return M
