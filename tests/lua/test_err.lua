--- Tests of gradus.err and gradus.events.

local T = require "gradus_test"
local err = require "gradus.err"
local events = require "gradus.events"

T.test("an error behaves as its text", function()
  local e = err.new("E0101", "shapes [2] and [3] differ", "transpose one")
  T.eq(tostring(e), "shapes [2] and [3] differ\ntranspose one")
  T.eq("! " .. e, "! " .. tostring(e))
  T.eq(e .. "!", tostring(e) .. "!")
  T.eq(e:match("%[(%d)%]"), "2")
  T.eq(e:upper():sub(1, 6), "SHAPES")
  T.eq(#e, #tostring(e))
  T.eq(tostring(err.new("E0101", "plain")), "plain")
end)

T.test("is knows ours, from Lua and from C, and nothing else", function()
  T.ok(err.is(err.new("E0101", "x")))
  local _, from_c = pcall(function() return zeros(2) + zeros(3) end)
  T.ok(err.is(from_c))
  T.eq(from_c.code, "E0101")
  T.eq(err.is("text"), false)
  T.eq(err.is({code = "E0101", message = "x"}), false)
  T.eq(err.is(nil), false)
end)

T.test("raise blames the caller of the function that raises", function()
  local function checks() err.raise("E0102", "too far") end
  local line = debug.getinfo(1, "l").currentline + 1
  local ok, e = pcall(function() checks() end)
  T.eq(ok, false)
  T.eq(e.where:match(":(%d+)$"), tostring(line))
  T.eq(e.message, "too far")
  T.eq(e.hint, nil)
end)

T.test("listeners are called in order with what was announced", function()
  local heard = {}
  local a = events.on("test", function(x, y) heard[#heard + 1] = {"a", x, y} end)
  local b = events.on("test", function(x) heard[#heard + 1] = {"b", x} end)
  events.emit("test", 1, 2)
  T.eq(heard, {{"a", 1, 2}, {"b", 1}})
  events.off(a)
  events.off(a)
  events.emit("test", 3)
  T.eq(#heard, 3)
  T.eq(heard[3], {"b", 3})
  T.ok(events.heard("test"))
  events.off(b)
  T.eq(events.heard("test"), false)
  events.emit("test", 4)
  T.eq(#heard, 3)
end)

T.test("a listener may leave while its event is being announced", function()
  local heard, first = {}, nil
  first = events.on("test", function() heard[#heard + 1] = 1 events.off(first) end)
  local second = events.on("test", function() heard[#heard + 1] = 2 end)
  events.emit("test")
  events.emit("test")
  events.off(second)
  T.eq(heard, {1, 2, 2})
end)

T.finish()
