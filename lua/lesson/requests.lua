--- What the colon commands ask of a lesson in progress: hints, the answer, a verdict, another step.
-- Requires gradus.lesson.catalogue, screen and text. These are methods of a session (see
-- session.lua); `self` is the session.

local catalogue = require "gradus.lesson.catalogue"
local screen = require "gradus.lesson.screen"
local text = require "gradus.lesson.text"

local M = {}

--- How many hints of this step the student has asked for.
function M:hints_used() return self.state.hints end

--- `:hint`: the next one, numbered.
function M:hint()
  local hints, state = self.step.hints or {}, self.state
  if not hints[1] then return self:words(self:kind().no_hints or "This step has no hints.") end
  if state.hints == #hints then
    self:say("  That was the last hint; all of them again:")
    state.hints = 0
    for _ = 1, #hints do self:hint() end
    return self:words(":solution types the answer at the prompt; Enter then runs it.")
  end
  state.hints = state.hints + 1
  local label = ("hint %d of %d:"):format(state.hints, #hints)
  self:say(text.labelled(label, self:filled(hints[state.hints]), #label + 1))
  self:keep{what = "hint", step = self.step.id, count = state.hints}
end

--- `:solution`: types the answer at the prompt and leaves the running to the student. An answer of
-- several lines comes one line at each call.
function M:solution()
  local kind, state = self:kind(), self.state
  local lines = kind.solution and kind.solution(self)
  if not lines then return self:words("There is nothing to solve here: Enter goes on.") end
  if state.over then
    self:words("Done already; Enter goes on. One answer, to compare:")
    return self:say(screen.code(table.concat(lines, "\n")))
  end
  state.typed = state.typed % #lines + 1
  self:keep{what = "solution", step = self.step.id}
  if #lines > 1 then self:say(("  line %d of %d"):format(state.typed, #lines)) end
  self.shell.prefill(lines[state.typed])
end

--- `:check`: judge the step, because the student asks for it.
function M:check()
  local kind = self:kind()
  if kind.check then
    kind.check(self)
    return self:offer_detour()
  end
  self:say("  There is nothing to judge here.")
  kind.task(self)
end

--- `:skip`, `:task`, `:reset`, `:back`, `:goto STEP`.
function M:skip() self:kind().skip(self) end
function M:task() self:kind().task(self) end
function M:reset() self:enter(self.index, true) end

function M:back()
  if self.index == 1 then return self:say("  This is the first step.") end
  self:enter(self.index - 1)
end

function M:go_to(which)
  local index = catalogue.find_step(self.lesson, which)
  if index then return self:enter(index) end
  self:say(text.lines(("Which step? 1 to %d, or its name as :review lists it."):format(
    #self.lesson.steps)))
end

--- `:note SENTENCE`.
function M:note(sentence)
  local kind = self:kind()
  if sentence == "" then return self:say("  :note SENTENCE keeps a sentence of yours.") end
  if kind.note then return kind.note(self, sentence) end
  self:keep{what = "note", step = self.step.id, text = sentence}
  self:say("  Kept.")
end

return M
