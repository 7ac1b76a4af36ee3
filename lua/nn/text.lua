--- How a module prints: as the Lua that makes it, with its number of parameters.
-- Requires core and the walk. What is printed can be typed: a reader learns the long form from it.

local core = require "gradus.core"
local module = require "gradus.nn.module"
local walk = require "gradus.nn.walk"

local M = {}

local one_line = 60 -- columns; longer modules take one line per layer

-- Layer name -> arguments in the order of its record.
local arguments

local function read_records()
  arguments = {}
  for _, record in ipairs(core.records()) do
    local is_layer = record.kind == "layer" or record.kind == "activation"
    if is_layer then arguments[record.name] = record.args end
  end
end

--- "12,417": a whole number with its thousands apart.
function M.count(n)
  local text = ("%d"):format(n):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (text:gsub("^,", ""))
end

--- How many numbers a module trains.
function M.parameters(m)
  local n = 0
  for _, parameter in ipairs(m:parameters()) do n = n + parameter:numel() end
  return n
end

--- "4,417 parameters".
function M.parameters_text(m)
  local n = M.parameters(m)
  return M.count(n) .. (n == 1 and " parameter" or " parameters")
end

local function value_text(value)
  if type(value) == "string" then return ('"%s"'):format(value) end
  if type(value) == "number" then return ("%.7g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local out = {}
  for i, item in ipairs(value) do out[i] = value_text(item) end
  for key, item in pairs(value) do
    if type(key) == "string" then out[#out + 1] = key .. "=" .. value_text(item) end
  end
  return "{" .. table.concat(out, ", ") .. "}"
end

local function same(a, b)
  if type(a) == "number" and type(b) == "number" then
    return math.abs(a - b) <= 1e-7 * math.abs(b)
  end
  return value_text(a) == value_text(b)
end

-- Is an argument part of what is printed? Of several that say the same, the one that was given.
local function is_told(arg, value, given)
  if arg.alias then return given[arg.name] end
  return value ~= nil and not same(value, arg.default)
end

-- Arguments that are not at their defaults: those required by position, the others by name.
local function layer_text(m)
  if not arguments then read_records() end
  local name, given = core.module_name(m), core.module_given(m)
  local values, first, named = core.module_args(m), {}, {}
  for _, arg in ipairs(arguments[name] or {}) do
    local value = values[arg.name]
    if arg.required then first[#first + 1] = value_text(value)
    elseif is_told(arg, value, given) then
      named[#named + 1] = arg.name .. "=" .. value_text(value)
    end
  end
  if named[1] and not first[1] then return ("nn.%s{%s}"):format(name, table.concat(named, ", ")) end
  if named[1] then first[#first + 1] = "{" .. table.concat(named, ", ") .. "}" end
  return ("nn.%s(%s)"):format(name, table.concat(first, ", "))
end

local render

local function value_of(part, indent)
  if part.kind == "module" then return render(part.value, indent) end
  return ("tensor [%s]"):format(table.concat(part.value.shape, ", "))
end

-- Parts as entries of a table: "fc = nn.Linear(2, 3)", and alone what stands in a list. Parts of a
-- table inside, whose names go on behind a point, become one entry in braces.
local function entries(parts, indent)
  local out, i = {}, 1
  while i <= #parts do
    local key, rest = parts[i].name:match("^([^.]+)%.?(.*)$")
    local text
    if rest == "" then text = value_of(parts[i], indent)
    else
      local inside = {}
      while parts[i] and parts[i].name:sub(1, #key + 1) == key .. "." do
        local part = parts[i]
        inside[#inside + 1] = {name = part.name:sub(#key + 2), value = part.value, kind = part.kind}
        i = i + 1
      end
      i = i - 1
      text = "{" .. table.concat(entries(inside, indent), ", ") .. "}"
    end
    out[#out + 1] = key:match("^%d+$") and text or key .. " = " .. text
    i = i + 1
  end
  return out
end

function render(m, indent)
  if module.is_layer(m) then return layer_text(m) end
  local parts = entries(walk.parts(m), indent .. "  ")
  local own_name = rawget(m, "name") ~= nil
  local head = (own_name and "" or "nn.") .. module.name(m)
  local line = head .. "{" .. table.concat(parts, ", ") .. "}"
  if #line + #indent <= one_line and not line:find("\n") then return line end
  local inner = indent .. "  "
  return head .. "{\n" .. inner .. table.concat(parts, ",\n" .. inner) .. "\n" .. indent .. "}"
end

--- The Lua that makes a module, without its numbers.
function M.constructor(m) return render(m, "") end

local function mode_text(m)
  return m.training and "" or ", evaluation mode"
end

--- The constructor, and behind it what it holds.
function M.of(m)
  return M.constructor(m) .. "  -- " .. M.parameters_text(m) .. mode_text(m)
end

core.metatable("module").__tostring = M.of

return M
