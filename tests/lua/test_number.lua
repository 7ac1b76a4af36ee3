--- Tests of gradus.number: numbers print with the digits that they carry.

local T = require "gradus_test"
local number = require "gradus.number"

local function float32(x) return (string.unpack("f", string.pack("f", x))) end

T.test("a float32 value has the fewest digits that give it back", function()
  for _, text in ipairs{"0.7", "0.1", "1e-10", "3.1415927", "0.33333334", "-0.05", "123.456"} do
    T.eq(number.text(float32(tonumber(text))), text)
  end
  T.eq(number.text(0.5), "0.5")
end)

T.test("every float32 value comes back from its text", function()
  local state = 12345
  for _ = 1, 2000 do
    state = (state * 1103515245 + 12345) % 2147483648
    local value = float32((state / 2 ^ 31 - 0.5) * 10 ^ (state % 60 - 30))
    T.eq(float32(tonumber(number.text(value))), value)
  end
end)

T.test("what was computed in Lua prints as Lua prints it", function()
  for _, value in ipairs{1 / 3, 0.1 + 0.2, 0.1, 2.0, 1e300, 7, math.pi, 1 / 0} do
    T.eq(number.text(value), tostring(value))
  end
  T.eq(number.text(0 / 0), "nan")
end)

T.test("at the prompt a whole number has no .0", function()
  T.eq(number.brief(10.0), "10")
  T.eq(number.brief(-3.0), "-3")
  T.eq(number.brief(2 ^ 53), "9007199254740992")
  T.eq(number.brief(1e300), "1e+300")
  T.eq(number.brief(7), "7")
  T.eq(number.brief(0.5), "0.5")
  T.eq(number.brief(-1 / 0), "-inf")
end)

T.test("a line of print", function()
  T.eq(number.line(float32(0.7), 2.0, "a", nil, true), "0.7\t2.0\ta\tnil\ttrue")
  T.eq(number.line(), "")
end)

T.finish()
