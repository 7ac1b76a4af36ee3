-- Results that are handed in, and what they add up to.
local T = require "gradus_test"
local progress = require "gradus.lesson.progress"
local results = require "gradus.classroom.results"

local home = assert(os.getenv "HOME")

local function records()
  return {
    {t = 10, lesson = "overfitting", what = "enter", step = "shape"},
    {t = 20, lesson = "overfitting", what = "predict", step = "shape", given = "a", truth = "c",
      off = 0.5, tag = "more-epochs-do-no-harm", sure = 3},
    {t = 70, lesson = "overfitting", what = "done", step = "shape"},
    {t = 80, lesson = "two-hours", what = "enter", step = "dropout/survive"},
    {t = 90, lesson = "two-hours", what = "check", step = "dropout/survive", tag = "no-val"},
    {t = 91, lesson = "two-hours", what = "hint", step = "dropout/survive", count = 2},
    {t = 92, lesson = "two-hours", what = "solution", step = "dropout/survive"},
    {t = 99999, lesson = "two-hours", what = "done", step = "dropout/survive"},
    {t = 99999, lesson = "overfitting", what = "note", step = "make", text = "my secret"},
    {t = 99999, lesson = "overfitting", what = "complete"},
  }
end

T.test("each step has one result; those of a playlist belong to the lesson", function()
  local found = results.of(records())
  T.eq(found, {
    {lesson = "overfitting", step = "shape", mark = "done", checks = 0, hints = 0, solutions = 0,
      given = "a", truth = "c", off = 0.5, sure = 3, tags = {"more-epochs-do-no-harm"},
      seconds = 60},
    {lesson = "dropout", step = "survive", mark = "done", checks = 1, hints = 2, solutions = 1,
      tags = {"no-val"}}})
end)

T.test("a file of results can be read again, and holds no sentence of the student's", function()
  local text = results.encode(records(), 5)
  T.eq(text:find("my secret", 1, true), nil)
  local read = results.decode(text)
  T.eq({read.made, #read.results, read.results[1].given}, {5, 2, "a"})
  T.eq(results.decode(results.encode(records(), 6)).who, read.who)
  T.ok(results.decode(results.encode({{t = 11, lesson = "l", what = "enter", step = "s"}}, 5)).who
    ~= read.who)
end)

T.test("what is no such file is told", function()
  T.eq({results.decode("")}, {nil, "it is empty"})
  T.eq({results.decode("hello\n")}, {nil, "it was not written by  gradus report"})
  T.eq({results.decode('{"gradus":"results","who":"a"}\n{"lesson":3}\n')},
    {nil, "line 2 cannot be read"})
end)

-- What the program prints for a command line, and its exit status.
local function output(words)
  local pipe = assert(io.popen("cd " .. home .. " && " .. os.getenv "GRADUS_BIN" .. " " .. words
    .. " 2>&1"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

T.test("report writes the file, and says what it does not hold", function()
  T.eq({output "report"}, {"gradus report: there are no results yet; a lesson leaves some.\n", 1})
  assert(progress.keep{lesson = "overfitting", what = "enter", step = "shape"})
  local text, status = output "report -o mine.jsonl"
  T.eq(status, 0)
  T.ok(text:find("^mine%.jsonl holds your results") and text:find("not hold your name"), text)
  T.ok(output("report -o -"):find('"step":"shape"', 1, true))
  T.eq(select(2, output "report --all"), 2)
  T.eq(select(2, output "report -o /nowhere/at/all"), 1)
end)

local function hand_in(name, who, made, lines)
  local file = assert(io.open(home .. "/" .. name, "w"))
  file:write(('{"gradus":"results","who":"%s","made":%d}\n'):format(who, made), lines, "\n")
  file:close()
end

local function result(step, given, tag)
  return ('{"lesson":"overfitting","step":"%s","mark":"done","checks":0,"hints":0,"solutions":0,'
    .. '"given":"%s","truth":"c","tags":[%s]}'):format(step, given, tag or "")
end

T.test("tally counts people: success, predictions, misconceptions", function()
  hand_in("a.jsonl", "a", 1, result("shape", "a", '"harmless","harmless"'))
  hand_in("a2.jsonl", "a", 2, result("shape", "c"))
  hand_in("b.jsonl", "b", 1, result("shape", "a", '"harmless"'))
  hand_in("c.jsonl", "c", 1, result("shape", "a", '"harmless","rare"'))
  local text, status = output "tally a2.jsonl a.jsonl b.jsonl c.jsonl"
  T.eq(status, 0)
  T.ok(text:find("^3 students\n"), text)
  T.ok(text:find("\n   4 shape            3 of 3   done\n"), text)
  T.ok(text:find("\n          a%s+2 [^\n]+\n        > c%s+1 [^\n]+\n"), text)
  T.ok(text:find("\n  harmless%s+2 .*\n  rare%s+1 "), text)
end)

T.test("many different numbers come in classes, with the one in which the outcomes lie", function()
  for i = 1, 20 do
    hand_in(("n%d.jsonl"):format(i), "n" .. i, 1,
      (result("bottom", i * i):gsub('"truth":"c"', '"truth":"10"')))
  end
  local text = output "tally n*.jsonl"
  local lines, marked, sum = 0, 0, 0
  for mark, n in text:gmatch("\n        ([ >]) %S+%-%S+%s+(%d+)") do
    lines, sum = lines + 1, sum + tonumber(n)
    if mark == ">" then marked = marked + 1 end
  end
  T.eq({lines, marked, sum}, {8, 1, 20}, text)
end)

T.test("a file that is none is told, and the others still count", function()
  hand_in("d.jsonl", "d", 1, result("shape", "c"))
  local text, status = output "tally nosuch.jsonl d.jsonl"
  T.eq(status, 1)
  T.ok(text:find("gradus tally: nosuch.jsonl: ", 1, true) and text:find("1 student\n"), text)
  T.eq(select(2, output "tally"), 2)
end)

T.finish()
