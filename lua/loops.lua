--- Hand-written loops in the ledger: whatever calls opt:step() itself leaves a run, too.
-- Requires core, history and runs. The core keeps the books (src/bind/loops.c); here they are read
-- when somebody looks at `runs`, so that a loop pays nothing for them.
--
-- One optimizer is one run. Its train_loss has at most 512 losses, evenly spread over the steps.

local core = require "gradus.core"
local history = require "gradus.history"

local M = {}

local FEWEST = 5 -- steps: trying out opt:step() once or twice is not a run

local known = {} -- id of a loop -> its history

local function update(h, loop)
  rawset(h, "train_loss", loop.losses)
  rawset(h, "epochs", #loop.losses)
  rawset(h, "total_epochs", #loop.losses)
  rawset(h, "steps", loop.steps)
  rawset(h, "first_loss", loop.losses[1])
  rawset(h, "config", {network = "own loop", optimizer = loop.optimizer, lr = loop.lr})
  h:find_best()
end

--- Enter what has been stepped since the last call. enter(h): gives a new history its number.
function M.settle(enter)
  for _, loop in ipairs(core.loops()) do
    local h = known[loop.id]
    if not h and loop.steps >= FEWEST then
      h = history.new{config = {}, kept = false}
      known[loop.id] = h
      enter(h)
    end
    if h then update(h, loop) end
  end
end

--- Call fn(...) without its steps being noted: for fit and the experiments, which keep their own
-- books.
function M.unnoted(fn, ...)
  local before = core.pause_loops(true)
  local results = table.pack(pcall(fn, ...))
  core.pause_loops(before)
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

return M
