--- Tests of explain: every code has a page; what it calls wrong fails so, what works runs.

local T = require "gradus_test"
local chunk = require "gradus.repl.chunk"
local errors = require "gradus.repl.errors"
local explain = require "gradus.explain"
local interrupt = require "gradus.interrupt"
local term = require "gradus.term"
local workspace = require "gradus.repl.workspace"

-- The code of the error that a piece of Lua ends with at the prompt, or nil.
local number = 0
local function code_of(source)
  number = number + 1
  local compiled = chunk.compile(source, "=input " .. number, workspace.env)
  if not compiled.fn then return errors.syntax(source, compiled.message).code end
  errors.remember_source("input " .. number, source)
  local ok, caught = interrupt.guard(compiled.fn, errors.handler, table.pack)
  return not ok and errors.runtime(caught).code or nil
end

for _, code in ipairs(explain.codes()) do
  local page = explain.page(code)
  T.test(code, function()
    if code:sub(1, 1) == "E" and page.wrong then T.eq(code_of(page.wrong), code) end
    if page.right then T.eq(code_of(page.right), nil) end
  end)
end

T.test("every code that can be raised has a page", function()
  local raised = {}
  for code in require("gradus.embed").read("lua/repl/rules/values.lua"):gmatch("E0%d%d%d") do
    raised[code] = true
  end
  for i = 1, 7 do raised["E010" .. i] = true end
  for code in pairs(raised) do T.ok(explain.page(code), code .. " has no page") end
end)

T.test("letter case does not count, an unknown code is an error", function()
  T.eq(explain.page("e0101").code, "E0101")
  T.eq(explain.page("E9999"), nil)
  T.raises(function() explain.explain("E9999") end, "there is no code E9999", "E0102")
  T.raises(function() explain.explain(3) end, "there is no code 3", "E0102")
end)

T.test("no line of prose is wider than the screen", function()
  for _, width in ipairs{50, 60, 80} do
    term.override{width = width, color = false}
    for _, code in ipairs(explain.codes()) do
      for line in explain.text(explain.page(code)):gmatch("[^\n]+") do
        if not line:find("^    ") then T.ok(term.columns(line) < width, line) end
      end
    end
  end
  term.override()
end)

T.finish()
