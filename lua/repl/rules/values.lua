--- Mistakes that show when a line runs: a nil called, a field of nothing, arithmetic on a table.
-- Requires suggest. One entry per message of Lua (see gradus.repl.errors for the fields). A message
-- carries the name ("global 'x'", "field 'y'", "method 'z'") but no column: it is looked up in the
-- line.

local suggest = require "gradus.suggest"

local kinds = {table = "a table", number = "a number", string = "a text (string)",
  boolean = "true or false", ["function"] = "a function", ["nil"] = "nothing (nil)",
  userdata = "an object"}

local function kind(name)
  name = name:gsub("^gradus%.", "")
  return kinds[name] or (name:find("^[aeiou]") and "an " or "a ") .. name
end

-- "(global 'x')" -> "global", "x"
local function named(text) return text:match("%((%a+) '([^']+)'%)") end

-- What stands before `.field` or `:method` in the line: the thing that lacks it.
local function owner(text, separator, field)
  return text:match("([%a_][%w_.]*)%s*" .. separator .. "%s*" .. field .. "%f[^%w_]")
end

-- A note and a fix for a name that is close to one of the list; the fallback note if none is.
local function neighbour(case, name, list, fallback)
  local near = suggest.closest(name, list)
  if not near then return fallback, nil end
  return ("did you mean  %s ?"):format(near), case:replaced_word(name, near)
end

-- An entry for a message of Lua; its captures go to `say`.
local function message(code, pattern, say)
  return {
    code = code,
    match = function(case)
      local found = table.pack(case.message:match(pattern))
      return found[1] ~= nil and found
    end,
    say = function(case, found) return say(case, table.unpack(found, 1, found.n)) end,
  }
end

-- --- calling -------------------------------------------------------------------------------------

-- Methods that lists and texts have in Python, and what does it here.
local in_lua = {
  append = "table.insert(list, value) appends.", push = "table.insert(list, value) appends.",
  extend = "for _, v in ipairs(other) do table.insert(list, v) end extends.",
  pop = "table.remove(list) takes the last one out.", sort = "table.sort(list) sorts in place.",
  items = "for key, value in pairs(t) do … end", keys = "for key in pairs(t) do … end",
  values = "for _, value in pairs(t) do … end", join = "table.concat(list, \", \") joins.",
  split = "for word in text:gmatch(\"%S+\") do … end", strip = "text:match(\"^%s*(.-)%s*$\")",
  length = "#list counts.", startswith = "text:sub(1, n) == start", replace = "text:gsub(a, b)",
}

local function call_missing_field(case, how, name)
  if in_lua[name] then
    return {title = ("There is no %s in Lua."):format(name), at = name, hint = in_lua[name]}
  end
  local is_method = how == "method"
  local object = owner(case.text, is_method and ":" or "%.", name)
  local list = object and case:fields_of(object) or {}
  local ask = ("Tab after the %s lists what it has"):format(is_method and "colon" or "dot")
  local note, fix = neighbour(case, name, list, ask)
  local title = ("%s has no %s called %s."):format(object or "This",
    is_method and "method" or "function", name)
  return {title = title, at = name, note = note, fix = fix}
end

-- `a()` and, on the next line, `(b):c()` are one call to Lua.
local function continued(case)
  local next_line = case.lines[case.line + 1]
  if not (next_line and next_line:find("^%s*%(")) then return end
  return "The next line begins with (, so Lua takes it for a call of this line's value. "
    .. "End this line with ;"
end

-- What a `for` may walk through instead of the object itself.
local loops = {
  ["gradus.dataset"] = "Its batches:  for xb, yb in data:batches(32) do … end",
  ["gradus.tensor"] = "Its rows:  for row in t:rows() do … end",
  ["gradus.module"] = "Its layers:  for _, layer in ipairs(m:children()) do … end",
}

-- `x:shape()`: a field with a colon and a call.
local function called_field(case, name, what)
  local object = owner(case.text, ":", name)
  local title = ("%s is %s and not a method: it takes a dot, and no call."):format(name, kind(what))
  return {title = title, at = name, note = object and ("write  %s.%s"):format(object, name) or nil,
    fix = object and case.source:gsub(":%s*" .. name .. "%s*%b()", "." .. name, 1) or nil}
end

