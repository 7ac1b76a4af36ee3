-- A lesson before a class: Enter is enough, the prompt stays a prompt, the speaker has notes.
local T = require "gradus_test"
local lesson = require "gradus.lesson"
local notes = require "gradus.classroom.notes"
local player = require "gradus.lesson.player"
local progress = require "gradus.lesson.progress"
local term = require "gradus.term"

term.override{width = 76, height = 24, color = false, unicode = true, plain = false, tty = false}
require("gradus.lesson.commands").register()

local seen -- the steps that were entered

local function presenting(name)
  local actor = player.new()
  seen = {}
  local shown, why = lesson.present(actor.shell, name, {enter = function(session)
    seen[#seen + 1] = session.step.id
  end})
  return actor, shown, why
end

local function has(lines, piece)
  local all = table.concat(lines, "\n")
  T.ok(all:find(piece, 1, true), ("expected %q in:\n%s"):format(piece, all))
end

T.test("Enter alone leads through every step to the end; nothing is kept", function()
  local actor, shown = presenting "template"
  T.eq(shown, true)
  for _ = 1, 60 do
    if not lesson.current() then break end
    actor:type("")
  end
  has(actor.said, "Lesson complete")
  T.eq(seen, {"idea", "before", "look", "guess", "bend", "own"})
  has(actor.said, "template 5/6> h2 = fit(mlp(2,16,1), train")
  has(actor.said, "  It was b.")
  T.eq((progress.read()), {})
end)

T.test("a vote is compared, and whatever else is typed runs; :back goes back", function()
  local actor = presenting "template/guess"
  T.eq(actor:type("#train")[1], "100")
  has(actor:type("0.99"), "You said 0.99, it was 0.")
  actor:type(":back")
  T.eq(actor:ask(), "template 3/6> ")
  lesson.leave(actor.shell)
end)

T.test("the steps of an answer of several lines come one by one", function()
  local actor = presenting "overfitting/penalty"
  has(actor:type(""), "l2=0.01")
  T.eq(actor.said[#actor.said], "-- Enter = type the next line")
  has(actor:type(""), "Both reached.")
  lesson.leave(actor.shell)
end)

T.test("what is not there is told", function()
  T.eq({select(2, presenting "nosuch")},
    {nil, 'There is no lesson "nosuch". :lessons lists them.'})
  T.eq({select(2, presenting "overfitting/nowhere")},
    {nil, 'overfitting has no step "nowhere".'})
end)

T.test("the speaker sees what comes next, what to ask and what is the case", function()
  local lines = notes.lines({lesson = "two-hours", index = 4, count = 40, title = "And then?",
    began = 0, from = 7, to = 18, topic = "where to stop", notes = "Let them vote.",
    code = {"plot(h1)"}, answer = "c", hints = {"Which end?"}, mistakes = {"That is train."},
    slide = "So it is."}, 600)
  T.eq(lines, {"two-hours 4/40   minute 10, planned 7 to 18", "And then?",
    "  shows    where to stop",
    "  Let them vote.", "  next     plot(h1)", "  comes    c, or near it", "  ask      Which end?",
    "  if not   That is train.", "  fact     So it is."})
  T.eq(notes.lines({over = true}, 0), {"The presentation is over."})
end)

-- What the program prints for a command line, and its exit status.
local function output(words)
  local pipe = assert(io.popen(os.getenv "GRADUS_BIN" .. " " .. words .. " 2>&1 </dev/null"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

T.test("a presentation goes by itself; its notes end with it", function()
  local text, status = output "present reproducibility --auto"
  T.eq(status, 0)
  T.ok(text:find("^REPRODUCIBILITY\n") and text:find("\nLesson complete"), text)
  T.eq({output "notes"},
    {"Nothing is being presented.  gradus present NAME  in another terminal.\n", 1})
  T.eq(select(2, output "present"), 2)
  T.eq({output "present nosuch"},
    {"gradus present: There is no lesson \"nosuch\". :lessons lists them.\n", 1})
end)

T.test("the notes of the step that is shown", function()
  local session = {lesson = {label = "toy", steps = {1, 2}, parts = {{"a", 5, "first"},
    {"b", 3, "second"}}, pause = {after = "a", minutes = 2}}, index = 2,
    step = {id = "b/x", title = "X", kind = "show", code = "plot(x)"}}
  notes.publish(session)
  local text, status = output "notes"
  T.eq(status, 0)
  T.ok(text:find("^toy 2/2   minute 0, planned 7 to 10\nX\n  shows    second\n"), text)
end)

T.finish()
