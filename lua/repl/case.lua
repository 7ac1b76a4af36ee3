--- One failed line as the rules see it: its text, its tokens, where Lua gave up, and what could be
-- meant.
-- Requires the lexer and inspect. Reads source and workspace; runs nothing, prints nothing.

local inspect = require "gradus.repl.inspect"
local lexer = require "gradus.repl.lexer"

local Case = {}
Case.__index = Case

local function split_lines(text)
  local out = {}
  for one in (text .. "\n"):gmatch("(.-)\n") do out[#out + 1] = one end
  return out
end

--- Make a case. fields: source (all of the chunk), line (number in it), message (without position).
function Case.new(fields)
  local self = setmetatable(fields, Case)
  self.source = self.source or ""
  self.lines = split_lines(self.source)
  self.line = math.max(1, math.min(self.line or 1, #self.lines))
  self.text = self.lines[self.line]
  self.tokens = lexer.tokens(self.source)
  self.near = self.message:match("near '?(.-)'?$")
  self.at_end = self.near == "<eof>"
  self.near_token = self.near and self:find_near() or nil
  self.open_text = (self:innermost_open() or {}).text
  return self
end

--- The same case with its eye on another line.
function Case:on_line(number)
  return setmetatable({line = number, text = self.lines[number]}, {__index = self})
end

-- Lua names the text it stumbled over but not its column. Of several tokens with that text on the
-- line, it is the first up to which the source already fails in the same way.
function Case:find_near()
  local candidates = {}
  for _, token in ipairs(self.tokens) do
    if token.line == self.line and token.text == self.near then
      candidates[#candidates + 1] = token
    end
  end
  for i, token in ipairs(candidates) do
    if i == #candidates then return token end
    local _, message = load(self.source:sub(1, token.stop), "=near")
    if message and message:match("near '?(.-)'?$") == self.near then return token end
  end
end

--- The first token with this text (and kind, where given) on the line, or on any line.
function Case:token(text, kind)
  local elsewhere
  for _, token in ipairs(self.tokens) do
    if token.text == text and (not kind or token.kind == kind) then
      if token.line == self.line then return token end
      elsewhere = elsewhere or token
    end
  end
  return elsewhere
end

function Case:token_before(token)
  for i, other in ipairs(self.tokens) do
    if other == token then return self.tokens[i - 1] end
  end
end

--- The first operator of the source that is a key of `map`.
function Case:char(map)
  for _, token in ipairs(self.tokens) do
    if token.kind == "op" and map[token.text] then return token.text end
  end
end

--- Is byte `column` of the line the start of a comment (and not inside of a text)?
function Case:comment_at(column)
  local start = column
  for number = 1, self.line - 1 do start = start + #self.lines[number] + 1 end
  for _, token in ipairs(self.tokens) do
    if token.start <= start and token.stop >= start then return false end
  end
  return true
end

--- The unfinished string of the source, if there is one.
function Case:unfinished()
  for _, token in ipairs(self.tokens) do
    if token.kind == "unfinished" then return token end
  end
end

--- The string that ends in the middle of a word, as 'it' in 'it's'; nil where there is none.
function Case:ended_text()
  for i, token in ipairs(self.tokens) do
    local following = self.tokens[i + 1]
    local touches = following and following.kind == "name" and following.start == token.stop + 1
    if token.kind == "string" and touches then return token end
  end
end

--- What is left open innermost, before the place where Lua gave up.
function Case:innermost_open()
  local before = {}
  for _, token in ipairs(self.tokens) do
    if token == self.near_token then break end
    before[#before + 1] = token
  end
  local open = lexer.open(before)
  return open[#open]
end

--- The source with every token `theirs` replaced by `ours`.
function Case:replaced(theirs, ours)
  local pieces, pos = {}, 1
  for _, token in ipairs(self.tokens) do
    if token.text == theirs then
      pieces[#pieces + 1] = self.source:sub(pos, token.start - 1) .. ours
      pos = token.stop + 1
    end
  end
  if pos > 1 then return table.concat(pieces) .. self.source:sub(pos) end
  local start, stop = self.source:find(theirs, 1, true)
  return start and self.source:sub(1, start - 1) .. ours .. self.source:sub(stop + 1)
end

--- The source with the line replaced.
function Case:with_line(text)
  local lines = table.move(self.lines, 1, #self.lines, 1, {})
  lines[self.line] = text
  return table.concat(lines, "\n")
end

--- The source with the first `name` on the line replaced by another name.
function Case:replaced_word(name, other)
  local pattern = "%f[%w_]" .. name:gsub("%W", "%%%0") .. "%f[^%w_]"
  local text, count = self.text:gsub(pattern, (other:gsub("%%", "%%%%")), 1)
  return count > 0 and self:with_line(text) or nil
end

--- The names of the fields and methods of what `path` ("m.weight") stands for; no code of the
-- learner runs.
function Case:fields_of(path) -- luacheck: no self
  local value = inspect.resolve(path)
  return value ~= nil and inspect.names(value) or {}
end

--- Is `name` the learner's object (with methods), not a table of functions?
function Case:is_object(name) -- luacheck: no self
  local value = inspect.resolve(name)
  return type(value) == "userdata" or type(value) == "table" and getmetatable(value) ~= nil
end

return Case
