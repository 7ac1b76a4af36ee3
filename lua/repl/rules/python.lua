--- Habits of Python that are not Lua: what was typed, and what to write.
-- Requires nothing. One entry per habit (see gradus.repl.errors for the fields). Most learners come
-- from Python; this list is read more often than any other.

-- An entry for a line that matches `pattern`; `correct` makes the Lua of it from the captures.
local function line(pattern, title, correct, at)
  return {code = "E0002", match = function(case)
    local is_lua = case.text:find("%f[%a]then%f[%A]") or case.text:find("%f[%a]do%f[%A]")
    local found = table.pack(case.text:match(pattern))
    return not is_lua and found[1] ~= nil and found
  end, say = function(case, found)
    local lua, complete = correct(table.unpack(found, 1, found.n))
    if not lua then return nil end
    return {title = title, at = at, note = "write  " .. lua, fix = complete and case:with_line(lua)
      or nil}
  end}
end

local function body(text)
  return text ~= "" and text or "…"
end

local function whole(text) return text ~= "" end

-- range(n), range(a, b), range(a, b, s) as the bounds of Lua's `for`, which includes its last
-- value.
local function bounds(arguments)
  local parts = {}
  for part in arguments:gmatch("[^,]+") do parts[#parts + 1] = part:match("^%s*(.-)%s*$") end
  if #parts == 1 then return "1, " .. parts[1] end
  return table.concat(parts, ", ")
end

return {
  line("^%s*for%s+([%a_][%w_]*)%s+in%s+range%s*%((.-)%)%s*:?%s*(.-)%s*$",
    "A counting loop names its first and last value in Lua.",
    function(name, arguments, rest)
      rest = rest:gsub("^do%s*", ""):gsub("%s*end$", "")
      return ("for %s = %s do %s end"):format(name, bounds(arguments), body(rest)), whole(rest)
    end, "range"),

  line("^%s*for%s+(.-)%s+in%s+(.-)%s*:%s*(.-)%s*$",
    "Lua loops end with end, not with a colon and indentation.",
    function(names, what, rest)
      local pair = names:find(",") and names or "_, " .. names
      return ("for %s in ipairs(%s) do %s end"):format(pair, what, body(rest)), whole(rest)
    end, ":"),

  line("^%s*if%s+(.-)%s*:%s*(.-)%s*$", "An if takes then and end in Lua, no colon.",
    function(condition, rest) return ("if %s then %s end"):format(condition, body(rest)),
      whole(rest) end, ":"),

  line("^%s*elif%s+(.-)%s*:?%s*$", "Lua spells elif as elseif.",
    function(condition) return ("elseif %s then"):format(condition) end, "elif"),

  line("^%s*while%s+(.-)%s*:%s*(.-)%s*$", "A while takes do and end in Lua, no colon.",
    function(condition, rest) return ("while %s do %s end"):format(condition, body(rest)),
      whole(rest) end, ":"),

  line("^%s*def%s+([%a_][%w_]*)%s*(%b())%s*:?%s*(.-)%s*$",
    "A function starts with function and ends with end.",
    function(name, arguments, rest)
      return ("function %s%s %s end"):format(name, arguments, body(rest)), whole(rest)
    end, "def"),

  line("^%s*with%s+no_grad%s*%(%)%s*:%s*(.-)%s*$", "Lua has no with: the block becomes a function.",
    function(rest) return ("no_grad(function() %s end)"):format(body(rest)), whole(rest) end,
      "with"),

  line("^(.*)%f[%a]lambda%s*([%w_,%s]-)%s*:%s*(.-)(%)*)%s*$",
    "A function without a name is written out in Lua.",
    function(before, arguments, value, after)
      return ("%sfunction(%s) return %s end%s"):format(before, arguments, value, after), true
    end, "lambda"),

  line("^%s*import%s+([%w_.]+)", "Everything of Gradus is here already; nothing to import.",
    function(name) return ('help "%s"'):format(name) end, "import"),

  line("^%s*from%s+[%w_.]+%s+import%s+([%w_]+)",
    "Everything of Gradus is here already; nothing to import.",
    function(name) return ('help "%s"'):format(name) end, "from"),

  line("^%s*print%s+([^%s(\"'{%[].-)%s*$", "print needs parentheses.",
    function(what) return ("print(%s)"):format(what), true end, "print"),

  line("^(.-)%s+is%s+not%s+None(.*)$", "Nothing is nil in Lua, and \"is not\" is ~=.",
    function(a, b) return a .. " ~= nil" .. b, true end, "is"),

  line("^(.-)%s+is%s+None(.*)$", "Nothing is nil in Lua, and \"is\" is ==.",
    function(a, b) return a .. " == nil" .. b, true end, "is"),

  line("^%s*try%s*:", "Lua catches errors with pcall.",
    function() return "ok, why = pcall(function() … end)" end, "try"),

  line("^%s*class%s+([%w_]+)", "Lua has no classes of its own; a layer is made with nn.Module.",
    function(name) return name .. " = nn.Module{forward = function(self, x) … end}" end, "class"),

  line("^%s*(else)%s*:", "else takes no colon; the if ends with end.",
    function() return "else … end" end, ":"),

  line("^(.-)([%a_][%w_.]*)%[%s*:%s*,%s*(%d+)%s*%](.*)$",
    "A column is taken with braces inside the brackets.",
    function(before, t, column, after) return ("%s%s[{{}, %d}]%s"):format(before, t, column + 1,
      after), true end, ":"),

  line("^(.-)([%a_][%w_.]*)%[%s*([%w_]+)%s*:%s*([%w_]+)%s*%](.*)$",
    "A range of rows is written with two pairs of braces; both ends are included.",
    function(before, t, first, last, after)
      return ("%s%s[{{%s, %s}}]%s"):format(before, t, first, last, after), true
    end, ":"),

  line("^(.-[%w_%)])%[([^%[%]{}]+,[^%[%]{}]+)%](.*)$",
    "Several indices go in braces inside the brackets.",
    function(before, indices, after) return ("%s[{%s}]%s"):format(before, indices, after), true end,
      "["),

  line("^(.-)%[([^%[%]]*)%](.*)$", "A list is written with braces; a tensor of it: tensor{…}.",
    function(before, list, after)
      if before:find("[%w_%])\"']%s*$") then return nil end
      return before .. "{" .. list .. "}" .. after, true
    end, "["),

  {code = "E0002", match = function(case)
    local token = case.near == "#" and case.near_token or nil
    return token
  end, say = function(case, token)
    return {title = "A comment starts with -- in Lua (# asks for a length).", at = token,
      note = "write  --",
      fix = case:replaced("#", "--")}
  end},
}
