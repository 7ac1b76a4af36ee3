--- Habits of Python that are not Lua: what was typed, and what to write.
-- Requires blocks, inspect and translate. One entry per habit (see gradus.repl.errors for the
-- fields). Most learners come from Python; this list is consulted more often than any other.

local blocks = require "gradus.repl.blocks"
local inspect = require "gradus.repl.inspect"
local translate = require "gradus.repl.translate"

local continues = {elif = true, ["else"] = true}

-- The line without its comment: what stands there is meant for people.
local function code_of(case)
  local start = case.text:find("%-%-")
  return start and case:comment_at(start) and case.text:sub(1, start - 1) or case.text
end

-- An entry for a line that matches `pattern`. correct(captures…) returns the Lua of it and whether
-- that is the whole line (then `:fix` may type it), or nil if the line is something else after all.
local function line(pattern, title, at, correct, evident)
  return {
    code = "E0002",
    match = function(case)
      local found = table.pack(code_of(case):match(pattern))
      return found[1] ~= nil and found
    end,
    say = function(case, found)
      local lua, complete = correct(table.unpack(found, 1, found.n))
      if not lua then return nil end
      return {title = title, at = at, note = "write  " .. lua,
        fix = complete and case:with_line(lua) or nil, evident = evident}
    end,
  }
end

local titles = {
  range = "A counting loop names its first and last value in Lua.",
  ["for"] = "A loop takes do and end in Lua, no colon.",
  ["if"] = "An if takes then and end in Lua, no colon.",
  elif = "Lua spells elif as elseif.",
  ["else"] = "else takes no colon; the if ends with end.",
  ["while"] = "A while takes do and end in Lua, no colon.",
  def = "A function starts with function and ends with end.",
  with = "Lua has no with: the block becomes a function.",
}

local carets = {range = "range", elif = "elif", def = "def", with = "with"}

-- The line alone in Lua, and whether that is all of it.
local function alone(header)
  if continues[header.kind] then return header.open, false end
  local body = header.rest ~= "" and translate.expression(header.rest) or "…"
  return ("%s %s %s"):format(header.open, body, header.close), header.rest ~= ""
end

-- The colon at the end of a header: the last one on the line that calls no method.
local function block_colon(case)
  local found
  for i, token in ipairs(case.tokens) do
    local following = case.tokens[i + 1]
    local touches = following and following.start == token.stop + 1
    if token.text == ":" and token.line == case.line and not touches then found = token end
  end
  return found or ":"
end

-- A line that opens a block, and the block below it.
local header = {
  code = "E0002",
  match = function(case) return blocks.header(case.text) end,
  say = function(case, found)
    local lua, complete = alone(found)
    local block = #case.lines > 1 and blocks.block(case.source)
    return {title = titles[found.kind], at = carets[found.kind] or block_colon(case),
      note = "write  " .. lua,
      fix = block or complete and case:with_line(found.indent .. lua) or nil,
      trial = case:with_line(found.open)}
  end,
}

-- An import, of whichever form.
local import = {
  code = "E0002",
  match = function(case)
    return case.text:match("^%s*from%s+[%w_.]+%s+import%s+([%w_]+)")
      or case.text:match("^%s*import%s+([%w_.]+)")
  end,
  say = function(case, name)
    return {title = "Everything of Gradus is here already, without import.",
      at = case.text:match("%a+"), evident = true,
      hint = ("tensor, nn, optim, data and fit are ready to use; ?%s looks a name up.")
        :format(inspect.resolve(name) and name ~= "gradus" and name or "fit")}
  end,
}

local function ends_value(token)
  return token and (token.kind == "name" or token.kind == "string" or token.text:find("^[%])]$"))
end

-- The bracket of a list like [1, 2] on this line: no index, and no key of a `[key] = value`.
local function list_bracket(case)
  for i, token in ipairs(case.tokens) do
    local before = case.tokens[i - 1]
    local is_key = before and (before.text == "{" or before.text == ",")
      and case.source:find("^%b[]%s*=[^=]", token.start)
    if token.text == "[" and token.line == case.line and not ends_value(before) and not is_key then
      return token
    end
  end
end

local list = {
  code = "E0002",
  match = list_bracket,
  say = function(case, token)
    local lua = translate.expression(case.source)
    return {title = "A list is written with braces; tensor{…} makes a tensor.", at = token,
      note = not lua:find("\n") and "write  " .. lua or nil, fix = lua}
  end,
}

return {
  header, import,

  line("^%s*elif%s+(.-)%s+then", "Lua spells elif as elseif.", "elif",
    function(condition) return ("elseif %s then"):format(condition) end, true),

  line("^(.*)%f[%a]lambda%s*([%w_,%s]-)%s*:%s*(.-)(%)*)%s*$",
    "A function without a name is written out in Lua.", "lambda",
    function(before, arguments, value, after)
      return ("%sfunction(%s) return %s end%s"):format(before, arguments, value, after), true
    end),

  line("^%s*print%s+([^%s(\"'{%[].-)%s*$", "print needs parentheses.", "print",
    function(what) return ("print(%s)"):format(what), true end),

  line("^(.-)%s+is%s+not%s+None(.*)$", "None is written nil in Lua, and \"is not\" is ~=.", "is",
    function(before, after) return before .. " ~= nil" .. after, true end),

  line("^(.-)%s+is%s+None(.*)$", "None is written nil in Lua, and \"is\" is ==.", "is",
    function(before, after) return before .. " == nil" .. after, true end),

  line("^(.-)([%w_.%[%]]+)%s+not%s+in%s+([%w_.]+)(.*)$",
    "Lua has no in; a table is asked by its key.", "in",
    function(before, key, t, after) return ("%snot %s[%s]%s"):format(before, t, key, after),
      true end),

  line("^(.*%f[%a]if%s+)([%w_.%[%]]+)%s+in%s+([%w_.]+)(.*)$",
    "Lua has no in; a table is asked by its key.", "in",
    function(before, key, t, after) return ("%s%s[%s]%s"):format(before, t, key, after), true end),

  line("^%s*try%s*:", "Lua catches errors with pcall.", "try",
    function() return "ok, why = pcall(function() … end)" end, true),

  line("^%s*(\"\"\".*)$", "A text of several lines goes in double brackets in Lua.", "\"\"\"",
    function(text) return "[[" .. text:match("^\"*(.-)\"*%s*$") .. "]]" end),

  line("^%s*('''.*)$", "A text of several lines goes in double brackets in Lua.", "'''",
    function(text) return "[[" .. text:match("^'*(.-)'*%s*$") .. "]]" end),

  line("^%s*class%s+([%w_]+)", "A layer of your own is made with nn.Module.", "class",
    function(name) return name .. " = nn.Module{forward = function(self, x) … end}" end, true),

  line("^(.-[%w_%)])%[([^%[%]{}]+,[^%[%]{}]+)%](.*)$", "Several indices go in braces.", "[",
    function(before, indices, after) return ("%s[{%s}]%s"):format(before, indices, after),
      true end),

  list,

  {
    code = "E0002",
    match = function(case) return case.near == "#" and case.near_token end,
    say = function(case, token)
      return {title = "A comment starts with -- in Lua (# counts).", at = token,
        note = "write  --", fix = case:replaced("#", "--")}
    end,
  },
}
