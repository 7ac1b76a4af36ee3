--- What a student has made and answered since a step began, for goals to look at.
-- Requires nothing. Changes nothing; what is not there comes back as nil or as an empty list.
--
-- Lessons see these names next to the public ones and the checks. `s` is what a goal is given.

local M = {}

--- The last entry of a list.
function M.last(list) return list[#list] end

--- A field of a value of any kind; nil where it has none, also where asking would be an error.
function M.field(value, name)
  local ok, found = pcall(function() return value[name] end)
  if not ok then return nil end
  return found
end

--- What the student's lines have answered at the prompt since the step began, in order.
function M.answered(s)
  local out = {}
  for _, chunk in ipairs(s.chunks) do
    for i = 1, chunk.ok and chunk.values and chunk.values.n or 0 do
      out[#out + 1] = chunk.values[i]
    end
  end
  return out
end

--- The latest number among these answers, or nil.
function M.last_number(s)
  local found
  for _, value in ipairs(M.answered(s)) do
    if type(value) == "number" then found = value end
  end
  return found
end

--- What was answered, and what was kept under a name, since the step began. Names that begin with
-- an underscore are the prompt's own.
function M.made(s)
  local out = M.answered(s)
  for name, value in pairs(s.w) do
    if s.before[name] ~= value and not tostring(name):find("^_") then out[#out + 1] = value end
  end
  return out
end

--- The one number in a tensor or a number; nil for anything else.
function M.number_in(value)
  if type(value) == "number" then return value end
  local ok, x = pcall(function() return value:item() end)
  return ok and type(x) == "number" and x or nil
end

--- The numbers in a tensor, as a flat list; nil for what is no tensor.
function M.numbers_in(value)
  if type(value) ~= "userdata" then return nil end
  local ok, list = pcall(function() return value:reshape(-1):tolist() end)
  return ok and list or nil
end

return M
