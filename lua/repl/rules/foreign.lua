--- Habits of C, JavaScript and R that are not Lua: what was typed, and what to write.
-- Requires translate. One entry per habit (see gradus.repl.errors for the fields); the first that
-- matches speaks. Entries see only text that did not compile, so they may be generous.

local translate = require "gradus.repl.translate"

local function has_operator(text)
  return function(case) return case:token(text, "op") end
end

-- An entry that replaces one operator by Lua's.
local function instead(theirs, ours, title)
  return {
    code = "E0002",
    match = has_operator(theirs),
    say = function(case, token)
      return {title = title, at = token, note = "write  " .. ours:match("^%S+"),
        fix = case:replaced(theirs, ours)}
    end,
  }
end

-- `x += 1` and its kin: the line with the operation written out.
local function compound(operator)
  local pattern = "^(%s*)([%a_][%w_.%[%]]*)%s*%" .. operator .. "=%s*(.-)%s*;?%s*$"
  return {
    code = "E0002",
    match = has_operator(operator .. "="),
    say = function(case, token)
      local before, name, value = case.text:match(pattern)
      local lua = name and ("%s = %s %s %s"):format(name, name, operator, value)
      return {title = ("Lua has no %s="):format(operator), at = token,
        note = "write  " .. (lua or "x = x " .. operator .. " …"),
        fix = lua and case:with_line(before .. lua)}
    end,
  }
end

-- --- braces --------------------------------------------------------------------------------------

local block_forms = {
  ["if"] = "if CONDITION then … end", ["while"] = "while CONDITION do … end",
  ["for"] = "for i = 1, 10 do … end", ["function"] = "function name(x) … end",
    ["else"] = "else … end",
}

local openers = {["if"] = " then", ["while"] = " do", ["for"] = " do", ["function"] = ""}

-- The word whose block opens with a brace on this line, or nil.
local function c_block(case)
  if not case.text:find("[%)%d\"'%]]%s*{") and not case.text:find("else%s*{") then return nil end
  local word = case.text:match("^%s*}?%s*(%a+)")
  return block_forms[word] and word
end

-- What stands between the word and the brace, without the parentheses that Lua does not need; nil
-- where it is C's `for (i = 0; …)`.
local function condition_of(case, word)
  local text = case.text:match("^%s*" .. word .. "%s*(.-)%s*{")
  if not text or text:find(";") then return nil end
  if word == "function" then return text end
  return translate.condition(text:match("^%((.*)%)$") or text)
end

-- `if (a) { b }` on one line: the same with Lua's words, and whether that is all of it.
local function with_words(case, word)
  local condition = openers[word] and condition_of(case, word)
  if not condition or condition == "" then return nil end
  local body, rest = case.text:match("{(.*)}%s*(.*)$")
  local complete = body ~= nil and rest == ""
  local inner = complete and body:gsub("^%s+", ""):gsub("%s*;?%s*$", "") or "…"
  return ("%s %s%s %s end"):format(word, condition, openers[word], inner), complete
end

-- --- characters and pasted prompts ---------------------------------------------------------------

local looks_alike = {
  ["“"] = '"', ["”"] = '"', ["„"] = '"', ["«"] = '"', ["»"] = '"', ["‘"] = "'",
    ["’"] = "'",
  ["−"] = "-", ["–"] = "-", ["—"] = "-", ["×"] = "*", ["÷"] = "/", ["≤"] = "<=",
    ["≥"] = ">=",
  ["≠"] = "~=", ["\u{a0}"] = " ", ["，"] = ",", ["（"] = "(", ["）"] = ")", ["…"] = "...",
}

local function straightened(source)
  return (source:gsub("[\xC2-\xEF][\x80-\xBF]+", looks_alike))
end

local prompts = {"^%s*gradus>%s?", "^%s*[%w-]+ %d+/%d+>%s?", "^%s*In%s*%[%d*%]:%s?",
  "^%s*[%a({%[]*%.%.%.>%s?", "^%s*>>>%s?", "^%s*>%s?", "^%s*%$%s"}

local function without_prompt(line)
  for _, prompt in ipairs(prompts) do
    local rest, count = line:gsub(prompt, "", 1)
    if count > 0 then return rest end
  end
end

-- The text without the prompts of another session, or nil where the first line has none: `> 3` may
-- well go on what stands above it.
local function without_prompts(source)
  if not without_prompt(source:match("^%s*([^\n]*)")) then return nil end
  local text = (source .. "\n"):gsub("([^\n]*)\n", function(line)
    return (without_prompt(line) or line) .. "\n"
  end)
  return (text:gsub("\n$", ""))
