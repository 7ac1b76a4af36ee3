--- The test module of Lua tests: named tests, comparisons, one summary line.
-- Requires nothing. Needs no clean-up between tests and keeps no order: each test stands alone.
--
--     local T = require "gradus_test"
--     T.test("addition", function() T.eq(1 + 1, 2) end)
--     T.finish()
--
-- A file without `finish` prints no summary, which the runner counts as a failure. With
-- GRADUS_TEST_GC set the collector runs all the time (`make gcstress`).

local M = {}

local passed, failed = 0, 0

-- Without a pause the collector begins its next round when one ends; whole rounds come on top, at
-- moments that have nothing to do with allocation.
if os.getenv "GRADUS_TEST_GC" then
  collectgarbage("incremental", 1, 100)
  debug.sethook(function() collectgarbage() end, "", 1000000)
end

-- Values as one line of text: strings quoted, tables in order, tensors by their own tostring.
local function show(value, depth)
  if type(value) == "string" then return string.format("%q", value) end
  local meta = getmetatable(value)
  if type(value) ~= "table" or (meta and meta.__tostring) then return tostring(value) end
  if (depth or 0) > 3 then return "{…}" end
  local parts, count = {}, #value
  for i = 1, count do parts[i] = show(value[i], (depth or 0) + 1) end
  local names = {}
  for key in pairs(value) do
    if not (math.type(key) == "integer" and key >= 1 and key <= count) then
      names[#names + 1] = key
    end
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(names) do
    parts[#parts + 1] = tostring(key) .. "=" .. show(value[key], (depth or 0) + 1)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function fail(...) error(string.format(...), 0) end

-- An error with the lines of the traceback that lie in the test, not in this file or in C.
local function explain(e)
  local lines = { tostring(e) }
  for line in debug.traceback("", 2):gmatch "\n\t([^\n]+)" do
    local inside = line:find("gradus_test.lua", 1, true) or line:find("^%[C%]")
    if not inside then lines[#lines + 1] = "  " .. line end
  end
  return table.concat(lines, "\n")
end

local function same(a, b)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" then return false end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

--- Run `fn` as the test `name`; an error in it is a failure of this test alone.
function M.test(name, fn)
  local done, why = xpcall(fn, explain)
  if done then
    passed = passed + 1
  else
    failed = failed + 1
    print(("FAILED  %s\n  %s"):format(name, (why:gsub("\n", "\n  "))))
  end
end

--- Expect a true value.
function M.ok(value, message)
  if not value then fail("%s", message or "expected a true value, got " .. tostring(value)) end
end

--- Expect equality; tables are compared by content.
function M.eq(got, expected, message)
  if not same(got, expected) then
    local head = message and message .. ": " or ""
    fail("%sexpected %s\ngot      %s", head, show(expected), show(got))
  end
end

-- NaN is near nothing; equal infinities are near.
local function is_near(a, b, rtol, atol)
  if a == b then return true end
  if b == math.huge or b == -math.huge then return false end
  return math.abs(a - b) <= atol + rtol * math.abs(b)
end

local function check_near(a, b, rtol, atol, where)
  if type(b) == "table" then
    if type(a) ~= "table" then fail("%s is not a list but %s", where, show(a)) end
    if #a ~= #b then fail("%s has %d elements, expected %d", where, #a, #b) end
    for i = 1, #b do check_near(a[i], b[i], rtol, atol, where .. "[" .. i .. "]") end
  elseif type(a) ~= "number" or not is_near(a, b, rtol, atol) then
    fail("%s is %s, expected %s (rtol %g, atol %g)", where, show(a), show(b), rtol, atol)
  end
end

--- Expect |got - expected| <= atol + rtol·|expected|, for numbers, lists of numbers and tensors.
-- `rtol` is 1e-6 unless given, `atol` 0.
function M.near(got, expected, rtol, atol)
  if type(got) == "userdata" then got = got:tolist() end
  if type(expected) == "userdata" then expected = expected:tolist() end
  check_near(got, expected, rtol or 1e-6, atol or 0, "value")
end

--- Expect `fn` to raise an error whose text contains `pattern` (a Lua pattern), and whose field
-- `code` is `code` where one is given. Returns the error.
function M.raises(fn, pattern, code)
  local done, e = pcall(fn)
  if done then fail("no error was raised; expected one with %s", show(pattern)) end
  local text = tostring(e)
  if not text:find(pattern) then fail("expected an error with %s\ngot %s", show(pattern), text) end
  local found = type(e) == "table" and e.code or nil
  if code and found ~= code then
    fail("expected the code %s, got %s with: %s", code, tostring(found), text)
  end
  return e
end

--- Print the summary and end the program: status 0 only if every test passed and there was one.
-- On a line of its own: a progress line that was wiped may stand there without an end.
function M.finish()
  print(("\n%d passed, %d failed"):format(passed, failed))
  os.exit(failed == 0 and passed > 0, true)
end

return M
