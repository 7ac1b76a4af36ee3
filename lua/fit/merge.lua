--- The options of an earlier run with some of them changed, for another network.
-- Requires core, fit.schedule and fit.spec. Optimizer and scheduler are made anew, with what the
-- optimizer had gathered where the run began.

local core = require "gradus.core"
local schedule = require "gradus.fit.schedule"
local spec = require "gradus.fit.spec"

local M = {}

local of_optimizer = {"lr", "momentum", "nesterov", "weight_decay"}

-- Another optimizer by name: it keeps the rate and what else of the old one it knows.
local function by_name(h, merged, changes)
  local args = h.start.optimizer.args
  merged.optimizer = changes.optimizer
  if merged.lr == nil then merged.lr = args.lr end
  local known = core.optim[merged.optimizer] and merged.optimizer
  for name in pairs(core.optim) do
    if name:lower() == merged.optimizer:lower() then known = name end
  end
  for _, record in ipairs(core.records()) do
    if record.kind == "optim" and record.name == known then
      local has = {}
      for _, arg in ipairs(record.args) do has[arg.name] = true end
      for _, name in ipairs(of_optimizer) do
        if not has[name] and changes[name] == nil then merged[name] = nil end
      end
    end
  end
end

-- The same optimizer over the new network, with what it had gathered where the run began.
local function made_anew(h, merged, changes, model)
  local start = h.start.optimizer
  local args = {}
  for name, value in pairs(start.args) do args[name] = value end
  for _, name in ipairs(of_optimizer) do
    if changes[name] ~= nil then args[name] = changes[name] or 0 end
    merged[name] = nil
  end
  local opt = core.optim[start.name](model:parameters(), args)
  if not h.start.fresh and #start.age == #model:parameters() then
    core.optim_load(opt, {name = start.name, args = args, age = start.age, state = start.state})
  end
  merged.optimizer = opt
  if changes.scheduler == nil and h.options.scheduler ~= nil and merged.scheduler then
    local middle = h.start.middle
    if middle and middle.scheduler and not changes.lr then
      merged.scheduler = schedule.resumed(middle.scheduler, opt)
      return
    end
    merged.scheduler = type(merged.scheduler) == "function" and merged.scheduler
      or schedule.rebuild(merged.scheduler, opt)
    if changes.lr then opt.lr = changes.lr end
  end
end

--- The options of a repeated run: those of run h with `changes` (of again), for the network
-- `model`.
function M.options(h, changes, model)
  local merged = {}
  for name, value in pairs(h.options) do merged[name] = value end
  merged.verbose = nil -- how loud a call is belongs to that call
  for name in pairs(spec) do
    if changes[name] ~= nil then merged[name] = changes[name] or nil end
    if changes[name] == false and type(spec[name].default)
      == "boolean" then merged[name] = false
    end
  end
  merged.seed, merged.val = changes.seed or h.seed, merged.val
  if type(changes.optimizer) == "string" then by_name(h, merged, changes)
  elseif changes.optimizer == nil then made_anew(h, merged, changes, model) end
  return merged
end

return M
