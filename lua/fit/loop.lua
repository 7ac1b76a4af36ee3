--- The training loop: epochs of batches, each forward, loss, backward, step; then a look at the
-- result.
-- Requires core, events, fit.judge and fit.net. This is the loop a student would write; the rest of
-- fit/ prepares it and tells what came of it. Per batch nothing is made but what the loop needs.
--
-- A run: {model, train, val, batch, shuffle, epochs, crit, opt, count, modes, terms, after, clip,
-- params, scheduler, watch, on_epoch, progress, live, history, sample}.

local core = require "gradus.core"
local events = require "gradus.events"
local judge = require "gradus.fit.judge"
local schedule = require "gradus.fit.schedule"

local M = {}

-- Not a number, or infinite: either way the difference to itself is not 0.
local function is_broken(value) return value - value ~= 0 end

local function remember_first(run, value)
  if not run.history.first_loss then run.history.first_loss = value end
end

-- Nothing stands between the parts of a step, and nobody listens to them: then a step is one call.
local function is_plain(run)
  return core.is_chain(run.model) and not run.terms[1] and not run.clip and not run.after[1]
    and not schedule.is_per_batch(run.scheduler) and not events.heard "loss"
    and not events.heard "backward" and not events.heard "step" and not events.heard "zero_grad"
end

-- train_epoch for plain steps: the same ops on the same rows in the same order. Goes on in C until
-- the progress line is due.
local function train_epoch_plain(run, epoch, x, y)
  local model, crit, opt, size, progress = run.model, run.crit, run.opt, run.batch, run.progress
  local look_at, k = run.look_at or 1, 0
  while k * size < #x do
    local due = math.floor(math.min(math.max(1, look_at - k), 1 << 20))
    local value, done, broken = core.train_rows(model, crit, opt, x, y, k * size + 1, size, due)
    if k == 0 then remember_first(run, value) end
    if broken then return broken end
    k = k + done
    if k >= look_at then look_at = progress:batch(epoch, k) end
  end
  run.look_at = look_at - k > 0 and look_at - k or 1
end

-- Trains on every batch once. Returns the value of the loss that broke, or nil when all went well.
local function train_epoch(run, epoch)
  if is_plain(run) then
    local x, y = run.train:in_one_piece(run.batch_options.shuffle)
    if x then return train_epoch_plain(run, epoch, x, y) end
  end
  local model, crit, opt, params = run.model, run.crit, run.opt, run.params
  local terms, after, clip, progress = run.terms, run.after, run.clip, run.progress
  local per_batch = schedule.is_per_batch(run.scheduler) and run.scheduler
  local look_at, k = run.look_at or 1, 0
  for xb, yb in run.train:batches(run.batch, run.batch_options) do
    k = k + 1
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    local value = loss:item()
    if k == 1 then remember_first(run, value) end
    if is_broken(value) then return value end
    for i = 1, #terms do loss = loss + terms[i]() end
    loss:backward()
    if clip then run.clip_grad(params, clip) end
    opt:step()
    for i = 1, #after do after[i](opt.lr) end
    if per_batch then per_batch:step() end
    if k >= look_at then look_at = progress:batch(epoch, k) end
  end
  run.look_at = look_at - k > 0 and look_at - k or 1
end

local function append(list, value)
  if value ~= nil then list[#list + 1] = value end
end

-- Losses and accuracies of the network as it is now, measured alike on both parts.
local function look(run)
  local h, model, crit, count = run.history, run.model, run.crit, run.count
  run.modes:set(false)
  local train_loss, train_acc = judge.measure(model, crit, count, run.sample.x, run.sample.y)
  local val_loss, val_acc
  if run.val then val_loss, val_acc = judge.measure(model, crit, count, run.val.x, run.val.y) end
  local penalty = run.penalty and core.no_grad(run.penalty):item()
  run.modes:set(true)
  -- One after the other with nothing in between: an interrupted epoch counts whole or not at all.
  append(h.train_loss, train_loss)
  append(h.val_loss, val_loss)
  append(h.train_accuracy, train_acc)
  append(h.val_accuracy, val_acc)
  append(h.penalty, penalty)
  append(h.lr, run.epoch_lr)
  rawset(h, "epochs", #h.train_loss)
  h:note_best()
  return train_loss
end

local function announce(run, epoch)
  local h = run.history
  events.emit("epoch", h, epoch)
  run.progress:epoch(epoch)
  if run.live then run.live:update(h) end
  if run.on_epoch then
    run.progress:clear()
    return run.on_epoch(h, epoch) == false
  end
  return false
end

-- A loss that is no number ends the run, unless the scheduler knows a way back.
local function has_diverged(run, broken, train_loss)
  if not broken and not is_broken(train_loss) then return false end
  return not schedule.recovers(run.scheduler)
end

local function loss_before(run)
  run.modes:set(false)
  local loss = judge.measure(run.model, run.crit, nil, run.sample.x, run.sample.y)
  run.modes:set(true)
  return loss
end

--- Train until done. Returns why it ended: nil (all epochs done), "early" or "diverged".
function M.run(run)
  run.modes:set(true)
  if schedule.recovers(run.scheduler) and not run.scheduler.initial then
    run.scheduler:step(loss_before(run))
  end
  for epoch = 1, run.epochs do
    run.epoch_lr = run.opt.lr
    local broken = train_epoch(run, epoch)
    local train_loss = look(run)
    if broken then run.history.train_loss[epoch] = broken end
    local asked_to_stop = announce(run, epoch)
    if has_diverged(run, broken, train_loss) then return "diverged" end
    if run.scheduler then schedule.after_epoch(run.scheduler, run.history) end
    if run.watch and run.watch:update(epoch, run.history:last "val_loss") then return "early" end
    if asked_to_stop then return "early" end
  end
end

return M