end

-- --- comments ------------------------------------------------------------------------------------

-- The `//` that begins a comment: first on its line, or followed by words, which no divisor is.
local function slashes(case)
  local token = case:token("//", "op")
  if not token or token.line ~= case.line then return nil end
  local rest = case.source:sub(token.stop + 1)
  local is_first = case.text:find("^%s*//")
  return (is_first or rest:find("^[ \t]*[%a']+[ \t]+[%a']")
    or load(case.source:sub(1, token.start - 1) .. "--" .. rest)) and token
end

-- --- declarations --------------------------------------------------------------------------------

local types = {var = true, let = true, const = true, int = true, float = true, double = true,
  auto = true}

local function declaration(case)
  local word = case.text:match("^%s*(%a+)%s+[%a_][%w_]*%s*=")
  return types[word] and word
end

-- A byte that no text shows: a NUL, an escape, or what is no UTF-8.
local function unreadable(case)
  return case.source:find("[\0-\8\11\12\14-\31\127]") or not utf8.len(case.source)
end

return {
  {
    code = "E0003",
    match = unreadable,
    say = function()
      return {title = "There is a character in this that cannot be read.",
        hint = "It may have come along from a file or a web page: type the line anew."}
    end,
  },
  {
    code = "E0002",
    match = function(case) return without_prompts(case.source) end,
    say = function(_, text)
      return {title = "The prompt of another session was pasted along.",
        hint = "Without it:  " .. text, fix = text}
    end,
  },
  {
    code = "E0002",
    match = function(case) return case:char(looks_alike) end,
    say = function(case, char)
      local name = char == "\u{a0}" and "A non-breaking space" or char
      local ours = looks_alike[char] == " " and "a plain space" or looks_alike[char]
      return {title = name .. " is no character of Lua; it only looks like one.", at = char,
        note = "write  " .. ours, fix = straightened(case.source)}
    end,
  },
  {
    code = "E0002",
    match = c_block,
    say = function(case, word)
      local lua, complete = with_words(case, word)
      return {title = "This looks like C: Lua uses words instead of braces.", at = "{",
        note = "write  " .. (lua or block_forms[word]),
        fix = complete and case:with_line(lua) or nil, evident = true}
    end,
  },

  instead("!=", "~=", "\"Not equal\" is ~= in Lua."),
  instead("&&", "and", "Lua writes && as the word and."),
  instead("||", "or", "Lua writes || as the word or."),
  instead("!", "not ", "Lua writes ! as the word not."),
  instead("**", "^", "A power is written with ^ in Lua."),
  instead(":=", "=", "A value is given with = in Lua."),
  compound("+"), compound("-"), compound("*"), compound("/"),

  {
    code = "E0002",
    match = has_operator("++"),
    say = function(case, token)
      local name = case.text:match("^%s*([%a_][%w_.]*)%s*%+%+;?%s*$")
        or case.text:match("^%s*%+%+%s*([%a_][%w_.]*);?%s*$")
      local lua = name and name .. " = " .. name .. " + 1"
      return {title = "Lua has no ++", at = token, note = "write  " .. (lua or "x = x + 1"),
        fix = lua and case:with_line(lua)}
    end,
  },
  {
    code = "E0002",
    match = function(case) return slashes(case) end,
    say = function(case, token)
      local source = case.source
      return {title = "A comment starts with -- in Lua (// divides).", at = token,
        note = "write  --",
        fix = source:sub(1, token.start - 1) .. "--" .. source:sub(token.stop + 1)}
    end,
  },
  {
    code = "E0002",
    match = function(case)
      return case.text:find("/%*") and case.near and case.near:find("^[/*]") and "/*"
    end,
    say = function(case)
      local text = case.source:gsub("/%*", "--[["):gsub("%*/", "]]")
      return {title = "A comment starts with -- in Lua; a long one stands in --[[ and ]].",
        at = "/*", fix = text}
    end,
  },
  {
    code = "E0002",
    match = declaration,
    say = function(case, word)
      local lua = case.text:gsub("^%s*%a+%s+", "", 1):gsub(";%s*$", "")
      return {title = ("Lua needs no %s: a value is simply given a name."):format(word), at = word,
        note = "write  " .. lua, fix = case:with_line(lua)}
    end,
  },
}
