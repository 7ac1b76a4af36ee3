--- Schedulers that shrink the rate by a fixed rule: StepLR, ExponentialLR, CosineAnnealingLR; and
-- LinearWarmup, which lets it grow.
-- Requires doc and optim.scheduler. Each gives PyTorch's sequence of rates.

local define = require("gradus.optim.scheduler").define
local doc = require "gradus.doc"

local M = {}

local gamma = {type = "number", above = 0, doc = "factor of each cut"}

local setup = "opt = optim.SGD(nn.Linear(2, 1), {lr=1})\n"

local function example(made, steps, shown)
  return setup .. "s = optim." .. made .. "\nfor i = 1, " .. steps
    .. " do s:step() end\nprint(opt.lr)  --> "
    .. shown
end

--- The rate times gamma after every step_size steps.
M.StepLR = define{
  name = "StepLR", every = "epoch",
  spec = {
    step_size = {type = "integer", min = 1, required = true, doc = "steps between two cuts"},
    gamma = {type = "number", above = 0, default = 0.1, doc = gamma.doc},
  },
  update = function(s)
    if s.count % s.options.step_size == 0 then s.opt.lr = s.opt.lr * s.options.gamma end
  end,
}

doc.add{name = "optim.StepLR", usage = "optim.StepLR(opt, {step_size=, gamma=0.1})",
  summary = "Multiplies the learning rate by gamma after every step_size epochs.",
  args = {{name = "step_size", doc = "epochs between two cuts"},
    {name = "gamma", default = 0.1, doc = "factor of each cut"}},
  example = example("StepLR(opt, {step_size=2, gamma=0.5})", 4, "0.25"),
    see = {"optim.ExponentialLR"}}

--- The rate times gamma after every step.
M.ExponentialLR = define{
  name = "ExponentialLR", every = "epoch",
  spec = {gamma = {type = "number", above = 0, required = true, doc = gamma.doc}},
  update = function(s) s.opt.lr = s.opt.lr * s.options.gamma end,
}

doc.add{name = "optim.ExponentialLR", usage = "optim.ExponentialLR(opt, {gamma=})",
  summary = "Multiplies the learning rate by gamma after every epoch.",
  args = {{name = "gamma", doc = "factor of each cut"}},
  example = example("ExponentialLR(opt, {gamma=0.5})", 3, "0.125"), see = {"optim.StepLR"}}

-- The cosine in PyTorch's recursive form: from the rate as it is now to the next one.
local function next_cosine(s)
  local top, floor, t = s.options.T_max, s.options.eta_min, s.count
  if (t - 1 - top) % (2 * top) == 0 then
    return s.opt.lr + (s.base - floor) * (1 - math.cos(math.pi / top)) / 2
  end
  local now, before = 1 + math.cos(math.pi * t / top), 1 + math.cos(math.pi * (t - 1) / top)
  return now / before * (s.opt.lr - floor) + floor
end

--- The rate follows half a cosine down to eta_min in T_max steps.
M.CosineAnnealingLR = define{
  name = "CosineAnnealingLR", every = "epoch",
  spec = {
    T_max = {type = "integer", min = 1, required = true,
      doc = "steps from the first rate to the last"},
    eta_min = {type = "number", min = 0, default = 0, doc = "the last rate"},
  },
  update = function(s) s.opt.lr = math.max(next_cosine(s), 0) end,
}

doc.add{name = "optim.CosineAnnealingLR",
  usage = "optim.CosineAnnealingLR(opt, {T_max=, eta_min=0})",
  summary = "Lowers the learning rate along half a cosine, to eta_min after T_max epochs.",
  formula = "lr(t) = eta_min + (lr(0) - eta_min)·(1 + cos(pi t / T_max)) / 2",
  args = {{name = "T_max", doc = "epochs from the first rate to the last"},
    {name = "eta_min", default = 0, doc = "the last rate"}},
  source = "Loshchilov, Hutter 2017, equation 5",
  example = setup .. "s = optim.CosineAnnealingLR(opt, {T_max=10})\nfor i = 1, 5 do s:step() end\n"
    .. "print(math.abs(opt.lr - 0.5) < 1e-9)  --> true",
  see = {"optim.OneCycleLR"}}

local function warm(s)
  s.opt.lr = s.base * math.min(1, (s.count + 1) / s.options.steps)
end

--- The rate grows in equal parts to its full size: 1/steps of it first, all of it at step `steps`.
M.LinearWarmup = define{
  name = "LinearWarmup", every = "batch",
  spec = {steps = {type = "integer", min = 1, required = true,
    doc = "steps until the rate is full"}},
  start = warm,
  update = function(s) if s.count < s.options.steps then warm(s) end end,
}

doc.add{name = "optim.LinearWarmup", usage = "optim.LinearWarmup(opt, {steps=})",
  summary = "Lets the learning rate grow from lr/steps to lr in the first steps.",
  args = {{name = "steps", doc = "steps until the rate is full"}},
  example = setup .. "s = optim.LinearWarmup(opt, {steps=4})\nprint(opt.lr)  --> 0.25\ns:step()\n"
    .. "print(opt.lr)  --> 0.5",
  see = {"optim.OneCycleLR"}}

return M
