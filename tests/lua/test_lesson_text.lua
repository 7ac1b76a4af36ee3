local T = require "gradus_test"
local screen = require "gradus.lesson.screen"
local sketch = require "gradus.lesson.sketch"
local term = require "gradus.term"
local text = require "gradus.lesson.text"

-- The screens here are never the one the test runs on.
local function on(facts, fn)
  facts.color = facts.color or false
  facts.unicode = facts.unicode ~= false
  facts.plain = facts.plain or false
  term.override(facts)
  local ok, why = pcall(fn)
  term.override(nil)
  if not ok then error(why, 0) end
end

T.test("lines that stand together are wrapped anew, indented ones stay", function()
  on({width = 40}, function()
    T.eq(text.lines [[
      These words are one paragraph,
      whatever the file does.

        code = stays

      And another one.]], {
      "  These words are one paragraph,", "  whatever the file does.", "", "    code = stays", "",
      "  And another one."})
  end)
end)

T.test("a text that begins on the line of its bracket loses its indentation, too", function()
  on({width = 60}, function()
    T.eq(text.lines [[One
      two.]], {"  One two."})
  end)
end)

T.test("a table after one line of text keeps its columns", function()
  on({width = 60}, function()
    T.eq(text.lines [[
      Numbers:

               left  right
        above     1      2]],
      {"  Numbers:", "", "           left  right", "    above     1      2"})
  end)
end)

T.test("text never exceeds 76 columns, nor the screen", function()
  local long = ("word "):rep(60)
  for _, width in ipairs{40, 60, 80, 200} do
    on({width = width}, function()
      for _, line in ipairs(text.lines(long)) do
        T.ok(term.columns(line) <= math.min(width, 76), line)
      end
    end)
  end
end)

T.test("a template takes numbers as they read best, or as it says", function()
  T.eq(text.fill("{best} of {n}: {loss}, {loss:.3f}", {best = 12, n = 1000.0, loss = 0.41372}),
    "12 of 1000: 0.41, 0.414")
end)

T.test("braces that are Lua stay; a format without a value is an error", function()
  T.eq(text.fill("{val=val} and {missing}", {}), "{val=val} and {missing}")
  T.raises(function() text.fill("{gpa:.2f}", {gap = 1}) end,
    "^the text uses {gpa}, which has no value$")
end)

T.test("a screen without Unicode gets words for signs", function()
  on({width = 60, unicode = false}, function()
    T.eq(text.lines("λ is “it”…"), {'  lambda is "it"...'})
  end)
end)

T.test("slide and fact hang beside their labels", function()
  on({width = 44}, function()
    T.eq(screen.slide_and_fact{says = "Down.", fact = "Down, and then for a long time up."}, {"",
      "  On the slide  Down.",
      "  In fact       Down, and then for a long",
      "                time up."})
  end)
end)

T.test("rows are joined where they are neighbours", function()
  T.eq(screen.ranges{17, 18, 19, 20, 23, 24, 37}, "17-20, 23, 24, 37")
  T.eq(screen.ranges{37}, "37")
end)

T.test("what is said at the end of a task goes below where it does not fit beside", function()
  on({width = 80}, function()
    T.eq(screen.all_reached(2, "next step"), {
      "  Both reached.                     Enter = next step, or keep experimenting"})
  end)
  on({width = 50}, function()
    T.eq(screen.all_reached(1, "next step"), {"  Reached.",
      "  Enter = next step, or keep experimenting"})
  end)
end)

local curves = {{1, 0.5, 0.5}, {1, 1.5, 2}}

T.test("sketches stand beside each other, with dots or with letters", function()
  on({width = 60}, function()
    local lines = sketch.row(curves, 2)
    T.eq(#lines, 6)
    T.ok(lines[1]:find("a", 1, true) and lines[1]:find("b", 1, true))
    T.ok(utf8.len(lines[1]) and table.concat(lines):find("\xE2[\xA0-\xA3]"))
    for _, line in ipairs(lines) do T.ok(term.columns(line) <= 60, line) end
  end)
  on({width = 60, unicode = false}, function()
    local all = table.concat(sketch.row(curves, 2), "\n")
    T.ok(all:find("*", 1, true) and not all:find("[\x80-\xff]"))
  end)
end)

T.test("a rising sketch rises and a falling one falls", function()
  on({width = 60, unicode = false}, function()
    local lines = sketch.row(curves, 2)
    local top, bottom = lines[1], lines[5]
    T.ok(top:find("%*%s*$"), "b ends at the top: " .. top)
    T.ok(not bottom:find("%*%s*$"), "b does not end at the bottom: " .. bottom)
  end)
end)

T.test("plain mode has no pictures", function()
  on({width = 60, plain = true}, function() T.eq(sketch.row(curves, 2), {}) end)
end)

T.finish()
