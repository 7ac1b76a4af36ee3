-- What the screens of one lesson look like, word for word: plain, and in colour.
-- The golden text is our own, read and approved by hand; GRADUS_UPDATE=1 writes it anew, to be read
-- again. Digits are masked, as they belong to the run, and so is what code prints.
local T = require "gradus_test"
local at_step = require "gradus.lesson.stage"
local catalogue = require "gradus.lesson.catalogue"
local term = require "gradus.term"

local NAME = "template"

local function masked(line) return (line:gsub("%d+%.%d+", "#"):gsub("%d+", "#")) end

-- Escape sequences as marks: <b> for style 1, <cd> for 23; </> ends them.
local function marked(line)
  return (line:gsub("\27%[([%d;]*)m", function(style)
    if style == "0" then return "</>" end
    return "<" .. style:gsub("%d", function(digit) return string.char(97 + digit) end) .. ">"
  end))
end

-- Plays the lesson with every reference answer; returns its lines.
local function transcript(color)
  term.override{width = 80, height = 24, tty = true, color = color, unicode = true, plain = false}
  local actor, one = at_step(assert(catalogue.load(NAME)), 1, 1)
  for _ = 1, 60 do
    if one.over then break end
    local kind = one:kind()
    local is_task = one.step.kind ~= "show" and not one.state.over
    local lines = is_task and kind.solution and kind.solution(one)
    actor:type(lines and lines[1] or "")
  end
  term.override(nil)
  local out = {}
  for i, line in ipairs(actor.said) do
    local before = out[#out]
    if not actor.is_output[i] then out[#out + 1] = masked(marked(line))
    elseif before ~= "(output)" then out[#out + 1] = "(output)" end
  end
  return table.concat(out, "\n") .. "\n"
end

local function compare(name, text)
  local path = "tests/lessons/golden_" .. name .. ".txt"
  if os.getenv "GRADUS_UPDATE" then
    local out = assert(io.open(path, "w"))
    out:write(text)
    out:close()
  end
  local file = assert(io.open(path, "r"))
  local golden = file:read("a")
  file:close()
  T.eq(text, golden)
end

T.test("a lesson without colour", function() compare("plain", transcript(false)) end)

T.test("a lesson in colour", function() compare("color", transcript(true)) end)

T.test("the lesson is played to its end", function()
  T.ok(transcript(false):find("Lesson complete", 1, true))
end)

T.finish()
