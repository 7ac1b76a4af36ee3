--- Things left out or misplaced in Lua itself: brackets, quotes, commas, `end`, `then`, `do`.
-- Requires inspect. One entry per mistake (see gradus.repl.errors for the fields). The last entries
-- are general: every text that does not compile gets an answer.

local inspect = require "gradus.repl.inspect"

-- --- options without braces ----------------------------------------------------------------------

-- The name before the `=` in `fit(m, d, lr=0.1)`, or nil.
local function keyword_argument(case)
  if case.near ~= "=" or not case.message:find("')' expected") then return nil end
  local name = case:token_before(case.near_token)
  return name and name.kind == "name" and name
end

-- Where the bracket around `token` closes: the byte of its closing one, or nil.
local function closing_after(case, token)
  local depth = 0
  for _, other in ipairs(case.tokens) do
    if other.start >= token.start and other.kind == "op" then
      if other.text:find("^[({]$") then depth = depth + 1 end
      if other.text:find("^[)}]$") then
        if depth == 0 then return other.start end
        depth = depth - 1
      end
    end
  end
end

-- The call with everything from the first `name=` on in braces.
local function in_braces(case, name)
  local stop = closing_after(case, name)
  if not stop then return nil end
  local source = case.source
  return source:sub(1, name.start - 1) .. "{" .. source:sub(name.start, stop - 1) .. "}"
    .. source:sub(stop)
end

-- --- commas --------------------------------------------------------------------------------------

local value_words = {["end"] = true, ["true"] = true, ["false"] = true, ["nil"] = true}

local function ends_value(token)
  if not token then return false end
  if token.kind == "keyword" then return value_words[token.text] end
  return token.kind ~= "op" or token.text:find("^[)}%]]$") ~= nil
end

local function starts_value(token)
  return token.kind == "name" or token.kind == "number" or token.kind == "string"
    or token.text == "{" or token.text == "function"
end

-- The token before which a comma is missing: `{a b}`, `f(x y)`.
local function missing_comma(case)
  local token = case.near_token
  if not token or not case.message:find("'[})]' expected") then return nil end
  local previous = case:token_before(token)
  if not starts_value(token) or not ends_value(previous) then return nil end
  -- Where an open call reaches the next line, a new statement is likelier than one more argument.
  if previous.line ~= token.line and case.open_text == "(" then return nil end
  return token
end

local function with_comma(case, token)
  local before = case.source:sub(1, token.start - 1)
  return before:gsub("%s*$", ",%0", 1) .. case.source:sub(token.start)
end

-- --- brackets and blocks -------------------------------------------------------------------------

local names = {["("] = "parenthesis", ["{"] = "brace", ["["] = "bracket"}
local closers = {["("] = ")", ["{"] = "}", ["["] = "]"}

local function open_bracket(case)
  local open = case:innermost_open()
  return open and names[open.text] and open
end

local function open_block(case)
  local open = case.at_end and case:innermost_open()
  return open and not names[open.text] and open
end

-- The source with the missing quote: at its end, or before the brackets that close a call there.
local function closed_text(source, quote)
  local front, closing = source:match("^(.-)([)}%]]*)%s*$")
  local inside = front .. quote .. closing
  if load(inside) or load("return " .. inside) then return inside end
  return source .. quote
end

-- A text like "message begins so" as a match function; its capture goes to `say`.
local function message(pattern)
  return function(case) return case.message:match(pattern) end
end

-- `{a, , b}`: a comma with nothing before it.
local function lone_comma(case)
  local token = case.near == "," and case.near_token
  local before = token and case:token_before(token)
  return before and (before.text == "," or before.text == "{" or before.text == "(") and token
end

