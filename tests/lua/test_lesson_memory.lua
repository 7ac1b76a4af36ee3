-- What is remembered between steps, lessons and sessions: resuming, recall, detours.
local T = require "gradus_test"
local commands = require "gradus.repl.commands"
local lesson = require "gradus.lesson"
local player = require "gradus.lesson.player"
local progress = require "gradus.lesson.progress"
local recall = require "gradus.lesson.recall"
local sys = require "gradus.sys"
local term = require "gradus.term"

term.override{width = 76, height = 24, color = false, unicode = true, plain = false, tty = false}
require("gradus.lesson.commands").register()

local path = assert(progress.path())
assert(sys.mkdirs((path:match("^(.*)/"))))

-- A student with these records, at the prompt.
local function student(records)
  assert(sys.replace(path, ""))
  for _, record in ipairs(records or {}) do assert(progress.keep(record)) end
  local actor = player.new()
  return actor
end

local function has(lines, pattern)
  local all = table.concat(lines, "\n")
  T.ok(all:find(pattern), ("expected %q in:\n%s"):format(pattern, all))
end

T.test("a lesson begins, is left, and goes on at its step", function()
  local actor = student()
  T.eq(lesson.start(actor.shell, "overfitting"), true)
  T.eq(actor:ask(), "overfitting 1/17> ")
  actor:type(":goto shape")
  T.eq(actor:ask(), "overfitting 4/17> ")
  has(actor:type(":leave"), "^  Left%.  :start overfitting  goes on at this step%.$")
  T.eq(actor:ask(), "gradus> ")
  has(actor:type(":start overfitting"), "\n  Step 4 of 17%.")
  T.eq(actor:ask(), "overfitting 4/17> ")
  actor:type(":leave")
end)

T.test("a lesson may be begun at a step, by number or name", function()
  local actor = student()
  actor:type(":start overfitting/6")
  T.eq(actor:ask(), "overfitting 6/17> ")
  actor:type(":start overfitting/stop")
  T.ok(actor:ask():find("^overfitting 13/17> "))
  has(actor:type(":start overfitting/nowhere"), "overfitting has no step \"nowhere\"%.")
  actor:type(":leave")
end)

T.test("what is mistyped is told with what was meant", function()
  local actor = student()
  local ok, why = lesson.start(actor.shell, "overfiting")
  T.eq({ok, why}, {nil, 'There is no lesson "overfiting"; did you mean overfitting?'})
  T.eq(select(2, lesson.start(actor.shell, "")), "Which one?  :lessons  lists them.")
end)

T.test("the list marks what is done and what is begun", function()
  student{{lesson = "overfitting", what = "enter", step = "shape"}}
  has({lesson.list()}, "%[%.%] overfitting%s+25 min  step 4 of 17")
  student{{lesson = "overfitting", what = "complete"}}
  has({lesson.list()}, "%[x%] overfitting%s+25 min  done")
end)

