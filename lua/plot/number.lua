--- Numbers as text: on ticks, where a row of them must line up, and in sentences, where few digits
-- do. Requires nothing.

local M = {}

--- Is `v` an ordinary number, neither NaN nor infinite?
function M.is_finite(v)
  return type(v) == "number" and v == v and v ~= math.huge and v ~= -math.huge
end

-- The decimal exponent: 0 for 1 to 9.99, -2 for 0.05.
local function exponent(v)
  if v == 0 then return 0 end
  return math.floor(math.log(math.abs(v), 10) + 1e-9)
end

-- 5.0e-05 -> 5e-5: as short as it can be typed into Lua.
local function scientific(v, decimals)
  local mantissa, exp = ("%." .. decimals .. "e"):format(v):match("^(.-)e(.*)$")
  if mantissa:find("%.") then mantissa = mantissa:gsub("0+$", ""):gsub("%.$", "") end
  return mantissa .. "e" .. math.tointeger(tonumber(exp))
end

local function fixed(v, decimals)
  local text = ("%." .. decimals .. "f"):format(v)
  return (text:gsub("^%-(0%.?0*)$", "%1")) -- no "-0.0"
end

--- Format tick values of one axis alike: as many decimals as their distance `step` (1, 2 or 5 times
-- a power of ten) asks for.
-- example: ticks({0, 0.5, 1}, 0.5) --> {"0", "0.5", "1.0"}; 0 stays bare.
function M.ticks(values, step)
  local largest = 0
  for _, v in ipairs(values) do largest = math.max(largest, math.abs(v)) end
  local decimals = math.max(0, -exponent(step))
  local is_plain = largest < 1e5 and (step >= 1e-4 or step == 0)
  local out = {}
  for i, v in ipairs(values) do
    if v == 0 then out[i] = "0"
    elseif is_plain then out[i] = fixed(v, decimals)
    else out[i] = scientific(v, math.max(0, exponent(largest) - exponent(step)) + 1) end
  end
  return out
end

--- Format the ticks of a logarithmic axis: in full where all lie within 0.001 to 10000; beyond,
-- all in powers of ten, but for 1 and 10.
function M.log_ticks(values)
  local is_plain, out = true, {}
  for _, v in ipairs(values) do is_plain = is_plain and v > 0.999e-3 and v < 1.001e4 end
  for i, v in ipairs(values) do
    local is_near_one = v > 0.99 and v < 10.01
    out[i] = (is_plain or is_near_one) and ("%g"):format(v) or scientific(v, 0)
  end
  return out
end

--- Format `v` for a sentence. `range`: how far apart the numbers of the sentence lie; decimals
-- follow it, so that two numbers that differ in the picture differ in the words.
-- example: short(0.0523, 0.64) --> "0.05"; short(34) --> "34"; short(5.1e-5) --> "5.1e-5"
function M.short(v, range)
  if v ~= v then return "NaN" end
  if v == math.huge or v == -math.huge then return v > 0 and "inf" or "-inf" end
  if v == 0 then return "0" end
  local size = math.abs(v)
  local has_range = range and range > 0 and M.is_finite(range)
  if size >= 1e6 or size < 1e-4 then
    local digits = has_range and exponent(size) - exponent(range) + 1 or 1
    return scientific(v, math.max(1, math.min(digits, 12)))
  end
  if v % 1 == 0 and (not range or range >= 20) then return ("%d"):format(v) end
  if not has_range then return ("%.3g"):format(v) end
  local decimals = math.max(1 - exponent(range), -exponent(size), 0)
  return fixed(v, math.min(decimals, 8))
end

--- Format the numbers of a table alike: `range` apart, each with the same number of decimals.
-- example: alike(0.04, 4.4) --> "0.0"; alike(0.0523, 0.64) --> "0.05"
function M.alike(v, range)
  if v == 0 then return "0" end -- exactly: not 0.0, which may be a little more
  if not M.is_finite(v) or range <= 0 or range >= 1e5 or range < 1e-3 then
    return M.short(v, range > 0 and range or nil)
  end
  return fixed(v, math.max(0, 1 - exponent(range)))
end

--- Two digits, for numbers of very different size below each other: 0.32, 5.4e-6.
function M.tiny(v)
  if not M.is_finite(v) then return M.short(v) end
  return (("%.2g"):format(v):gsub("e([+-])0*", "e%1"):gsub("e%+", "e"))
end

--- Format a count with its noun: count(1, "point") --> "1 point"; count(3, "point") --> "3 points".
function M.count(n, noun, plural)
  return ("%d %s"):format(n, n == 1 and noun or plural or noun .. "s")
end

return M
