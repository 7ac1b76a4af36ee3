--- Many runs as one experiment: counted on one line, silent inside, ended by one Ctrl-C.
-- Requires core, err, fit.progress, sys, term and words. What is trained inside leaves no run in
-- the ledger and announces nothing: forty runs of a comparison would bury the one before them.

local core = require "gradus.core"
local err = require "gradus.err"
local progress = require "gradus.fit.progress"
local sys = require "gradus.sys"
local term = require "gradus.term"
local words = require "gradus.words"

local M = {}

local INTERVAL = 1 / 15

local function was_interrupted(e) return err.is(e) and e.code == "E0302" end

local Counter = {}
Counter.__index = Counter

-- Shows only after a moment: most experiments are over before a line could be read.
local function counter(what, n)
  return setmetatable({what = what, n = n, started = sys.now(), shown = sys.now() + 0.3,
    visible = term.is_tty() and not term.plain() and not progress.is_quiet()}, Counter)
end

function Counter:show(i)
  local now = sys.now()
  if not self.visible or now - self.shown < INTERVAL then return end
  local left = (now - self.started) / i * (self.n - i)
  progress.out:write(("\r%s %d of %d  ETA "
    .. "%s\27[K"):format(self.what, i, self.n, words.seconds(left)))
  progress.out:flush()
  self.shown, self.on_line = now, true
end

function Counter:clear()
  if self.on_line then progress.out:write("\r\27[K") end
end

--- Call fn(i) for i = 1 … n and collect what it returns. what: how the line calls one of them.
-- seed_of(i): a seed for each call, so that an experiment repeats; nil leaves the generator alone.
-- Returns the list of results, and true where Ctrl-C ended it early (then the list is shorter).
function M.each(what, n, fn, seed_of)
  local results, display = {}, counter(what, n)
  local function one(i)
    if seed_of then return core.with_seed(seed_of(i), fn, i) end
    return fn(i)
  end
  for i = 1, n do
    local ok, value = pcall(progress.quietly, one, i)
    if not ok then
      display:clear()
      if was_interrupted(value) and not progress.is_quiet() then return results, true end
      error(value, 0)
    end
    results[i] = value
    display:show(i)
  end
  display:clear()
  return results, false
end

return M
