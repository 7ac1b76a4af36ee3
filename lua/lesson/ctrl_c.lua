--- Ctrl-C, pressed by the program in place of a student: a line that ends in the remark "-- Ctrl-C"
-- is stopped after a moment, where it is run for somebody (`:skip`, a rehearsal, `gradus check`).
-- Requires gradus.err. A student who types such a line presses the keys.

local err = require "gradus.err"

local M = {}

local PATIENCE = 1000000 -- instructions that go by before it is pressed

--- Does this line want to be stopped?
function M.is_meant(line) return line:find("%-%- Ctrl%-C%s*$") ~= nil end

--- Call fn(), and interrupt it soon. Returns what fn returns.
function M.press_soon(fn)
  debug.sethook(function()
    debug.sethook()
    err.raise("E0302", "Interrupted.")
  end, "", PATIENCE)
  local results = table.pack(pcall(fn))
  debug.sethook()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

return M
