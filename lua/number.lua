--- How a single number prints: with the digits that it really carries.
-- Requires doc. Values stay what they are (doubles); this is only about their text.
--
-- A number that comes out of a tensor has been a float32. As a double it prints as 0.69999998807907
-- where 0.7 was stored: the rest is noise of the conversion. A double that is exactly a float32
-- value and no whole number therefore prints with the fewest digits that give this float32 back.
-- Numbers computed in Lua are hardly ever exactly such a value, and print as Lua prints them.

local doc = require "gradus.doc"

local M = {}

local largest_whole = 2 ^ 53 -- up to here every whole double prints with all its digits

local function as_float32(value) return (string.unpack("f", string.pack("f", value))) end

local function shortest(value)
  for digits = 1, 9 do
    local text = ("%." .. digits .. "g"):format(value)
    if as_float32(tonumber(text)) == value then return text end
  end
end

local function is_finite(value) return value == value and value - value == 0 end

--- The text of a number as `print` shows it: Lua's, but for float32 values.
function M.text(value)
  if math.type(value) ~= "float" then return tostring(value) end
  if value ~= value then return "nan" end -- Lua says -nan where the sign bit is set
  if not is_finite(value) or value % 1 == 0 or as_float32(value) ~= value then
    return tostring(value)
  end
  return shortest(value)
end

--- The same for the prompt, where a whole number has no .0: whether it is an integer or a float
-- matters nowhere in Gradus, and a label or a count is often a float.
function M.brief(value)
  if math.type(value) == "float" and value % 1 == 0 and math.abs(value) <= largest_whole then
    return ("%d"):format(value)
  end
  return M.text(value)
end

--- What print writes: the values, numbers as above, with tabs between them.
function M.line(...)
  local out = {}
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    out[i] = type(value) == "number" and M.text(value) or tostring(value)
  end
  return table.concat(out, "\t")
end

doc.add{name = "numbers", usage = "tensor(0.7):item()",
  summary = "Prints numbers with the digits that they carry: 0.7, not 0.69999998807907.",
  text = "Tensors hold float32 numbers, of about seven digits; in Lua they are doubles. print and "
    .. "the prompt leave out what the conversion adds; the prompt writes 10 for 10.0. Joined to "
    .. "a text by two dots, a number has all digits of a double: use (\"%.3f\"):format(x).",
  example = "print(tensor(0.7):item())  --> 0.7", see = {"tensor"}}

return M