T.test(":progress counts the steps that are done, and the latest guess of each question", function()
  local function guess(step, off)
    return {lesson = "overfitting", what = "predict", step = step, given = "1", truth = "2",
      off = off}
  end
  local actor = student{{lesson = "overfitting", what = "done", step = "bottom"},
    {lesson = "overfitting", what = "skipped", step = "shape"},
    {lesson = "overfitting", what = "enter", step = "shape"},
    guess("bottom", 0.9), guess("bottom", 0), guess("shape", 0.1), guess("before", 0.3)}
  local lines = actor:type(":progress")
  has(lines, "  %[%.%] overfitting%s+1 of 17  1 right, 1 near, 1 far off")
  T.eq(#lines, 1 + #require("gradus.lesson.catalogue").names())
  for _, line in ipairs(lines) do T.ok(#line <= 60, line) end
end)

T.test("a lesson can be looked back at, open or not", function()
  local actor = student{{lesson = "overfitting", what = "done", step = "bottom"},
    {lesson = "overfitting", what = "predict", step = "bottom", given = "400", truth = "10"},
    {lesson = "overfitting", what = "note", step = "make", text = "It was all in the noise."}}
  local lines = actor:type(":review overfitting")
  has(lines, "%[x%]  3  bottom.-\n          you said 400, it was 10")
  has(lines, "“It was all in the noise%.”")
  has(actor:type(":review"), ":review NAME  looks back")
  has(actor:type(":review nowhere"), "There is no lesson nowhere%.")
  assert(lesson.start(actor.shell, "overfitting"))
  has(actor:type(":review"), "> %[ %]  1  before")
  actor:type(":leave")
end)

local function mispredicted(step, off)
  return {lesson = "overfitting", what = "predict", step = step, off = off}
end

T.test("recalled is what was farthest off, never in its own lesson", function()
  student{mispredicted("bottom", 0.5), mispredicted("accuracy", 0.9), mispredicted("stop", 1)}
  local found = recall.choose("dropout")
  T.eq({found.lesson, found.step}, {"overfitting", "accuracy"}) -- `stop` brings no question
  T.eq(recall.choose("overfitting"), nil)
end)

T.test("what was nearly right, or right when it was recalled, is not asked again", function()
  student{mispredicted("bottom", 0.1)}
  T.eq(recall.choose("dropout"), nil)
  student{mispredicted("bottom", 0.5),
    {lesson = "dropout", what = "predict", step = "recall", of = "overfitting/bottom", off = 1}}
  T.eq(recall.choose("dropout").step, "bottom")
  assert(progress.keep{lesson = "dropout", what = "predict", step = "recall",
    of = "overfitting/bottom", off = 0})
  T.eq(recall.choose("dropout"), nil)
end)

T.test("a lesson opens with that question, and keeps what came of it", function()
  local actor = student{mispredicted("accuracy", 0.9)}
  assert(lesson.start(actor.shell, "template/before"))
  has(actor.said, "From the lesson `overfitting`, where you were far off:")
  has(actor:type("b"), "You said b, it was a%.")
  local records = progress.read()
  T.eq(records[#records].of, "overfitting/accuracy")
  actor:type(":leave")
end)

T.test("the step's own question is asked where nothing was mispredicted", function()
  local actor = student()
  assert(lesson.start(actor.shell, "template/before"))
  has(actor.said, "Which part of the data must a network never practise on%?")
  actor:type(":leave")
end)

local tag = "more-epochs-always-better"

T.test("a thought that comes up in a third place offers its detour, which comes back", function()
  local actor = student{{lesson = "a", what = "predict", step = "x", tag = tag},
    {lesson = "b", what = "predict", step = "y", tag = tag}}
  assert(lesson.start(actor.shell, "overfitting/shape"))
  actor:type("d")
  local lines = actor:type("")
  has(lines, ":detour looks at it for two\n  minutes and comes back here%.%)\n%-%- Enter = go on$")
  actor:type(":detour")
  T.eq(actor:ask(), "detour 1/2> ")
  actor:type("a")
  actor:type("")
  actor:type("")
  T.eq(actor:ask(), "detour 2/2> ")
  actor:type("I train on while both losses fall.")
  lines = actor:type("")
  has(lines, "Back to where you were:")
  T.eq(actor:ask(), "overfitting 4/17> ")
  actor:type(":leave")
end)

T.test("a thought that nobody has written a detour for leads to its step once more", function()
  local other = "one-rate-for-all"
  local actor = student{{lesson = "a", what = "predict", step = "x", tag = other},
    {lesson = "b", what = "predict", step = "y", tag = other}}
  assert(lesson.start(actor.shell, "learning-rate/none"))
  has(actor:type("a"), ":detour looks at it for two")
  local lines = actor:type(":detour")
  has(lines, "ONCE MORE: ONE RATE TO RULE THEM ALL%?")
  has(lines, "With lr = 1, how will its loss")
  T.eq(actor:ask(), "detour 1/2> ")
  actor:type(":leave")
  T.eq(actor:ask():match("^%S+"), "learning-rate")
  actor:type(":leave")
end)

T.test("a mistake in tasks leads to a task, a prediction's thought to its step", function()
  local detour = require "gradus.lesson.detour"
  T.eq(detour.lesson("no-zero-grad").steps[1].kind, "task")
  T.eq(detour.lesson("one-rate-for-all").steps[1].kind, "predict")
  T.eq(detour.lesson("nobody-thinks-so"), nil)
end)

T.test("twice in the same place counts once; a detour is offered until it was taken", function()
  local actor = student{{lesson = "a", what = "predict", step = "x", tag = tag},
    {lesson = "a", what = "predict", step = "x", tag = tag}}
  assert(lesson.start(actor.shell, "overfitting/shape"))
  actor:type("d")
  T.ok(not table.concat(actor:type(""), "\n"):find(":detour", 1, true))
  has(actor:type(":detour"), "There is no detour to take just now%.")
  actor:type(":leave")
end)

T.test("leaving a detour leads back to its lesson", function()
  local actor = student{{lesson = "a", what = "predict", step = "x", tag = tag},
    {lesson = "b", what = "predict", step = "y", tag = tag}}
  assert(lesson.start(actor.shell, "overfitting/shape"))
  actor:type("d")
  actor:type("")
  actor:type(":detour")
  actor:type(":leave")
  T.eq(actor:ask(), "overfitting 4/17> ")
  actor:type(":leave")
  T.eq(actor:ask(), "gradus> ")
end)

T.test("every lesson command has its line of help", function()
  for _, name in ipairs{"task", "check", "hint", "solution", "skip", "reset", "back", "goto",
    "review", "leave", "lessons", "start", "next", "note", "detour"} do
    local command = commands.exact(name)
    T.ok(command and command.summary ~= "", ":" .. name)
  end
end)

T.finish()
