--- A lesson in progress: which step it is at, what that step has seen, what comes next.
-- Requires the rooms of gradus.lesson and gradus.sys. Speaks through the shell it is given, never
-- by itself; how a step of some kind behaves is in gradus.lesson.kinds.
--
-- Fields that kinds use: shell, lesson, step, index, state (of the step alone; empty at its entry),
-- situation (what goals may look at), seen (what the progress file knows of this lesson), presents
-- (before a class: Enter goes on without an answer; its enter(session) is called at each step).

local catalogue = require "gradus.lesson.catalogue"
local commands = require "gradus.lesson.commands"
local ctrl_c = require "gradus.lesson.ctrl_c"
local detour = require "gradus.lesson.detour"
local guard = require "gradus.lesson.guard"
local kinds = require "gradus.lesson.kinds"
local progress = require "gradus.lesson.progress"
local screen = require "gradus.lesson.screen"
local situation = require "gradus.lesson.situation"
local sys = require "gradus.sys"
local text = require "gradus.lesson.text"
local world = require "gradus.lesson.world"

local M = {}

local Session = {}
Session.__index = Session

for name, method in pairs(require "gradus.lesson.requests") do Session[name] = method end

--- Make the session of a loaded lesson. seen: its summary in the progress file.
function M.new(shell, lesson, seen)
  return setmetatable({shell = shell, lesson = lesson, seen = seen, made = {}, answers = {},
    seed = lesson.seed or 1}, Session)
end

-- Speaking ----------------------------------------------------------------------------------------

--- Say lines (a list or a string) as they are.
function Session:say(lines)
  if type(lines) == "table" then
    if not lines[1] then return end
    lines = text.join(lines)
  end
  self.shell.say(lines)
end

-- The values that a text's {names} stand for: the step's `numbers`, and what its kind has added.
function Session:values()
  local values = {}
  if self.step.numbers then
    local ok, numbers = self:author(self.step.numbers, self.situation)
    for name, value in pairs(ok and numbers or {}) do values[name] = value end
  end
  for name, value in pairs(self.state.numbers_of_kind or {}) do values[name] = value end
  return values
end

--- Add values for the {names} of this step's texts.
function Session:set_numbers(numbers) self.state.numbers_of_kind = numbers end

--- A text with its {names} filled in, from `numbers` where they are given.
function Session:filled(words, numbers)
  if not words:find("{", 1, true) then return words end
  local ok, filled = pcall(text.fill, words, numbers or self:values())
  if ok then return filled end
  self:report(filled)
  return words
end

--- Say a text of the lesson, laid out for the screen.
function Session:words(words) self:say(text.lines(self:filled(words))) end

--- Say that a reading pause is here and what Enter does.
function Session:pause(what)
  self:offer_detour()
  self:say(screen.pause(what))
end

--- Say what the step tells everybody at its end.
function Session:debrief()
  local step = self.step
  if step.after then self:words(step.after) end
  if step.slide then
    self:say(screen.slide_and_fact{says = step.slide.says, fact = self:filled(step.slide.fact)})
  end
end

-- The author's part -------------------------------------------------------------------------------

--- Report a bug of the lesson's, once in each step, and let the student go on.
function Session:report(why)
  if self.state.broken then return end
  self.state.broken = why
  local blame = "This step has a bug (%s/%s): %s. It is the lesson's, not yours; Enter goes on."
  why = why:gsub("[%s.]+$", "")
  self:say(text.lines(blame:format(self.lesson.name, self.step.id, why)))
end

--- Call a function of the lesson's author. Returns true and its results, or false.
function Session:author(fn, ...)
  local results = table.pack(self.situation:deaf_to(guard.check, fn, ...))
  if results[1] then return table.unpack(results, 1, results.n) end
  if not results[3] then self:report(results[2]) end
  return false
end

--- Keep a record of this lesson in the progress file; says once if that cannot be done.
function Session:keep(record)
  record.lesson = self.lesson.name
  if record.what == "predict" then
    self.answers[self.step.own_id or record.step] = record.given
  end
  progress.note(self.seen, record)
  if self.rehearsal then return end
  local ok, why = progress.keep(record)
  if ok and record.tag and detour.is_due(record.tag) then self.due = record.tag end
  if ok or self.told_unkept then return end
  self.told_unkept = true
  self:say(text.lines(("Your progress cannot be kept: %s."):format(tostring(why))))
end

--- Offer the detour of a misconception that has just shown for the third time; once.
function Session:offer_detour()
  if not self.due or self.detour_tag then return end
  self.detour_tag = self.due
  self:say(text.lines("(The same thought has come up three times now.  :detour  looks at it for "
    .. "two minutes and comes back here.)"))
end

-- Running -----------------------------------------------------------------------------------------

-- One line, as the prompt would take it: a command, or Lua. Returns the chunk that ran, if any.
local function run_line(self, line)
  if line:find("^%s*:") then
    self:say(self:prompt() .. line)
    return self.shell.command(line)
  end
  local function run() return self.shell.run(line, {echo = true}) end
  if ctrl_c.is_meant(line) then return ctrl_c.press_soon(run) end
  return run()
end

