--- The layout of a help page: usage, summary, formula, arguments, example, for any width.
-- Requires term. Knows records, not where they come from; prints nothing.

local term = require "gradus.term"

local M = {}

local margin = 2 -- columns before everything but the usage

local function width() return math.min(term.width() - 1, 76) end

-- --- usage ---------------------------------------------------------------------------------------

local function value_text(value)
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) == "table" then
    local parts = {}
    for i, item in ipairs(value) do parts[i] = value_text(item) end
    return "{" .. table.concat(parts, ", ") .. "}"
  end
  return tostring(value)
end

-- `name=default`, or `name=` where there is none.
local function option_text(arg)
  return arg.name .. "=" .. (arg.default ~= nil and value_text(arg.default) or "")
end

local function braces(options)
  return options[1] and "{" .. table.concat(options, ", ") .. "}" or nil
end

-- What is given by position, and what by name in braces.
local function sorted_args(record)
  local positions, options = {}, {}
  for _, arg in ipairs(record.args or {}) do
    if arg.required and not arg.named_only then positions[#positions + 1] = arg.name
    else options[#options + 1] = option_text(arg) end
  end
  return positions, options
end

-- How a record of each kind is called; the rest of the kinds are called by position, then options.
local forms = {
  optim = function(record)
    local options = {}
    for i, arg in ipairs(record.args or {}) do options[i] = option_text(arg) end
    return ("%s(model, %s)"):format(record.name, braces(options))
  end,
  data = function(record)
    local _, options = sorted_args(record)
    return record.name .. (braces(options) or "()")
  end,
  op = function(record)
    local names = {}
    for i, arg in ipairs(record.args or {}) do names[i] = arg.name end
    return record.name .. (names[1] and "([" .. table.concat(names, ", ") .. "])" or "()")
  end,
}

--- How it is called, as one line.
function M.usage(record)
  if record.usage then return record.usage end
  if forms[record.kind] then return forms[record.kind](record) end
  local positions, options = sorted_args(record)
  positions[#positions + 1] = braces(options)
  return record.name .. "(" .. table.concat(positions, ", ") .. ")"
end

-- --- arguments -----------------------------------------------------------------------------------

-- "[0, inf)" in words: "at least 0".
local function range_text(range)
  local opening, low, high, closing = range:match("^([%[(])%s*(%S+),%s*(%S+)([%])])$")
  if not opening then return range end
  local from = low ~= "-inf" and (opening == "[" and "at least " or "above ") .. low
  local to = high ~= "inf" and (closing == "]" and "at most " or "below ") .. high
  if from and to and opening == "[" and closing == "]" then return low .. " to " .. high end
  return from and to and from .. " and " .. to or from or to
end

local function bounds(arg)
  if arg.range then return range_text(arg.range) end
  if arg.min and arg.max then return ("%s to %s"):format(arg.min, arg.max) end
  return arg.min and ("at least " .. arg.min) or arg.max and ("at most " .. arg.max) or nil
end

--- The choices of an argument as a list, or nil.
function M.choices(arg)
  if type(arg.choices) ~= "string" then return arg.choices end
  local out = {}
  for word in arg.choices:gmatch("[^|]+") do out[#out + 1] = word end
  return out
end

--- What is to be said of an argument: its doc, unit, bounds, choices and default.
function M.argument(arg)
  local parts = {arg.doc or arg.type or ""}
  local function add(text) if text and text ~= "" then parts[#parts + 1] = text end end
  add(arg.unit)
  add(bounds(arg))
  local choices = M.choices(arg)
  add(choices and '"' .. table.concat(choices, '" "') .. '"')
  add(arg.default ~= nil and "default " .. value_text(arg.default) or nil)
  return table.concat(parts, "; ")
end

local function add_args(out, args)
  local wide = 0
  for _, arg in ipairs(args) do wide = math.max(wide, #arg.name) end
  for _, arg in ipairs(args) do
    for i, line in ipairs(term.wrap(M.argument(arg), width() - wide - 2 - margin)) do
      out[#out + 1] = (" "):rep(margin) .. term.pad(i == 1 and arg.name or "", wide) .. "  " .. line
    end
  end
end

-- --- the page ------------------------------------------------------------------------------------

local function add_text(out, text)
  for _, line in ipairs(term.wrap(text, width() - margin)) do
    out[#out + 1] = (" "):rep(margin) .. line
  end
end

-- A paragraph after an empty line; nothing where there is no text.
local function add_paragraph(out, text)
  if not text or text == "" then return end
  out[#out + 1] = ""
  add_text(out, text)
end

local function add_usage(out, record)
  for i, line in ipairs(term.wrap(M.usage(record), width() - margin)) do
    out[#out + 1] = term.paint("title", (i > 1 and (" "):rep(margin) or "") .. line)
  end
end

local function sentence(text) return (text:gsub("^%l", string.upper)) end

-- What stands below a name: "optim: Adam, AdamW, SGD".
local function members_text(record, members)
  local names = {}
  for i, member in ipairs(members) do names[i] = member.name:sub(#record.name + 2) end
  return ("In %s: %s"):format(record.name, table.concat(names, ", "))
end

--- The page as a text of lines. members: the records below its name, if it is a table of names.
function M.page(record, members)
  local out = {}
  add_usage(out, record)
  add_text(out, sentence(record.summary))
  add_paragraph(out, record.formula)
  if record.shapes and record.shapes ~= "" and record.shapes ~= "any" then
    add_text(out, record.shapes)
  end
  add_paragraph(out, record.text)
  add_paragraph(out, record.note and sentence(record.note))
  if record.args and record.args[1] then
    out[#out + 1] = ""
    add_args(out, record.args)
  end
  add_paragraph(out, record.example)
  if members and members[1] then add_paragraph(out, members_text(record, members)) end
  if record.see and record.see[1] then
    add_paragraph(out, "See also: " .. table.concat(record.see, ", "))
  end
  if record.source and record.source ~= "" then add_paragraph(out, "Source: " .. record.source) end
  return table.concat(out, "\n")
end

--- The usage and one line on each argument: what Tab shows inside a call.
function M.signature(record)
  local out = {}
  add_usage(out, record)
  add_args(out, record.args or {})
  return table.concat(out, "\n")
end

--- One line for each of several records.
function M.listing(records)
  local wide = 0
  for _, record in ipairs(records) do wide = math.max(wide, #record.name) end
  local out = {}
  for i, record in ipairs(records) do
    out[i] = term.clip(term.pad(record.name, wide) .. "  " .. sentence(record.summary),
      term.width() - 1)
  end
  return table.concat(out, "\n")
end

return M