return {
  {
    code = "E0003",
    match = lone_comma,
    say = function(case, token)
      return {title = "There is a comma with nothing before it.", at = token,
        fix = case.source:sub(1, token.start - 1) .. case.source:sub(token.stop + 1)}
    end,
  },
  {
    code = "E0003",
    match = keyword_argument,
    say = function(case, name)
      local fix = in_braces(case, name)
      local shown = fix and not fix:find("\n") and fix or "{" .. name.text .. "=…}"
      return {title = "Options go in braces in Lua.", at = name, note = "write  " .. shown,
        fix = fix}
    end,
  },
  {
    code = "E0003",
    match = missing_comma,
    say = function(case, token)
      return {title = ("A comma is missing before %s."):format(token.text:match("^[^\n]*")),
        at = token, fix = with_comma(case, token)}
    end,
  },
  {
    code = "E0003",
    match = function(case) return case.message:find("^unfinished string") and case:unfinished() end,
    say = function(case, token)
      local is_last = not case.source:find("\n", token.start, true)
      return {title = "The text that starts here has no closing " .. token.opening, at = token,
        fix = is_last and closed_text(case.source, token.opening) or nil}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      return case.near == "=" and case.message:find("^'then' expected") and case.near_token
    end,
    say = function(case, token)
      local fix = case.source:sub(1, token.start - 1) .. "==" .. case.source:sub(token.stop + 1)
      return {title = "A comparison takes two equals signs.", at = token, note = "write  ==",
        fix = fix}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      return case.message:match("^'(then)' expected") or case.message:match("^'(do)' expected")
    end,
    say = function(case, word)
      local token = case.near_token
      local head, tail = case.source, ""
      if token then head, tail = head:sub(1, token.start - 1), " " .. head:sub(token.start) end
      local title = word == "then" and "An if needs then after its condition."
        or "A loop needs do before its body."
      return {title = title, at = token or case.tokens[#case.tokens],
        note = word .. (token and "  belongs here" or "  belongs behind this"),
        fix = head:gsub("%s*$", " " .. word, 1) .. tail}
    end,
  },
  {
    code = "E0003",
    match = message("^'?<eof>'? expected near '(end)'"),
    say = function(case)
      return {title = "There is one end too many.", at = case.near_token,
        hint = "Each function, if, for, while and do takes one end; elseif takes none of its own."}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      local open = case:innermost_open()
      local is_closer = case.near and case.near:find("^[)}%]]$")
      return is_closer and (not open or closers[open.text] ~= case.near) and case.near_token
    end,
    say = function(case, token)
      local open = case:innermost_open()
      local closer = open and closers[open.text]
      if not closer then
        return {title = ("This %s closes nothing."):format(token.text), at = token}
      end
      local before = case.source:sub(1, token.start - 1)
      local title = "The %s is closed by %s, before this %s."
      return {title = title:format(open.text, closer, token.text), at = token,
        note = "its " .. closer .. " is missing",
        fix = before .. closer .. case.source:sub(token.start)}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      return case.message:find("^function arguments expected")
        and case.text:match("([%w_.)}%]]*:[%a_][%w_]*)%s*$")
    end,
    say = function(case, method)
      local object, field = method:match("^(.*):([%a_][%w_]*)$")
      local value = inspect.resolve(object)
      local is_field = value ~= nil and inspect.field(value, field) ~= nil
        and type(inspect.field(value, field)) ~= "function"
      if is_field then
        return {title = field .. " is no method: it takes a dot.", at = ":",
          note = ("write  %s.%s"):format(object, field), fix = case:replaced(":", ".")}
      end
      return {title = "A colon needs a call: parentheses at the end.", at = ":",
        note = ("write  %s()"):format(method), fix = case.source:gsub("%s*$", "()", 1)}
    end,
  },
  {
    code = "E0003",
    match = message("^malformed number near '(%d+[%a_][%w_]*)'"),
    say = function(_, text)
      local number, name = text:match("^(%d+)(.*)$")
      return {title = "A product needs its sign, a name no digit first.", at = text,
        note = ("perhaps  %s*%s"):format(number, name)}
    end,
  },
  {
    code = "E0003",
    match = open_bracket,
    say = function(case, open)
      local where = open.line ~= #case.lines and (" in line %d"):format(open.line) or ""
      local closer = closers[open.text]
      return {title = ("The %s %s%s is not closed."):format(names[open.text], open.text, where),
        at = open.token, note = "its " .. closer .. " is missing",
        fix = case.at_end and #case.lines == 1 and case.source .. closer or nil}
    end,
  },
  {
    code = "E0003",
    match = open_block,
    say = function(case, open)
      local ending = open.text == "repeat" and "until" or "end"
      local two_words = case.source:find("%f[%a]else%s+if%f[%A]")
      return {title = ("The %s in line %d has no %s."):format(open.text, open.line, ending),
        at = open.token,
        hint = two_words and "else if opens a second if; elseif, in one word, does not." or nil}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      local token = case.near_token
      return token and token.kind == "keyword" and case.message:find("<name> expected") and token
    end,
    say = function(_, token)
      return {title = token.text .. " is a word of Lua itself; it cannot be a name.", at = token}
    end,
  },
  {
    code = "E0003",
    match = function(case) return case.at_end and case.tokens[#case.tokens] end,
    say = function(_, last)
      return {title = "The line stops too early: something is missing after this.", at = last}
    end,
  },
  {
    code = "E0003",
    match = function(case) return case.near_token end,
    say = function(_, token)
      return {title = ("Lua did not expect %s here."):format(token.text:match("^[^\n]*")),
        at = token,
        hint = "Something before it may be missing: a comma, an operator, an end, a quote."}
    end,
  },
  {
    code = "E0003",
    match = function() return true end,
    say = function(case) return {title = "Lua cannot read this: " .. case.message} end,
  },
}
