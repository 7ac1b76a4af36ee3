--- Printing values at the prompt: tables with sorted keys and cycles, never more than a screen.
-- Requires number, term and words. Values that know how to print themselves (tensors, modules,
-- histories) do so; `__prompt(value)` of a metatable may say otherwise for the prompt alone: a
-- text, or false for nothing.

local number = require "gradus.number"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local max_depth = 4
local max_items = 100 -- of one table
local max_string = 2000 -- bytes of one string

local word = "^[%a_][%w_]*$"

local reserved = require("gradus.repl.lexer").keywords

local function metafield(value, field)
  local mt = debug.getmetatable(value)
  return type(mt) == "table" and rawget(mt, field) or nil
end

local escapes = {["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ["\\"] = "\\\\", ['"'] = '\\"',
  ["\27"] = "\\27"}

local function quote(text)
  local cut = #text > max_string
  if cut then text = text:sub(1, max_string) end
  return '"' .. text:gsub('[%c\\"]', function(c) return escapes[c] or ("\\%d"):format(c:byte()) end)
    .. '"'
    .. (cut and " (cut)" or "")
end

-- In a list an object is one line: its first, with an ellipsis where there was more.
local function brief(value)
  local first, rest = tostring(value):match("^([^\n]*)\n?(.*)$")
  return rest == "" and first or first .. " …"
end

local function scalar(value)
  local t = type(value)
  if t == "string" then return quote(value) end
  if t == "number" then return number.brief(value) end
  if t == "table" or t == "userdata" then return brief(value) end
  if t == "function" then return "function" end
  return tostring(value)
end

local function is_plain_table(value)
  return type(value) == "table" and not metafield(value, "__tostring")
    and not metafield(value, "__name")
end

local type_order = {number = 1, string = 2, boolean = 3}

local function before(a, b)
  local ta, tb = type_order[type(a)] or 4, type_order[type(b)] or 4
  if ta ~= tb then return ta < tb end
  if ta == 4 or ta == 3 then return tostring(a) < tostring(b) end
  return a < b
end

-- Keys beyond the list part, sorted; no metamethod of the learner's runs.
local function sorted_keys(t, length)
  local keys = {}
  for key in next, t do
    local in_list = math.type(key) == "integer" and key >= 1 and key <= length
    if not in_list then keys[#keys + 1] = key end
  end
  table.sort(keys, before)
  return keys
end

local function key_text(key)
  if type(key) == "string" and key:find(word) and not reserved[key] then return key end
  return "[" .. scalar(key) .. "]"
end

local render

-- The texts of the items of a table, at most max_items; the last one says how many are missing.
local function items(t, depth, seen, indent)
  local out, length = {}, rawlen(t)
  local keys = sorted_keys(t, length)
  local total = length + #keys
  for i = 1, math.min(length, max_items) do out[i] = render(rawget(t, i), depth + 1, seen,
    indent + 2) end
  for i = 1, math.min(#keys, max_items - #out) do
    out[#out + 1] = key_text(keys[i]) .. " = "
      .. render(rawget(t, keys[i]), depth + 1, seen, indent + 2)
  end
  if total > max_items then out[#out + 1] = ("… %d more"):format(total - #out) end
  return out
end

-- Numbers of a long list share lines: `{1, 2, 3, …` wrapped, instead of one number per line.
local function fill(parts, indent)
  local lines, current = {}, ""
  for i, part in ipairs(parts) do
    local piece = part .. (i < #parts and "," or "")
    if current ~= "" and indent + #current + 1 + term.columns(piece) > term.width() - 2 then
      lines[#lines + 1], current = current, ""
    end
    current = current == "" and piece or current .. " " .. piece
  end
  lines[#lines + 1] = current
  return lines
end

local function is_short(parts)
  for _, part in ipairs(parts) do
    if #part > 24 or part:find("\n") then return false end
  end
  return true
end

local function layout(parts, indent)
  local one = "{" .. table.concat(parts, ", ") .. "}"
  if term.columns(one) + indent <= term.width() - 2 and not one:find("\n") then return one end
  local pad = (" "):rep(indent + 2)
  local lines = is_short(parts) and fill(parts, indent + 2) or nil
  if lines then
    return "{\n" .. pad .. table.concat(lines, "\n" .. pad) .. "\n" .. (" "):rep(indent) .. "}"
  end
  return "{\n" .. pad .. table.concat(parts, ",\n" .. pad) .. "\n" .. (" "):rep(indent) .. "}"
end

function render(value, depth, seen, indent)
  if not is_plain_table(value) then
    return depth == 0 and scalar(value) or term.clip(scalar(value), term.width() - indent - 4)
  end
  if seen[value] then return "<cycle>" end
  if next(value) == nil then return "{}" end
  if depth >= max_depth then return "{…}" end
  seen[value] = true
  local text = layout(items(value, depth, seen, indent), indent)
  seen[value] = nil
  return text
end

-- Never more than a screen: the middle is left out, as the beginning and the end say most.
local function cut(text)
  local lines, rows = {}, 0
  for one in (text .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = one
    rows = rows + math.max(1, math.ceil(term.columns(one) / term.width()))
  end
  local room = math.max(term.height() - 3, 10)
  if rows <= room or #lines <= 8 then return text end
  local head = math.max(1, room * #lines // rows - 4)
  local kept = table.move(lines, 1, head, 1, {})
  kept[#kept + 1] = ("… %d lines left out"):format(#lines - head - 3)
  return table.concat(table.move(lines, #lines - 2, #lines, #kept + 1, kept), "\n")
end

-- The names of the parameters of a Lua function.
local function parameters(fn)
  local out, info = {}, debug.getinfo(fn, "u")
  for i = 1, info.nparams do out[i] = debug.getlocal(fn, i) end
  if info.isvararg then out[#out + 1] = "..." end
  return table.concat(out, ", ")
end

-- A function of Gradus shows where its page is, one of the learner's what it takes.
local function function_text(fn)
  local record = require("gradus.help").of(fn)
  local name = record and record.name
  if name then return ("function %s    (?%s says what it does)"):format(name, name) end
  local info = debug.getinfo(fn, "S")
  if info.what ~= "Lua" or info.source:find("^=%[gradus%]") then return "function" end
  return ("function(%s)"):format(parameters(fn))
end

--- The text of a value at the prompt, or false where nothing is to be printed.
function M.text(value)
  local own = metafield(value, "__prompt")
  if own then
    local text = own(value)
    return text and cut(text) or false
  end
  if value == io.stdout then return false end -- what io.write returns
  if is_plain_table(value) then return cut(render(value, 0, {}, 0)) end
  if type(value) == "table" or type(value) == "userdata" then return cut(tostring(value)) end
  -- A text of several lines is meant to be read; only a short one needs its quotes to show its
  -- type.
  if type(value) == "string" and value:find("\n") then return cut((value:gsub("\n$", ""))) end
  if type(value) == "function" then return function_text(value) end
  return cut(scalar(value))
end

--- The texts of several values (as an expression may give) joined for printing; nil where all are
-- silent.
function M.values(values)
  local out, several = {}, false
  for i = 1, values.n do
    local text = M.text(values[i])
    if text then
      out[#out + 1] = text
      several = several or text:find("\n", 1, true)
    end
  end
  if not out[1] then return nil end
  return words.plain(table.concat(out, several and "\n" or "   "))
end

--- A value on one line of at most 60 columns.
function M.brief(value)
  local text = is_plain_table(value) and render(value, 2, {}, 0) or scalar(value)
  return term.clip(text:gsub("%s+", " "), 60)
end

return M
