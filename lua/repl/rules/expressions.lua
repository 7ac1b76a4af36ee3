--- Expressions of other languages: slices, a choice in one line, lists made by a loop, arrows,
-- texts with values in them.
-- Requires blocks and translate. One entry per habit (see gradus.repl.errors for the fields).

local blocks = require "gradus.repl.blocks"
local translate = require "gradus.repl.translate"

-- An entry for a line that matches `pattern`: correct(captures…) returns the Lua of the line, or
-- nil if it is something else; `at` is what the caret stands under.
local function entry(pattern, title, at, correct)
  return {
    code = "E0002",
    match = function(case)
      local found = table.pack(case.text:match(pattern))
      return found[1] ~= nil and case.text:find(at, 1, true) and found
    end,
    say = function(case, found)
      local lua, hint = correct(table.unpack(found, 1, found.n))
      if not lua then return nil end
      return {title = title, at = at, note = "write  " .. lua, hint = hint,
        fix = not lua:find("…") and case:with_line(lua) or nil}
    end,
  }
end

-- --- slices --------------------------------------------------------------------------------------

-- One index of several: `:` is all, `a:b` a range with both ends, `:b` from the first, `a:` to the
-- last.
local function index(part)
  part = part:match("^%s*(.-)%s*$")
  local first, last = part:match("^([^:]*):([^:]*)$")
  if not first then return part ~= "..." and part or nil end
  if first == "" and last == "" then return "{}" end
  return ("{%s, %s}"):format(first ~= "" and first or "1", last ~= "" and last or "-1")
end

-- `x[1:2, 2]` as `x[{{1, 2}, 2}]`; nil where there is nothing of a slice in it.
local function slice(before, inside, after)
  if not inside:find(":") or inside:find("[%[{]") then return nil end
  local out = {}
  for part in (inside .. ","):gmatch("([^,]*),") do
    local one = index(part)
    if not one then return nil end
    out[#out + 1] = one
  end
  return ("%s[{%s}]%s"):format(before, table.concat(out, ", "), after)
end

-- --- texts with values ---------------------------------------------------------------------------

-- "a {} b".format(x) and "a %d b" % x: the text with Lua's signs, and its values.
local function formatted(before, quote, text, values, after)
  text = text:gsub("{:?([^{}]*)}", function(form) return form == "" and "%s" or "%" .. form end)
  return ("%s(%s%s%s):format(%s)%s"):format(before, quote, text, quote, values, after)
end

return {
  entry("^(.-)([%a_][%w_.]*)%[%s*:%s*,%s*(%d+)%s*%](.*)$",
    "A column is taken with braces, and counted from 1.", ":",
    function(before, t, column, after)
      return ("%s%s[{{}, %d}]%s"):format(before, t, column + 1, after)
    end),

  entry("^(.-[%w_%)])%[([^%[%]]*)%](.*)$",
    "A range of rows takes two pairs of braces, and both ends.", ":", slice),

  entry("^(.-)%[%s*(.-)%s+for%s+([%a_][%w_]*)%s+in%s+(.-)%s*%]%s*$",
    "A list is filled by a loop in Lua.", "for", function(before, value, name, list)
      local target = before:match("([%a_][%w_.]*)%s*=%s*$") or "list"
      local header = blocks.header(("for %s in %s:"):format(name, list)).open
      value = translate.expression(value)
      return ("%s = {} %s %s[#%s + 1] = %s end"):format(target, header, target, target, value)
    end),

  entry("^(.-=%s*)(.-)%s+if%s+(.-)%s+else%s+(.-)%s*$",
    "A choice in one line is written with and and or in Lua.", "if",
    function(before, yes, condition, no)
      return ("%s%s and %s or %s"):format(before, translate.condition(condition), yes, no)
    end),

  entry("^(.-=%s*)(.-)%s*%?%s*(.-)%s*:%s*(.-)%s*;?%s*$",
    "A choice in one line is written with and and or in Lua.", "?",
    function(before, condition, yes, no)
      return ("%s%s and %s or %s"):format(before, translate.condition(condition), yes, no)
    end),

  entry("^(.-)%(?([%a_][%w_, ]*)%)?%s*=>%s*(.-)%s*;?%s*$",
    "A function without a name is written out in Lua.", "=>",
    function(before, names, value)
      names = names:match("^%s*(.-)%s*$")
      if value:find("[{}]") then return before .. "function(" .. names .. ") … end" end
      return ("%sfunction(%s) return %s end"):format(before, names, translate.expression(value))
    end),

  entry("^(.-)===(.*)$", "Lua compares with two equals signs.", "===",
    function(before, after) return before .. "==" .. after end),

  entry("^(.-)([%a_][%w_.]*)%s*@%s*([%a_][%w_.]*)(.*)$",
    "Matrices are multiplied by the method matmul.", "@",
    function(before, a, b, after) return ("%s%s:matmul(%s)%s"):format(before, a, b, after) end),

  entry("^(.-)([\"'])(.-)%2%.format(%b())(.*)$",
    "A text with values in it is made by its method format.", ".format",
    function(before, quote, text, values, after)
      return formatted(before, quote, text, values:sub(2, -2), after)
    end),

  entry("^%s*print%s*%((.-),%s*end%s*=.*%)%s*$", "print always ends its line; io.write does not.",
    "end", function(values)
      return ("io.write(%s)"):format(values:gsub("%s*,%s*", ", \" \", "))
    end),

  entry("^%s*([%a_][%w_.]*)%s*=%s*([%a_][%w_.]*)%s*=%s*([^=]+)$",
    "Each name gets a value of its own in Lua.", "=",
    function(a, b, value)
      return ("%s, %s = %s, %s"):format(a, b, value, value)
    end),

  entry("^%s*del%s+([%a_][%w_.]*)%s*$", "Lua forgets what is set to nil.", "del",
    function(name) return name .. " = nil" end),

  entry("^%s*raise%s+[%a_]*%(?(.-)%)?%s*$", "An error is raised by the function error.", "raise",
    function(text) return ("error(%s)"):format(text ~= "" and text or '"…"') end),

  entry("^(.-)(%d[%d_]*_%d+)(.*)$", "The digits of a number stand together in Lua.", "_",
    function(before, number, after) return before .. number:gsub("_", "") .. after end),
}
