--- Lua's own signs in a wrong place: tuples, values alone on a line, assignments the wrong way
-- round, keys with a colon.
-- Requires translate. One entry per mistake (see gradus.repl.errors for the fields). These rules
-- come before those on what is missing: they know more of what was meant.

local translate = require "gradus.repl.translate"

local function ends_value(token)
  return token and (token.kind == "name" or token.kind == "number" or token.kind == "string"
    or token.text:find("^[)}%]]$") or token.text == "nil" or token.text == "true"
    or token.text == "false")
end

-- --- keys with a colon ---------------------------------------------------------------------------

-- The colon of `{lr: 0.1}` or `{"a": 1}` on the line.
local function key_colon(case)
  for i, token in ipairs(case.tokens) do
    local key, before, value = case.tokens[i - 1], case.tokens[i - 2], case.tokens[i + 1]
    local is_key = key and (key.kind == "name" or key.kind == "string") and before
      and (before.text == "{" or before.text == ",")
    local is_method = value and value.kind == "name" and value.start == token.stop + 1
    if token.text == ":" and token.line == case.line and is_key and not is_method then
      return token
    end
  end
end

-- --- tuples --------------------------------------------------------------------------------------

-- The parenthesis of a tuple like `(2, 3)`: Lua stumbles over its comma.
local function tuple(case)
  local open = case.near == "," and case:innermost_open()
  return open and open.text == "(" and open.token
end

-- The tuple as arguments where it stands alone in a call, `f((2, 3))`; else as a table.
local function without_tuple(case, open)
  local source = case.source
  local list = source:match("^%b()", open.start)
  if not list then return nil end
  local before, after = source:sub(1, open.start - 1), source:sub(open.start + #list)
  if before:find("[%w_]%($") and after:find("^%)") then
    return before .. list:sub(2, -2) .. after
  end
  return before .. "{" .. list:sub(2, -2) .. "}" .. after
end

-- --- a value alone -------------------------------------------------------------------------------

-- The value before the place where Lua gave up, if it is a statement of its own: `h.loss` on a line
-- between others. Returns it as a token.
local function value_alone(case)
  local token = case.near_token
  local before = token and case:token_before(token)
  if not before or not ends_value(before) then return nil end
  if token.text ~= ";" and token.line == before.line then return nil end
  local line = case.lines[before.line]
  local start = before.stop - #case.source:sub(1, before.stop):match("[^\n]*$")
  local text = line:sub(1, before.stop - start):match("([^;]*)$"):match("^%s*(.-)%s*$")
  return load("return " .. text)
    and {text = text, line = before.line, start = before.stop - #text + 1}
end

-- --- products ------------------------------------------------------------------------------------

-- `2 x`: a number and a name side by side.
local function product(case)
  if not case.message:find("^syntax error") and not case.message:find("^'?<eof>'? expected") then
    return nil
  end
  for i, token in ipairs(case.tokens) do
    local following = case.tokens[i + 1]
    if token.kind == "number" and token.line == case.line and following
      and following.kind == "name" and following.line == token.line then
      return {token, following}
    end
  end
end

return {
  {
    code = "E0002",
    match = key_colon,
    say = function(case, colon)
      local lua = translate.expression(case.source)
      return {title = "A key and its value are joined by an equals sign in Lua.", at = colon,
        note = not lua:find("\n") and "write  " .. lua or "write  =", fix = lua}
    end,
  },
  {
    code = "E0003",
    match = function(case) return case:ended_text() end,
    say = function(_, token)
      return {title = "The text ends at the quote inside of it.", at = token,
        hint = "A text with ' in it goes between \", and one with \" between '."}
    end,
  },
  {
    code = "E0003",
    match = tuple,
    say = function(case, open)
      local lua = without_tuple(case, open)
      return {title = "Lua has no tuples: lists go in braces.", at = open,
        note = lua and not lua:find("\n") and "write  " .. lua or nil, fix = lua}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      return case.near == "=" and case.text:match("^%s*([%d.]+)%s*=%s*([%a_][%w_]*)%s*$")
        and case.near_token
    end,
    say = function(case, token)
      local number, name = case.text:match("^%s*([%d.]+)%s*=%s*([%a_][%w_]*)")
      local lua = name .. " = " .. number
      return {title = "A value is given to a name, and the name stands on the left.", at = token,
        note = "write  " .. lua, fix = case:with_line(lua)}
    end,
  },
  {
    code = "E0003",
    match = product,
    say = function(case, found)
      local first, second = found[1], found[2]
      local source = case.source
      return {title = "A product needs its sign.", at = second,
        note = ("perhaps  %s*%s"):format(first.text, second.text),
        fix = source:sub(1, first.stop) .. "*" .. source:sub(second.start)}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      local token = case.near_token
      local before = token and (token.text == ":" or token.text == ".")
        and case:token_before(token)
      return before and before.kind == "string" and before
    end,
    say = function(case, text)
      local source = case.source
      local whole = "(" .. text.text .. ")"
      return {title = "A text in quotes needs parentheses before its method.", at = text,
        note = "write  " .. whole .. source:sub(text.stop + 1):match("^[^\n]*"),
        fix = source:sub(1, text.start - 1) .. whole .. source:sub(text.stop + 1)}
    end,
  },
  {
    code = "E0003",
    match = value_alone,
    say = function(_, value)
      return {title = "A value alone does nothing here.", at = value,
        note = ("print(%s) shows it"):format(value.text)}
    end,
  },
}
