--- Expressions of Python and its kin as Lua.
-- Requires the lexer. Works on text and knows no values: a best effort, which whoever offers it has
-- compiled first (see gradus.repl.correction).

local lexer = require "gradus.repl.lexer"

local M = {}

local words = {None = "nil", null = "nil", undefined = "nil", True = "true", False = "false"}

local operators = {["!="] = "~=", ["&&"] = "and", ["||"] = "or", ["!"] = "not", ["**"] = "^"}

-- Modules whose names are Gradus' own here; `np.array` is `tensor`.
local modules = {torch = true, np = true, numpy = true}
local renamed = {array = "tensor"}

-- "loss {x:.3f}" -> ("loss %.3f"):format(x); without a format the parts are joined by dots.
local function f_string(literal)
  local quote, text = literal:sub(1, 1), literal:sub(2, -2)
  if not text:find("{.-:[^{}]*}") then
    local joined = text:gsub("{(.-)}", function(value)
      return quote .. " .. " .. value .. " .. " .. quote
    end)
    joined = quote .. joined .. quote
    local empty = "^" .. quote .. quote .. " %.%. "
    return (joined:gsub(empty, ""):gsub(" %.%. " .. quote .. quote .. "$", ""))
  end
  local values = {}
  local format = text:gsub("%%", "%%%%"):gsub("{([^{}:]*):?([^{}]*)}", function(value, form)
    values[#values + 1] = M.expression(value)
    return form == "" and "%s" or "%" .. form
  end)
  return ("(%s%s%s):format(%s)"):format(quote, format, quote, table.concat(values, ", "))
end

local function touches(token, following) return following and following.start == token.stop + 1 end

local function ends_value(token)
  return token and (token.kind == "name" or token.kind == "number" or token.kind == "string"
    or token.text == ")" or token.text == "]" or token.text == "}")
end

-- Methods that take a dot in Python, and the tables in front of which they are no methods.
local methods, tables = {}, {}
for name in ([[item backward step zero_grad train eval parameters state_dict load_state_dict mean
  sum std detach clone size numel view reshape argmax squeeze unsqueeze relu sigmoid tanh max min
  abs exp log sqrt pow matmul]]):gmatch("%S+") do
  methods[name] = true
end
for name in ("nn optim data math string table io os plot coach gradus F"):gmatch("%S+") do
  tables[name] = true
end

-- What stands for tokens[i] in Lua, and how many tokens that takes. Each entry returns nil where
-- the token is something else.
local rewrites = {
  function(tokens, i)
    local token, following = tokens[i], tokens[i + 1]
    local is_format = (token.text == "f" or token.text == "F") and following
      and following.kind == "string" and touches(token, following)
    if is_format then return f_string(following.text), 2 end
  end,
  function(tokens, i)
    local dot, name = tokens[i + 1], tokens[i + 2]
    if modules[tokens[i].text] and dot and dot.text == "." and name then
      return renamed[name.text] or name.text, 3
    end
  end,
  function(tokens, i)
    local owner, name, open = tokens[i - 1], tokens[i + 1], tokens[i + 2]
    local is_call = tokens[i].text == "." and ends_value(owner) and name and open
      and open.text == "("
    if is_call and methods[name.text] and not tables[owner.text] then return ":" .. name.text, 2 end
  end,
  function(tokens, i)
    local open, name, close = tokens[i + 1], tokens[i + 2], tokens[i + 3]
    if tokens[i].text == "len" and open and open.text == "(" and close and close.text == ")" then
      return "#" .. name.text, 4
    end
  end,
  function(tokens, i)
    if tokens[i].text ~= "is" then return end
    local following = tokens[i + 1]
    if following and following.text == "not" then return "~=", 2 end
    return "==", 1
  end,
  function(tokens, i)
    local token = tokens[i]
    local is_field = tokens[i - 1] and tokens[i - 1].text == "."
    local word = token.kind == "name" and not is_field and words[token.text]
      or token.kind == "op" and operators[token.text]
    if word then return word, 1 end
  end,
}

-- `{"a": 1}` and `{lr: 0.1}`: the key before the colon, as Lua writes it.
local function dictionary_key(tokens, i)
  local key, colon, value = tokens[i], tokens[i + 1], tokens[i + 2]
  if not colon or colon.text ~= ":" or not value or touches(colon, value) and value.kind == "name"
  then return nil end
  if key.kind == "name" then return key.text .. " =" end
  if key.kind ~= "string" then return nil end
  local name = key.text:match("^[\"']([%a_][%w_]*)[\"']$")
  return (name or "[" .. key.text .. "]") .. " ="
end

-- Lists in square brackets get braces; an index with a comma gets both.
local function bracket(tokens, i, stack)
  local text = tokens[i].text
  if text == "[" then
    local is_list = not ends_value(tokens[i - 1])
    stack[#stack + 1] = is_list and "}" or "]"
    return is_list and "{" or "["
  elseif text == "{" or text == "(" then
    stack[#stack + 1] = text == "{" and "}" or ")"
  elseif text == "]" or text == "}" or text == ")" then
    return table.remove(stack) == "}" and "}" or text
  end
end

local function one(tokens, i, stack)
  local token = tokens[i]
  if token.kind == "op" and token.text:find("^[][(){}]$") then
    return bracket(tokens, i, stack) or token.text, 1
  end
  if stack[#stack] == "}" and dictionary_key(tokens, i) then return dictionary_key(tokens, i), 2 end
  for _, rewrite in ipairs(rewrites) do
    local text, count = rewrite(tokens, i)
    if text then return text, count end
  end
  return token.text, 1
end

--- A text with the words, operators, lists and f-strings of Python (or JavaScript) as Lua has them.
function M.expression(source)
  local tokens, out, stack, pos, i = lexer.tokens(source), {}, {}, 1, 1
  while tokens[i] do
    local text, count = one(tokens, i, stack)
    local gap = source:sub(pos, tokens[i].start - 1)
    local is_word = text:find("^%a") and gap == "" and i > 1 and text ~= tokens[i].text
    out[#out + 1] = gap .. (is_word and tokens[i].kind == "op" and " " or "") .. text
    pos = tokens[i + count - 1].stop + 1
    if text == "not" or is_word and tokens[i].kind == "op" then
      pos = source:find("%S", pos) or pos
      out[#out] = out[#out] .. " "
    end
    i = i + count
  end
  return table.concat(out) .. source:sub(pos)
end

--- A condition: an expression, in which `x in t` asks a table by its key.
function M.condition(source)
  local text = M.expression(source)
  local key, t = text:match("^%s*(.-)%s+not%s+in%s+(.-)%s*$")
  if key then return ("not %s[%s]"):format(t, key) end
  key, t = text:match("^%s*(.-)%s+in%s+(.-)%s*$")
  return key and ("%s[%s]"):format(t, key) or text
end

return M
