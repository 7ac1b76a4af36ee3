-- A student at a lesson: what is said, what is judged, what survives.
local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local events = require "gradus.events"
local player = require "gradus.lesson.player"
local progress = require "gradus.lesson.progress"
local session = require "gradus.lesson.session"
local term = require "gradus.term"

term.override{width = 76, height = 24, color = false, unicode = true, plain = false, tty = false}

local source = [==[
return {
  title = "Toy", minutes = 3, world = {
    pot = {make = function(_, n) return {full = n} end,
      ok = function(v) return type(v) == "table" and v.full ~= nil end},
  },
  steps = {
    {kind = "say", id = "hello", title = "Hello", text = {"First screen.", "Second screen."}},
    {kind = "show", id = "code", title = "Code", setup = {"pot"}, code = "y = pot.full + 1",
      after = "y is {y}.", numbers = function(s) return {y = s.w.y} end},
    {kind = "predict", id = "guess", title = "Guess", setup = {"pot"}, ask = "How much?",
      run = "z = pot.full * 2",
      answer = {kind = "number", low = 0, high = 100, close = 1, example = 2,
        truth = function(s) return s.w.z end, say = {above = "Less.", below = "More."}},
      slide = {says = "Much.", fact = "Little."}},
    {kind = "task", id = "fill", title = "Fill", setup = {"pot"}, task = "Fill the pot.",
      goals = {
        {label = "a run of three epochs", when = function(s)
          return s:run_with(function(run) return #run.train_loss == 3 end) ~= nil
        end},
        {label = "pot.full above 10", when = function(s)
          local pot = s.w.pot
          if type(pot) ~= "table" then return false end
          return above(pot.full, 10)
        end, unless = "It is {x}, more than {limit} is asked."},
      },
      hints = {"Where is the tap?", "A run has epochs."},
      solution = {"run(3)", "pot.full = 11"},
      mistakes = {{tag = "drained", when = function(s) return type(s.w.pot) == "table"
        and s.w.pot.full == 0 end, say = "You have drained it.", example = "pot.full = 0"}},
      after = "Full."},
    {kind = "reflect", id = "note", title = "Note", ask = "What did you see?",
      example = "The pot was full after three epochs."},
  },
}]==]

local function lesson() return assert(catalogue.from_text(source, "toy", "toy.lua")) end

-- A player at step `index` of a lesson, in a workspace that can make runs.
local function at(index, made)
  local actor = player.new()
  rawset(actor.shell.env, "run", function(epochs, stopped)
    local losses = {}
    for i = 1, epochs do losses[i] = 1 / i end
    events.emit("fit_end", {train_loss = losses, val_loss = {}, stopped = stopped})
  end)
  local one = session.new(actor.shell, made or lesson(), progress.empty())
  one.rehearsal = true
  actor:play(one)
  one:enter(index or 1)
  return actor, one
end

local function has(lines, line)
  for _, said in ipairs(lines) do
    if said == line then return end
  end
  T.ok(false, ("expected %q in:\n%s"):format(line, table.concat(lines, "\n")))
end

local function lacks(lines, piece)
  local all = table.concat(lines, "\n")
  T.ok(not all:find(piece, 1, true), piece .. " in:\n" .. all)
end

-- Lines as one text: how they are broken depends on how long a path is.
local function flowing(lines) return (table.concat(lines, " "):gsub("%s+", " ")) end

T.test("the prompt says where we are", function()
  local actor = at(4)
  T.eq(actor:ask(), "toy 4/5> ")
end)

T.test("a reading pause ends in a line that begins -- Enter, and Enter goes on", function()
  local actor, one = at(1)
  T.eq(actor.said[#actor.said], "-- Enter = go on")
  T.eq(actor:type(""), {"  Second screen.", "-- Enter = go on"})
  actor:type("")
  T.eq(one.index, 2)
end)

T.test("whatever is typed at a pause runs, and the pause is still there", function()
  local actor, one = at(1)
  T.eq(actor:type("40 + 2"), {"42", "-- Enter = go on"})
  T.eq(one.index, 1)
end)

-- At a terminal a line can wait at the prompt.
local function at_terminal(index)
  local actor, one = at(index)
  actor.shell.is_interactive = function() return true end
  actor.shell.is_command = function() return false end
  return actor, one
end

T.test("a line typed at a pause is held at a terminal, and why is said", function()
  local actor, one = at_terminal(1)
  T.eq(actor:type("40 + 2"), {"  Second screen.", "-- Enter = go on",
    "-- your line waits at the prompt until this is read"})
  T.eq({actor.typed, one.index}, {"40 + 2", 1})
  actor, one = at_terminal(3)
  actor:type("2")
  local lines = actor:type("40 + 2")
  T.eq({lines[#lines], actor.typed, one.index},
    {"-- your line waits at the prompt: Enter runs it", "40 + 2", 4})
end)

T.test("a line typed at the last pause of a lesson waits for the prompt behind it", function()
  local actor, one = at_terminal(2)
  actor:type("")
  one.lesson.steps = {table.unpack(one.lesson.steps, 1, 2)}
  local lines = actor:type("40 + 2")
  T.eq({lines[#lines], actor.typed, one.over},
    {"-- your line waits at the prompt: Enter runs it", "40 + 2", true})
end)

T.test("shown code runs in the student's workspace; its numbers come into the words", function()
  local actor, one = at(2)
  has(actor.said, "    y = pot.full + 1")
  local lines = actor:type("")
  has(lines, "toy 2/5> y = pot.full + 1")
  has(lines, "  y is 2.")
  T.eq(actor.shell.env.y, 2)
  actor:type("")
  T.eq(one.index, 3)
end)

T.test("shown code counts when the student types it", function()
  local actor, one = at(2)
  has(actor:type("y = pot.full  + 1;"), "  y is 2.")
  actor:type("")
  T.eq(one.index, 3)
end)

T.test("shown code that fails says so and can be tried again", function()
  local actor, one = at(2)
  actor:type("pot = 3")
  local lines = actor:type("")
  T.ok(lines[#lines]:find("^%-%- Enter = try it again"), lines[#lines])
  one:reset()
  has(actor:type(""), "  y is 2.")
end)

T.test("a prediction is compared, told its distance, and never wrong", function()
  local actor, one = at(3)
  local lines = actor:type("30")
  has(lines, "toy 3/5> z = pot.full * 2")
  has(lines, "  You said 30, it was 2, 28 above.")
  has(lines, "  Less.")
  has(lines, "  On the slide  Much.")
  lacks(lines, "wrong")
  T.eq(lines[#lines], "-- Enter = go on")
  T.eq(one.seen.answers.guess.given, "30")
  actor:type("")
  T.eq(one.index, 4)
end)

T.test("Lua typed instead of a prediction runs; other words are asked again", function()
  local actor, one = at(3)
  T.eq(actor:type("pot.full")[1], "1")
  T.eq(actor:type("banana"), {"  The answer is a number from 0 to 100."})
  T.eq(actor:type("500"), {"  It lies between 0 and 100."})
  T.eq(one.state.given, nil)
end)

T.test("an empty line does not answer a question", function()
  local actor, one = at(3)
  T.ok(actor:type("")[1]:find("^  A guess will do"))
  T.eq(one.index, 3)
end)

T.test("a run that was interrupted is compared with nothing", function()
  local made = lesson()
  made.steps[3].run = "run(2, 'interrupted')"
  local actor, one = at(3, made)
  local lines = actor:type("30")
  has(lines, "  It was stopped before its end.")
  T.eq(lines[#lines], "-- Enter = run it again")
  T.eq(one.seen.answers.guess, nil)
  made.steps[3].run = "z = 2 run(2)"
  has(actor:type(""), "  You said 30, it was 2, 28 above.")
end)

T.test("exploring is not judged: nothing is said that is not new", function()
  local actor = at(4)
  T.eq(actor:type("x = 3 + 4"), {})
  T.eq(actor:type("pot.full = 5"), {})
  T.eq(actor:type("run(7)"), {})
end)

T.test("goals are ticked in any order, each once, and stay ticked", function()
  local actor = at(4)
  T.eq(actor:type("pot.full = 12"), {"  [x] pot.full above 10"})
  T.eq(actor:type("pot.full = 2"), {})
  local lines = actor:type("run(3)")
  T.eq(lines[1], "  [x] a run of three epochs")
  T.eq(lines[2], "  Full.")
  T.ok(lines[3]:find("^  Both reached%.%s+Enter = next step, or keep experimenting$"), lines[3])
  T.eq(actor:type("run(3)"), {})
end)

T.test("nothing advances by itself; Enter before the goals says what is open", function()
  local actor, one = at(4)
  actor:type("run(3)")
  local lines = actor:type("")
  T.eq(one.index, 4)
  T.eq({lines[1], lines[2]}, {"  One goal is still open:", "  [ ] pot.full above 10"})
  actor:type("pot.full = 12")
  T.eq(one.index, 4)
  actor:type("")
  T.eq(one.index, 5)
end)

T.test("only :check judges: what is missing, and a known mistake in its own words", function()
  local actor, one = at(4)
  T.eq(actor:type("pot.full = 0"), {})
  one:check()
  has(actor.said, "      It is 0, more than 10 is asked.")
  has(actor.said, "  You have drained it.")
end)

T.test("hints come one at a time and are numbered; the solution is another command", function()
  local actor, one = at(4)
  one:hint()
  T.eq(actor.said[#actor.said], "  hint 1 of 2: Where is the tap?")
  one:hint()
  T.eq(actor.said[#actor.said], "  hint 2 of 2: A run has epochs.")
  one:hint()
  T.eq(actor.said[#actor.said], "  :solution types the answer at the prompt; Enter then runs it.")
end)

T.test("a step keeps what earlier lines have answered, as the prompt does not", function()
  local actor, one = at(4)
  actor:type("6 * 7")
  actor:type("1")
  T.eq(one.situation.chunks[1].values[1], 42)
end)

T.test(":solution types and does not run, one line at each call", function()
  local actor, one = at(4)
  one:solution()
  T.eq(actor.typed, "run(3)")
  T.eq(one.situation.last, nil)
  actor:accept()
  one:solution()
  T.eq(actor.typed, "pot.full = 11")
  local lines = actor:accept()
  T.ok(lines[#lines]:find("^  Both reached"))
  one:solution()
  T.eq(actor.typed, nil)
  has(actor.said, "    pot.full = 11")
end)

T.test(":solution answers a prediction and a question, too", function()
  local actor, one = at(3)
  one:solution()
  T.eq(actor.typed, "2")
  has(actor:accept(), "  You said 2, it was 2.")
  local writer, last = at(5)
  last:solution()
  writer:accept()
  T.eq(last.seen.notes.note, "The pot was full after three epochs.")
end)

T.test(":skip does it visibly and marks the step skipped, not done", function()
  local actor, one = at(4)
  one:skip()
  has(actor.said, "toy 4/5> run(3)")
  has(actor.said, "toy 4/5> pot.full = 11")
  T.eq(one.index, 4)
  actor:type("")
  T.eq({one.index, one.seen.marks.fill}, {5, "skipped"})
end)

T.test(":skip of a prediction shows the run and keeps no prediction", function()
  local actor, one = at(3)
  one:skip()
  has(actor.said, "toy 3/5> z = pot.full * 2")
  lacks(actor.said, "You said")
  actor:type("")
  T.eq({one.index, one.seen.answers.guess}, {4})
end)

T.test("a step finds its variables; what is good is kept, what is not is made anew", function()
  local actor, one = at(2)
  actor:type("pot.full = 7")
  actor:type("mine = 'stays'")
  one:go_to("3")
  T.eq(actor.shell.env.pot.full, 7)
  actor:type("pot = 3")
  one:go_to("fill")
  T.eq(actor.shell.env.pot.full, 1)
  has(actor.said, "  (pot is the lesson's again.)")
  T.eq(actor.shell.env.mine, "stays")
end)

T.test("what another lesson made under the same name is made anew, without a word", function()
  local actor = at(2)
  local first = actor.shell.env.pot
  local other = lesson()
  other.name = "other"
  local two = session.new(actor.shell, other, progress.empty())
  two.rehearsal = true
  two:enter(2)
  T.ok(actor.shell.env.pot ~= first)
  lacks(actor.said, "the lesson's again")
  actor.shell.env.pot.full = 9 -- the same lesson: what is good stays
  two:enter(3)
  T.eq(actor.shell.env.pot.full, 9)
  two:close()
end)

T.test(":reset makes the step's variables anew and opens its goals again", function()
  local actor, one = at(4)
  actor:type("pot.full = 50")
  one:reset()
  T.eq(actor.shell.env.pot.full, 1)
  T.eq(one.state.reached, {})
end)

T.test(":back and :goto stay inside the lesson", function()
  local actor, one = at(2)
  one:back()
  T.eq(one.index, 1)
  one:back()
  T.eq({one.index, actor.said[#actor.said]}, {1, "  This is the first step."})
  one:go_to("nowhere")
  T.eq(actor.said[#actor.said], "  Which step? 1 to 5, or its name as :review lists it.")
end)

T.test("a sentence is recognised among Lua; :note takes any text", function()
  local actor, one = at(5)
  T.eq(actor:type("2 + 2"), {"4"})
  has(actor:type("The pot was full at 11."), "  Kept.")
  T.eq(one.seen.notes.note, "The pot was full at 11.")
  one:note("full")
  T.eq(one.seen.notes.note, "full")
end)

T.test("the last line of a lesson says that it is complete", function()
  local actor, one = at(5)
  actor:type("It was full after all.")
  actor:type("")
  T.eq(one.over, true)
  T.ok(actor.said[#actor.said]:find("^Lesson complete"))
end)

T.test("an author's slip is the lesson's, said once, and everybody may pass", function()
  local made = lesson()
  made.steps[4].goals[1].when = function() return nil + 1 end
  local actor, one = at(4, made)
  local lines = actor:type("x = 1")
  local words = flowing(lines)
  T.ok(words:find("^ This step has a bug %(toy/fill%): .*arithmetic.*It is the lesson's"), words)
  T.eq(actor:type("x = 2"), {})
  actor:type("")
  T.eq(one.index, 5)
end)

T.test("words that quote a number nobody gives are the lesson's bug, in :check too", function()
  for _, change in ipairs{function(step) step.goals[2].unless = "It is {y:.2f}." end,
    function(step) step.mistakes[1].say = "Drained to {y:.1f}." end} do
    local made = lesson()
    change(made.steps[4])
    local actor, one = at(4, made)
    actor:type("pot.full = 0")
    one:check()
    T.ok(flowing(actor.said):find("This step has a bug (toy/fill): the text uses {y}", 1, true))
  end
end)

T.test("the engine's own sentences fit a screen of 60 columns", function()
  term.override{width = 60, height = 18, color = false, unicode = true, plain = false, tty = false}
  local made = lesson()
  made.steps[3].answer.truth = function() return nil end
  made.steps[3].confidence = true
  local said = {}
  for index = 1, 5 do
    local actor, one = at(index, made)
    for _ = 1, 3 do one:hint() end
    one:solution()
    one:check()
    actor:type(index == 3 and "30" or index == 2 and "pot = 3" or "x = = 1")
    actor:type("")
    actor:type("")
    one:solution()
    one:skip()
    table.move(actor.said, 1, #actor.said, #said + 1, said)
  end
  term.override{width = 76, height = 24, color = false, unicode = true, plain = false, tty = false}
  local all = table.concat(said, "\n")
  for _, needed in ipairs{"nothing to compare", "not run to its end", "goals are still open"} do
    T.ok(all:find(needed, 1, true), needed .. " in:\n" .. all)
  end
  for _, line in ipairs(said) do
    local is_ours = not line:find("^toy ") and not line:find("^error")
    T.ok(not is_ours or term.columns(line) <= 60, line)
  end
end)

T.test(":reset gives a step's code the names of Gradus that it needs, and says so", function()
  local made = lesson()
  made.steps[4].solution = "run(3) pot.full = ones(11):sum():item()"
  local actor, one = at(4, made)
  actor:type("ones = 3")
  actor:type("zeros = 4")
  one:reset()
  has(actor.said, "  (ones is again what Gradus made it.)")
  T.eq(actor.shell.env.ones, require("gradus").ones)
  T.eq(actor.shell.env.zeros, 4) -- the step has no use for it
end)

T.test("a question has no hint and says what goes on; how sure can be answered, too", function()
  local made = lesson()
  made.steps[3].confidence = true
  local actor, one = at(3, made)
  one:hint()
  T.ok(flowing(actor.said):find("any guess will do, and :skip goes on without one%.$"))
  one:solution()
  actor:accept()
  one:solution()
  has(actor:accept(), "  You said 2, it was 2.")
  T.eq(one.seen.answers.guess.sure, 2)
end)

T.test("a run that fails by an error is told apart from one that was stopped", function()
  local made = lesson()
  made.steps[3].run = "z = nosuch.field"
  local actor = at(3, made)
  local lines = actor:type("30")
  has(lines, "  That did not run to its end. (:reset prepares the step anew.)")
  T.eq(lines[#lines], "-- Enter = run it again")
end)

T.test("a check that would never end is stopped", function()
  local made = lesson()
  made.steps[4].goals[1].when = function() while true do end end
  local actor = at(4, made)
  T.ok(flowing(actor:type("x = 1")):find("does it loop for ever?", 1, true))
end)

T.test("a check cannot change the workspace", function()
  local made = lesson()
  made.steps[4].goals[1].when = function(s) s.w.pot = nil end
  local actor = at(4, made)
  T.ok(flowing(actor:type("x = 1")):find("a check may not change the workspace", 1, true))
  T.eq(actor.shell.env.pot.full, 1)
end)

T.test("only :check keeps what was asked; a step that was left watches no longer", function()
  local actor, one = at(4)
  local left = one.situation
  one:go_to("1")
  actor:type("run(3)")
  T.eq(#left.runs, 0)
end)

T.finish()
