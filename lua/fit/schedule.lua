--- Schedulers as fit sees them: checked, stepped, described, made anew for a repeated run.
-- Requires core, err, options, optim.schedulers and words. The rules themselves are in optim/.

local core = require "gradus.core"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local words = require "gradus.words"

local M = {}

local function field(value, name)
  local t = type(value)
  if t ~= "table" and t ~= "userdata" then return nil end
  local ok, found = pcall(function() return value[name] end)
  return ok and found or nil
end

--- Require a scheduler, or a function that makes one from the optimizer. errors: E0103.
function M.check(given, level)
  if given == nil or type(given) == "function" or type(field(given, "step")) == "function" then
    return
  end
  err.raise("E0103", "fit: scheduler must be a scheduler, found " .. kind_of(given),
    "For example opt = optim.SGD(model, {lr = 0.1}) and "
    .. "scheduler = optim.StepLR(opt, {step_size = 30}).", level + 1)
end

--- The optimizer that a scheduler steers, or nil.
function M.optimizer_of(given)
  local opt = field(given, "opt")
  return core.kind(opt) == "optimizer" and opt or nil
end

--- Require that a scheduler steers the optimizer of its run. errors: E0102.
function M.check_steers(s, opt, level)
  local steered = M.optimizer_of(s)
  if steered == nil or rawequal(steered, opt) then return end
  err.raise("E0102", "fit: the scheduler steers another optimizer than the one that trains",
    "Give fit the optimizer it was made for, or a function that makes the scheduler: "
    .. "scheduler = function(opt) return optim.StepLR(opt, {step_size = 30}) end.", level + 1)
end

--- The scheduler of a run: the one that was given, or what the given function makes.
function M.resolve(given, opt)
  if type(given) == "function" then return given(opt) end
  return given
end

--- Does it know a way back from a loss that is no number? (HalveOnDivergence)
function M.recovers(s) return field(s, "cuts") ~= nil end

--- Is step() meant to be called after each batch?
function M.is_per_batch(s) return field(s, "every") == "batch" end

--- Step after an epoch. A plateau is one of the validation loss where there is one; whether
-- training diverges, only the training loss can say.
function M.after_epoch(s, h)
  if M.is_per_batch(s) then return end
  local metric = h:last "train_loss"
  if not M.recovers(s) then metric = h:last "val_loss" or metric end
  s:step(metric)
end

local function name_of(s)
  local mt = getmetatable(s)
  return type(mt) == "table" and tostring(mt.__name):gsub("^gradus%.", "") or "scheduler"
end

--- Its rule and options in words: "StepLR gamma 0.5, step_size 30".
function M.text(s)
  if s == nil then return nil end
  local options = field(s, "options")
  return name_of(s) .. (options and " " .. words.setting(options) or "")
end

local function literal(value)
  return type(value) == "string" and ("%q"):format(value) or words.setting(value)
end

--- The Lua that makes it, for the optimizer in the variable opt.
function M.code(s)
  local names, parts = {}, {}
  for name in pairs(s.options) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do parts[i] = name .. " = " .. literal(s.options[name]) end
  return ("optim.%s(opt, {%s})"):format(name_of(s), table.concat(parts, ", "))
end

--- Is its rule one of optim's?
function M.is_ours(s) return require("gradus.optim.schedulers")[name_of(s)] ~= nil end

--- A copy of a scheduler as it is now; what is no table stands for itself.
function M.copy(s)
  if type(s) ~= "table" then return s end
  local copy = {}
  for name, value in next, s do copy[name] = value end
  return setmetatable(copy, getmetatable(s))
end

--- A copy of a scheduler as it is now, for another optimizer; nil where it has no field `opt`: it
-- would go on steering the old one.
function M.resumed(s, opt)
  if type(s) ~= "table" or not M.optimizer_of(s) then return nil end
  local copy = M.copy(s)
  copy.opt = opt
  return copy
end

--- The same rule for another optimizer, from its beginning at the rate lr; nil where it is not one
-- of ours.
function M.rebuild(s, opt, lr)
  local make = require("gradus.optim.schedulers")[name_of(s)]
  if not make then return nil end
  opt.lr = lr
  return make(opt, s.options)
end

return M
