--- Lua values as Python writes them.
-- Requires nothing.

local M = {}

--- A number with as many digits as it needs: 0.1, 1e-08, 3; 1 - 0.8 is 0.2.
function M.number(x)
  if x ~= x then return 'float("nan")' end
  if x == math.huge
    or x == -math.huge then return ('float("%sinf")'):format(x < 0 and "-" or "") end
  if math.type(x) == "integer" then return ("%d"):format(x) end
  local short = ("%.12g"):format(x)
  if math.abs(tonumber(short) - x) > 1e-15 * math.abs(x) then short = ("%.17g"):format(x) end
  return short
end

--- Numbers, booleans, strings, lists of numbers (as tuples).
function M.value(x)
  if type(x) == "number" then return M.number(x) end
  if type(x) == "boolean" then return x and "True" or "False" end
  if type(x) == "string" then return ('"%s"'):format(x) end
  local out = {}
  for i, item in ipairs(x) do out[i] = M.value(item) end
  return "(" .. table.concat(out, ", ") .. ")"
end

--- "lr=0.1, momentum=0.9" for the names in this order that have a value.
function M.keywords(names, values)
  local out = {}
  for _, name in ipairs(names) do
    if values[name] ~= nil then out[#out + 1] = name .. "=" .. M.value(values[name]) end
  end
  return table.concat(out, ", ")
end

--- A number that was kept as float32, as the decimal that was meant: 0.1, not 0.10000000149.
function M.float32(x) return M.number(tonumber(("%.8g"):format(x))) end

return M
