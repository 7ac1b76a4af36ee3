--- From typed text to something that runs: expression, statement, more to come, or an error.
-- Requires the lexer. Compiles, never runs. The rule of continuation is the heart of this file:
-- Lua says "<eof>" of everything that could go on, also of `x = 'abc` and `if (a) {`, and a
-- beginner who is asked for more there is trapped.

local lexer = require "gradus.repl.lexer"

local M = {}

-- `local x = 1` at the prompt would be gone at the next line. Names keep their place in the source:
-- the word is replaced by as many spaces, so that positions in messages stay true.
local function blank(source, token)
  return source:sub(1, token.start - 1) .. (" "):rep(#token.text) .. source:sub(token.stop + 1)
end

-- The names of `local a, b` at tokens[i], and the token after them; nil where an attribute follows.
local function declared(tokens, i)
  local names = {}
  repeat
    i = i + 1
    if not tokens[i] or tokens[i].kind ~= "name" then return nil end
    names[#names + 1] = tokens[i].text
    i = i + 1
    if tokens[i] and tokens[i].text == "<" then return nil end
  until not tokens[i] or tokens[i].text ~= ","
  return names, tokens[i], tokens[i - 1]
end

-- Rewrites the declaration at tokens[i]: `local x = 1` to `x = 1`, `local x` to `x = nil`.
local function make_global(source, tokens, i)
  local after = tokens[i + 1]
  if after and after.text == "function" then return blank(source, tokens[i]), {} end
  local names, follower, last = declared(tokens, i)
  if not names then return source, nil end
  if not follower or follower.text ~= "=" then
    source = source:sub(1, last.stop) .. " = nil" .. source:sub(last.stop + 1)
  end
  return blank(source, tokens[i]), names
end

--- Turn `local` at the outermost level into globals, so that the names persist between lines.
-- Returns the new source and whether there was such a declaration.
function M.persist(source)
  local tokens = lexer.tokens(source)
  local outer = {}
  local index = 0
  lexer.open(tokens, function(token, depth)
    index = index + 1
    if depth == 0 and token.text == "local" then outer[#outer + 1] = index end
  end)
  local changed = false
  for k = #outer, 1, -1 do -- from the end: earlier positions stay true
    local names
    source, names = make_global(source, tokens, outer[k])
    changed = changed or names ~= nil
  end
  return source, changed
end

local function ends_in_semicolon(tokens)
  local last = tokens[#tokens]
  return last ~= nil and last.kind == "op" and last.text == ";"
end

-- The error says that the text ended too early, and nothing says that it is wrong already.
local function could_go_on(message, tokens)
  if not message:find("<eof>['\"]?$") then return false end
  if message:find("function arguments expected") then return false end -- model:train
  for _, token in ipairs(tokens) do
    local quote = token.kind == "unfinished" and token.opening
    if quote == "'" or quote == '"' then return false end
  end
  return true
end

-- Signs of another language: braces that open a block, operators and keywords Lua does not have.
-- One of them and "more to come" is not what the writer meant.
local foreign = {
  ["!="] = true, ["&&"] = true, ["||"] = true, ["++"] = true, ["+="] = true, ["-="] = true,
  ["*="] = true, ["/="] = true, ["**"] = true, ["=>"] = true, ["!"] = true, ["?"] = true,
    ["$"] = true,
  ["@"] = true, ["\\"] = true, ["`"] = true, ["“"] = true, ["”"] = true, ["‘"] = true,
    ["’"] = true,
}

local function ends_condition(token)
  return token.text == ")" or token.kind == "number" or token.kind == "string" or token.text == "]"
end

-- A brace where `then` or `do` belongs: `if (a) {`. In `if f{1} then` the name before it is called,
-- so only a closing bracket or a literal counts.
local function opens_c_block(tokens, i)
  if tokens[i].text ~= "{" or not tokens[i - 1] or not ends_condition(tokens[i - 1]) then
    return false
  end
  for k = i - 1, 1, -1 do
    local text = tokens[k].kind == "keyword" and tokens[k].text
    if text == "then" or text == "do" or text == "end" then return false end
    if text == "if" or text == "while" or text == "for" or text == "function" then return true end
  end
  return false
end

local takes_colon = {["for"] = true, ["if"] = true, ["while"] = true, ["else"] = true, elif = true,
  def = true, with = true, try = true, except = true, class = true}

-- Python's block: `for …:`, `if …: …`, `else:`. Lua's colon touches the name of a method.
local function ends_in_colon(tokens, i)
  local following = tokens[i + 1]
  if tokens[i].text ~= ":" or (following and following.start == tokens[i].stop + 1) then
    return false
  end
  local first = tokens[1]
  for k = i, 1, -1 do
    if tokens[k].line == tokens[i].line then first = tokens[k] end
  end
  return takes_colon[first.text] == true
end

-- `'it's'`: a text that ends in the middle of a word.
local function ends_inside_word(tokens, i)
  local following = tokens[i + 1]
  return tokens[i].kind == "string" and following ~= nil and following.kind == "name"
    and following.start == tokens[i].stop + 1
end

--- Does the text carry signs of another language, or of a quote that ends too early?
function M.looks_foreign(tokens)
  for i, token in ipairs(tokens) do
    if ends_inside_word(tokens, i) then return true end
    if token.kind == "op" then
      if foreign[token.text] or opens_c_block(tokens, i) or ends_in_colon(tokens, i) then
        return true
      end
    end
  end
  return false
end

local function is_range_call(tokens)
  for i, token in ipairs(tokens) do
    if token.text == "range" and tokens[i - 1] and tokens[i - 1].text == "in" then return true end
  end
end

local function wants_more(message, tokens)
  return could_go_on(message, tokens) and not M.looks_foreign(tokens) and not is_range_call(tokens)
end

-- Results come back packed: `return f()` itself would be a tail call, and the line that made it
-- would be missing from every traceback. The chunk gets table.pack as its argument.
local function compile_expression(source, tokens, name, env)
  if not load("return " .. source, name, "t", env) then return nil end
  local last = tokens[#tokens]
  if ends_in_semicolon(tokens) then source = source:sub(1, last.start - 1) end
  return load("return (...)(" .. source .. "\n)", name, "t", env)
end

-- Where a last expression may begin: at a new line, behind a semicolon, behind `return`. Returns
-- the bytes where the statements end and the expression begins.
local function split_before(tokens, i)
  local token, before, following = tokens[i], tokens[i - 1], tokens[i + 1]
  if token.text == "return" then return token.start, following and following.start end
  if before and (token.line > before.line or before.text == ";" or before.text == "end") then
    return token.start, token.start
  end
end

local most_tries = 50

-- `x = 3; x`, or a pasted block whose last line is a value: the statements run, the value is shown.
-- Returns the function and the byte at which the expression begins.
local function compile_ending(source, tokens, name, env)
  local last, tries = #tokens, 0
  while last > 1 and tokens[last].text == ";" do last = last - 1 end
  for i = last, 1, -1 do
    local front, start = split_before(tokens, i)
    if start and tries < most_tries then
      tries = tries + 1
      local ending = source:sub(start, tokens[last].stop)
      local value = "return (...)(" .. ending .. "\n)"
      local fn = load("return " .. ending, name, "t", env)
        and load(M.persist(source:sub(1, front - 1)) .. value, name, "t", env)
      if fn then return fn, start end
    end
  end
end

-- What is wrong with a text that is neither expression nor statement. `{1 2}` fails as a statement
-- already at its brace; then the expression's message says more.
local function complaint(source, rewritten, name, tokens)
  local _, message = load(rewritten, name, "t", {})
  local first = tokens[1].text:match("^[^\n]*")
  if message and message:sub(-#first - 2) == "'" .. first .. "'" then
    _, message = load("return " .. source, name, "t", {})
  end
  return message
end

--- Compile what was typed. name: chunk name; env: its globals. `fn(table.pack)` runs it.
-- Returns a table {kind, fn, silent, localized, ending} with kind "expression" or "statement"; of a
-- statement that ends in an expression, `ending` is the byte where that begins. Or {kind = "more",
-- open = what is open, message}; or {kind = "error", message}; or {kind = "empty"}.
function M.compile(source, name, env)
  local tokens = lexer.tokens(source)
  if not tokens[1] then return {kind = "empty"} end
  local silent = ends_in_semicolon(tokens)
  local fn = compile_expression(source, tokens, name, env)
  if fn then return {kind = "expression", fn = fn, silent = silent} end
  local rewritten, localized = M.persist(source)
  local ending
  fn, ending = compile_ending(source, tokens, name, env)
  if fn then
    return {kind = "statement", fn = fn, silent = silent, localized = localized, ending = ending}
  end
  fn = load(rewritten, name, "t", env)
  if fn then return {kind = "statement", fn = fn, silent = true, localized = localized} end
  local message = complaint(source, rewritten, name, tokens)
  if not wants_more(message, tokens) then return {kind = "error", message = message} end
  return {kind = "more", message = message, open = lexer.open(tokens)}
end

return M
