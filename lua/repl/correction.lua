--- Corrections that hold: what `:fix` types has to be Lua.
-- Requires blocks, chunk and translate. A rule corrects what it knows of; a line with three habits
-- in it takes three rules, so the rules are asked again about what they have made of it.

local blocks = require "gradus.repl.blocks"
local chunk = require "gradus.repl.chunk"
local translate = require "gradus.repl.translate"

local M = {}

local most_rounds = 6

local function compiles(text)
  local compiled = chunk.compile(text, "=fix", {})
  return compiled.fn ~= nil, compiled.message
end

-- Corrects `text` until it compiles; nil where the rules come to no end.
local function corrected(text, report_of)
  for _ = 1, most_rounds do
    local good, message = compiles(text)
    if good then return text end
    local report = message and report_of(text, message)
    if not report or not report.fix or report.fix == text then break end
    text = report.fix
  end
  local translated = blocks.block(text) or translate.expression(text)
  return compiles(translated) and translated or nil
end

--- Make the correction of a report one that compiles, or take it away.
-- report_of(source, message) asks the rules again.
function M.settle(report, report_of)
  local offered = report.fix
  if not offered or offered:find("^:") then return report end -- a command is no Lua
  report.fix = corrected(offered, report_of)
  local whole_line = "write  " .. offered
  if report.fix and report.note == whole_line then report.note = "write  " .. report.fix end
  return report
end

-- How far Lua reads before it gives up (infinity: to the end), and what it says there.
local function reach(source)
  local _, message = load(source, "=reach", "t")
  if not message then return math.huge, nil end
  local line, rest = message:match("^reach:(%d+): (.*)$")
  return message:find("<eof>") and math.huge or tonumber(line) or 0, rest
end

local function brings_further(source, trial)
  local before, complaint = reach(source)
  local after, now = reach(trial)
  return after > before or not now or after == math.huge and now ~= complaint
end

--- Is this report about the mistake? Its correction then brings Lua further than the source does:
-- Lua notices some mistakes late, and of the lines before, most are innocent.
function M.helps(source, report)
  if report.evident then return true end
  for _, trial in ipairs{report.trial or false, report.fix or false} do
    if trial and brings_further(source, trial) then return true end
  end
  return false
end

return M
