--- Tests of gradus.repl.pretty: values at the prompt.

local T = require "gradus_test"
local pretty = require "gradus.repl.pretty"
local term = require "gradus.term"

local function text(value, facts)
  term.override(facts or {width = 80, height = 24, color = false, unicode = true})
  local ok, result = pcall(pretty.text, value)
  term.override()
  if not ok then error(result, 0) end
  return result
end

T.test("scalars", function()
  T.eq(text(2), "2")
  T.eq(text(2.0), "2")
  T.eq(text(0 / 0), "nan")
  T.eq(text(1 / 0), "inf")
  T.eq(text(nil), "nil")
  T.eq(text(true), "true")
  T.eq(text(print), "function")
end)

T.test("texts are quoted, of several lines shown as they are", function()
  T.eq(text("a\"b\tc"), '"a\\"b\\tc"')
  T.eq(text("naïve"), '"naïve"')
  T.eq(text("a\nb\n"), "a\nb")
  T.eq(text{"a\nb"}, '{"a\\nb"}')
end)

T.test("tables: list part first, keys sorted, odd keys in brackets", function()
  T.eq(text{}, "{}")
  T.eq(text{3, 1, b = 2, a = "x"}, '{3, 1, a = "x", b = 2}')
  T.eq(text{[10] = 1, [2.5] = 2, ["a b"] = 3, ["end"] = 4, [true] = 5},
    '{[2.5] = 2, [10] = 1, ["a b"] = 3, ["end"] = 4, [true] = 5}')
  T.eq(text{1, nil, 3}, "{1, nil, 3}")
end)

T.test("cycles and depth end", function()
  local t = {}
  t.me = t
  T.eq(text(t), "{me = <cycle>}")
  local shared = {1}
  T.eq(text{shared, shared}, "{{1}, {1}}")
  T.eq(text{{{{{1}}}}}, "{{{{{…}}}}}")
end)

T.test("wide tables break into lines that fit", function()
  local words = {}
  for i = 1, 40 do words[i] = ("word%02d"):format(i) end
  for line in text(words, {width = 60, height = 24}):gmatch("[^\n]+") do
    T.ok(term.columns(line) <= 60, line)
  end
end)

T.test("long tables and tall values never take more than a screen", function()
  local long = {}
  for i = 1, 5000 do long[i] = i end
  T.ok(text(long):find("… 4900 more", 1, true))
  local tall = setmetatable({}, {__tostring = function() return ("line\n"):rep(500) .. "end" end})
  local shown = text(tall)
  T.ok(select(2, shown:gsub("\n", "")) < 22)
  T.ok(shown:find("… %d+ lines left out"))
  T.ok(shown:find("end$"))
end)

T.test("objects print themselves; in a table by their first line", function()
  T.eq(text(nn.Linear(2, 3)), tostring(nn.Linear(2, 3)))
  T.eq(text(zeros(2)), tostring(zeros(2)))
  T.ok(text{zeros(2, 2)}:find("^{%[0 0%] …}$"))
end)

T.test("__prompt speaks for the prompt alone", function()
  local quiet = setmetatable({}, {__prompt = function() return false end})
  T.eq(text(quiet), false)
  T.eq(pretty.values{quiet, n = 1}, nil)
end)

T.test("several values stand side by side, tall ones below each other", function()
  T.eq(pretty.values{1, nil, "a", n = 3}, '1   nil   "a"')
  T.eq(pretty.values{1, "a\nb", n = 2}, "1\na\nb")
  T.eq(pretty.values{n = 0}, nil)
end)

T.test("no metamethod of a plain table is called", function()
  local t = setmetatable({1}, {__index = function() error("called") end,
    __len = function() error("called") end, __pairs = function() error("called") end})
  T.eq(text(t), "{1}")
end)

T.finish()
