-- Runs one script of the corpus with the coach on, in a process of its own, and appends one line
-- about it to a file: gradus one.lua SCRIPT SEED SECONDS LOG KEY
--
-- The line, by tabs: KEY, SEED, status ("ok" or the error), result, seconds of CPU, "harm", "fine"
-- or "-", the findings as CODE:severity in the coach's order, the codes that were shown while it
-- ran,
-- in order, and mistakes of the coach's own.
-- Nothing that the script prints is shown; the caller closes standard output.

local path, seed, limit, log, key = arg[1], math.tointeger(arg[2]), tonumber(arg[3]), arg[4], arg[5]

local sys = require "gradus.sys"
local coach = require "gradus.coach"

local function read(name)
  local file = assert(io.open(name, "r"))
  local text = file:read "a"
  file:close()
  return text
end

-- As at the prompt: lines are collected until they are whole, an expression is shown.
local function run_lines(text, name)
  local events = require "gradus.events"
  local pending = ""
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    pending = pending .. line .. "\n"
    local chunk = load("return " .. pending, name) or load(pending, name)
    if chunk then
      local value = chunk()
      if value ~= nil then tostring(value) end
      events.emit "chunk"
      pending = ""
    end
  end
  assert(pending:match "^%s*$", "the last line is not whole: " .. pending)
end

local function run(text)
  if text:find("\n-- repl", 1, true) then return run_lines(text, "@" .. path) end
  assert(load(text, "@" .. path))()
end

local shown = {}
require("gradus.coach.say").out = function(text)
  for code in text:gmatch "%[(G%d%d%d%d)%]" do shown[#shown + 1] = code end
end

local function stop_at_limit()
  debug.sethook(function()
    if sys.cpu() > limit then error("over " .. limit .. " seconds", 0) end
  end, "", 100000)
end

local function codes()
  local out = {}
  for i, finding in ipairs(coach.findings) do out[i] = finding.code .. ":" .. finding.severity end
  return table.concat(out, ",")
end

-- Scripts set these globals: `result`, the score; mutants may set `harm` where a score does not
-- show it.
local function one_line(value)
  return (tostring(value):gsub("%s+", " "))
end

SEED = seed -- luacheck: ignore 111
coach.on()
local started = sys.cpu()
stop_at_limit()
local ok, why = xpcall(run, function(e) return debug.traceback(tostring(e), 2) end, read(path))
debug.sethook()
local seen, found = pcall(codes)
local harm = rawget(_G, "harm")
local failures = require("gradus.coach.listen").failures
local fields = {key, seed, ok and "ok" or one_line(why), one_line(rawget(_G, "result")),
  ("%.2f"):format(sys.cpu() - started), harm == nil and "-" or harm and "harm" or "fine",
  seen and found or "", table.concat(shown, ","), seen and one_line(failures[1] or "")
    or one_line(found)}
assert(sys.append(log, table.concat(fields, "\t") .. "\n"))
