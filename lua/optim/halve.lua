--- HalveOnDivergence: the lecture's rule. Start high; when training diverges, go back to the last
-- good weights and cut the rate: by half, by ten where it diverged fast.
-- Requires core, doc and optim.scheduler. Diverged: the loss is not a finite number, or above where
-- it started. Fast: not finite, or above ten times the start.

local core = require "gradus.core"
local define = require("gradus.optim.scheduler").define
local doc = require "gradus.doc"

-- What a cut goes back to: the weights, and what the optimizer had gathered on its way.
local function remember(s)
  local weights = {}
  for i, p in ipairs(s.opt.params) do weights[i] = p:detach():clone() end
  s.good = {weights = weights, state = core.optim_state(s.opt)}
end

local function restore(s)
  local lr = s.opt.lr
  for i, p in ipairs(s.opt.params) do p:copy_(s.good.weights[i]) end
  core.optim_load(s.opt, s.good.state)
  s.opt.lr = lr
end

local function is_finite(x) return x == x and x < math.huge and x > -math.huge end

local function judge(s, loss)
  local start = s.initial
  if not is_finite(loss) then return "fast" end
  if not start or loss <= start then return nil end
  return loss > 10 * start and "fast" or "slow"
end

local function cut(s, how)
  local factor = how == "fast" and s.options.fast_factor or s.options.factor
  s.log[#s.log + 1] = {lr = s.opt.lr, how = how}
  restore(s)
  s.opt.lr = math.max(s.opt.lr * factor, s.options.min_lr)
  s.cuts = s.cuts + 1
  return how
end

-- "64 diverged fast, 6.4 diverged, 3.2 holds"
local function log_text(s)
  local out = {}
  for _, entry in ipairs(s.log) do
    out[#out + 1] = ("%.4g diverged%s"):format(entry.lr, entry.how == "fast" and " fast" or "")
  end
  out[#out + 1] = ("%.4g holds"):format(s.opt.lr)
  return "HalveOnDivergence: " .. table.concat(out, ", ")
end

local M = {}

--- Watch a loss, step by step. The first one given (or the option `initial`) is the start; give the
-- loss before training, so that a rate that explodes at once is seen.
-- step returns "slow" or "fast" after a cut, else nil.
M.HalveOnDivergence = define{
  name = "HalveOnDivergence", every = "epoch", takes_metric = true,
  spec = {
    factor = {type = "number", above = 0, below = 1, default = 0.5, doc = "factor of a cut"},
    fast_factor = {type = "number", above = 0, below = 1, default = 0.1,
      doc = "factor where it diverges fast"},
    initial = {type = "number", doc = "the loss before training"},
    min_lr = {type = "number", min = 0, default = 0, doc = "never below this rate"},
  },
  fields = {good = true, initial = true},
  start = function(s)
    s.initial = s.options.initial
    rawset(s, "cuts", 0)
    rawset(s, "log", {})
    remember(s)
  end,
  update = function(s, loss)
    local how = judge(s, loss)
    if how then return cut(s, how) end
    s.initial = s.initial or loss
    if not s.best or loss <= s.best then
      s.best = loss
      remember(s)
    end
  end,
  tostring = log_text,
}

doc.add{name = "optim.HalveOnDivergence",
  usage = "optim.HalveOnDivergence(opt, {factor=0.5, fast_factor=0.1})",
  summary = "When training diverges: restores the last good weights and cuts the learning rate.",
  text = "s:step(loss) after every epoch; give it the loss before training first. Diverged: the "
    .. "loss is not finite, or above the first one; fast: not finite, or above ten times the "
    .. "first. print(s) shows which rates diverged. A rate at the edge trains badly: in our runs "
    .. "a quarter of the first that holds was good on all seeds.",
  args = {{name = "factor", default = 0.5, doc = "factor of a cut"},
    {name = "fast_factor", default = 0.1, doc = "factor where it diverges fast"},
    {name = "initial", doc = "the loss before training"},
    {name = "min_lr", default = 0, doc = "never below this rate"}},
  example = "opt = optim.SGD(nn.Linear(2, 1), {lr=64})\ns = optim.HalveOnDivergence(opt)\n"
    .. "for _, loss in ipairs{0.7, 900, 1.2, 0.5} do s:step(loss) end\n"
    .. "print(s)  --> HalveOnDivergence: 64 diverged fast, 6.4 diverged, 3.2 holds",
  see = {"optim.ReduceLROnPlateau", "optim.lr_find"}}

return M
