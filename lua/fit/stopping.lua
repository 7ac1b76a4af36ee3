--- Early stopping: watches one number per epoch, keeps the best weights, says when to stop.
-- Requires options, err and fit.snapshot.

local err = require "gradus.err"
local check = require "gradus.options".check
local snapshot = require "gradus.fit.snapshot"

local M = {}

local Watch = {}
Watch.__index = Watch

local spec = {
  patience = {type = "integer", default = 10, min = 1, doc = "epochs without improvement to wait"},
  min_delta = {type = "number", default = 0, min = 0, doc = "what counts as an improvement"},
  restore = {type = "boolean", default = true, doc = "give back the weights of the best epoch"},
}

--- Make a watch over `model` from fit's option early_stopping (true or a table), or nil for none.
function M.new(given, model, has_val, level)
  if not given then return nil end
  local options = check("fit: early_stopping", given ~= true and given or {}, spec, level + 2)
  if not has_val then
    err.raise("E0107", "fit: early_stopping needs val = …",
      "It watches the loss on data that is not trained on: fit(model, train, {val = val, "
        .. "…}).", level + 1)
  end
  options.model, options.best, options.since = model, math.huge, 0
  return setmetatable(options, Watch)
end

-- Two copies by turns: an interrupt while one is written leaves the other whole.
local function keep(self)
  local spare = self.spare
  if spare then snapshot.retake(spare, self.model) else spare = snapshot.take(self.model) end
  self.kept, self.spare = spare, self.kept
end

--- Look at the number of this epoch. Returns true when it is time to stop.
function Watch:update(epoch, value)
  if value < self.best - self.min_delta then
    if self.restore then keep(self) end
    self.best, self.best_epoch, self.since = value, epoch, 0
  else
    self.since = self.since + 1
  end
  return self.since >= self.patience
end

--- Give the model the weights of its best epoch. Returns that epoch, or nil.
function Watch:give_back()
  if not self.restore or not self.kept then return nil end
  snapshot.put_back(self.kept, self.model)
  return self.best_epoch
end

return M
