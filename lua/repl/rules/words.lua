--- Words that are no Lua at all: a question, a sentence, a command of a shell, letters of other
-- alphabets.
-- Requires commands, inspect and, when asked, help. One entry per kind (see gradus.repl.errors for
-- the fields). These rules come last among the foreign ones: several words side by side are also
-- what a missing comma looks like.

local commands = require "gradus.repl.commands"
local inspect = require "gradus.repl.inspect"

local shell = {ls = true, cd = true, pwd = true, cat = true, echo = true, man = true, pip = true,
  python = true, python3 = true, sudo = true, apt = true, mkdir = true, rm = true, vim = true,
  nano = true, git = true, gradus = true, lua = true, make = true}

-- The words of a line that consists of words, or nil. Lua's own words may be among them.
local function words_of(case)
  if #case.lines > 1 then return nil end
  local text = case.text:gsub("[?.!]+%s*$", "")
  if text:find("[^%a%d%s'_,.-]") or text:find("%d%s*$") or not text:find("%a%s+%a") then
    return nil
  end
  local out = {}
  for word in text:gmatch("[%a_][%w_'-]*") do out[#out + 1] = word end
  return out
end

local function is_statement(words)
  return require("gradus.repl.lexer").keywords[words[1]] and not words[3]
end

-- Of the words of a question, the one that the help knows most about: the longest it knows at all.
local function topic(words)
  local help = require "gradus.help"
  local best
  for _, word in ipairs(words) do
    if #word > 3 and (not best or #word > #best) and #help.search(word) > 0 then best = word end
  end
  return best
end

-- A byte of a letter that is none for Lua: "größe", "π".
local function strange_letter(case)
  local byte = case.message:match("near '<\\(%d+)>'")
  if not byte or tonumber(byte) < 0xC3 then return nil end
  return case.text:match("[%w_]*[\xC3-\xF4][\x80-\xBF]+[%w_\x80-\xF4]*")
end

-- `start training`, `quit now`: a command without its colon.
local function command_line(case)
  local word, rest = case.text:match("^%s*([%a]+)%s+([%w/_.-]+)%s*$")
  local command = #case.lines == 1 and word and commands.exact(word)
  return command and rest ~= "=" and {word = word, whole = ":" .. word .. " " .. rest}
end

-- `seed 1`, `assert x == 3`: a function and its argument without parentheses.
local function call_without_parentheses(case)
  local name, rest = case.text:match("^%s*([%a_][%w_.]*)%s+([%w_][^=]-)%s*$")
  if not name then name, rest = case.text:match("^%s*(assert)%s+(.-)%s*$") end
  if not name or case.line > 1 or type(inspect.resolve(name)) ~= "function" then return nil end
  local call = ("%s(%s)"):format(name, rest)
  return load("return " .. call) and {name = name, call = call}
end

-- IPython's `%time x` and `!ls`.
local function magic(case)
  local sign, word, rest = case.text:match("^%s*([%%!@])(%a+)%s*(.-)%s*$")
  return sign and (sign ~= "!" or shell[word]) and {sign = sign, word = word, rest = rest}
end

return {
  {
    code = "E0003",
    match = command_line,
    say = function(_, found)
      return {title = "Commands start with a colon.", at = found.word,
        note = "write  " .. found.whole, fix = found.whole}
    end,
  },
  {
    code = "E0003",
    match = call_without_parentheses,
    say = function(case, found)
      return {title = found.name .. " needs parentheses.", at = found.name,
        note = "write  " .. found.call, fix = case:with_line(found.call)}
    end,
  },
  {
    code = "E0003",
    match = magic,
    say = function(_, found)
      local command = commands.find(found.word)
      local whole = command and (":%s %s"):format(command.name, found.rest):gsub("%s+$", "")
      return {title = "Commands start with a colon here.", at = found.sign,
        note = whole and "write  " .. whole or nil, fix = whole,
        hint = not whole and ":help lists them." or nil}
    end,
  },
  {
    code = "E0003",
    match = strange_letter,
    say = function(_, name)
      return {title = "Names are made of the letters a to z, digits and _ in Lua.", at = name,
        note = "this has another letter"}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      local word = case.text:match("^%s*(%a[%w]*)%s+[%w~/.-]")
      return shell[word] and case.near ~= "=" and word
    end,
    say = function(_, word)
      local hint = word == "man" and "Here help is asked with a question mark:  ?fit"
        or word == "pip" and "Nothing needs to be installed: all of Gradus is here."
        or "Leave Gradus with Ctrl-D, or open a second terminal for it."
      return {title = ("%s is a command of the shell; this is Lua."):format(word), at = word,
        hint = hint}
    end,
  },
  {
    code = "E0003",
    match = function(case)
      local words = words_of(case)
      return words and (words[3] or case.text:find("%?")) and not is_statement(words) and words
    end,
    say = function(_, words)
      local word = topic(words)
      local ask = word and ("??%s searches the help for a word"):format(word)
        or "??word searches the help"
      return {title = "These are words; Lua reads calculations and calls.",
        hint = ask .. ", :lessons lists the lessons, :help the commands."}
    end,
  },
}
