--- The step kind `reflect`: an open task, and a sentence in the student's own words.
-- Requires gradus.lesson.input, gradus.lesson.screen and gradus.lesson.text. The sentence is kept,
-- not judged. Lua runs as everywhere; a line of words that is no Lua is the sentence (`:note` keeps
-- any text).

local input = require "gradus.lesson.input"
local screen = require "gradus.lesson.screen"
local text = require "gradus.lesson.text"

local M = {}

--- What `:hint` says where a step of this kind has none.
M.no_hints = "There is no hint for your own idea; :solution types somebody else's."

local function invite(session)
  if session.presents then return session:pause("go on") end
  session:say(text.lines("When you are ready, type your sentence at the prompt."))
end

--- Open the step: what to try, and what to write.
function M.enter(session)
  local step = session.step
  if step.text then session:words(step.text) end
  session:words(step.ask)
  if step.try then session:say(screen.code(step.try)) end
  invite(session)
end

M.task = M.enter

--- Keep a sentence.
function M.note(session, sentence)
  local first = not session.state.over
  session.state.over = true
  session:keep{what = "note", step = session.step.id, text = sentence}
  session:say(first and "  Kept." or "  Kept in place of the last one.")
  if first then session:debrief() end
  session:say(text.both_ends("  :review shows it again.", "Enter = go on, or keep experimenting"))
end

--- A line of words is the sentence.
function M.line(session, line)
  if not input.is_prose(line) then return false end
  M.note(session, (line:gsub("^%s+", ""):gsub("%s+$", "")))
  return true
end

--- After an experiment: once, how a sentence is recognised, if what was typed failed as Lua.
function M.after(session, chunk)
  if chunk.ok or session.state.explained then return end
  session.state.explained = true
  session:say(text.lines("(If that was your sentence:  :note SENTENCE  keeps any text.)"))
end

--- An empty line: on, once there is a sentence.
function M.key(session)
  if session.state.over or session.presents then return session:finish("done") end
  session:say("  A sentence with a number in it, or :skip.")
end

--- What `:solution` types: somebody's sentence.
function M.solution(session) return {session.step.example} end

--- Go on without a sentence.
function M.skip(session) session:finish("skipped") end

return M
