-- `gradus check` must find what it is there to find: each lesson here has one fault.
local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local check = require "gradus.lesson.check"

-- A lesson of a task and a prediction that is in order; `changes` are Lua statements on `t` (the
-- task), `p` (the prediction) and `lesson` that put a fault into it.
local template = [==[
local t = {kind = "task", id = "fill", title = "Fill", setup = {"pot"}, text = "A pot.",
  task = "Fill it.", solution = "pot.full = 11",
  goals = {{label = "pot.full above 10", when = function(s)
    if type(s.w.pot) ~= "table" then return false end
    return above(s.w.pot.full or 0, 10)
  end}},
  hints = {"Where is the tap?"},
  mistakes = {{tag = "drained", when = function(s)
    return type(s.w.pot) == "table" and s.w.pot.full == 0
  end, say = "You have drained it.", example = "pot.full = 0"}}}
local p = {kind = "predict", id = "guess", title = "Guess", setup = {"pot"}, ask = "How full?",
  run = "z = pot.full", answer = {kind = "number", low = 0, high = 100, example = 1, close = 0.5,
    truth = function(s) return s.w.z end}}
local lesson = {title = "Pot", minutes = 1, steps = {t, p},
  world = {pot = {make = function(_, n) return {full = 1} end}}}
%s
return lesson]==]

local function made(changes)
  return catalogue.from_text(template:format(changes or ""), "pot", "pot.lua")
end