--- Run code in the workspace as if it had been typed, echoed: one string, or a list of lines that
-- run one by one. Returns whether all of it ran to its end, and if not, whether Ctrl-C was the
-- reason: an interrupted `fit` did not.
function Session:run(code)
  for _, line in ipairs(type(code) == "table" and code or {code}) do
    local before = self.situation.last
    self.busy = true
    local chunk = run_line(self, line)
    self.busy = false
    local last = self.situation.last
    local was_stopped = last ~= before and last.stopped == "interrupted"
    if was_stopped or chunk and not chunk.ok then return false, was_stopped end
  end
  return true
end

local function replaced_words(names)
  local list = table.concat(names, ", ")
  return ("(%s %s the lesson's again.)"):format(list, #names == 1 and "is" or "are")
end

-- Names of Gradus' own that the step's code needs and that hold something of the student's.
local function give_back_names(self)
  local names = world.give_back(self.step, self.shell.env)
  if not names[1] then return end
  local list = table.concat(names, ", ")
  self:words(("(%s %s again what Gradus made it.)"):format(list, #names == 1 and "is" or "are"))
end

-- Makes the step's variables. Returns false where that could not be done.
function Session:prepare(fresh)
  if fresh then give_back_names(self) end
  local replaced, made, interrupted = world.prepare(self.lesson, self.step, self.shell.env,
    {fresh = fresh, seed = self.seed, made = self.made})
  if replaced then
    if replaced[1] then self:say(text.lines(replaced_words(replaced))) end
    if made[1] and self.shell.note_made then
      self.shell.note_made(world.source(self.lesson, made, self.seed))
    end
    return true
  end
  if interrupted then
    self:words("Stopped while the step's variables were being made. :reset makes them.")
  else
    self:report(made)
  end
  return false
end

-- Steps -------------------------------------------------------------------------------------------

--- How the prompt reads: "overfitting 4/9> ".
function Session:prompt()
  return ("%s %d/%d> "):format(self.lesson.label, self.index, #self.lesson.steps)
end

--- What handles the present step.
function Session:kind() return kinds[self.step.kind] end

--- Seconds since the step began.
function Session:seconds() return sys.now() - self.state.since end

function Session:leave_step()
  if self.situation then self.situation:close() end
end

--- Enter step `index`. fresh: make its variables anew even where those found would do.
function Session:enter(index, fresh)
  self:leave_step()
  self.index, self.step = index, self.lesson.steps[index]
  self.state = {since = sys.now(), hints = 0, typed = 0}
  if self.presents then self.presents.enter(self) end
  self:say(screen.step_heading(self.lesson.label, index, #self.lesson.steps, self.step))
  self:prepare(fresh)
  self.situation = situation.open(self.shell.env, self.step.listen, self.answers)
  self:keep{what = "enter", step = self.step.id}
  self:kind().enter(self)
end

--- End the present step and go on to the next, or to the end of the lesson.
function Session:finish(mark)
  self:keep{what = mark, step = self.step.id}
  if self.index < #self.lesson.steps then return self:enter(self.index + 1) end
  self:complete()
end

function Session:complete()
  self:leave_step()
  self:keep{what = "complete"}
  self.over = true
  local lesson = self.lesson
  self:say("")
  if lesson.next then self:say(text.lines(lesson.next)) end
  if lesson.label == "detour" then return self:say("  Back to where you were:") end
  local following = catalogue.after(lesson.name)
  self:say("Lesson complete" .. (following and (": next is  :start " .. following) or "."))
end

-- What the shell hands over -----------------------------------------------------------------------

-- Is this a pause for reading, at a terminal? A class may be shown something meanwhile.
local function is_reading(self)
  local kind, shell = self:kind(), self.shell
  if self.presents or not shell.is_interactive or not shell.is_interactive() then return false end
  return kind.is_reading ~= nil and kind.is_reading(self)
end

-- What is typed at a pause is meant for the prompt that follows: there it stands, not yet run.
local function hold(self, line)
  self:key()
  self.shell.prefill(line)
  self:say(screen.held(not self.over and is_reading(self)))
end

--- A raw line from the prompt. Returns true where the lesson has taken it.
function Session:line(line)
  if line:find("^%s*$") then
    self:key()
    return true
  end
  if is_reading(self) and not self.shell.is_command(line) then
    hold(self, line)
    return true
  end
  if line:find("^%s*[:?]") or commands.is_bare(line, self.shell.env) then return false end
  local kind = self:kind()
  return kind.line ~= nil and kind.line(self, line) or false
end

--- An empty line. A step whose author has slipped lets everybody pass.
function Session:key()
  if self.state.broken and not self.state.over then return self:finish("skipped") end
  self:kind().key(self)
end

--- A chunk of the student's has run.
function Session:after(chunk)
  self.situation:add_chunk(chunk)
  local kind = self:kind()
  if not self.busy and kind.after then kind.after(self, chunk) end
end

--- A detour begins: what happens there is none of this lesson's business.
function Session:pause_watching() self.situation.is_deaf = true end

--- Back from a detour: the step as it was.
function Session:go_on()
  self.situation.is_deaf = false
  self.detour_tag, self.due = nil, nil
  self:say(screen.step_heading(self.lesson.label, self.index, #self.lesson.steps, self.step))
  self:task()
end

--- `:leave`, and whenever another lesson begins: stop watching. What was done is kept already.
function Session:close()
  self:leave_step()
  self.situation = nil
end

return M
