--- Habits of Python that are not Lua: what was typed, and what to write.
-- Requires nothing. One entry per habit (see gradus.repl.errors for the fields). Most learners come
-- from Python; this list is consulted more often than any other.

-- An entry for a line that matches `pattern`. correct(captures…) returns the Lua of it and whether
-- that is the whole line (then `:fix` may type it), or nil if the line is something else after all.
local function line(pattern, title, at, correct)
  return {
    code = "E0002",
    match = function(case)
      local found = table.pack(case.text:match(pattern))
      return found[1] ~= nil and found
    end,
    say = function(case, found)
      local lua, complete = correct(table.unpack(found, 1, found.n))
      if not lua then return nil end
      return {title = title, at = at, note = "write  " .. lua,
        fix = complete and case:with_line(lua) or nil}
    end,
  }
end

-- The same for a block with a colon: `for k in m:children() do` has one, too, and is Lua.
local function block(pattern, title, correct)
  local entry = line(pattern, title, ":", correct)
  local match = entry.match
  function entry.match(case)
    local is_lua = case.text:find("%f[%a]then%f[%A]") or case.text:find("%f[%a]do%f[%A]")
    return not is_lua and match(case)
  end
  return entry
end

-- What stands behind the colon, or a place to fill in.
local function body(text) return text ~= "" and text or "…" end

-- range(n), range(a, b), range(a, b, s) as bounds of Lua's `for`, which includes its last value.
local function bounds(arguments)
  local first, rest = arguments:match("^%s*(.-)%s*,%s*(.-)%s*$")
  return first and first .. ", " .. rest or "1, " .. arguments
end

local function nothing_to_import(name) return ('help "%s"'):format(name) end

return {
  line("^%s*for%s+([%a_][%w_]*)%s+in%s+range%s*%((.-)%)%s*:?%s*(.-)%s*$",
    "A counting loop names its first and last value in Lua.", "range",
    function(name, arguments, rest)
      rest = rest:gsub("%s*end$", "")
      return ("for %s = %s do %s end"):format(name, bounds(arguments), body(rest)), rest ~= ""
    end),

  block("^%s*for%s+(.-)%s+in%s+(.-)%s*:%s*(.-)%s*$", "A loop takes do and end in Lua, no colon.",
    function(names, what, rest)
      local pair = names:find(",") and names or "_, " .. names
      return ("for %s in ipairs(%s) do %s end"):format(pair, what, body(rest)), rest ~= ""
    end),

  block("^%s*if%s+(.-)%s*:%s*(.-)%s*$", "An if takes then and end in Lua, no colon.",
    function(condition, rest)
      return ("if %s then %s end"):format(condition, body(rest)), rest ~= ""
    end),

  line("^%s*elif%s+(.-)%s*:?%s*$", "Lua spells elif as elseif.", "elif",
    function(condition) return ("elseif %s then"):format(condition) end),

  line("^%s*else%s*:", "else takes no colon; the if ends with end.", ":",
    function() return "else … end" end),

  block("^%s*while%s+(.-)%s*:%s*(.-)%s*$", "A while takes do and end in Lua, no colon.",
    function(condition, rest)
      return ("while %s do %s end"):format(condition, body(rest)), rest ~= ""
    end),

  line("^%s*def%s+([%a_][%w_]*)%s*(%b())%s*:?%s*(.-)%s*$",
    "A function starts with function and ends with end.", "def",
    function(name, arguments, rest)
      return ("function %s%s %s end"):format(name, arguments, body(rest)), rest ~= ""
    end),

  line("^%s*with%s+no_grad%s*%(%)%s*:%s*(.-)%s*$", "Lua has no with: the block becomes a function.",
    "with",
    function(rest) return ("no_grad(function() %s end)"):format(body(rest)), rest ~= "" end),

  line("^(.*)%f[%a]lambda%s*([%w_,%s]-)%s*:%s*(.-)(%)*)%s*$",
    "A function without a name is written out in Lua.", "lambda",
    function(before, arguments, value, after)
      return ("%sfunction(%s) return %s end%s"):format(before, arguments, value, after), true
    end),

  line("^%s*import%s+([%w_.]+)", "Everything of Gradus is here already.", "import",
    nothing_to_import),

  line("^%s*from%s+[%w_.]+%s+import%s+([%w_]+)", "Everything of Gradus is here already.", "from",
    nothing_to_import),

  line("^%s*print%s+([^%s(\"'{%[].-)%s*$", "print needs parentheses.", "print",
    function(what) return ("print(%s)"):format(what), true end),

  line("^(.-)%s+is%s+not%s+None(.*)$", "Nothing is called nil in Lua, and \"is not\" is ~=.", "is",
    function(before, after) return before .. " ~= nil" .. after, true end),

  line("^(.-)%s+is%s+None(.*)$", "Nothing is called nil in Lua, and \"is\" is ==.", "is",
    function(before, after) return before .. " == nil" .. after, true end),

  line("^(.-)([%w_.%[%]]+)%s+not%s+in%s+([%w_.]+)(.*)$",
    "Lua has no in; a table is asked by its key.",
    "in", function(_, key, t) return ("not %s[%s]"):format(t, key) end),

  line("^%s*try%s*:", "Lua catches errors with pcall.", "try",
    function() return "ok, why = pcall(function() … end)" end),

  line("^%s*class%s+([%w_]+)", "A layer of your own is made with nn.Module.", "class",
    function(name) return name .. " = nn.Module{forward = function(self, x) … end}" end),

  line("^(.-)([%a_][%w_.]*)%[%s*:%s*,%s*(%d+)%s*%](.*)$",
    "A column is taken with braces, and counted from 1.", ":",
    function(before, t, column, after)
      return ("%s%s[{{}, %d}]%s"):format(before, t, column + 1, after), true
    end),

  line("^(.-)([%a_][%w_.]*)%[%s*([%w_]+)%s*:%s*([%w_]+)%s*%](.*)$",
    "A range of rows takes two pairs of braces, and both ends.", ":",
    function(before, t, first, last, after)
      return ("%s%s[{{%s, %s}}]%s"):format(before, t, first, last, after), true
    end),

  line("^(.-[%w_%)])%[([^%[%]{}]+,[^%[%]{}]+)%](.*)$", "Several indices go in braces.", "[",
    function(before, indices, after) return ("%s[{%s}]%s"):format(before, indices, after),
      true end),

  line("^(.-)%[([^%[%]]*)%](.*)$", "A list is written with braces; tensor{…} makes a tensor.",
    "[",
    function(before, list, after)
      if before:find("[%w_%])\"']%s*$") then return nil end -- that is an index
      return before .. "{" .. list .. "}" .. after, true
    end),

  {
    code = "E0002",
    match = function(case) return case.near == "#" and case.near_token end,
    say = function(case, token)
      return {title = "A comment starts with -- in Lua (# counts).", at = token,
        note = "write  --", fix = case:replaced("#", "--")}
    end,
  },
}
