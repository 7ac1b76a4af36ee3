--- Errors for beginners: from what Lua or Gradus raised to what happened, where, and what to do.
-- Requires case, correction, term, workspace and the rules. Prints nothing.
--
-- A rule is a table {code, match, say}. `match(case)` returns something true where the rule
-- applies; `say(case, found)` returns a report, or nil to let the next rule speak; the first one
-- that speaks wins. A report has `title`, and perhaps
--   at       a token or a piece of the line, for the caret
--   note     stands behind the caret
--   hint     a sentence below
--   fix      the corrected source, which `:fix` types
--   trial    where there is no fix: the source with this line corrected so far that Lua goes on
--   evident  no line like this is ever Lua

local Case = require "gradus.repl.case"
local correction = require "gradus.repl.correction"
local err = require "gradus.err"
local pretty = require "gradus.repl.pretty"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

local M = {}

local foreign = {}
for i, name in ipairs{"foreign", "expressions", "python", "words"} do
  foreign[i] = require("gradus.repl.rules." .. name)
end
local missing = require "gradus.repl.rules.missing"
local misplaced = require "gradus.repl.rules.place"
local ours = require "gradus.repl.rules.ours"
local values = require "gradus.repl.rules.values"

-- Chunk name (without its mark) -> text, for showing the line of a function defined earlier.
local sources = {}
local order = {}
local kept_sources = 500

