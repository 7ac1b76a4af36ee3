--- Help pages: one record, found by name, by word or by value, laid out for the terminal.
-- Requires doc, term and suggest; the definition records of gradus.core; the public table, to find
-- the name of a value. Only `help` itself prints; the rest returns text.

local doc = require "gradus.doc"
local suggest = require "gradus.suggest"
local term = require "gradus.term"

local M = {}

-- Where a definition of each kind lives in the public table.
local prefixes = {
  layer = "nn.", activation = "nn.", loss = "nn.", reg = "nn.reg.", regularizer = "nn.reg.",
  init = "nn.init.", optim = "optim.", optimizer = "optim.", op = "t:", scheduler = "optim.",
  data = "data.",
}
local global_ops = {cat = true, stack = true} -- ops that take a list have no tensor to stand behind

-- A C record under its public name; the record itself stays as the core made it.
local function public(record)
  local prefix = prefixes[record.kind] or ""
  if record.name:find("[.:]") or global_ops[record.name] then prefix = "" end
  return setmetatable({name = prefix .. record.name}, {__index = record})
end

local cache

--- All records, from C and from Lua, sorted by public name.
function M.records()
  if cache and cache.count == #doc.all() then return cache end
  local out = doc.all()
  local count = #out
  for _, record in ipairs(require("gradus.core").records()) do out[#out + 1] = public(record) end
  table.sort(out, function(a, b) return a.name:lower() < b.name:lower() end)
  out.count = count
  cache = out
  return out
end

local function last_part(name) return name:match("[^.:]+$") or name end

--- The record called `name`: in full ("nn.Linear"), or by its last part in any case ("linear").
function M.find(name)
  name = name:gsub("%(%)$", ""):gsub("^gradus%.", "")
  local near
  for _, record in ipairs(M.records()) do
    if record.name == name then return record end
    local same = last_part(record.name):lower() == last_part(name):lower()
    near = near or same and record
  end
  return near or nil
end

-- Better hits first: in the name, then in the summary.
local function weight(record, word)
  if record.name:lower():find(word, 1, true) then return 1 end
  if (record.summary or ""):lower():find(word, 1, true) then return 2 end
  local rest = (record.text or "") .. (record.formula or "")
  return rest:lower():find(word, 1, true) and 3 or nil
end

--- All records that mention `word`, best first.
function M.search(word)
  word = word:lower()
  local out, weights = {}, {}
  for _, record in ipairs(M.records()) do
    weights[record] = weight(record, word)
    if weights[record] then out[#out + 1] = record end
  end
  table.sort(out, function(a, b)
    if weights[a] ~= weights[b] then return weights[a] < weights[b] end
    return a.name:lower() < b.name:lower()
  end)
  return out
end

-- Looks for `value` among the fields of the public table, two levels deep, without metamethods.
local function name_of(value)
  local root = require "gradus"
  for key, field in pairs(root) do
    if rawequal(field, value) then return key end
  end
  for key, field in pairs(root) do
    if type(field) == "table" then
      for inner, deep in next, field do
        if rawequal(deep, value) then return key .. "." .. tostring(inner) end
      end
    end
  end
end

--- The record that describes a value: the function itself, or the type the value has.
function M.of(value)
  local name = (type(value) == "function" or type(value) == "table") and name_of(value)
  local found = name and M.find(name)
  if found then return found end
  local mt = debug.getmetatable(value)
  local kind = type(mt) == "table" and rawget(mt, "__name")
  return type(kind) == "string" and M.find((kind:gsub("^gradus%.", ""))) or nil
end

local function usage(record)
  if record.usage then return record.usage end
  local required, options = {}, {}
  for _, arg in ipairs(record.args or {}) do
    if arg.default == nil then required[#required + 1] = arg.name
    else options[#options + 1] = arg.name .. "=" .. tostring(arg.default) end
  end
  if options[1] then required[#required + 1] = "{" .. table.concat(options, ", ") .. "}" end
  return record.name .. "(" .. table.concat(required, ", ") .. ")"
end

local function add_wrapped(out, text, indent)
  for _, line in ipairs(term.wrap(text, math.min(term.width(), 76) - indent)) do
    out[#out + 1] = (" "):rep(indent) .. line
  end
end

local function range(arg)
  if arg.min and arg.max then return ("%s to %s"):format(arg.min, arg.max) end
  return arg.min and ("at least " .. arg.min) or arg.max and ("at most " .. arg.max) or nil
end

local function describe_arg(arg)
  local parts = {arg.doc or arg.type or ""}
  if arg.unit and arg.unit ~= "" then parts[#parts + 1] = arg.unit end
  parts[#parts + 1] = range(arg)
  if arg.default ~= nil then parts[#parts + 1] = "default " .. tostring(arg.default) end
  return table.concat(parts, "; ")
end

local function add_args(out, args)
  local wide = 0
  for _, arg in ipairs(args) do wide = math.max(wide, #arg.name) end
  for _, arg in ipairs(args) do
    local room = math.min(term.width(), 76) - wide - 4
    for i, line in ipairs(term.wrap(describe_arg(arg), room)) do
      out[#out + 1] = "  " .. term.pad(i == 1 and arg.name or "", wide) .. "  " .. line
    end
  end
end

--- The usage of a record and one line on each of its arguments: what Tab shows inside a call.
function M.signature(record)
  local out = term.wrap(usage(record))
  add_args(out, record.args or {})
  return table.concat(out, "\n")
end

local function add_block(out, text)
  if not text or text == "" then return end
  out[#out + 1] = ""
  add_wrapped(out, text, 2)
end

--- Lay out a record as a page (a string of lines): usage, summary, formula, arguments, example.
function M.page(record)
  local out = {}
  for i, line in ipairs(term.wrap(usage(record))) do
    out[i] = term.paint("title", (i > 1 and "  " or "") .. line)
  end
  add_wrapped(out, record.summary, 2)
  add_block(out, record.formula)
  if record.shapes and record.shapes ~= "" then add_wrapped(out, record.shapes, 2) end
  add_block(out, record.text)
  if record.args and record.args[1] then
    out[#out + 1] = ""
    add_args(out, record.args)
  end
  add_block(out, record.example)
  if record.see and record.see[1] then
    add_block(out, "See also: " .. table.concat(record.see, ", "))
  end
  if record.source and record.source ~= "" then add_block(out, "Source: " .. record.source) end
  return table.concat(out, "\n")
end

--- One line per record that mentions `word`; a sentence where none does.
function M.listing(word)
  local found = M.search(word)
  if not found[1] then return ("Nothing in the help mentions %q."):format(word) end
  local wide = 0
  for _, record in ipairs(found) do wide = math.max(wide, #record.name) end
  local out = {}
  for i, record in ipairs(found) do
    out[i] = term.clip(term.pad(record.name, wide) .. "  " .. record.summary, term.width() - 1)
  end
  return table.concat(out, "\n")
end

local function unknown(name)
  local names = {}
  for _, record in ipairs(M.records()) do names[#names + 1] = last_part(record.name) end
  local near = suggest.question(last_part(name), names)
  return ("There is no help on %q%s"):format(name, near and ("; " .. near) or
    (".\nA search through all pages: ??" .. name))
end

--- The text of help about `topic`: a name, or any value.
function M.text(topic)
  local record
  if type(topic) == "string" then
    record = M.find(topic)
    if not record then return M.search(topic)[1] and M.listing(topic) or unknown(topic) end
  else
    record = M.of(topic)
  end
  if not record then return "There is no page for this value. Try help \"word\"." end
  return M.page(record)
end

M.introduction = [[
help(fit)         the page of a function, a layer, a loss
help "dropout"    the same by name, or every page with that word
?fit   ??word     shorter, at the prompt
:help             the commands that start with a colon]]

--- Print help about a name or a value; without an argument, how help is asked for.
function M.help(...)
  local topic = ...
  print(select("#", ...) == 0 and M.introduction or M.text(topic))
end

doc.add{name = "help", summary = "Shows the page of a function, layer, loss or word.",
  usage = 'help(x)  or  help "word"', text = M.introduction, example = "help(nn.Linear)"}

return M
