--- The training loop of the mistakes: as a student writes it, with places where it can go wrong.
-- Requires core. Prints nothing. What is done wrong is the caller's choice:
--   forget_zero_grad  gradients are never cleared      through(out)  what is done to the outputs
--                                                                    before the loss sees them
-- Whoever wants to look on gives each_step(model) and each_epoch(model) there, too.

local core = require "gradus.core"

local M = {}

local optimizers = {sgd = "SGD", adam = "Adam"}

--- Settings that most of the mistakes offer.
function M.spec(defaults)
  return {
    lr = {type = "number", above = 0, default = defaults.lr, doc = "learning rate"},
    optimizer = {type = "string", default = defaults.optimizer or "sgd", choices = {"sgd", "adam"},
      doc = "the optimizer"},
    epochs = {type = "integer", min = 1, default = defaults.epochs, doc = "passes over the data"},
  }
end

--- Norm of all gradients together.
function M.gradient_norm(model)
  local sum = 0
  for _, p in ipairs(model:parameters()) do
    if p.grad then sum = sum + p.grad:norm():item() ^ 2 end
  end
  return math.sqrt(sum)
end

local function one_epoch(model, opt, crit, ds, batch, wrong)
  for xb, yb in ds:batches(batch, {shuffle = true}) do
    if not wrong.forget_zero_grad then opt:zero_grad() end
    local out = model(xb)
    if wrong.through then out = wrong.through(out) end
    local loss = crit(out, yb)
    local value = loss:item()
    if value ~= value or value == math.huge then return false end
    loss:backward()
    opt:step()
    if wrong.each_step then wrong.each_step(model) end
  end
  if wrong.each_epoch then wrong.each_epoch(model) end
  return true
end

--- Train `model` and return it. o: {lr, optimizer, epochs, seed}; batch: rows per update.
function M.train(model, crit, ds, o, batch, wrong)
  wrong = wrong or {}
  core.with_seed(o.seed, function()
    local opt = core.optim[optimizers[o.optimizer]](model:parameters(), {lr = o.lr})
    for _ = 1, o.epochs do
      if not one_epoch(model, opt, crit, ds, batch, wrong) then return end
    end
  end)
  return model
end

--- A network with He's first weights, the same for the same seed.
function M.network(seed, ...)
  local sizes = {...}
  return core.with_seed(seed, function()
    return require "gradus.nn.mlp"(table.unpack(sizes))
  end)
end

return M