--- Remember the text of a chunk under its name ("input 3", "fit.lua").
function M.remember_source(name, text)
  sources[name] = text
  order[#order + 1] = name
  if #order > kept_sources then sources[table.remove(order, 1)] = nil end
end

local function source_of(name)
  if not sources[name] then
    local file = not name:find("^input ") and io.open(name, "r")
    if file then
      sources[name] = file:read("a")
      file:close()
    end
  end
  return sources[name]
end

--- A line of what was typed under this name, and how many lines there are; nil: not known any more.
function M.typed_line(name, number)
  local lines = {}
  for line in ((sources[name] or "") .. "\n"):gmatch("(.-)\n") do lines[#lines + 1] = line end
  if not sources[name] or not lines[number] then return nil end
  return lines[number], #lines
end

-- "input 3:2: message" -> "input 3", 2, "message"
local function split(message)
  local name, line, rest = message:match("^([^\n]-):(%d+): (.*)$")
  if not name or name:find("^%[gradus%]") then return nil, nil, rest or message end
  return name, tonumber(line), rest
end

local function ask(rules, case)
  for _, rule in ipairs(rules) do
    local found = rule.match(case)
    local report = found and rule.say(case, found)
    if report then
      report.code = report.code or rule.code
      report.case = case
      return report
    end
  end
end

-- The line Lua complains about first; then, since it often notices late, the lines before it. Such
-- a line is to blame only where its correction brings Lua further: most of them are innocent.
local function ask_foreign(case)
  for _, rules in ipairs(foreign) do
    local report = ask(rules, case)
    if report then return report end
  end
  for i = case.line - 1, 1, -1 do
    for _, rules in ipairs(foreign) do
      local report = ask(rules, case:on_line(i))
      if report and correction.helps(case.source, report) then return report end
    end
  end
end

local function of_syntax(source, message)
  local _, line, rest = split(message)
  local case = Case.new{source = source, line = line, message = rest}
  return ask_foreign(case) or ask(misplaced, case) or ask(missing, case)
end

--- The report of a text that does not compile. message: what `load` said.
function M.syntax(source, message)
  return correction.settle(of_syntax(source, message), of_syntax)
end

--- To be given to `guard`: collects what is known at the moment of the error.
-- Returns {error, trace, frames}, frames being the learner's {source, line}, innermost first.
function M.handler(e)
  local frames = {}
  for level = 2, 200 do
    local info = debug.getinfo(level, "Sl")
    if not info then break end
    local name = info.source:match("^[=@](.*)$")
    local own = name and not name:find("^%[") and info.what ~= "C"
    if own and info.currentline > 0 then
      frames[#frames + 1] = {source = name, line = info.currentline}
    end
  end
  return {error = e, trace = debug.traceback(nil, 2), frames = frames}
end

-- The first sentence is the title; what follows it in the message comes before the hint.
local function of_ours(e, case)
  local unknown = e.code == "E0001" and e.message:match("^Unknown name: (.+)$")
  if unknown then return ours.unknown_name(case, unknown, workspace.names()) end
  local title, rest = e.message:match("^([^\n]*)\n?(.*)$")
  local hint = e.hint
  if rest ~= "" then hint = rest .. (hint and "\n" .. hint or "") end
  return ours.locate{title = title, hint = hint, case = case}
end

local function case_at(caught, message)
  local name, line, rest = split(message)
  local frame = caught.frames[1]
  if frame and (not name or name ~= frame.source) then name, line = frame.source, frame.line end
  local source = name and source_of(name)
  return source and Case.new{source = source, line = line, message = rest, name = name}
    or Case.new{source = "", message = rest}
end

-- An error of Lua's in our own code: an argument that we should have checked, or a bug.
local function inside(message, report)
  local place = message:match("^%[gradus%] ([^:]+:%d+):")
  if not place then return report end
  report.hint = ("(This was inside of Gradus, at %s. If your line is right, the mistake is ours.)")
    :format(place)
  report.at, report.fix = nil, nil
  return report
end

local function of_value(caught)
  local e = caught.error
  if err.is(e) then
    local case = case_at(caught, "")
    local report = of_ours(e, case)
    report.code, report.case = e.code, case
    return report
  end
  if type(e) == "string" then
    local case = case_at(caught, e)
    return inside(e, ask(values, case) or {title = case.message, case = case})
  end
  return {title = "An error was raised with " .. pretty.brief(e) .. ".", case = case_at(caught, "")}
end

--- The report of an error that was raised while running. caught: what `handler` returned.
function M.runtime(caught)
  local report = of_value(caught)
  report.trace, report.frames = caught.trace, caught.frames
  return report
end

local most_callers = 8

--- The lines of the learner's through which an error was reached, innermost first: a list of texts.
function M.callers(report)
  local out = {}
  for i = 2, #(report.frames or {}) do
    local frame = report.frames[i]
    local source = source_of(frame.source)
    local case = source and Case.new{source = source, line = frame.line, message = ""}
    if case then
      local place = frame.source:find("^input ") and ""
        or ("%s:%d: "):format(frame.source, frame.line)
      out[#out + 1] = term.clip("called from  " .. place .. case.text:gsub("^%s+", ""),
        term.width() - 4)
    end
    if #out == most_callers and i < #report.frames then
      out[#out + 1] = ("… and %d more"):format(#report.frames - i)
      break
    end
  end
  return out
end

-- Where in its line `at` stands: line number, first byte; nil where it is not found.
local function locate(case, at)
  if type(at) == "table" then
    local before = case.source:sub(1, at.start - 1)
    return at.line, at.start - (before:match(".*\n()") or 1) + 1, #at.text:match("^[^\n]*")
  end
  local pattern = at:gsub("%W", "%%%0")
  if at:find("^[%a_]") then pattern = "%f[%w_]" .. pattern .. "%f[^%w_]" end
  local start, stop = case.text:find(pattern)
  if start then return case.line, start, stop - start + 1 end
end

local indent = 4

-- A long line is shown from a little before the caret.
local function window(text, start)
  local room = term.width() - indent - 2
  if term.columns(text) <= room then return text, start end
  local from = math.max(1, start - room // 3)
  while from > 1 and text:byte(from) >= 0x80 and text:byte(from) < 0xC0 do from = from - 1 end
  return term.clip(text:sub(from), room), start - from + 1
end

local function caret_lines(report)
  local case = report.case
  local line, start, length = locate(case, report.at)
  if not start then return nil end
  local text = case.lines[line]:gsub("\t", " ")
  text, start = window(text, start)
  local pad = (" "):rep(indent + term.columns(text:sub(1, start - 1)))
  local marks = ("^"):rep(math.max(1, term.columns(text:sub(start, start + length - 1))))
  local out = {(" "):rep(indent) .. text}
  local note = report.note and (marks .. "  " .. report.note) or marks
  if #pad + term.columns(note) < term.width() or not report.note then
    out[2] = pad .. term.paint("error", note)
  else
    out[2] = pad .. term.paint("error", marks)
    out[3] = (" "):rep(indent) .. report.note
  end
  return out
end

local function with_code(title, code)
  if not code then return title end
  local mark = "[" .. code .. "]"
  local room = math.min(term.width() - 1, 76)
  local gap = math.max(2, room - term.columns(title) - #mark)
  return title .. (" "):rep(gap) .. term.paint("dim", mark)
end

local function title_lines(report)
  local code = report.code and "[" .. report.code .. "]" or ""
  local lines = term.wrap(report.title, math.min(term.width() - 1, 76) - #code - 2)
  lines[1] = with_code(lines[1], report.code)
  return lines
end

-- The line itself, where it is not the one just above the message; the number of a line where the
-- statement has several.
local function plain_line(report)
  local case = report.case
  if not case or not case.name then return {} end
  local typed = case.name:find("^input ")
  if typed and #case.lines == 1 then return {} end
  local number = typed and ("line %d:  "):format(case.line) or ""
  return {term.clip("    " .. number .. case.text:gsub("^%s+", ""), term.width() - 1)}
end

-- What happened and what would fit, without the line and the caret.
local function one_line(report)
  local fitting = report.note or report.one_line and report.hint
  local text = report.title .. (fitting and "  " .. fitting or "")
  if term.columns(text) < term.width() then return text end
  local out = term.wrap(report.title, term.width() - 1)
  local below = report.note and {report.note} -- code to be copied stays on one line
    or fitting and term.wrap(fitting, term.width() - 5) or {}
  for _, line in ipairs(below) do out[#out + 1] = "    " .. line end
  return table.concat(out, "\n")
end

--- The text of a report. brief: one line, for an error that has been shown in full before.
function M.render(report, brief)
  if report.one_line or brief then return one_line(report) end
  local out = title_lines(report)
  local function add(lines) table.move(lines, 1, #lines, #out + 1, out) end
  add(report.at and report.case and caret_lines(report) or plain_line(report))
  if report.hint then
    for _, one in ipairs(term.wrap(report.hint,
      math.min(term.width() - 1, 76) - 2)) do out[#out + 1] = "  " .. one end
  end
  return table.concat(out, "\n")
end

return M
