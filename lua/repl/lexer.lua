--- A tolerant tokenizer for Lua: reads whatever is typed, right or wrong, and never fails.
-- Requires nothing. Used to see what a line leaves open, where a name stands, and which habits of
-- other languages are in it. Knows no grammar beyond the nesting of blocks and brackets.
--
-- A token: {kind, text, line, start, stop}; start and stop are byte positions in the source. Kinds:
-- "name", "keyword", "number", "string", "op", "unfinished" (a string or comment without its end).

local M = {}

M.keywords = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat
  return then true until while]]):gmatch("%S+") do
  M.keywords[word] = true
end

-- Longest first, so that `==` is not two `=`. What other languages have counts as one operator,
-- too.
local operators = {
  "...", "==", "~=", "<=", ">=", "//", "::", "<<", ">>", "..",
  "!=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "**", "=>", "->", ":=",
}

local function long_bracket(source, pos)
  local equals = source:match("^%[(=*)%[", pos)
  if not equals then return nil end
  local _, stop = source:find("]" .. equals .. "]", pos, true)
  return stop or false, equals
end

-- The end of a quoted string that starts at pos, or nil if its line ends first.
local function quoted(source, pos)
  local quote = source:sub(pos, pos)
  local i = pos + 1
  while i <= #source do
    local c = source:sub(i, i)
    if c == quote then return i end
    if c == "\n" then return nil end
    i = i + (c == "\\" and 2 or 1)
  end
end

local function skip_comment(source, pos)
  if source:sub(pos, pos + 1) ~= "--" then return nil end
  local stop = long_bracket(source, pos + 2)
  if stop == false then return #source, "unfinished" end
  return stop or (source:find("\n", pos, true) or #source + 1) - 1
end

local function word(source, pos)
  local text = source:match("^[%a_][%w_]*", pos)
  if text then return M.keywords[text] and "keyword" or "name", pos + #text - 1 end
end

local function number(source, pos)
  local text = source:match("^0[xX][%x.]*", pos) or source:match("^%d+%.?%d*[eE][+-]?%d+", pos)
    or source:match("^%.%d+[eE][+-]?%d+", pos) or source:match("^%.%d+", pos)
    or source:match("^%d+%.%d+", pos) or source:match("^%d+%.?%f[^.]", pos)
    or source:match("^%d+", pos)
  if text then return "number", pos + #text - 1 end
end

local function string_token(source, pos)
  local stop, equals = long_bracket(source, pos)
  if stop == false then return "unfinished", #source, "[" .. equals .. "[" end
  if stop then return "string", stop end
  local quote = source:match("^[\"']", pos)
  if not quote then return nil end
  stop = quoted(source, pos)
  if stop then return "string", stop end
  return "unfinished", (source:find("\n", pos, true) or #source + 1) - 1, quote
end

local function operator(source, pos)
  for _, op in ipairs(operators) do
    if source:sub(pos, pos + #op - 1) == op then return "op", pos + #op - 1 end
  end
  local char = source:match("^[\0-\x7F\xC2-\xFD][\x80-\xBF]*", pos) or source:sub(pos, pos)
  return "op", pos + #char - 1
end

-- Kind, last position and, for unfinished strings, the opening of the token at pos.
local function read(source, pos)
  local stop, kind = skip_comment(source, pos)
  if stop then return kind or "comment", stop, "--[[" end
  for _, rule in ipairs{word, number, string_token, operator} do
    local found, last, opening = rule(source, pos)
    if found then return found, last, opening end
  end
end

local function count_newlines(text) return select(2, text:gsub("\n", "")) end

--- Split `source` into tokens; comments and white space are left out.
function M.tokens(source)
  local out, pos, line = {}, 1, 1
  while true do
    local start = source:find("%S", pos)
    if not start then return out end
    line = line + count_newlines(source:sub(pos, start - 1))
    local kind, stop, opening = read(source, start)
    local text = source:sub(start, stop)
    if kind ~= "comment" then
      out[#out + 1] = {kind = kind, text = text, line = line, start = start, stop = stop,
        opening = opening}
    end
    line = line + count_newlines(text)
    pos = stop + 1
  end
end

local closes = {[")"] = "(", ["}"] = "{", ["]"] = "["}
local blocks = {["function"] = true, ["if"] = true, ["for"] = true, ["while"] = true,
  ["repeat"] = true}

local function pop(stack, matches)
  for i = #stack, 1, -1 do
    if matches(stack[i]) then
      for k = #stack, i, -1 do stack[k] = nil end
      return
    end
  end
end

-- `do` belongs to a `for` or `while` that has none yet; else it opens a block of its own.
local function see_do(stack, token)
  local top = stack[#stack]
  if top and (top.text == "for" or top.text == "while") and not top.has_do then
    top.has_do = true
  else
    stack[#stack + 1] = {text = "do", line = token.line, token = token}
  end
end

local function is_block(entry) return blocks[entry.text] or entry.text == "do" end

--- What the tokens leave open, outermost first: a list of {text, line, token}.
-- text: "(", "{", "[", "function", "if", "for", "while", "repeat", "do", or an unfinished string's
-- quote.
-- each (optional): called with every token and the depth before it.
function M.open(tokens, each)
  local stack = {}
  for _, token in ipairs(tokens) do
    if each then each(token, #stack) end
    local text = token.text
    if token.kind == "unfinished" then
      stack[#stack + 1] = {text = token.opening, line = token.line, token = token}
    elseif token.kind == "op" and (text == "(" or text == "{" or text == "[") then
      stack[#stack + 1] = {text = text, line = token.line, token = token}
    elseif token.kind == "op" and closes[text] then
      pop(stack, function(entry) return entry.text == closes[text] end)
    elseif token.kind == "keyword" and blocks[text] then
      stack[#stack + 1] = {text = text, line = token.line, token = token}
    elseif token.kind == "keyword" and text == "do" then
      see_do(stack, token)
    elseif token.kind == "keyword" and (text == "end" or text == "until") then
      pop(stack, is_block)
    end
  end
  return stack
end

return M
