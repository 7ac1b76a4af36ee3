--- optim.lr_find: sweep the learning rate from tiny to huge and see where the loss is lowest.
-- Requires coach.pause, core, doc, err, options, nn.module and data. The model, the optimizer and
-- the random generator are as before when it returns.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local mode = require "gradus.nn.mode"
local module = require "gradus.nn.module"
local options = require "gradus.options"
local unwatched = require "gradus.coach.pause"
local walk = require "gradus.nn.walk"

local losses = {binary = "BCEWithLogitsLoss", multilabel = "BCEWithLogitsLoss",
  multiclass = "CrossEntropyLoss", regression = "MSELoss"}

local spec = {
  loss = {type = "any", doc = "the loss; by the data's task where not given"},
  optimizer = {type = "any", default = "SGD",
    doc = 'an optimizer, or the name of one ("sgd", "adam")'},
  from = {type = "number", above = 0, default = 1e-4, doc = "the first rate"},
  to = {type = "number", above = 0, default = 100, doc = "the last rate"},
  steps = {type = "integer", min = 10, default = 100, doc = "rates tried, one batch each"},
  batch = {type = "integer", min = 1, default = 32, doc = "rows per batch"},
  seed = {type = "integer", doc = "seed of the batches"},
}

local function check(model, train, o)
  if not module.is(model) then
    err.raise("E0103", "lr_find needs a model first, not " .. options.kind(model),
      "optim.lr_find(model, train, {loss=…})", 4)
  end
  if not dataset.is(train) then
    err.raise("E0103", "lr_find needs the training data second, not " .. options.kind(train),
      "optim.lr_find(model, train, {loss=…})", 4)
  end
  if o.loss ~= nil and core.kind(o.loss) ~= "loss" and type(o.loss) ~= "function" then
    err.raise("E0103", "lr_find: loss must be a loss or a function, not " .. options.kind(o.loss),
      "{loss=nn.MSELoss()}", 4)
  end
end

-- "adam" and "Adam" are the same optimizer.
local function by_name(name)
  for known, make in pairs(core.optim) do
    if type(name) == "string" and known:lower() == name:lower() then return make end
  end
  err.raise("E0104", "lr_find: there is no optimizer " .. tostring(name), nil, 4)
end

-- Everything that the sweep will change, and a function that puts it back.
local function keep(model, opt)
  local tensors, random = {}, core.rng_state()
  for _, entry in ipairs(walk.tensors(model)) do
    local grad = entry.kind == "parameter" and entry.value.grad or nil
    tensors[#tensors + 1] = {entry.value, entry.value:detach():clone(), grad and grad:clone()}
  end
  local state, restore_mode = opt and core.optim_state(opt), mode.keep(model)
  return function()
    for _, kept in ipairs(tensors) do
      kept[1]:copy_(kept[2])
      if kept[1].requires_grad then kept[1].grad = kept[3] end
    end
    if state then core.optim_load(opt, state) end
    restore_mode()
    core.set_rng_state(random)
  end
end

local function endless_batches(train, size)
  local next_batch
  return function()
    local x, y
    if next_batch then x, y = next_batch() end
    if not x then
      next_batch = train:batches(size, {shuffle = true})
      x, y = next_batch()
    end
    return x, y
  end
end

local function is_finite(x) return x == x and x < math.huge end

-- One batch at each rate. Losses are smoothed as a running mean, so that one bad batch decides
-- nothing; four times the lowest ends the sweep.
local function sweep(model, opt, crit, train, o)
  local lrs, smooth, mean, lowest = {}, {}, 0, math.huge
  local batch = endless_batches(train, o.batch)
  for t = 1, o.steps do
    opt.lr = o.from * (o.to / o.from) ^ ((t - 1) / (o.steps - 1))
    local x, y = batch()
    opt:zero_grad()
    local loss = crit(model(x), y)
    mean = 0.9 * mean + 0.1 * loss:item()
    local value = mean / (1 - 0.9 ^ t)
    if not is_finite(value) then break end
    lrs[t], smooth[t] = opt.lr, value
    lowest = math.min(lowest, value)
    if t > 10 and value > 4 * lowest then break end
    loss:backward()
    opt:step()
  end
  return lrs, smooth
end

-- A tenth of the rate at which the loss was lowest: at the lowest point itself, training is about
-- to break.
local function suggest_rate(lrs, smooth)
  local best = 1
  for i = 2, #smooth do
    if smooth[i] < smooth[best] then best = i end
  end
  return lrs[best] and lrs[best] / 10
end

local result_mt = {__name = "gradus.lr_find", __tostring = function(r)
  return ("%d rates from %.3g to %.3g; suggestion: lr=%.2g"):format(#r.lr, r.lr[1], r.lr[#r.lr],
    r.suggestion)
end}

--- Sweep the rate and return {lr = {…}, loss = {…}, suggestion = …}.
local function lr_find(model, train, given)
  local o = options.check("optim.lr_find", given, spec)
  check(model, train, o)
  local crit = o.loss or core.nn[losses[train.task]]()
  local own = core.kind(o.optimizer) == "optimizer" and o.optimizer or nil
  local make = not own and by_name(o.optimizer)
  local restore = keep(model, own)
  local function run()
    mode.set(model, true)
    return sweep(model, own or make(model:parameters(), {lr = o.from}), crit, train, o)
  end
  local done, lrs, smooth
  if o.seed then done, lrs, smooth = pcall(unwatched, core.with_seed, o.seed, run)
  else done, lrs, smooth = pcall(unwatched, run) end
  restore()
  if not done then error(lrs, 0) end
  if not lrs[1] then
    err.raise("E0102", "lr_find: the loss is not a finite number before the first step",
      "Are there NaNs or very large numbers in the data?", 2)
  end
  return setmetatable({lr = lrs, loss = smooth, suggestion = suggest_rate(lrs, smooth)}, result_mt)
end

doc.add{name = "optim.lr_find", usage = "optim.lr_find(model, train, {loss=…})",
  summary = "Sweeps the learning rate from tiny to huge and suggests one.",
  text = "Returns {lr = {…}, loss = {…}, suggestion = …}; plot.curve(r.lr, r.loss) shows it. The "
    .. "suggestion is a tenth of the rate with the lowest loss. Model, optimizer and random "
    .. "numbers are left as they were.",
  args = {
    {name = "loss", doc = spec.loss.doc},
    {name = "optimizer", default = "SGD", doc = spec.optimizer.doc},
    {name = "from", default = 1e-4, doc = spec.from.doc},
    {name = "to", default = 100, doc = spec.to.doc},
    {name = "steps", default = 100, doc = spec.steps.doc},
    {name = "batch", default = 32, doc = spec.batch.doc}, {name = "seed", doc = spec.seed.doc}},
  source = "Smith 2017; the rule min/10: Howard, Gugger 2020",
  example = "train = data.moons{n=300, noise=0.15, seed=1}\n"
    .. "r = optim.lr_find(mlp(2, 32, 32, 1, {init=\"he\"}), train)\n"
    .. "print(r.suggestion > 0.01)  --> true",
  see = {"optim.HalveOnDivergence", "fit"}}

return lr_find
