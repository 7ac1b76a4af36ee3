--- Habits of C, JavaScript and R that are not Lua: what was typed, and what to write.
-- Requires nothing. One entry per habit (see gradus.repl.errors for the fields); the first that
-- matches speaks. Entries look only at text that did not compile, so they may be generous.

local function op(text)
  return function(case) return case:token(text, "op") end
end

-- An entry that replaces one operator by Lua's.
local function instead(theirs, ours, title)
  return {code = "E0002", match = op(theirs), say = function(case, token)
    return {title = title, at = token, note = "write  " .. ours, fix = case:replaced(theirs, ours)}
  end}
end

-- `x += 1` and its kin: the line with the operation written out.
local function written_out(case, token, operator)
  local pattern = "^(%s*)([%a_][%w_.%[%]]*)%s*%" .. operator .. "=%s*(.-)%s*;?%s*$"
  local before, name, after = case.text:match(pattern)
  local correct = name and ("%s%s = %s %s %s"):format(before, name, name, operator, after)
  return {title = ("Lua has no %s="):format(operator), at = token,
    note = correct and "write  " .. correct:gsub("^%s+", "") or "write it out:  x = x " .. operator
      .. " 1",
    fix = correct and case:with_line(correct)}
end

local function assignment(operator)
  return {code = "E0002", match = op(operator .. "="),
    say = function(case, token) return written_out(case, token, operator) end}
end

local function condition_of(text)
  return text:match("%f[%a]%a+%s*%((.*)%)%s*{") or text:match("%f[%a]%a+%s+(.-)%s*{")
end

local function c_block(case)
  if not case.text:find("[%)%d\"'%]]%s*{") then return nil end
  local word = case.text:match("^%s*}?%s*(%a+)") or ""
  local known = {["if"] = "then", ["while"] = "do", ["for"] = "do", ["function"] = "",
    ["else"] = ""}
  return known[word] and {word = word, opener = known[word]}
end

-- `{ … }` becomes `then … end`, when the whole block stands on one line.
local function block_fix(case, found)
  local condition, body, rest = condition_of(case.text), case.text:match("{(.*)}%s*(.*)$")
  if not condition or not body or rest ~= "" or found.word == "for" then return nil end
  body = body:gsub("^%s+", ""):gsub("%s*;?%s*$", "")
  if found.word == "function" then return nil end
  return case:with_line(("%s %s %s %s end"):format(found.word, condition, found.opener, body))
end

local block_forms = {
  ["if"] = "if CONDITION then … end", ["while"] = "while CONDITION do … end",
  ["for"] = "for i = 1, 10 do … end", ["function"] = "function name(x) … end",
    ["else"] = "else … end",
}

local looks_alike = {
  ["“"] = '"', ["”"] = '"', ["„"] = '"', ["‘"] = "'", ["’"] = "'", ["«"] = '"',
    ["»"] = '"',
  ["−"] = "-", ["–"] = "-", ["—"] = "-", ["×"] = "*", ["÷"] = "/", ["≤"] = "<=",
    ["≥"] = ">=",
  ["≠"] = "~=", ["\u{a0}"] = " ", ["，"] = ",", ["（"] = "(", ["）"] = ")", ["…"] = "...",
}

local function straightened(source)
  return (source:gsub("[\xC2-\xEF][\x80-\xBF]+", looks_alike))
end

local prompts = {"^%s*gradus>%s?", "^%s*%.%.%.>%s?", "^%s*%a*%.%.%.>%s?", "^%s*>>>%s?", "^%s*>%s?",
  "^%s*%$%s"}

-- The text without the prompts of another session, or nil where no line has one.
local function without_prompts(source)
  local found = false
  local text = (source .. "\n"):gsub("([^\n]*)\n", function(one)
    for _, prompt in ipairs(prompts) do
      local rest, count = one:gsub(prompt, "", 1)
      if count > 0 then
        found = true
        return rest .. "\n"
      end
    end
  end)
  return found and text:gsub("\n$", "") or nil
end

return {
  {code = "E0002", match = function(case) return without_prompts(case.source) end,
    say = function(_, text)
    return {title = "The prompt of another session was pasted along.", note = "without it:  "
      .. text, fix = text}
  end},

  {code = "E0002", match = function(case) return case:char(looks_alike) end,
    say = function(case, char)
    local name = (char == "\u{a0}") and "a non-breaking space" or char
    return {title = ("%s is not a character of Lua; it only looks like one."):format(name),
      at = char,
      note = "write  " .. (looks_alike[char] == " " and "a plain space" or looks_alike[char]),
      fix = straightened(case.source)}
  end},

  {code = "E0002", match = c_block, say = function(case, found)
    local fix = block_fix(case, found)
    return {title = "This looks like C: Lua uses words instead of braces.", at = "{",
      note = "write  " .. (fix or block_forms[found.word]), fix = fix}
  end},

  instead("!=", "~=", "\"Not equal\" is ~= in Lua."),
  instead("&&", "and", "Lua writes && as the word and."),
  instead("||", "or", "Lua writes || as the word or."),
  instead("**", "^", "A power is written with ^ in Lua."),
  assignment("+"), assignment("-"), assignment("*"), assignment("/"),

  {code = "E0002", match = op("++"), say = function(case, token)
    local name = case.text:match("([%a_][%w_.]*)%s*%+%+")
      or case.text:match("%+%+%s*([%a_][%w_.]*)") or "x"
    local correct = name .. " = " .. name .. " + 1"
    local alone = case.text:match("^%s*%+*%s*[%a_][%w_.]*%s*%+*;?%s*$")
    return {title = "Lua has no ++.", at = token, note = "write  " .. correct,
      fix = alone and case:with_line(correct)}
  end},

  {code = "E0002", match = op("!"), say = function(case, token)
    return {title = "Lua writes ! as the word not.", at = token, note = "write  not",
      fix = case:replaced("!", "not ")}
  end},

  {code = "E0002", match = function(case) return case.text:match("^(.-)//%s*(.*)$")
    and case:token("//", "op") end,
    say = function(case, token)
      return {title = "A comment starts with -- in Lua (// divides).", at = token,
        note = "write  --",
        fix = case:replaced("//", "--")}
    end},

  {code = "E0002", match = function(case) return case.text:match("^%s*(%a+)%s+[%a_][%w_]*%s*=") end,
    say = function(case, word)
      if not ({var = 1, let = 1, const = 1, int = 1, float = 1, double = 1, auto = 1})[word] then
        return nil
      end
      local correct = case.text:gsub("^%s*%a+%s+", "", 1):gsub(";%s*$", "")
      return {title = ("Lua needs no %s: a value is simply given a name."):format(word), at = word,
        note = "write  " .. correct, fix = case:with_line(correct)}
    end},

  {code = "E0002", match = function(case) return case.text:match("^%s*[%a_][%w_]*%s*:=") end,
    say = function(case)
      return {title = "A value is given with = in Lua.", at = ":=", note = "write  =",
        fix = case:replaced(":=", "=")}
    end},
}
