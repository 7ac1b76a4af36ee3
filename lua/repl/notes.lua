--- What is worth a word after a line that ran: overwritten names, `local`, a decimal comma.
-- Requires the workspace, the lexer and term. Each kind of note is made once, except where it names
-- something new. Returns texts; prints nothing.

local lexer = require "gradus.repl.lexer"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

local M = {}

local noted_local = false

local function overwritten(out)
  for _, name in ipairs(workspace.newly_overwritten()) do
    out[#out + 1] = ("(%s was a name of Gradus; it is yours now. Back with: %s = gradus.%s)")
      :format(name, name, name)
  end
end

local function localized(out, compiled)
  if not compiled.localized or noted_local then return end
  noted_local = true
  out[#out + 1] = "(at the prompt a local keeps its value; in a script it ends with its block)"
end

-- `lr = 0,1` at the outermost level: one name, two whole numbers, and the second one is dropped.
local function decimal_comma(out, source)
  local name, whole, part = source:match("^%s*([%a_][%w_.]*)%s*=%s*(%d+)%s*,%s*(%d+)%s*;?%s*$")
  if not name or #lexer.tokens(source) > 6 and not name:find("%.") then return end
  out[#out + 1] = ("(%s is %s, the %s was dropped. The decimal sign is a point: %s = %s.%s)")
    :format(name, whole, part, name, whole, part)
end

--- The notes on a chunk that has just run: a list of texts.
function M.collect(source, compiled)
  local out = {}
  overwritten(out)
  localized(out, compiled)
  decimal_comma(out, source)
  for i, text in ipairs(out) do out[i] = term.paint("dim",
    table.concat(term.wrap(text, term.width() - 1), "\n")) end
  return out
end

return M
