--- What all schedulers share: the optimizer, the step count, s:step(), printing.
-- Requires class, core, err, events and options. A scheduler is a rule for opt.lr: it reads and
-- writes the rate of the optimizer it was given, so a rate set by hand in between is carried on
-- from.

local class = require "gradus.class"
local core = require "gradus.core"
local err = require "gradus.err"
local events = require "gradus.events"
local options = require "gradus.options"

local M = {}

local function check_optimizer(name, opt)
  if core.kind(opt) == "optimizer" then return end
  err.raise("E0103", ("optim.%s needs an optimizer, not %s"):format(name, options.kind(opt)),
    ("opt = optim.SGD(model, {lr=0.1}); s = optim.%s(opt, {…})"):format(name), 4)
end

--- Make the class and the constructor of a scheduler from its rule:
--   name, spec (options), every ("epoch" or "batch": how often step() is meant to be called),
--   start(s) sets the first rate; update(s, metric) sets the next; takes_metric.
-- In the rule's functions, s.opt is the optimizer, s.options what was asked, s.base the rate at the
-- beginning and s.count how many steps there have been. Returns the constructor.
function M.define(rule)
  local kind = class.new(rule.name, {
    lr = function(s) return s.opt.lr end, metric = true, best = true, base = true,
  })
  function kind.methods.step(s, metric)
    class.need(kind, s, "step", 2)
    if rule.takes_metric then metric = M.metric(rule.name, metric) end
    s.count = s.count + 1
    events.emit("schedule", s, metric)
    return rule.update(s, metric)
  end
  for name, method in pairs(rule.methods or {}) do kind.methods[name] = method end
  for name in pairs(rule.fields or {}) do kind.fields[name] = rule.fields[name] end
  kind.mt.__tostring = rule.tostring or function(s)
    return ("%s, step %d, lr %.6g"):format(rule.name, s.count, s.opt.lr)
  end
  return function(opt, given)
    check_optimizer(rule.name, opt)
    local asked = options.check("optim." .. rule.name, given, rule.spec)
    local s = setmetatable({opt = opt, options = asked, base = opt.lr, count = 0,
      every = rule.every,
      takes_metric = rule.takes_metric or false}, kind.mt)
    if rule.start then rule.start(s) end
    return s
  end
end

--- The number that step(metric) was given; a tensor with one element will do.
function M.metric(name, value)
  if core.kind(value) == "tensor" and value:numel() == 1 then value = value:item() end
  if type(value) == "number" then return value end
  err.raise("E0107",
    ("%s:step needs the loss it is to judge, not %s"):format(name, options.kind(value)),
    "s:step(validation_loss)", 4)
end

return M
