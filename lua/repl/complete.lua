--- Completion: what could follow the text before the cursor.
-- Requires commands, inspect, the lexer, help and the workspace. Never runs the learner's code.
-- Returns whole words; readline replaces the part since its last word break, so each is cut to that
-- part.

local commands = require "gradus.repl.commands"
local inspect = require "gradus.repl.inspect"
local lexer = require "gradus.repl.lexer"
local sys = require "gradus.sys"
local workspace = require "gradus.repl.workspace"

local M = {}

-- Candidates that begin with what was typed; letter case counts only where it decides.
local function starting_with(list, typed)
  local exact, loose = {}, {}
  local lower = typed:lower()
  for _, word in ipairs(list) do
    if word:sub(1, #typed) == typed then exact[#exact + 1] = word end
    if word:sub(1, #typed):lower() == lower then loose[#loose + 1] = word end
  end
  return exact[1] and exact or loose
end

-- The result for readline: `typed` began at byte #text - #typed; readline's word at `start`.
local function result(list, text, typed, start, extra)
  local out = extra or {}
  local cut = start - (#text - #typed)
  for i, word in ipairs(starting_with(list, typed)) do out[i] = word:sub(math.max(cut, 0) + 1) end
  return out
end

-- --- commands and help ---------------------------------------------------------------------------

local function complete_command(text, start)
  local word = text:match("^%s*:([%a_-]*)$")
  if word then
    local names, shown = {}, {}
    for _, command in ipairs(commands.all()) do
      names[#names + 1] = command.name
      if command.name:sub(1, #word) == word then shown[#shown + 1] = command end
    end
    local show = shown[2] and require("gradus.repl.builtin").listing(shown) or nil
    return result(names, text, word, start, {suffix = " ", show = show})
  end
  local name, argument = text:match("^%s*:([%a_!-]+)%s+(.-)$")
  local command = name and commands.find(name)
  if not command then return {} end
  if not command.complete then return nil end
  return result(command.complete(argument) or {}, text, argument, start)
end

local function complete_help(text, start)
  local typed = text:match("^%s*%?+%s*([%w_.:]*)$")
  if not typed then return {} end
  local names = {}
  for _, record in ipairs(require("gradus.help").records()) do names[#names + 1] = record.name end
  return result(names, text, typed, start)
end

-- --- strings: choices of an option, else file names ----------------------------------------------

--- The files that a path, as far as it is typed, may be the beginning of; for commands.
function M.files(path)
  local folder, part = path:match("^(.*/)([^/]*)$")
  local list, out = sys.listdir(folder or ".") or {}, {}
  local hidden = (part or path):sub(1, 1) == "."
  for _, name in ipairs(list) do
    if hidden or name:sub(1, 1) ~= "." then out[#out + 1] = (folder or "") .. name end
  end
  table.sort(out)
  return out
end

local function complete_file(text, path, start)
  return result(M.files(path), text, path, start)
end

-- --- the call around the cursor ------------------------------------------------------------------

-- The name before tokens[i], as "optim.SGD": nil where there is none.
local function name_before(tokens, i)
  local parts = {}
  local k = i - 1
  while tokens[k] and tokens[k].kind == "name" do
    table.insert(parts, 1, tokens[k].text)
    local separator = tokens[k - 1]
    if not separator or separator.text ~= "." and separator.text ~= ":" then break end
    table.insert(parts, 1, separator.text)
    k = k - 2
  end
  return parts[1] and table.concat(parts) or nil
end

local function index_of(tokens, token)
  for i, other in ipairs(tokens) do
    if other == token then return i end
  end
end

-- The function whose arguments or options the cursor is in: its path, and whether inside braces.
local function surrounding_call(tokens)
  local open = lexer.open(tokens)
  local top, below = open[#open], open[#open - 1]
  if not top or top.text ~= "(" and top.text ~= "{" then return nil end
  local i = index_of(tokens, top.token)
  local path = name_before(tokens, i)
  if path then return path, top.text == "{", i end
  if top.text == "{" and below and below.text == "(" then
    return name_before(tokens, index_of(tokens, below.token)), true, i
  end
end

local function record_of(path)
  local value = inspect.resolve(path)
  local help = require "gradus.help"
  return value ~= nil and help.of(value) or help.find(path)
end

local function options_of(record)
  local names = {}
  for _, arg in ipairs(record and record.args or {}) do names[#names + 1] = arg.name .. "=" end
  return names
end

-- The options that stand between the open brace at tokens[i] and the cursor already.
local function without_given(names, tokens, i)
  local given, depth, out = {}, 0, {}
  for k = i + 1, #tokens do
    local text = tokens[k].text
    if text == "(" or text == "{" then depth = depth + 1 end
    if text == ")" or text == "}" then depth = depth - 1 end
    if depth == 0 and text == "=" then given[tokens[k - 1].text .. "="] = true end
  end
  for _, name in ipairs(names) do
    if not given[name] then out[#out + 1] = name end
  end
  return out
end

-- The values an option can take: its choices, or true and false.
local function values_of(record, name)
  for _, arg in ipairs(record and record.args or {}) do
    if arg.name == name then
      local choices = require("gradus.help.layout").choices(arg)
      if choices then return choices end
      return arg.type == "boolean" and {"true", "false"} or {}
    end
  end
  return {}
end

-- Inside braces: `{mom|` an option, `{nesterov=t|` a value. Returns the list and what kind it is
-- of.
local function options_here(tokens, typed)
  local last = typed ~= "" and #tokens - 1 or #tokens
  local path, in_braces, open = surrounding_call(table.move(tokens, 1, last, 1, {}))
  if not path or not in_braces then return nil end
  local before = tokens[last]
  if before.text == "{" or before.text == "," then
    return without_given(options_of(record_of(path)), tokens, open), "option"
  end
  if before.text == "=" then return values_of(record_of(path), tokens[last - 1].text), "value" end
end

-- What an open quote may hold: a choice where the option has choices.
local function complete_string(text, token, tokens, start)
  local typed = text:sub(token.start + #token.opening)
  local before = table.move(tokens, 1, #tokens - 1, 1, {})
  local list = before[1] and before[#before].text == "=" and options_here(before, "") or {}
  if list[1] and list[1] ~= "true" then
    return result(list, text, typed, start, {suffix = token.opening})
  end
  return complete_file(text, typed, start)
end

local function signature(path)
  local record = record_of(path)
  if not record then return nil end
  local help = require "gradus.help"
  return help.signature(record)
end

-- --- names ---------------------------------------------------------------------------------------

local function complete_field(text, start)
  local path, separator, typed = text:match("([%a_][%w_.:%[%]]*)([.:])([%w_]*)$")
  if not path or path:find("[.:]$") then return nil end
  local value = inspect.resolve((path:gsub("%[(%d+)%]", ".%1")))
  if value == nil then return {} end
  local names = inspect.names(value)
  if separator == ":" then
    local methods = {}
    for _, name in ipairs(names) do
      if type(inspect.field(value, name)) == "function" then methods[#methods + 1] = name end
    end
    names = methods
  end
  return result(names, text, typed, start)
end

-- The keys of a table that are texts, also those that are no names: sorted.
local function text_keys(t)
  local out = {}
  for key in next, t do
    if type(key) == "string" and not key:find("[%c\"]") then out[#out + 1] = key end
  end
  table.sort(out)
  return out
end

local function complete_key(text, start)
  local path, quote, typed = text:match("([%a_][%w_.]*)%[([\"'])([^\"']*)$")
  local value = path and inspect.resolve(path)
  if type(value) ~= "table" then return nil end
  return result(text_keys(value), text, typed, start, {suffix = quote})
end

-- Behind `t[`: the keys that are texts, quoted.
local function complete_bracket(text, start)
  local path = text:match("([%a_][%w_.]*)%[$")
  local value = path and inspect.resolve(path)
  if type(value) ~= "table" then return nil end
  local keys = {}
  for _, name in ipairs(text_keys(value)) do keys[#keys + 1] = ('"%s"]'):format(name) end
  return keys[1] and result(keys, text, "", start) or nil
end

local function globals_and_keywords()
  local list = workspace.names()
  for word in pairs(lexer.keywords) do list[#list + 1] = word end
  table.sort(list)
  return list
end

local nothing_typed = "Type the first letters of a name, then Tab.  :Tab lists commands."

local function complete_name(text, start)
  local typed = text:match("[%a_][%w_]*$") or ""
  local tokens = lexer.tokens(text)
  local list, kind = options_here(tokens, typed)
  if list then
    local found = result(list, text, typed, start)
    if found[1] or kind == "value" then return found end
  end
  if typed == "" then
    local path = surrounding_call(tokens)
    return {show = path and signature(path) or not text:find("%S") and nothing_typed or nil}
  end
  return result(globals_and_keywords(), text, typed, start)
end

--- What could follow. text: the line up to the cursor; start: the byte (from 0) where readline's
-- word begins; before: the lines of the statement above it, if any.
-- Returns {matches…, suffix = text to add after a single match, show = what to print instead of
-- columns}.
function M.complete(text, start, before)
  if before and not text:find("%S") then return {"  "} end -- Tab indents where there is no word
  if before then
    text, start = before .. "\n" .. text, start + #before + 1
  elseif text:find("^%s*:") then
    local found = complete_command(text, start)
    if found then return found end
    text = (" "):rep(#text:match("^%s*:[%a_!-]+%s")) .. text:match("^%s*:[%a_!-]+%s(.*)$")
  elseif text:find("^%s*%?") then
    return complete_help(text, start)
  end
  local tokens = lexer.tokens(text)
  local last = tokens[#tokens]
  if last and last.kind == "unfinished" then
    return complete_key(text, start) or complete_string(text, last, tokens, start)
  end
  return complete_bracket(text, start) or complete_field(text, start) or complete_name(text, start)
end

return M
