-- Every public name has a help page, every page is complete, its example prints what it says.
-- Reads the records of gradus.core and of gradus.doc. In an example, each `--> text` is one line
-- that the code prints, a number perhaps rounded; without any, the example only has to run.

local T = require "gradus_test"

pairs(require "gradus") -- loads what stands behind every name, and with it the records

local records = {}
for _, record in ipairs(require("gradus.core").records()) do records[#records + 1] = record end
for _, record in ipairs(require("gradus.doc").all()) do records[#records + 1] = record end

local function present(record, field)
  local text = record[field]
  T.ok(type(text) == "string" and text:find "%S", record.name .. " has no " .. field)
end

-- Runs `code` as a learner would, and returns what it printed, line by line.
-- luacheck: push ignore 121 122
local function printed(code, name)
  local lines, own_print, own_write = {}, print, io.write
  local function keep(text)
    for line in (text .. "\n"):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  end
  print = function(...)
    local parts = table.pack(...)
    for i = 1, parts.n do parts[i] = tostring(parts[i]) end
    keep(table.concat(parts, "\t"))
  end
  io.write = function(...) keep(table.concat({ ... })) return io.stdout end
  local chunk, why = load(code, "=example of " .. name, "t", setmetatable({}, { __index = _G }))
  local done, message = chunk ~= nil, why
  if chunk then
    require("gradus").seed(1)
    done, message = xpcall(chunk, debug.traceback)
  end
  print, io.write = own_print, own_write
  T.ok(done, tostring(message))
  return lines
end
-- luacheck: pop

-- Trailing blanks do not show; a comparison that they break would only puzzle.
local function trimmed(text) return (text:gsub("%s+$", "")) end

local function promised(code)
  local lines = {}
  for line in code:gmatch "[^\n]+" do
    local text = line:match "%-%->%s?(.*)$"
    if text then lines[#lines + 1] = trimmed(text) end
  end
  return lines
end

-- "0.6931" is promised where 0.6931471824646 is printed.
local function keeps(promise, line)
  local wanted, got = tonumber(promise), tonumber(line)
  local digits = promise:match "^%-?%d+%.(%d+)$"
  if not (wanted and got and digits) then return promise == line end
  return math.abs(wanted - got) <= 0.500001 * 10 ^ -#digits
end

local function check_example(record)
  local lines, wanted = printed(record.example, record.name), promised(record.example)
  if not wanted[1] then return end
  T.eq(#lines, #wanted, "lines printed by " .. record.example)
  for i, line in ipairs(lines) do
    if not keeps(wanted[i], trimmed(line)) then T.eq(line, wanted[i], record.example) end
  end
end

T.test("there are records", function() T.ok(#records > 0) end)
for _, record in ipairs(records) do
  T.test("page of " .. record.name, function()
    present(record, "summary")
    present(record, "example")
    check_example(record)
  end)
end

-- Functions and constructors of the public table, by the names that learners type.
local function each_public(room, prefix, visit)
  for key, value in pairs(room) do
    local meta = getmetatable(value)
    local is_callable = type(value) == "function" or (type(meta) == "table" and meta.__call)
    if type(key) == "string" and is_callable then visit(prefix .. key)
    elseif type(value) == "table" then each_public(value, prefix .. key .. ".", visit) end
  end
end

each_public(require "gradus", "", function(name)
  T.test("help on " .. name, function()
    local record = require("gradus.help").find(name)
    T.ok(record and record.name == name, name .. " has no help page")
  end)
end)

T.finish()