local function call(case, what)
  local how, name = named(case.message)
  if how == "for iterator" or case.message:find("for iterator", 1, true) and loops[what] then
    return {title = ("A for loop cannot walk through %s itself."):format(kind(what)), at = "in",
      hint = loops[what]}
  end
  if how == "method" and what ~= "nil" then return called_field(case, name, what) end
  if what == "nil" and (how == "method" or how == "field") then
    return call_missing_field(case, how, name)
  end
  local title = what == "nil" and "%s is nothing (nil), so it cannot be called."
    or "%s is " .. kind(what) .. "; only functions can be called."
  local loop = what == "table" and case.text:find("%f[%a]for%f[%A]")
  local counted, first, last = case.text:match("for%s+([%a_][%w_]*)%s+in%s+([^,]-)%s*,%s*(.-)%s+do")
  if what == "number" and counted then
    local lua = ("for %s = %s, %s do"):format(counted, first, last)
    return {title = "A counting loop has an equals sign.", at = "in", note = "write  " .. lua,
      fix = case.source:gsub("for%s.-%sdo", (lua:gsub("%%", "%%%%")), 1)}
  end
  return {title = title:format(name or "This value"), at = name,
    hint = continued(case)
      or loop and "Through a table:  for key, value in pairs(t) do … end" or nil}
end

-- `pairs` and `ipairs` on something that is no table; Lua calls both "for iterator".
local function walks_table(case, fn, got)
  if fn == "for iterator" then fn = case.text:match("%f[%a]i?pairs%f[%A]") or "This loop" end
  local kind_name = got:gsub("^.*%.", "")
  return {title = ("%s walks through a table; it was given a %s."):format(fn, kind_name), at = fn,
    hint = kind_name == "tensor" and "The rows of a tensor:  for row in t:rows() do … end" or nil}
end

-- --- fields --------------------------------------------------------------------------------------

local function index(case, what)
  local how, name = named(case.message)
  if not name or name == "?" then
    if case.text:find("%f[%a]ipairs%f[%A]") then return walks_table(case, "ipairs", what) end
    return {title = "This value is " .. kind(what) .. ", so it has no fields."}
  end
  local object = how == "field" and owner(case.text, "%.", name)
  if what == "nil" and object then
    local note, fix = neighbour(case, name, case:fields_of(object), nil)
    return {title = ("%s.%s is nothing (nil), so it has no fields."):format(object, name),
      at = name, note = note, fix = fix}
  end
  local zero = case.text:find("%[0%]") and "Lua counts from 1: the first element is [1]." or nil
  return {title = ("%s is %s, so it has no fields."):format(name, kind(what)), at = name,
    hint = zero}
end

-- --- computing -----------------------------------------------------------------------------------

-- `"epoch %d" % n`, as Python fills in values.
local function python_format(case)
  local before = "([\"'])([^\"']-)%1%s*%%%s*"
  local quote, text, values = case.text:match(before .. "(%b())")
  if not text then quote, text, values = case.text:match(before .. "([%w_.:%[%]]+)") end
  if not text then return nil end
  values = values:match("^%((.*)%)$") or values
  return ("(%s%s%s):format(%s)"):format(quote, text, quote, values)
end

local arithmetic_hints = {
  string = "tonumber(text) makes a number of a text; .. joins texts.",
  table = "Lists cannot be calculated with; tensor{…} makes a tensor of one.",
}

-- w = w - w.grad * lr made w a computed tensor; the next w.grad is nil.
local function without_gradient(case)
  local w = owner(case.text, "%.", "grad") or "w"
  return {title = ("%s has no gradient: .grad is nil."):format(w), at = "grad",
    hint = ("backward() fills .grad of leaves only. A step that keeps the leaf:  "
      .. "%s:sub_(%s.grad * lr)"):format(w, w)}
end

local function arithmetic(case, what)
  local _, name = named(case.message)
  if name == "grad" and what == "nil" then return without_gradient(case) end
  local format = what == "string" and python_format(case)
  if format then
    return {title = "A text with values in it is made by its method format.", at = "%",
      note = "write  " .. format}
  end
  local comment = case.text:find("//", 1, true) and "A comment starts with -- in Lua; // divides."
  return {title = ("%s is %s; a number is needed here."):format(name or "One side", kind(what)),
    at = name, hint = comment or arithmetic_hints[what]}
