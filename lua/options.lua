--- Options tables: check what was given against a spec and fill in the defaults.
-- Requires err and suggest. A spec names each option: {epochs = {type="integer", default=20, min=1,
-- doc="passes over the data", unit="epochs"}, …}. An option nobody knows is always an error, never
-- silently ignored: a misspelt `lerning_rate` that does nothing costs a beginner an evening.
--
-- Fields of an entry: type ("integer", "number", "string", "boolean", "function", "table",
-- "tensor", "any", or several joined by "|"), default, required, min, max (inclusive), above, below
-- (exclusive), choices (list of strings), doc, unit.

local err = require "gradus.err"
local suggest = require "gradus.suggest"

local M = {}

local function sorted_names(spec)
  local names = {}
  for name in pairs(spec) do names[#names + 1] = name end
  table.sort(names)
  return names
end

--- What a value is, in a learner's words: "a number", "a tensor", "nothing (nil)".
function M.kind(value)
  local t = type(value)
  if t == "nil" then return "nothing (nil)" end
  if t == "table" or t == "userdata" then
    local mt = debug.getmetatable(value)
    local name = type(mt) == "table" and rawget(mt, "__name")
    t = type(name) == "string" and name:gsub("^gradus%.", "") or t
  end
  return (t:find("^[aeiouAEIOU]") and "an " or "a ") .. t
end

local function is_tensor(value) return M.kind(value):lower() == "a tensor" end

local is = {
  any = function() return true end,
  integer = function(v) return type(v) == "number" and v % 1 == 0 end,
  tensor = is_tensor,
}

local function fits(value, types)
  for name in types:gmatch("[^|]+") do
    local test = is[name]
    if test and test(value) or not test and type(value) == name then return true end
  end
  return false
end

local function shown(value)
  if value ~= value then return "nan" end -- without the sign that Lua may print
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

local function quoted(list)
  local out = {}
  for i, word in ipairs(list) do out[i] = ("%q"):format(word) end
  return table.concat(out, ", ")
end

-- "must be at least 1", for the bounds an entry names.
local function bounds(entry)
  local parts = {}
  if entry.min then parts[#parts + 1] = "at least " .. entry.min end
  if entry.above then parts[#parts + 1] = "above " .. entry.above end
  if entry.max then parts[#parts + 1] = "at most " .. entry.max end
  if entry.below then parts[#parts + 1] = "below " .. entry.below end
  return table.concat(parts, " and ")
end

-- Written as "not inside", so that NaN is outside of every range.
local function inside(v, entry)
  return not (entry.min and not (v >= entry.min)) and not (entry.above and not (v > entry.above))
    and not (entry.max and not (v <= entry.max)) and not (entry.below and not (v < entry.below))
end

-- The sentence that ends each hint: what the option means, if the spec says.
local function meaning(option, entry)
  if not entry.doc then return nil end
  return ("%s: %s%s"):format(option, entry.doc, entry.unit and (" (" .. entry.unit .. ")") or "")
end

local function type_words(types)
  local words = {}
  for name in types:gmatch("[^|]+") do
    words[#words + 1] = (name:find("^[aeiou]") and "an " or "a ") .. name
  end
  return table.concat(words, " or ")
end

local function check_choice(who, option, value, entry, level)
  for _, word in ipairs(entry.choices) do
    if word == value then return end
  end
  local near = suggest.question(value, entry.choices)
  err.raise("E0102", ("%s: %s cannot be %s"):format(who, option, shown(value)),
    (near and near .. " " or "") .. "It takes one of " .. quoted(entry.choices) .. ".", level + 1)
end

local function check_type(who, option, value, entry, level)
  local types = entry.type or "any"
  if fits(value, types) then return end
  if types == "integer" and type(value) == "number" then
    err.raise("E0102", ("%s: %s must be a whole number, found %s"):format(who, option,
      shown(value)),
      meaning(option, entry), level + 1)
  end
  local found = M.kind(value)
  if type(value) == "string" or type(value) == "boolean" then
    found = ("%s (%s)"):format(found, shown(value))
  end
  err.raise("E0103", ("%s: %s must be %s, found %s"):format(who, option, type_words(types), found),
    meaning(option, entry), level + 1)
end

--- Check one value against its entry; raises E0103 (type) or E0102 (range, choice).
-- who: the function that was called; level: whose line is to blame (2 = the caller of check_value).
function M.check_value(who, option, value, entry, level)
  level = level or 2
  check_type(who, option, value, entry, level)
  if type(value) == "number" and not inside(value, entry) then
    err.raise("E0102", ("%s: %s must be %s, found %s"):format(who, option, bounds(entry),
      shown(value)),
      meaning(option, entry), level)
  end
  if type(value) == "string" and entry.choices then
    check_choice(who, option, value, entry, level)
  end
end

-- How options are written, by the names of those that could be meant: "{train = …, val = …}".
local function example(spec, value)
  local names = {}
  for _, name in ipairs(sorted_names(spec)) do
    if fits(value, spec[name].type or "any") and #names < 4 then names[#names + 1] = name end
  end
  if #names == 0 then names[1] = sorted_names(spec)[1] or "name" end
  return "{" .. table.concat(names, " = …, ") .. " = …}"
end

-- `{lr = 0,1}` is Lua for lr = 0 and a stray 1: nothing fails, nothing is learnt. A number without
-- a name after a whole-valued option is nearly always a decimal comma.
local function check_stray(who, given, spec, level)
  local stray = given[1]
  if stray == nil then return end
  if math.type(stray) == "integer" then -- what follows a comma is whole
    local option = "lr"
    for _, name in ipairs(sorted_names(spec)) do
      local takes_fractions = (spec[name].type or "any"):find("number")
      if takes_fractions and math.type(given[name]) == "integer" then option = name end
    end
    local whole = math.type(given[option]) == "integer" and given[option] or 0
    err.raise("E0104", ("%s: a number without a name (%s) among the options"):format(who, stray),
      ("The decimal sign is a point: %s = %d.%s, not %s = %d,%s."):format(
        option, whole, stray, option, whole, stray), level + 1)
  end
  err.raise("E0104", ("%s: %s without a name among the options"):format(who, M.kind(stray)),
    "Each option needs its name: " .. example(spec, stray) .. ".", level + 1)
end

local function check_unknown(who, given, spec, level)
  for name in pairs(given) do
    if type(name) ~= "number" and not spec[name] then
      local names = sorted_names(spec)
      local near = suggest.question(tostring(name), names)
      err.raise("E0104", ("%s has no option %s"):format(who, tostring(name)),
        near or ("It takes " .. table.concat(names, ", ") .. "."), level + 1)
    end
  end
end

--- Check `given` against `spec` and return a new table with the defaults filled in.
-- who: the function's name as the learner typed it. given: a table, or nil for none.
-- level: whose line is to blame (default 3: the caller of the function that called check).
-- errors: E0104 unknown or nameless option; E0103 wrong type; E0102 out of range; E0107 missing.
function M.check(who, given, spec, level)
  level = level or 3
  if given ~= nil and (type(given) ~= "table" or getmetatable(given) ~= nil) then
    err.raise("E0103", ("%s: the options must be a table, found %s"):format(who, M.kind(given)),
      "Options go in braces: " .. example(spec, given) .. ".", level)
  end
  given = given or {}
  check_stray(who, given, spec, level)
  check_unknown(who, given, spec, level)
  local out = {}
  for _, name in ipairs(sorted_names(spec)) do
    local entry, value = spec[name], given[name]
    if value == nil and entry.required then
      err.raise("E0107", ("%s needs the option %s"):format(who, name), meaning(name, entry), level)
    end
    if value ~= nil then M.check_value(who, name, value, entry, level + 1) end
    if value == nil then value = entry.default end
    out[name] = value
  end
  return out
end

return M
