--- Things left out or misplaced in Lua itself: brackets, quotes, commas, `end`, `then`, `do`.
-- Requires nothing. One entry per mistake (see gradus.repl.errors for the fields).

-- Is the token inside parentheses opened by a call, as `lr` in `fit(m, d, lr=0.1)`?
local function keyword_argument(case)
  if case.near ~= "=" or not case.message:find("')' expected") then return nil end
  local name = case:token_before(case.near_token)
  return name and name.kind == "name" and name
end

-- From the first `name=` to the parenthesis that closes the call: all of it goes in braces.
local function braced(case, name)
  local depth, stop = 0, nil
  for _, token in ipairs(case.tokens) do
    if token.start >= name.start and token.kind == "op" then
      if token.text:find("^[%({]$") then depth = depth + 1 end
      if token.text:find("^[%)}]$") then
        if depth == 0 then stop = token.start break end
        depth = depth - 1
      end
    end
  end
  if not stop then return nil end
  local source = case.source
  return source:sub(1, name.start - 1) .. "{" .. source:sub(name.start, stop - 1) .. "}"
    .. source:sub(stop)
end

local function ends_value(token)
  if not token then return false end
  local text = token.text
  if token.kind == "keyword" then
    return text == "end" or text == "true" or text == "false" or text == "nil"
  end
  return token.kind ~= "op" or text == ")" or text == "}" or text == "]"
end

-- `{a b}`, `f(x y)`: a value right after a value, inside a bracket.
local function missing_comma(case)
  if not case.message:find("'[})]' expected") or not case.near_token then return nil end
  local token = case.near_token
  local starts = token.kind == "name" or token.kind == "number" or token.kind == "string"
    or token.text == "{" or token.text == "function"
  local previous = case:token_before(token)
  if not starts or not ends_value(previous) then return nil end
  -- Where an open call reaches the next line, a new statement is likelier than one more argument.
  if previous.line ~= token.line and case.open_text == "(" then return nil end
  return token
end

local names = {["("] = "parenthesis", ["{"] = "brace", ["["] = "bracket"}
local closers = {["("] = ")", ["{"] = "}", ["["] = "]"}

local function unclosed(case)
  local open = case:innermost_open()
  return open and names[open.text] and open
end

local function open_block(case)
  local open = case:innermost_open()
  return open and not names[open.text] and open
end

return {
  {code = "E0003", match = keyword_argument, say = function(case, name)
    local fix = braced(case, name)
    return {title = "Options go in braces in Lua.", at = name,
      note = "write  " .. (fix and not fix:find("\n") and fix or ("{" .. name.text .. "=…}")),
        fix = fix}
  end},

  {code = "E0003", match = missing_comma, say = function(case, token)
    local fix = case.source:sub(1, token.start - 1):gsub("%s*$", ",%0", 1)
      .. case.source:sub(token.start)
    return {title = "A comma is missing before " .. token.text .. ".", at = token, fix = fix}
  end},

  {code = "E0003", match = function(case)
    return case.message:find("^unfinished string") and case:unfinished()
  end, say = function(case, token)
    local quote = token.opening
    local is_last = not case.source:find("\n", token.start, true)
    return {title = ("The text that starts here has no closing %s"):format(quote), at = token,
      fix = is_last and case.source .. quote or nil}
  end},

  {code = "E0003", match = function(case)
    return case.message:match("^'then' expected") and case.near == "=" and case.near_token
  end, say = function(case, token)
    return {title = "A comparison takes two equals signs; one gives a value.", at = token,
      note = "write  ==",
      fix = case.source:sub(1, token.start - 1) .. "==" .. case.source:sub(token.stop + 1)}
  end},

  {code = "E0003", match = function(case)
    return case.message:match("^'(then)' expected") or case.message:match("^'(do)' expected")
  end, say = function(case, word)
    local token = case.near_token
    local what = word == "then" and "An if needs then after its condition."
      or "A loop needs do before its body."
    local fix = token and case.source:sub(1, token.start - 1) .. word .. " "
      .. case.source:sub(token.start)
    return {title = what, at = token, note = "here:  " .. word, fix = fix or case.source .. " "
      .. word}
  end},

  {code = "E0003", match = function(case) return case.message:match("^'?<eof>'? expected near '(end)'") end,
    say = function(case)
      return {title = "There is one end too many.", at = case.near_token,
        hint = "Each function, if, for, while and do takes one end; an elseif takes none of its own."}
    end},

  {code = "E0003", match = function(case) return case.message:match("^'?<eof>'? expected near '([%)}%]])'") end,
    say = function(case, text)
      return {title = ("This %s closes nothing."):format(text), at = case.near_token}
    end},

  {code = "E0003", match = function(case)
    return case.message:match("^function arguments expected")
      and case.text:match("([%a_][%w_.]*:[%a_][%w_]*)%s*$")
  end, say = function(case, method)
    return {title = "A colon needs a call: parentheses at the end.", at = ":", note = "write  "
      .. method .. "()",
      fix = case.source:gsub("%s*$", "()", 1)}
  end},

  {code = "E0003", match = function(case) return case.message:match("^malformed number near '(%d+[%a_][%w_]*)'") end,
    say = function(case, text)
      local number, rest = text:match("^(%d+)(.*)$")
      return {title = "A product needs its sign, and a name cannot start with a digit.", at = text,
        note = ("%s*%s?"):format(number, rest)}
    end},

  {code = "E0003", match = unclosed, say = function(case, open)
    local where = open.line ~= #case.lines and (" in line %d"):format(open.line) or ""
    return {title = ("The %s %s%s is not closed."):format(names[open.text], open.text, where),
      at = open.token,
      note = "its " .. closers[open.text] .. " is missing",
      fix = case.at_end and #case.lines == 1 and case.source .. closers[open.text] or nil}
  end},

  {code = "E0003", match = function(case) return case.at_end and open_block(case) end,
    say = function(case, open)
    local also = case.source:find("%f[%a]else%s+if%f[%A]")
      and " (else if opens a second one; elseif does not)" or ""
    local ending = open.text == "repeat" and "until" or "end"
    return {title = ("The %s in line %d has no %s%s."):format(open.text, open.line, ending, also),
      at = open.token}
  end},

  {code = "E0003", match = function(case)
    local token = case.near_token
    return token and token.kind == "keyword" and case.message:find("<name> expected") and token
  end, say = function(_, token)
    return {title = token.text .. " is a word of Lua itself; it cannot be a name.", at = token}
  end},

  {code = "E0003", match = function(case) return case.at_end and case.message end,
    say = function(case)
    local last = case.tokens[#case.tokens]
    return {title = "The line stops too early: something is missing after this.", at = last}
  end},

  {code = "E0003", match = function(case) return case.near_token end, say = function(_, token)
    return {title = ("Lua did not expect %s here."):format(token.text), at = token,
      hint = "Something before it may be missing: a comma, an operator, an end, a quote."}
  end},

  {code = "E0003", match = function() return true end, say = function(case)
    return {title = "Lua cannot read this: " .. case.message}
  end},
}
