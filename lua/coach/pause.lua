--- Looking away: what the library computes for its own ends is no training of the learner's.
-- Requires core. Experiments that make mistakes on purpose, pictures and measurements run inside.

local core = require "gradus.core"

local function finish(before, ok, ...)
  core.watch_pause(before)
  if not ok then error((...), 0) end
  return ...
end

--- Call fn(...) while the coach looks away; returns what fn returns.
return function(fn, ...)
  return finish(core.watch_pause(true), pcall(fn, ...))
end
