--- What was trained in the lab as runs of the ledger.
-- Requires knobs, gradus.history and gradus.runs. A run of the lab is what was trained since the
-- last new beginning, however often its knobs were turned; so `again` cannot repeat it.

local history = require "gradus.history"
local knobs = require "gradus.lab.knobs"
local runs = require "gradus.runs"

local M = {}

local LISTS = {"train_loss", "val_loss", "train_accuracy", "val_accuracy", "lr"}

-- The settings of the last stretch; what acts at once may have been turned in it.
local function config_of(world)
  local config = {}
  for name, value in pairs(world.latest.config) do config[name] = value end
  config.lr, config.epochs = world.settings.lr, world.curves.epochs
  return config
end

--- What a world has trained since its last beginning, as a history without a number; nil where that
-- is nothing.
function M.of(world, name)
  local curves, latest = world.curves, world.latest
  if curves.epochs == 0 or not latest then return nil end
  local h = history.new {name = name, model = world.model, train = world.train_in,
    val = world.val_in, task = latest.task, optimizer = world.optimizer,
    loss_function = latest.loss_function, seed = world.settings.seed, kept = false,
    config = config_of(world), source = ":live " .. knobs.words(world.settings)}
  for _, list in ipairs(LISTS) do h[list] = curves[list] end
  h.epochs, h.total_epochs = curves.epochs, curves.epochs
  h.stopped = world.stopped ~= "long" and world.stopped or nil
  h:find_best()
  return h
end

-- "runs 3 (A) and 4 are in the ledger: plot(runs[3], runs[4])"
local function sentence(list)
  local names, places = {}, {}
  for i, h in ipairs(list) do
    names[i] = h.id .. (h.name and (" (%s)"):format(h.name) or "")
    places[i] = ("runs[%d]"):format(h.id)
  end
  local is_one = #list == 1
  return ("%s %s %s in the ledger: plot(%s)"):format(is_one and "run" or "runs",
    table.concat(names, " and "), is_one and "is" or "are", table.concat(places, ", "))
end

--- Enter histories into the ledger. Returns a sentence about them, or nil where there are none.
function M.enter(list)
  for _, h in ipairs(list) do
    runs.number(h)
    runs.keep(h)
  end
  return list[1] and sentence(list) or nil
end

return M
