--- Help: finds a page by name, by word or by value.
-- Requires doc, suggest, words and help.layout; the definition records of gradus.core; the public
-- table, to find the name of a value. Only `help` itself prints; the rest returns text.

local doc = require "gradus.doc"
local layout = require "gradus.help.layout"
local suggest = require "gradus.suggest"
local words = require "gradus.words"

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
  pairs(require "gradus") -- loads every public name, and with it its docs
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
local function public_name(value)
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

-- Looks for a function among the methods of tensors, modules and the rest: "t:sum".
local function method_name(value)
  local core = require "gradus.core"
  for _, kind in ipairs{"tensor", "module", "optimizer", "loss"} do
    local known, methods = pcall(core.methods, kind)
    for name, method in pairs(known and methods or {}) do
      if rawequal(method, value) then return name end
    end
  end
end

local function kind_of(value)
  local mt = debug.getmetatable(value)
  local name = type(mt) == "table" and rawget(mt, "__name")
  return type(name) == "string" and name:gsub("^gradus%.", "") or nil
end

--- The name of a value: of the function or table itself, or of the type it has; nil if unknown.
function M.name_of(value)
  local named = type(value) == "function" or type(value) == "table"
  return named and (public_name(value) or type(value) == "function" and method_name(value))
    or kind_of(value)
end

--- The record that describes a value, or nil.
function M.of(value)
  local name = M.name_of(value)
  return name and M.find(name)
end

-- The records below a name: of "optim", those of "optim.SGD" and its neighbours.
local function below(name)
  local out = {}
  for _, record in ipairs(M.records()) do
    if record.name:sub(1, #name + 1) == name .. "." then out[#out + 1] = record end
  end
  return out
end

--- One line per record that mentions `word`; a sentence where none does.
function M.listing(word)
  local found = M.search(word)
  if not found[1] then return ("Nothing in the help mentions %q."):format(word) end
  return layout.listing(found)
end

local function unknown(name)
  local names = {}
  for _, record in ipairs(M.records()) do names[#names + 1] = last_part(record.name) end
  local near = suggest.question(last_part(name), names)
  return ("There is no help on %q%s"):format(name, near and "; " .. near or ".")
end

local function text_of_name(name)
  local record, members = M.find(name), below(name)
  if record then return layout.page(record, record.name == name and members or nil) end
  if members[1] then return layout.listing(members) end
  return M.search(name)[1] and M.listing(name) or unknown(name)
end

--- The text of help about `topic`: a name, or any value.
function M.text(topic)
  if type(topic) == "string" then return text_of_name(topic) end
  local name = M.name_of(topic)
  if name then return text_of_name(name) end
  return "There is no page for this value. Try  help \"word\"."
end

--- The usage and arguments of a record: what Tab shows inside a call.
M.signature = layout.signature

M.introduction = [[
help(fit)         the page of a function, a layer, a loss
help "dropout"    the same by name, or every page with that word
?fit   ??word     shorter, at the prompt
:help             the commands that start with a colon]]

--- Print help about a name or a value; without an argument, how help is asked for.
function M.help(...)
  local topic = ...
  print(words.plain(select("#", ...) == 0 and M.introduction or M.text(topic)))
end

doc.add{name = "help", summary = "Shows the page of a function, layer, loss or word.",
  usage = 'help(x)  or  help "word"', text = M.introduction, example = "help(nn.Linear)"}

return M
