--- Blocks of Python as Lua: a line that opens one, and whole texts whose blocks are indented.
-- Requires translate. Works on text; as there, a best effort that is compiled before it is offered.

local translate = require "gradus.repl.translate"

local M = {}

-- --- lines that open a block ---------------------------------------------------------------------

-- range(n), range(a, b), range(a, b, s) as bounds of Lua's `for`, which includes its last value.
local function bounds(arguments)
  arguments = translate.expression(arguments)
  local first, rest = arguments:match("^%s*(.-)%s*,%s*(.-)%s*$")
  return first and first .. ", " .. rest or "1, " .. arguments
end

local function each(names, what)
  local list = what:match("^enumerate%s*%((.*)%)$")
  if list then return ("for %s in ipairs(%s) do"):format(names, translate.expression(list)) end
  local dictionary = what:match("^(.-)%.items%s*%(%s*%)$")
  if dictionary then return ("for %s in pairs(%s) do"):format(names, dictionary) end
  if not names:find(",") then names = "_, " .. names end
  return ("for %s in ipairs(%s) do"):format(names, translate.expression(what))
end

local headers = {
  {"range", "^for%s+([%a_][%w_]*)%s+in%s+range%s*(%b())%s*:?%s*(.*)$", function(name, arguments)
    return ("for %s = %s do"):format(name, bounds(arguments:sub(2, -2)))
  end},
  {"for", "^for%s+([%a_][%w_, ]-)%s+in%s+(.-)%s*:%f[%s\0]%s*(.*)$", each},
  {"if", "^if%s+(.-)%s*:%f[%s\0]%s*(.*)$", function(condition)
    return ("if %s then"):format(translate.condition(condition))
  end},
  {"elif", "^elif%s+(.-)%s*:%f[%s\0]%s*(.*)$", function(condition)
    return ("elseif %s then"):format(translate.condition(condition))
  end},
  {"else", "^else%s*:%s*(.*)$", function() return "else" end},
  {"while", "^while%s+(.-)%s*:%f[%s\0]%s*(.*)$", function(condition)
    return ("while %s do"):format(translate.condition(condition))
  end},
  {"def", "^def%s+([%a_][%w_]*)%s*(%b())%s*:?%s*(.*)$", function(name, arguments)
    return ("function %s%s"):format(name, arguments)
  end},
  {"with", "^with%s+[%w_.]*no_grad%s*%(%s*%)%s*:%s*(.*)$", function()
    return "no_grad(function()"
  end},
}

-- `for k in m:children() do` has a colon, too, and is Lua.
local function is_lua(kind, text)
  return text:find("%f[%a]then%f[%A]") or kind ~= "range" and text:find("%f[%a]do%f[%A]")
end

--- Python's line that opens a block: {kind, open, close, rest, indent}, or nil where it is none.
-- open and close are Lua; rest is what stands behind the colon.
function M.header(line)
  local indent, text = line:match("^(%s*)(.-)%s*$")
  for _, entry in ipairs(headers) do
    local kind, pattern, say = table.unpack(entry)
    local found = table.pack(text:match(pattern))
    if found[1] and not is_lua(kind, text) then
      return {kind = kind, open = say(table.unpack(found, 1, found.n - 1)),
        close = kind == "with" and "end)" or "end", rest = found[found.n], indent = indent}
    end
  end
end

-- --- blocks --------------------------------------------------------------------------------------

local continues = {elif = true, ["else"] = true}

local function statement(text)
  local indent, code = text:match("^(%s*)(.-)%s*$")
  code = code:gsub("^#%s*", "-- "):gsub("(%s)#%s", "%1-- ")
  return code == "pass" and indent or indent .. translate.expression(code)
end

-- Adds a line above the empty lines at the end.
local function add_before_blanks(out, line)
  local at = #out
  while at > 0 and not out[at]:find("%S") do at = at - 1 end
  table.insert(out, at + 1, line)
end

-- Ends the blocks that a line of this indentation leaves.
local function close_blocks(out, open, indent, keeps_last)
  while open[#open] and #indent <= #open[#open].indent do
    local block = table.remove(open)
    if keeps_last and #indent == #block.indent then return end
    add_before_blanks(out, block.indent .. block.close)
  end
end

--- A text of lines whose blocks are made by indentation, with Lua's words and ends; nil where no
-- line opens such a block.
function M.block(source)
  local out, open, found = {}, {}, false
  for line in (source .. "\n"):gmatch("(.-)\n") do
    local header = M.header(line)
    if line:find("%S") then
      close_blocks(out, open, line:match("^%s*"), header and continues[header.kind])
    end
    if header then
      found = true
      local rest = header.rest ~= "" and " " .. statement(header.rest) or ""
      out[#out + 1] = header.indent .. header.open .. rest
      open[#open + 1] = header
    else
      out[#out + 1] = statement(line)
    end
  end
  close_blocks(out, open, "", false)
  return found and table.concat(out, "\n") or nil
end

return M
