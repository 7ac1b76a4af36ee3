--- Runs an author's function so that its faults stay the author's.
-- Requires gradus.err and gradus.sys. Prints nothing; the caller reports what went wrong, as the
-- lesson's bug and never as the student's.
--
-- A check runs in a coroutine of its own with a limit on the instructions it may take: a goal is
-- looked at after each command, and one that loops for ever would take the prompt away.

local err = require "gradus.err"
local sys = require "gradus.sys"

local M = {}

local SLICE = 100000 -- instructions between two looks at the clock and at Ctrl-C
local LIMIT = 20000000 -- instructions a check may take: about a fifth of a second

local function watch(limit)
  local used = 0
  return function()
    used = used + SLICE
    if sys.signal_pending() then err.raise("E0302", "Interrupted.") end
    if limit and used >= limit then error("it takes too long (does it loop for ever?)", 0) end
  end
end

local function was_interrupted(e) return err.is(e) and e.code == "E0302" end

local function run(limit, fn, ...)
  local co = coroutine.create(fn)
  debug.sethook(co, watch(limit), "", SLICE)
  local results = table.pack(coroutine.resume(co, ...))
  if coroutine.status(co) == "suspended" then results = {false, "it yields", n = 2} end
  if results[1] then return table.unpack(results, 1, results.n) end
  return false, tostring(results[2]), was_interrupted(results[2])
end

--- Call a check. Returns true and its results, or false, why, and whether Ctrl-C ended it.
function M.check(fn, ...) return run(LIMIT, fn, ...) end

--- Call a set-up, which may take as long as it needs. Returns as `check` does.
function M.setup(fn, ...) return run(nil, fn, ...) end

return M
