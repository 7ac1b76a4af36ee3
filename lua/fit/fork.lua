--- A run that leaves another at one of its epochs and goes on with other settings.
-- Requires core, err, fit.merge, fit.variation and rewind. It trains a copy: the earlier run and
-- its network stay as they are. Without a change it goes on as the earlier run did, bit for bit.

local core = require "gradus.core"
local err = require "gradus.err"
local merge = require "gradus.fit.merge"
local variation = require "gradus.fit.variation"
local rewind = require "gradus.rewind"

local M = {}

-- With these a run begins; a fork is in the middle of one.
local function check_changes(changes, level)
  for _, name in ipairs{"model", "init"} do
    if changes[name] ~= nil then
      err.raise("E0102", ("again: a fork goes on with the weights of its run; %s cannot be changed")
        :format(name), "Leave out from=, and the run is trained anew.", level + 1)
    end
  end
end

-- As many epochs as the earlier run had still to go, so that both end at the same one.
local function remaining(h, changes, level)
  if changes.epochs then return changes.epochs end
  local left = h.config.epochs - changes.from
  if left > 0 then return left end
  err.raise("E0107", ("again: run %d ended with epoch %d; how many more?"):format(h.id,
    changes.from), "Say it with epochs = 20.", level + 1)
end

--- What a repeated run goes on with where it began in the middle of another: a new seed asks for
-- new chance. nil for runs from the start.
function M.middle(h, changes)
  local middle = h.start.middle
  if not middle then return nil end
  return {epochs = middle.epochs, rng = not changes.seed and middle.rng or nil}
end

--- What `fit` needs for the fork of run h that `changes` (of again) describe: the network, the
-- options and what it goes on with. errors: E0102, E0107.
function M.of(h, changes, level)
  check_changes(changes, level + 1)
  local state = rewind.state(h, changes.from, "again", level + 1)
  local midway = {seed = h.seed, options = h.options,
    start = {optimizer = core.optim_state(state.optimizer), fresh = false,
      scheduler = state.scheduler,
      middle = {epochs = h.start.epochs + changes.from, rng = state.rng}},
    first_model = function() return state.model end}
  local model = variation.network(midway, changes, level + 1)
  local given = merge.options(midway, changes, model, level + 1)
  given.epochs = remaining(h, changes, level + 1)
  return model, given, M.middle(midway, changes)
end

return M
