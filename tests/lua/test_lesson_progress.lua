local T = require "gradus_test"
local progress = require "gradus.lesson.progress"
local sys = require "gradus.sys"

-- Each test file has an empty home folder of its own; each test begins with an empty file.
local path = assert(progress.path())

local function empty()
  assert(sys.mkdirs((path:match("^(.*)/"))))
  assert(sys.replace(path, ""))
  os.remove((path:gsub("%.jsonl$", ".damaged")))
end

local function read_file(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

T.test("records come back as they were kept, with the time", function()
  empty()
  assert(progress.keep{lesson = "l", what = "predict", step = "s", given = "c", off = 0.5})
  local records, why = progress.read()
  T.eq(why, nil)
  T.eq(#records, 1)
  T.eq({records[1].lesson, records[1].given, records[1].off}, {"l", "c", 0.5})
  T.ok(records[1].t > 1e9)
end)

T.test("without a file there is no progress, and nothing to say about it", function()
  os.remove(path)
  local records, why = progress.read()
  T.eq({#records, why}, {0})
end)

T.test("the summary says where a lesson stopped and what was answered", function()
  local seen = progress.summary{
    {lesson = "l", what = "enter", step = "one"}, {lesson = "l", what = "done", step = "one"},
    {lesson = "l", what = "enter", step = "two"},
    {lesson = "l", what = "hint", step = "two", count = 2},
    {lesson = "l", what = "predict", step = "two", given = "a", truth = "b"},
    {lesson = "m", what = "enter", step = "x"}, {lesson = "m", what = "skipped", step = "x"},
    {lesson = "m", what = "complete", t = 5}}
  T.eq(seen.l.step, "two")
  T.eq(seen.l.marks, {one = "done"})
  T.eq(seen.l.hints, {two = 2})
  T.eq(seen.l.answers.two.truth, "b")
  T.eq({seen.m.step, seen.m.complete, seen.m.times, seen.m.marks.x}, {nil, 5, 1, "skipped"})
  T.eq(seen.never.step, nil)
end)

T.test("a step once done stays done when it is skipped later", function()
  local seen = progress.summary{{lesson = "l", what = "done", step = "one"},
    {lesson = "l", what = "skipped", step = "one"}}
  T.eq(seen.l.marks.one, "done")
end)

T.test("a line that is JSON but no record of ours counts as damaged", function()
  for _, line in ipairs{'{"what":"done","lesson":"l"}', '{"what":"predict","step":"s"}', "[1]",
    '{"what":"note","lesson":"l","step":"s","text":{}}', '{"what":"enter","lesson":5,"step":"s"}',
    '{"what":"hint","lesson":"l","step":"s","count":"two"}', '{"what":"aside","line":"x"}'} do
    empty()
    assert(sys.replace(path, line .. "\n"))
    local records, why = progress.read()
    T.ok(why and why:find("^1 damaged line"), line)
    progress.summary(records) -- must not fail
  end
end)

T.test("a damaged line is set aside with a word, once; all others are read", function()
  empty()
  assert(progress.keep{lesson = "l", what = "done", step = "one"})
  assert(sys.append(path, "{\"lesson\": \"l\", \"wha\n"))
  assert(progress.keep{lesson = "l", what = "done", step = "two"})
  local records, why = progress.read()
  T.eq(#records, 2)
  T.ok(why:find("^1 damaged line in the progress file set aside %(.*progress%.damaged%)"), why)
  T.eq(read_file((path:gsub("%.jsonl$", ".damaged"))), "{\"lesson\": \"l\", \"wha\n")
  local again, silence = progress.read()
  T.eq(silence, nil)
  T.eq(progress.summary(again).l.marks, {one = "done", two = "done"})
end)

T.test("valid JSON that is no record is damage, too", function()
  empty()
  assert(sys.append(path, "[1, 2]\n42\n"))
  local records, why = progress.read()
  T.eq(#records, 0)
  T.ok(why:find("^2 damaged lines"), why)
end)

T.test("a record after a line that was cut off is not lost with it", function()
  empty()
  assert(sys.append(path, "{\"lesson\": \"l\", \"what\": \"do"))
  assert(progress.keep{lesson = "l", what = "done", step = "two"})
  T.eq(progress.summary((progress.read())).l.marks, {two = "done"})
end)

T.test("two sessions at once lose nothing", function()
  empty()
  local program = os.getenv "GRADUS_BIN"
  local code = "local p = require 'gradus.lesson.progress' for i = 1, 200 do"
    .. " assert(p.keep{lesson = 'l', what = 'done', step = arg[1] .. i}) end"
  local script = os.getenv("HOME") .. "/writer.lua"
  assert(sys.replace(script, code))
  local line = ("%s %s a & %s %s b & wait"):format(program, script, program, script)
  T.ok(os.execute(line))
  local records, why = progress.read()
  T.eq({#records, why}, {400})
end)

T.test("a folder that cannot be written is said, not hidden", function()
  empty()
  assert(os.remove(path))
  assert(sys.mkdirs(path)) -- a folder stands where the file belongs
  local ok, why = progress.keep{lesson = "l", what = "done", step = "one"}
  T.eq(ok, nil)
  T.ok(type(why) == "string" and why ~= "")
  local records, sentence = progress.read()
  T.eq(#records, 0)
  T.ok(sentence:find("^Your progress cannot be read: "), sentence)
end)

T.finish()