end

local function concatenate(case, what)
  local _, name = named(case.message)
  return {title = ("%s is %s; .. joins only texts and numbers."):format(name or "One side",
    kind(what)),
    at = name or "..", hint = what ~= "nil" and "tostring(x) makes a text of anything." or nil}
end

local function compare(_, a, b)
  return {title = ("%s and %s cannot be compared by size."):format(kind(a), kind(b)),
    hint = (a == "nil" or b == "nil") and "One of them was never set." or nil}
end

local function length(case, what)
  local _, name = named(case.message)
  return {title = ("%s is %s, so # has nothing to count."):format(name or "This", kind(what)),
    at = name or "#"}
end

-- --- arguments -----------------------------------------------------------------------------------

-- `t.sum()` where `t:sum()` was meant: the first argument, the object itself, is missing.
local function bad_argument(case, position, fn, why)
  local plain = fn:gsub("%W", "%%%0")
  local object = case.text:match("([%a_][%w_]*)%.%s*" .. plain .. "%f[^%w_]")
  local method = position == "1" and object and case:is_object(object)
  local colon = method and object .. ":" .. fn
  local of_tensor = why:find("gradus.tensor", 1, true)
    and case.text:match("math%.(" .. plain .. ")%s*%(%s*([%a_][%w_.]*)%s*%)")
  local argument = of_tensor and case.text:match(plain .. "%s*%(%s*([%a_][%w_.]*)%s*%)")
  if argument then
    return {title = ("math.%s takes a number; a tensor has a method of its own."):format(fn),
      at = "math." .. fn, note = ("write  %s:%s()"):format(argument, fn),
      fix = case.source:gsub("math%." .. plain .. "%s*%(%s*" .. argument .. "%s*%)",
        argument .. ":" .. fn .. "()", 1)}
  end
  return {title = ("%s: argument %s does not fit (%s)."):format(fn, position,
    (why:gsub("gradus%.", ""))), at = fn,
    note = colon and "methods take a colon:  " .. colon or nil,
    hint = why:find("gradus.tensor", 1, true) and "x:item() is the number of a tensor that has one."
      or nil,
    fix = colon and case:replaced(object .. "." .. fn, colon) or nil}
end

local function recursion()
  return {title = "A function calls itself without an end.",
    hint = "It needs a case in which it returns without calling itself."}
end

local function memory()
  return {title = "There is not enough memory for this.",
    hint = "Something grows without end, or is too large."}
end

local function mixed_arithmetic(case, a, b)
  return arithmetic(case, a == "number" and b or a)
end

local function bad_loop(_, which)
  return {title = ("The %s value of the for loop is not a number."):format(which), at = "for"}
end

local function no_module(_, name)
  return {title = ("There is no module called %s."):format(name), at = name,
    hint = "Everything of Gradus is here already, without require."}
end

return {
  message("E0004", "attempt to call an? ([%w_.]+) value", call),
  message("E0005", "attempt to index an? ([%w_.]+) value", index),
  message("E0006", "attempt to perform arithmetic on an? ([%w_.]+) value", arithmetic),
  message("E0006", "attempt to concatenate an? ([%w_.]+) value", concatenate),
  message("E0006", "attempt to compare two ([%w_.]+) values",
    function(case, a) return compare(case, a, a) end),
  message("E0006", "attempt to compare ([%w_.]+) with ([%w_.]+)", compare),
  message("E0006", "attempt to get length of an? ([%w_.]+) value", length),
  message("E0007", "stack overflow", recursion),
  message("E0301", "^not enough memory", memory),
  message("E0301", "resulting string too large", memory),
  message("E0006", "attempt to %a+ a '(%a+)' with a '(%a+)'", mixed_arithmetic),
  message("E0103", "bad 'for' (%a+)", bad_loop),
  message("E0103", "bad argument #1 to '([^']+)' %(table expected, got ([%w_.]+)", walks_table),
  message("E0103", "bad argument #(%d+) to '([^']+)' %((.*)%)$", bad_argument),
  message("E0006", "attempt to yield from outside a coroutine", function()
    return {title = "coroutine.yield works only inside of a coroutine."}
  end),
  message("E0008", "module '([^']+)' not found", no_module),
}
