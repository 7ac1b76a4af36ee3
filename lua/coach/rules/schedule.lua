--- G0210: a scheduler that is stepped before the optimizer: the first rate is never used.
-- A schedule that is only run to be drawn never meets a step of the optimizer, and is left alone.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

-- Scheduler -> its rate before an early first step. Schedules that judge a metric may begin with
-- the loss before training.
local early = setmetatable({}, {__mode = "k"})

local function has_stepped(opt)
  for _, age in ipairs(core.optim_state(opt).age) do
    if age > 0 then return true end
  end
  return false
end

local function said(sighting)
  local s = sighting[1]
  if s.takes_metric then return nil end
  if s.count == 1 and not has_stepped(s.opt) then early[s] = s.base end
  if s.count ~= 2 or not early[s] or not has_stepped(s.opt) then return nil end
  local name = names.find(function(v) return rawequal(v, s) end) or "schedule"
  local opt = names.find(function(v) return rawequal(v, s.opt) end) or "opt"
  return {
    what = ("The schedule was stepped before the optimizer's first step: the rate %s it begins "
      .. "with was never used."):format(words.num(early[s])),
    fix = ("%s:step()  -- after %s:step()"):format(name, opt),
  }
end

return {
  code = "G0210", severity = "warning", title = "the schedule is one step ahead",
  lecture = "Learning rate, decay",
  why = "A schedule sets the rate for the steps that follow. Stepped first, every rate comes one "
    .. "step early, and the first one is skipped.",
  see = {schedule = said},
  text = "s:step() moves the schedule on. Call it behind opt:step(), once for each epoch or, for "
    .. "LinearWarmup and OneCycleLR, once for each batch.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.5})
schedule = optim.ExponentialLR(opt, {gamma = 0.9})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  schedule:step()
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.5})
schedule = optim.ExponentialLR(opt, {gamma = 0.9})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
  schedule:step()
end]],
}