local function problems(changes, seeds)
  local report = check.prove(assert(made(changes)), seeds or 2)
  local out = {}
  for _, problem in ipairs(report.problems) do
    out[#out + 1] = (problem.step or "") .. ": " .. problem.why
  end
  return out, report
end

local function finds(changes, expected)
  local found = table.concat(problems(changes), "\n")
  T.ok(found:find(expected, 1, true), ("expected %q, found:\n%s"):format(expected, found))
end

T.test("a lesson in order has no problems, and its margins are known", function()
  local found, report = problems(nil, 3)
  T.eq(found, {})
  T.near(report.margins.fill.margin, 0.1)
  T.eq(report.truths.guess, {"1", "1", "1"})
end)

T.test("a task that is reached untouched", function()
  finds("t.goals[1].when = function() return true end", "fill: all goals are reached untouched")
end)

T.test("a solution that does not reach its goals, with what is missing", function()
  finds("t.solution = 'pot.full = 9' t.goals[1].unless = 'It is {x}.'",
    "fill: its solution leaves open: pot.full above 10 (It is 9.)")
end)

T.test("a solution that fails", function()
  finds("t.solution = 'pot.full = nil + 1'", "fill: its solution leaves open: pot.full above 10 (")
end)

T.test("a mistake that gets other words, or passes", function()
  finds("t.mistakes[1].example = 'pot.full = 5'",
    "fill: the mistake drained is answered with no words of its own")
  finds("t.mistakes[1].example = 'pot.full = 50'", "fill: the mistake drained reaches all goals")
  finds("table.insert(t.mistakes, 1, {tag = 'any', when = function() return true end, say = 'x', "
    .. "example = 'y = 1'})", "fill: the mistake drained is answered with the words of any")
end)

T.test("a check that fails on what a student may have put there", function()
  finds("t.goals[1].when = function(s) return s.w.pot.full > 10 end",
    "fill: its checks fail where pot is number")
end)

T.test("a hint that contains the solution", function()
  finds("t.hints = {'Type  pot.full  =  11 , then see.'}", "fill: hint 1 contains the solution")
  finds("t.solution = 'p(1)' t.hints = {'p(1) does it.'}", "fill: hint 1 contains the solution")
end)

T.test("rows: of the lecture, named by the lesson, taught by what a student does", function()
  finds("lesson.rows = {17} t.rows = {18}", "fill: row 18 is not among the rows of the lesson")
  finds("lesson.rows = {17}", ": no task or prediction teaches row 17")
  finds("lesson.rows = {17} lesson.steps[3] = {kind = 'say', id = 's', title = 'S', "
    .. "text = 'x', rows = {17}}", "s: row 17: a step of the kind say teaches no row")
  local lesson, why = made("t.rows = {80}")
  T.eq({lesson, why}, {nil,
    "The lesson pot has a bug: step 1 (fill): the lecture has no row 80"})
end)

T.test("an answer that is a known misconception, and has no words", function()
  finds("p.answer = {kind = 'choice', truth = 'a', options = {{'x'}, {'y', tag = 'z'}}}",
    "guess: answer b has the tag z and no words of its own")
end)

T.test("a set-up counts to the time of its step", function()
  finds("lesson.budget = 0.01 lesson.world.pot.make = function() for i = 1, 3e7 do end "
    .. "return {full = 1} end", "fill: it takes ")
end)

T.test("a step that is only read is opened, too: its bug is found", function()
  finds("lesson.steps[3] = {kind = 'reflect', id = 'r', title = 'R', ask = '{x:.2f}', "
    .. "example = 'e', numbers = function() return nil + 1 end}", "r: its code fails: ")
end)

T.test("a task without a hint or a goal, a lesson without a prediction, praise", function()
  finds("t.hints = {}", "fill: a task needs a hint")
  finds("t.goals = {} t.mistakes = nil", "fill: a task needs a goal")
  finds("lesson.steps = {t}", ": no step asks for a prediction")
  finds("t.after = 'Well done.'", "fill: praise (\"well done\") says nothing")
end)

T.test("a topic of help that does not exist", function()
  finds("t.after = 'See ?nosuchtopic for more.'", "fill: ?nosuchtopic leads nowhere")
  finds("t.after = 'See `?nosuchtopic`.'", "fill: ?nosuchtopic leads nowhere")
  finds("t.after = 'Try :nosuchcommand now.'", "fill: :nosuchcommand is no command")
end)

T.test("a prediction whose example is far off, or that compares with nothing", function()
  finds("p.answer.example = 90", "guess: its example is far off: You said 90, it was 1")
  finds("p.answer.truth = function() return nil end", "guess: its line gives nothing to compare")
  finds("p.run = 'z = nosuch.field'", "guess: its line gives nothing to compare with")
end)

T.test("a screen that is too high, a line that is too wide", function()
  finds("t.text = ('word '):rep(250)", "fill: a screen is ")
  finds("t.text = '\\nCode:\\n\\n  ' .. ('x'):rep(80)", "fill: a line is 84 columns wide at 60x18")
end)

T.test("a text that quotes a number nobody gives it", function()
  finds("t.text = 'It holds {litres}.'", "fill: a text says {litres}, which has no value")
end)

T.test("a step that takes too long", function()
  finds("lesson.budget = 0.01 t.solution = 'for i = 1, 3e6 do z = i end pot.full = 11'",
    "fill: it takes ")
end)

T.test("what fails in some seeds only is counted", function()
  local _, report = problems("p.answer.close = 0 p.answer.high = 2 lesson.world.pot.make = "
    .. "function(_, n) return {full = n} end", 2)
  local found = report.problems[1]
  T.eq({found.step, found.seeds}, {"guess", {2}})
end)

T.test("an author's slip in the shape is told before anything runs", function()
  local function why(changes)
    local lesson, reason = made(changes)
    T.eq(lesson, nil)
    return reason
  end
  T.eq(why("t.hint = {}"),
    "The lesson pot has a bug: step 1 (fill) has no field hint; did you mean hints?")
  T.eq(why("t.goals = nil"), "The lesson pot has a bug: step 1 (fill) needs goals")
  T.eq(why("p.id = 'fill'"), "The lesson pot has a bug: step 2 (fill): its id is used twice")
  T.eq(why("t.setup = {'pan'}"), "The lesson pot has a bug: step fill: setup names pan, which the "
    .. "lesson's world does not make")
  T.eq(why("p.answer.kind = 'color'"), "The lesson pot has a bug: step 2 (guess): answer.kind "
    .. "must be one of choice, curve, number, order")
  T.eq(why("t.kind = 'exam'"), "The lesson pot has a bug: step 1 (fill): kind must be one of "
    .. "predict, recall, reflect, say, show, task")
  T.eq(why("lesson.minutes = 'five'"),
    "The lesson pot has a bug: the lesson: minutes must be a number, not a string")
  T.ok(why("error('oops')"):find("pot%.lua:%d+: oops$"))
  T.ok(why("x = = 1"):find("pot%.lua:%d+: unexpected symbol"))
  T.ok(why("leak = 1"):find("a lesson sets no globals %(it sets leak%)"))
end)

T.finish()
