-- What is made of the lessons is in order: exercises, detours, playlists, and what `gradus check`
-- says. The lessons themselves are proven by course_*.lua.
local T = require "gradus_test"
local catalogue = require "gradus.lesson.catalogue"
local check = require "gradus.lesson.check"
local detour = require "gradus.lesson.detour"
local exercises = require "gradus.exercise.catalogue"
local playlist = require "gradus.lesson.playlist"
local prove_exercise = require("gradus.exercise.proof").prove
local reports = require "gradus.lesson.report"
local screens = require "gradus.lesson.screens"

local SEEDS = 2

for _, name in ipairs(exercises.names()) do
  T.test("the exercise " .. name .. " is in order", function()
    T.eq(prove_exercise(assert(exercises.open(name)), SEEDS).problems, {})
  end)
end

-- Every thought that can be sighted three times has its detour; those made of a step are proven
-- here, as the written ones are above.
T.test("each tag has a detour that is in order", function()
  local places, predicted = {}, {}
  local function see(tag, place, is_prediction)
    if not tag then return end
    places[tag] = places[tag] or {}
    places[tag][place] = true
    predicted[tag] = predicted[tag] or is_prediction
  end
  for _, name in ipairs(catalogue.names()) do
    for _, step in ipairs(catalogue.load(name).steps) do
      local answer, place = step.answer or {}, name .. "/" .. step.id
      for _, option in ipairs(answer.options or answer.sketches or {}) do
        see(option.tag, place, step.kind == "predict")
      end
      for _, mistake in ipairs(step.mistakes or {}) do see(mistake.tag, place) end
    end
  end
  for tag, set in pairs(places) do
    local count = 0
    for _ in pairs(set) do count = count + 1 end
    local found = detour.lesson(tag)
    local is_written = catalogue.exists(detour.name(tag))
    T.ok(found or count < 3 and not predicted[tag], tag .. " has no detour")
    if found and not is_written then T.eq(check.prove(found, 1).problems, {}, tag) end
  end
end)

T.test("the playlists can be played from end to end, and fit the screen", function()
  for _, name in ipairs(playlist.names()) do
    local report = reports.new()
    screens.prove(report, playlist.load(name))
    T.eq(report.problems, {})
  end
end)

-- What the program prints for a command line, and its exit status.
local function output(words)
  local pipe = assert(io.popen(os.getenv "GRADUS_BIN" .. " " .. words .. " 2>&1"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

T.test("check --list names each lesson, its steps and its title", function()
  local text, status = output "check --list"
  T.eq(status, 0)
  T.ok(("\n" .. text):find("\noverfitting\t%d+\tOverfitting\n"), text)
end)

T.test("check --rows says where each row is taught, by what a student does", function()
  local text, status = output "check --rows overfitting"
  T.eq(status, 0)
  local rows = {}
  for row, step in text:gmatch("(%d+)\toverfitting/([%w-]+)\n") do rows[row] = step end
  for _, row in ipairs{"17", "18", "19", "20", "23", "24", "37"} do
    T.ok(rows[row], "row " .. row .. " is not taught:\n" .. text)
  end
end)

T.test("check --rows leaves out none of the lecture's rows once all lessons are there", function()
  local rows = require "gradus.lesson.rows"
  local text, status = output "check --rows"
  local taught = {}
  for row in text:gmatch("(%d+)\t[%w-]+/[%w-]+\n") do
    taught[#taught + 1] = {row = tonumber(row)}
  end
  local missing = rows.missing(taught)
  if not missing[1] then return T.eq(status, 0) end
  T.ok(text:find("no step teaches row ", 1, true), text)
  T.eq({#catalogue.names() < catalogue.COURSE, status}, {true, 0})
end)

T.test("check --rehearse plays a lesson at this size and says how long it takes", function()
  local text, status = output "check --rehearse reproducibility"
  T.ok(text:find("^reproducibility: %d+ steps, %d+%.%d s\n$"), text)
  T.eq(status, 0)
end)

T.test("check of what is no lesson fails; a wrong option is told apart", function()
  local text, status = output "check nosuchlesson"
  T.eq({text, status},
    {"There is no lesson nosuchlesson, neither by name nor as a file.\n", 1})
  T.eq(select(2, output "check --seeds none"), 2)
  T.eq(select(2, output "check --nonsense"), 2)
end)

T.test("check takes a file, and reports a lesson that is not in order", function()
  local path = os.getenv "HOME" .. "/broken.lua"
  local file = assert(io.open(path, "w"))
  file:write("return {title = 'Broken', minutes = 1, "
    .. "steps = {{kind = 'say', id = 'a', title = 'A'}}}")
  file:close()
  local text, status = output("check " .. path)
  T.eq({text, status}, {"The lesson broken has a bug: step 1 (a) needs text\n", 1})
end)

T.test("a new lesson is in order as it is, and never overwrites another", function()
  local folder = os.getenv "HOME"
  local here = "cd " .. folder .. " && "
  local function at_home(words)
    local program = assert(os.getenv "GRADUS_BIN")
    local pipe = assert(io.popen(here .. program .. " " .. words .. " 2>&1"))
    local text = pipe:read("a")
    return text, select(3, pipe:close())
  end
  local text, status = at_home "new lesson mine"
  T.eq(status, 0, text)
  text, status = at_home "check ./mine --seeds 1"
  T.eq(status, 0, text)
  T.eq(select(2, at_home "new lesson mine"), 1)
  T.eq(select(2, at_home "new lesson Mine"), 2)
  T.eq(select(2, at_home "new"), 2)
end)

T.finish()
