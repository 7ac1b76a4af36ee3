--- OneCycleLR: the rate rises to max_lr and falls far below where it began, once.
-- Requires core, doc and optim.scheduler. PyTorch's sequence (two phases, cosine), with the
-- momentum running the other way.

local define = require("gradus.optim.scheduler").define
local doc = require "gradus.doc"
local err = require "gradus.err"

local function cosine(from, to, share)
  return to + (from - to) / 2 * (1 + math.cos(math.pi * share))
end

-- The value at step `t` of a quantity that goes a -> b -> c.
local function at(s, a, b, c)
  local last = s.options.total_steps - 1
  local turn = s.options.pct_start * s.options.total_steps - 1
  if s.count <= turn and turn > 0 then return cosine(a, b, s.count / turn) end
  return cosine(b, c, math.min(1, (s.count - turn) / (last - turn)))
end

-- Which of an optimizer's settings plays the part of momentum.
local function momentum_of(opt)
  local args = opt:state_dict().args
  return args.betas and "betas" or args.momentum and "momentum" or nil
end

local function set_momentum(s, value)
  if s.momentum_name == "momentum" then s.opt.momentum = value
  elseif s.momentum_name == "betas" then s.opt.betas = {value, s.opt.betas[2]} end
end

local function set(s)
  local o = s.options
  local first = o.max_lr / o.div_factor
  s.opt.lr = at(s, first, o.max_lr, first / o.final_div_factor)
  set_momentum(s, at(s, o.max_momentum, o.base_momentum, o.max_momentum))
end

local share = {type = "number", above = 0, below = 1, default = 0.3,
  doc = "share of the steps in which the rate rises"}

local M = {}

--- One cycle of total_steps steps.
-- errors: E0102 for a step after the last.
M.OneCycleLR = define{
  name = "OneCycleLR", every = "batch",
  spec = {
    max_lr = {type = "number", above = 0, required = true, doc = "the highest rate"},
    total_steps = {type = "integer", min = 2, required = true, doc = "steps of the whole cycle"},
    pct_start = share,
    div_factor = {type = "number", above = 0, default = 25,
      doc = "the first rate is max_lr over this"},
    final_div_factor = {type = "number", above = 0, default = 1e4,
      doc = "the last rate is the first over this"},
    cycle_momentum = {type = "boolean", default = true,
      doc = "momentum falls while the rate rises"},
    base_momentum = {type = "number", min = 0, below = 1, default = 0.85,
      doc = "the lowest momentum"},
    max_momentum = {type = "number", min = 0, below = 1, default = 0.95,
      doc = "the highest momentum"},
  },
  fields = {momentum_name = true},
  start = function(s)
    s.momentum_name = s.options.cycle_momentum and momentum_of(s.opt) or nil
    set(s)
  end,
  update = function(s)
    -- The usual loop steps once more after the last batch; as in PyTorch that is no error.
    if s.count > s.options.total_steps then
      err.raise("E0102",
        ("OneCycleLR: step %d of a cycle of %d"):format(s.count, s.options.total_steps),
        "total_steps must be epochs times batches per epoch.", 3)
    end
    set(s)
  end,
}

doc.add{name = "optim.OneCycleLR", usage = "optim.OneCycleLR(opt, {max_lr=, total_steps=})",
  summary = "Raises the learning rate to max_lr and lowers it far below the start, in one cycle.",
  text = "Step it after every batch. Momentum (or Adam's first beta) runs from 0.95 to 0.85 and "
    .. "back; cycle_momentum=false leaves it alone.",
  args = {{name = "max_lr", doc = "the highest rate"},
    {name = "total_steps", doc = "steps of the cycle"},
    {name = "pct_start", default = 0.3, doc = share.doc},
    {name = "div_factor", default = 25, doc = "the first rate is max_lr over this"},
    {name = "final_div_factor", default = 1e4, doc = "the last rate is the first over this"},
    {name = "cycle_momentum", default = true, doc = "momentum falls while the rate rises"}},
  source = "Smith, Topin 2018",
  example = "opt = optim.SGD(nn.Linear(2, 1), {lr=1})\n"
    .. "s = optim.OneCycleLR(opt, {max_lr=1, total_steps=10})\n"
    .. "print(opt.lr)  --> 0.04\nfor i = 1, 2 do s:step() end\nprint(opt.lr)  --> 1.0",
  see = {"optim.CosineAnnealingLR"}}

return M
