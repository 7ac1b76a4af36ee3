--- ReduceLROnPlateau: cut the rate when a metric has stopped getting better.
-- Requires doc and optim.scheduler.

local define = require("gradus.optim.scheduler").define
local doc = require "gradus.doc"

-- Is `value` better than the best so far by more than the threshold?
local function improves(s, value)
  local o, best = s.options, s.best
  if best == nil then return value == value end
  local sign = o.mode == "min" and -1 or 1
  local bar = o.threshold_mode == "abs" and best + sign * o.threshold
    or best * (1 + sign * o.threshold)
  if o.mode == "min" then return value < bar end
  return value > bar
end

local function cut(s)
  local lower = math.max(s.opt.lr * s.options.factor, s.options.min_lr)
  if s.opt.lr - lower > s.options.eps then s.opt.lr = lower end
  s.cooling, s.bad = s.options.cooldown, 0
end

local M = {}

--- Multiply the rate by `factor` when the metric has not improved for more than `patience` steps.
M.ReduceLROnPlateau = define{
  name = "ReduceLROnPlateau", every = "epoch", takes_metric = true,
  spec = {
    mode = {type = "string", choices = {"min", "max"}, default = "min",
      doc = "which way is better"},
    factor = {type = "number", above = 0, below = 1, default = 0.1, doc = "factor of each cut"},
    patience = {type = "integer", min = 0, default = 10, doc = "steps without improvement to wait"},
    threshold = {type = "number", min = 0, default = 1e-4, doc = "what counts as an improvement"},
    threshold_mode = {type = "string", choices = {"rel", "abs"}, default = "rel",
      doc = "whether the threshold is a share of the best or a difference"},
    cooldown = {type = "integer", min = 0, default = 0, doc = "steps to wait after a cut"},
    min_lr = {type = "number", min = 0, default = 0, doc = "never below this rate"},
    eps = {type = "number", min = 0, default = 1e-8, doc = "smaller changes are not made"},
  },
  fields = {bad = true, cooling = true},
  start = function(s) s.bad, s.cooling = 0, 0 end,
  update = function(s, metric)
    if improves(s, metric) then s.best, s.bad = metric, 0 else s.bad = s.bad + 1 end
    if s.cooling > 0 then s.cooling, s.bad = s.cooling - 1, 0 end
    if s.bad > s.options.patience then cut(s) end
  end,
}

doc.add{name = "optim.ReduceLROnPlateau",
  usage = 'optim.ReduceLROnPlateau(opt, {mode="min", factor=0.1, patience=10, threshold=1e-4, '
    .. 'min_lr=0})',
  summary = "Cuts the learning rate when a loss has stopped falling: s:step(validation_loss).",
  args = {{name = "mode", default = "min", doc = '"min" for a loss, "max" for an accuracy'},
    {name = "factor", default = 0.1, doc = "factor of each cut"},
    {name = "patience", default = 10, doc = "epochs without improvement to wait"},
    {name = "threshold", default = 1e-4, doc = "share by which it must improve"},
    {name = "min_lr", default = 0, doc = "never below this rate"}},
  example = "opt = optim.SGD(nn.Linear(2, 1), {lr=1})\n"
    .. "s = optim.ReduceLROnPlateau(opt, {patience=1, factor=0.5})\n"
    .. "for _, loss in ipairs{0.9, 0.8, 0.8, 0.8} do s:step(loss) end\nprint(opt.lr)  --> 0.5",
  see = {"optim.HalveOnDivergence"}}

return M
