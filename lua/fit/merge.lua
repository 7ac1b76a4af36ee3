--- The options of an earlier run with some of them changed, for another network.
-- Requires core, err, fit.choose, fit.schedule and fit.spec. Optimizer and scheduler are made anew,
-- as they stood where the run began.

local choose = require "gradus.fit.choose"
local core = require "gradus.core"
local err = require "gradus.err"
local schedule = require "gradus.fit.schedule"
local spec = require "gradus.fit.spec"

local M = {}

local of_optimizer = {"lr", "momentum", "nesterov", "weight_decay"}

-- The scheduler for another optimizer: as it stood where the run began, at another rate from its
-- own beginning. A function makes it when the optimizer is there.
local function reschedule(h, merged, changes, opt, level)
  local given = merged.scheduler
  local start = h.start.scheduler or given
  if type(given) == "function" and (changes.lr or not schedule.is_ours(start)) then return end
  merged.scheduler = changes.lr and schedule.rebuild(given, opt, changes.lr)
    or schedule.resumed(start, opt)
  if merged.scheduler then return end
  err.raise("E0102", "again: the scheduler of that run is not one of optim's: it steers the old "
    .. "optimizer",
    "Say scheduler = function(opt) return … end, or scheduler = false for none.", level + 1)
end

local function keeps_scheduler(merged, changes)
  return changes.scheduler == nil and merged.scheduler ~= nil
end

-- Options that another optimizer does not have go, unless they were asked for.
local function drop_unknown(merged, changes)
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

-- Another optimizer by name: it keeps the rate and what else of the old one it knows. One that is
-- steered has to be there before its scheduler.
local function by_name(h, merged, changes, model, level)
  local args = h.start.optimizer.args
  merged.optimizer = changes.optimizer
  if merged.lr == nil then merged.lr = args.lr end
  drop_unknown(merged, changes)
  if not keeps_scheduler(merged, changes) then return end
  merged.lr = changes.lr or args.lr -- where the scheduler stood, not what was asked for
  local recipe = choose.recipe(merged, level + 1)
  merged.optimizer = core.optim[recipe.name](model:parameters(), recipe.args)
  for _, name in ipairs(of_optimizer) do merged[name] = nil end
  reschedule(h, merged, changes, merged.optimizer, level + 1)
end

-- The same optimizer over the new network, with what it had gathered where the run began.
local function made_anew(h, merged, changes, model, level)
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
  if keeps_scheduler(merged, changes) then reschedule(h, merged, changes, opt, level + 1) end
end

--- The options of a repeated run: those of run h with `changes` (of again), for the network
-- `model`. level: whose line is to blame. errors: E0102 what cannot be made anew.
function M.options(h, changes, model, level)
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
  if type(changes.optimizer) == "string" then by_name(h, merged, changes, model, level + 1)
  elseif changes.optimizer == nil then made_anew(h, merged, changes, model, level + 1) end
  return merged
end

return M
