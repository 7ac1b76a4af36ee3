--- Mistakes that show when a line runs: a nil called, a field of nothing, arithmetic on a table.
-- Requires suggest. One entry per message of Lua (see gradus.repl.errors for the fields). The
-- messages carry the name ("global 'x'", "field 'y'", "method 'z'") but no column: it is looked up
-- in the line.

local suggest = require "gradus.suggest"

local kinds = {table = "a table", number = "a number", string = "a text (string)",
  boolean = "true or false",
  ["function"] = "a function", ["nil"] = "nothing (nil)", userdata = "an object"}

local function kind(name) return kinds[name] or "a " .. name end

-- "(global 'x')" -> "global", "x"
local function named(message) return message:match("%((%a+) '([^']+)'%)") end

-- What stands before `.field` or `:method` in the line: the thing that lacks it.
local function owner(text, separator, field)
  return text:match("([%a_][%w_.]*)%s*" .. separator .. "%s*" .. field .. "%f[^%w_]")
end

local function with_neighbour(case, name, list, fallback)
  local near = suggest.closest(name, list)
  if not near then return fallback, nil end
  return ("did you mean  %s ?"):format(near), case:replaced_word(name, near)
end

local python_names = {
  len = "#x gives the length of x", range = "for i = 1, n do … end counts",
    None = "nothing is called nil",
  True = "it is written true", False = "it is written false", str = "tostring(x)",
    int = "math.floor(x)",
  torch = "its names are here directly: tensor, nn, optim", np = "use tensor{…}",
    numpy = "use tensor{…}",
  enumerate = "for i, v in ipairs(list) do … end", f = "texts are joined with ..",
  unpack = "it is table.unpack", null = "nothing is called nil", exit = ":quit or Ctrl-D leaves",
  quit = ":quit or Ctrl-D leaves", dir = "press Tab after the dot", array = "use tensor{…}",
}

local function call_field(case, how, name)
  local separator = how == "method" and ":" or "%."
  local object = owner(case.text, separator, name)
  local list = object and case:fields_of(object) or {}
  local note, fix = with_neighbour(case, name, list, "press Tab after the "
    .. (how == "method" and "colon" or "dot")
    .. " to see what it has")
  return {title = ("%s has no %s called %s."):format(object or "This", how == "method" and "method"
    or "function", name),
    at = name, note = note, fix = fix}
end

local function call_nil(case, what)
  local how, name = named(case.message)
  if how == "method" or how == "field" then return call_field(case, how, name) end
  if what ~= "nil" then
    return {title = ("%s is %s; only functions can be called."):format(name or "This value",
      kind(what)), at = name,
      hint = what == "table" and "In a for loop: for key, value in pairs(t) do … end" or nil}
  end
  return {title = ("%s holds nothing (nil), so it cannot be called."):format(name or "This value"),
    at = name,
    hint = python_names[name or ""]}
end

local function index_nil(case, what)
  local how, name = named(case.message)
  if not name then return {title = ("%s has no fields."):format(kind(what))} end
  local object = how == "field" and owner(case.text, "%.", name)
  if what == "nil" and object then
    local note, fix = with_neighbour(case, name, case:fields_of(object), nil)
    return {title = ("%s.%s holds nothing (nil), so it has no fields."):format(object, name),
      at = name,
      note = note, fix = fix}
  end
  return {title = ("%s is %s, so it has no fields to ask for."):format(name, kind(what)), at = name,
    hint = case.text:find("%[0%]") and "Lua counts from 1: the first element is [1]." or nil}
end

local function arithmetic(case, what)
  local _, name = named(case.message)
  local hint
  if what == "string" then hint = "tonumber(text) makes a number of a text; .. joins texts."
  elseif what == "table" then hint = "Lists cannot be calculated with; tensor{…} makes a tensor of one." end
  local comment = case.text:find("//", 1, true) and "A comment starts with -- in Lua; // divides."
    or nil
  return {title = ("%s is %s; a number is needed here."):format(name or "One side", kind(what)),
    at = name,
    hint = comment or hint}
end

local function compare(_, a, b)
  if a == b then
    return {title = ("Two values of this kind cannot be ordered: %s."):format(kind(a))}
  end
  return {title = ("%s and %s cannot be compared by size."):format(kind(a), kind(b)),
    hint = "Perhaps one of them was never set."}
end

-- An entry for a message of Lua, by pattern; the captures go to `say`.
local function message(code, pattern, say)
  return {code = code, match = function(case)
    local found = table.pack(case.message:match(pattern))
    return found[1] ~= nil and found
  end, say = function(case, found) return say(case, table.unpack(found, 1, found.n)) end}
end

return {
  message("E0004", "attempt to call a[n]? (%a+) value", call_nil),
  message("E0005", "attempt to index a[n]? (%a+) value", index_nil),
  message("E0006", "attempt to perform arithmetic on a[n]? (%a+) value", arithmetic),
  message("E0006", "attempt to concatenate a[n]? (%a+) value", function(case, what)
    local _, name = named(case.message)
    return {title = ("%s is %s; .. joins only texts and numbers."):format(name or "One side",
      kind(what)),
      at = name or "..", hint = what ~= "nil" and "tostring(x) makes a text of anything." or nil}
  end),
  message("E0006", "attempt to compare two (%a+) values",
    function(case, what) return compare(case, what, what) end),
  message("E0006", "attempt to compare (%a+) with (%a+)", compare),
  message("E0006", "attempt to get length of a[n]? (%a+) value", function(case, what)
    local _, name = named(case.message)
    return {title = ("%s is %s, so # has nothing to count."):format(name or "This", kind(what)),
      at = name or "#"}
  end),
  message("E0007", "stack overflow", function()
    return {title = "A function calls itself without an end (stack overflow).",
      hint = "It needs a case in which it returns without calling itself."}
  end),
  message("E0301", "not enough memory", function()
    return {title = "There is not enough memory for this.",
      hint = "Something grows without end, or is too large."}
  end),
  message("E0103", "'for' (%a+)[%a ]* must be a number", function(_, which)
    return {title = ("The %s value of the for loop is not a number."):format(which), at = "for"}
  end),
  message("E0103", "bad argument #1 to '([^']+)' %(table expected, got ([%w_.]+)",
    function(_, fn, got)
    return {title = ("%s walks through a table; it was given %s."):format(fn, got), at = fn,
      hint = got:lower():find("tensor") and "The rows of a tensor: for row in t:rows() do … end"
        or nil}
  end),
  message("E0103", "bad argument #(%d+) to '([^']+)' %((.*)%)$", function(case, index, fn, why)
    local object = case.text:match("([%a_][%w_]*)%.%s*" .. fn:gsub("%W", "%%%0") .. "%f[^%w_]")
    local method = index == "1" and object and case:is_object(object)
    return {title = ("%s: argument %s does not fit (%s)."):format(fn, index, why), at = fn,
      note = method and ("methods are called with a colon:  %s:%s"):format(object, fn) or nil,
      fix = method and case:replaced(object .. "." .. fn, object .. ":" .. fn) or nil}
  end),
  message("E0008", "module '([^']+)' not found", function(_, name)
    return {title = ("There is no module called %s."):format(name), at = name,
      hint = "Everything of Gradus is here already, without require."}
  end),

  --- The notes on names of Python, for unknown names that Gradus raised itself.
  python_names = python_names,
}
