-- Broken scripts: how they are judged, proven, and given to the student.
local T = require "gradus_test"
local catalogue = require "gradus.exercise.catalogue"
local judge = require("gradus.exercise.judge").judge
local progress = require "gradus.lesson.progress"
local proof = require "gradus.exercise.proof"

local home = assert(os.getenv "HOME")

local spec = [==[
return {title = "Toy", task = "Make it 5.",
  goals = {{label = "x is 5", when = function(s)
    if type(s.w.x) ~= "number" then return false end
    return near(s.w.x, 5)
  end, unless = "It is {x}."}},
  hints = {"Count."},
  mistakes = {{tag = "six", when = function(s) return s.w.x == 6 end, say = "One too many.",
    example = {"x = 4", "x = 6"}}}}
]==]

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

-- The folder of an exercise; changes: file -> text.
local function folder(changes)
  local path = home .. "/toy"
  os.execute("mkdir -p " .. path)
  local texts = {exercise = spec, broken = "x = 4\n", fixed = "x = 5\n"}
  for name, text in pairs(changes or {}) do texts[name] = text end
  for name, text in pairs(texts) do write(("%s/%s.lua"):format(path, name), text) end
  return path
end

local function toy(changes) return assert(catalogue.open(folder(changes))) end

local function problems(changes)
  local out = {}
  for _, problem in ipairs(proof.prove(toy(changes), 2).problems) do out[#out + 1] = problem.why end
  return table.concat(out, "\n")
end

T.test("a script is judged by what it leaves, in a world of its own", function()
  local exercise = toy()
  local verdict = judge(exercise, "print('hello') x = 4")
  T.eq({verdict.passed, verdict.goals[1].missing, verdict.output[1]}, {false, "It is 4.", "hello"})
  T.eq(judge(exercise, "x = 2 + 3").passed, true)
  T.eq(rawget(_G, "x"), nil)
end)

T.test("a script that fails says where; its goals are looked at all the same", function()
  local verdict = judge(toy(), "x = 5\ny = nil + 1")
  T.ok(verdict.error:find("toy.lua:2: ", 1, true), verdict.error)
  T.eq(verdict.passed, true)
  T.ok(judge(toy(), "x = = 1").error:find("toy.lua:1: ", 1, true))
end)

T.test("a known mistake has words of its own", function()
  T.eq(judge(toy(), "x = 6").mistake, {tag = "six", say = "One too many."})
  T.eq(judge(toy(), "x = 7").mistake, nil)
end)

T.test("an author's slip is the exercise's", function()
  local verdict = judge(toy{exercise = spec:gsub("type%(s%.w%.x%)", "nosuch.x")}, "x = 4")
  T.ok(verdict.bug:find("nosuch", 1, true), verdict.bug)
  local exercise, why = catalogue.open(folder{exercise = "return {title = 'T'}"})
  T.eq({exercise, why}, {nil, "The exercise toy has a bug: the exercise needs goals"})
  os.remove(folder() .. "/fixed.lua")
  T.eq({catalogue.open(home .. "/toy")}, {nil, "The exercise toy has a bug: there is no fixed.lua"})
end)

T.test("the proof finds what is wrong with an exercise", function()
  T.eq(problems(), "")
  T.ok(problems{broken = "x = 5\n"}:find("the broken script reaches all goals", 1, true))
  T.ok(problems{fixed = "x = 3\n"}:find("leaves open: x is 5 (It is 3.)", 1, true))
  T.ok(problems{exercise = spec:gsub("s%.w%.x == 6", "false")}:find(
    "the mistake six is answered with no words of its own", 1, true))
  T.ok(problems{exercise = spec:gsub('"x = 6"', '"x = 5"')}:find(
    "the mistake six reaches all goals", 1, true))
  T.ok(problems{exercise = spec:gsub('{"x = 4"', '{"x = 9"')}:find(
    "the mistake six changes what is not there", 1, true))
  T.ok(problems{fixed = "x = 10 // 2\n", exercise = spec:gsub("Count%.", "x = 10 // 2")}:find(
    "hint 1 contains the solution", 1, true))
  T.ok(problems{broken = "x = 4 -- " .. ("long "):rep(20)}:find("wider than 76 columns", 1, true))
  T.ok(problems{exercise = spec:gsub("return near%(s%.w%.x, 5%)", "return s.w.x == 5")}:find(
    "has an unless and returns no numbers", 1, true))
end)

-- What the program prints for a command line, and its exit status.
local function output(words)
  local pipe = assert(io.popen("cd " .. home .. " && " .. os.getenv "GRADUS_BIN" .. " " .. words
    .. " 2>&1"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

T.test("the script is put here once, judged at each call, and never overwritten", function()
  local text, status = output "exercise shapes"
  T.eq(status, 1)
  T.ok(text:find("shapes.lua is here now", 1, true) and text:find("%[ %] the script runs"), text)
  T.ok(text:find("shapes.lua:13: ", 1, true), text)
  os.execute(("cd %s && sed -i 's/Linear(8/Linear(16/' shapes.lua"):format(home))
  text, status = output "exercise shapes"
  T.eq(status, 0)
  T.ok(not text:find("is here now", 1, true) and text:find("\n  Repaired%.\n"), text)
  T.ok(output("exercise"):find("%[x%] shapes "))
  T.eq(progress.summary((progress.read()))["exercise/shapes"].marks.repair, "done")
end)

T.test("hints come one more at a time; the solution and the first state can be had", function()
  T.ok(not output("exercise slate --hint"):find("hint 2 of 2", 1, true))
  T.ok(output("exercise slate --hint"):find("hint 2 of 2", 1, true))
  T.eq(output "exercise shapes --solution", catalogue.open("shapes").fixed)
  write(home .. "/rate.lua", "mine")
  T.ok(output("exercise rate --reset"):find("yours is rate.lua.old", 1, true))
  T.eq({output("exercise rates")}, {"gradus exercise: There is no exercise rates, neither by name "
    .. "nor as a folder; did you mean rate?\n", 1})
  T.eq(select(2, output "exercise rate --now"), 2)
end)

T.test("check knows exercises by name and by folder, and lists them", function()
  T.eq({output "check exercise/shapes --seeds 1"},
    {"exercise/shapes: 1 seed, proven; worst margin 0.11 (repair)\n", 0})
  T.ok(output("check --list"):find("\nexercise/shapes\t1\tLayers that do not fit\n"))
  T.eq(select(2, output "new exercise mine"), 0)
  T.ok(output("check ./mine"):find("^exercise/mine: 3 seeds, proven"))
  T.eq(select(2, output "new exercise mine"), 1)
  folder{broken = "x = 5\n"}
  T.eq(select(2, output "check ./toy"), 1)
end)

T.finish()
