--- Loss and optimizer of a run: the ones that were given, or the usual ones.
-- Requires core, err, suggest, fit.judge. Says in words what it chose where a learner should know.

local core = require "gradus.core"
local err = require "gradus.err"
local judge = require "gradus.fit.judge"
local kind_of = require("gradus.options").kind
local suggest = require "gradus.suggest"

local M = {}

local DEFAULT_LR = 0.1 -- for optimizers that have none of their own (SGD)

local function sorted_names(t)
  local out = {}
  for name in pairs(t) do out[#out + 1] = name end
  table.sort(out)
  return out
end

-- "mse", "cross_entropy" -> MSELoss, CrossEntropyLoss
local function loss_called(word)
  word = word:lower():gsub("[^%a]", ""):gsub("loss$", "")
  for _, name in ipairs(sorted_names(core.nn)) do
    if word ~= "" and name:find("Loss$") and name:lower():find(word, 1, true) then return name end
  end
end

-- `nn.MSELoss` without the call, or a name in quotes: both are typed often.
local function bad_loss(given, level)
  local near = type(given) == "string" and loss_called(given)
  err.raise("E0103", ("fit: loss must be a loss, found %s"):format(kind_of(given)), near and
    ("did you mean nn.%s()?"):format(near) or "A call makes it, for example nn.CrossEntropyLoss().",
    level + 1)
end

--- The loss of a run. errors: E0103 not a loss; E0102 one that keeps rows apart.
function M.loss(given, model, task, level)
  if given == nil then return judge.default_loss(model, task) end
  if core.kind(given) ~= "loss" then bad_loss(given, level + 1) end
  if core.loss_args(given).reduction == "none" then
    err.raise("E0102", 'fit: a loss with reduction="none" gives a list, not one number to minimise',
      'Leave reduction out, or say reduction="mean".', level + 1)
  end
  return given
end

-- "sgd" -> "SGD"; names as they are written in `optim`, in any case.
local function find_optimizer(name, level)
  for full in pairs(core.optim) do
    if full:lower() == name:lower() then return full end
  end
  local names = {}
  for i, full in ipairs(sorted_names(core.optim)) do names[i] = full:lower() end
  err.raise("E0102", ("fit: there is no optimizer %q"):format(name),
    suggest.question(name:lower(), names) or ("There are %s."):format(table.concat(names, ", "
      .. "")), level + 1)
end

local function has_argument(optimizer, option)
  for _, record in ipairs(core.records()) do
    if record.kind == "optim" and record.name == optimizer then
      for _, arg in ipairs(record.args) do
        if arg.name == option then return arg end
      end
    end
  end
end

-- Options of the optimizer that stand among those of fit.
local function own_options(full, options, level)
  local out = {}
  for _, option in ipairs{"lr", "momentum", "nesterov", "weight_decay"} do
    if options[option] ~= nil then
      if not has_argument(full, option) then
        err.raise("E0104", ("fit: %s has no %s"):format(full, option), nil, level + 1)
      end
      out[option] = options[option]
    end
  end
  return out
end

--- What an optimizer would be made of: {name=, args=, note=}. options: those of fit.
-- note: a remark for the learner where a value was chosen that they may not expect.
function M.recipe(options, level)
  local full = find_optimizer(options.optimizer or "adam", level + 1)
  local args, note = own_options(full, options, level + 1), nil
  local lr = has_argument(full, "lr")
  if not args.lr and (not lr or lr.default == nil) then
    args.lr = DEFAULT_LR
    note = ("%s has no usual learning rate: lr = %g taken"):format(full, DEFAULT_LR)
  end
  return {name = full, args = args, note = note}
end

local function check_object(given, options, level)
  if core.kind(given) ~= "optimizer" then
    err.raise("E0103", ("fit: optimizer must be an optimizer or a name, found "
      .. "%s"):format(kind_of(given)),
      'For example optimizer = "sgd", or optim.SGD(model, {lr = 0.1}).', level + 1)
  end
  for _, option in ipairs{"lr", "momentum", "nesterov", "weight_decay"} do
    if options[option] ~= nil then
      err.raise("E0104", ("fit: %s belongs to the optimizer that was given"):format(option),
        ("Set it there (opt.%s = …), or give the optimizer by name."):format(option), level + 1)
    end
  end
end

-- An optimizer over another network's weights trains nothing here, and nothing would say so.
local function check_owner(given, model, level)
  local mine = {}
  for _, t in ipairs(model:parameters()) do mine[t] = true end
  for _, t in ipairs(given.params) do
    if mine[t] then return end
  end
  err.raise("E0102", "fit: the optimizer was made for another network: it holds no weight of this "
    .. "one",
    "Make one for it: optim.Adam(model, {lr = …}).", level + 1)
end

--- The optimizer of a run, and what to remark about it.
-- previous: the optimizer of the run that this one continues, or nil.
function M.optimizer(options, model, previous, level)
  local given = options.optimizer
  if given ~= nil and type(given) ~= "string" then
    check_object(given, options, level + 1)
    check_owner(given, model, level + 1)
    return given
  end
  local recipe = M.recipe(options, level + 1)
  local old = previous and core.optim_state(previous)
  if old and old.name == recipe.name then
    for option, value in pairs(recipe.args) do previous[option] = value end
    return previous, recipe.note
  end
  return core.optim[recipe.name](model:parameters(), recipe.args), recipe.note
end

return M
