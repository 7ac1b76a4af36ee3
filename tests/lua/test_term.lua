--- Tests of gradus.term: layout by columns, colour only where it may be.

local T = require "gradus_test"
local term = require "gradus.term"

-- Runs fn with facts pinned, whatever happens in it.
local function with(facts, fn)
  term.override(facts)
  local ok, why = pcall(fn)
  term.override()
  if not ok then error(why, 0) end
end

T.test("in a pipe the screen is 80 by 24 without colour", function()
  with({tty = false}, function()
    T.eq(term.width(), 80)
    T.eq(term.height(), 24)
    T.eq(term.color(), false)
    T.eq(term.paint("error", "x"), "x")
  end)
end)

T.test("colour paints and can be stripped; unknown roles stay plain", function()
  with({color = true}, function()
    T.ok(term.paint("error", "x"):find("\27[", 1, true))
    T.eq(term.strip(term.paint("val", "x")), "x")
    T.eq(term.columns(term.paint("title", "abc")), 3)
    T.eq(term.paint("nothing", "x"), "x")
  end)
end)

T.test("columns count wide and combining characters as shown", function()
  T.eq(term.columns("naïve"), 5)
  T.eq(term.columns("漢字"), 4)
  T.eq(term.columns("e\u{301}"), 1)
  T.eq(term.columns("\xff"), 1)
end)

T.test("pad fills to a width on either side", function()
  T.eq(term.pad("漢", 4), "漢  ")
  T.eq(term.pad("x", 3, "right"), "  x")
  T.eq(term.pad("x", 4, "center"), " x  ")
  T.eq(term.pad("longer", 3), "longer")
end)

T.test("clip cuts at columns and says so", function()
  with({unicode = true}, function()
    T.eq(term.clip("abcdef", 6), "abcdef")
    T.eq(term.clip("abcdef", 4), "abc…")
    T.eq(term.clip("漢字漢字", 5), "漢字…")
  end)
  with({unicode = false}, function() T.eq(term.clip("abcdef", 5), "ab...") end)
end)

T.test("wrap breaks at spaces, keeps breaks and indentation", function()
  T.eq(term.wrap("one two three", 8), {"one two", "three"})
  T.eq(term.wrap("a\n\nb", 8), {"a", "", "b"})
  T.eq(term.wrap("  one two three", 8), {"  one", "  two", "  three"})
  T.eq(term.wrap("incomprehensible", 8), {"incomprehensible"})
  T.eq(term.wrap("", 8), {""})
end)

T.test("no wrapped line is wider than asked, for all widths", function()
  local text = "Validation bottoms at epoch 34 (0.31), then rises to 0.52; the gap is 0.47."
  for width = 12, 80 do
    for _, line in ipairs(term.wrap(text, width)) do T.ok(term.columns(line) <= width) end
  end
end)

T.finish()
