--- Errors of the plot functions, blamed on the line that called for the picture.
-- Requires err and options. The depth between that line and the check that failed differs from
-- kind to kind, so it is found on the stack: the first function whose source lies outside of this
-- room.

local err = require "gradus.err"
local options = require "gradus.options"

local M = {}

-- The level, as `error` counts for the function that calls outside(), of the line to blame.
local function outside()
  for level = 2, 30 do
    local info = debug.getinfo(level, "S")
    if not info then break end
    if info.what ~= "C" and not info.source:find("lua/plot/", 1, true) then return level - 1 end
  end
  return 2
end

--- Raise {code, message, hint}.
function M.raise(code, message, hint)
  err.raise(code, message, hint, outside())
end

--- Check an options table as options.check does.
function M.check(who, given, spec)
  return options.check(who, given, spec, outside() + 1)
end

return M
