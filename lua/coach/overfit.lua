--- coach.overfit_one_batch: can the network learn 16 rows by heart? One that cannot is broken, not
-- badly tuned.
-- Requires core, coach.pause, err, fit.asking, fit.data, fit.judge, nn.module, nn.walk and words.
-- A copy is trained; nothing of it is watched.

local asking = require "gradus.fit.asking"
local core = require "gradus.core"
local data = require "gradus.fit.data"
local err = require "gradus.err"
local judge = require "gradus.fit.judge"
local module = require "gradus.nn.module"
local unwatched = require "gradus.coach.pause"
local walk = require "gradus.nn.walk"
local words = require "gradus.words"

local M = {}

local ROWS, STEPS, LOOK = 16, 1000, 50
local RATE = 0.01
local ENOUGH_RIGHT, LITTLE_LOSS = 0.95, 0.05

local make_result = words.result("coach.overfit_one_batch", "ok loss accuracy steps share rows",
  function(r)
    local right = r.accuracy and (", accuracy %s"):format(words.num(r.accuracy)) or ""
    local share = ""
    if r.share then share = (" (%.0f %% of what knowing nothing costs)"):format(100 * r.share) end
    return ("%s rows by heart: %s after %s, loss %s%s%s"):format(r.rows,
      r.ok and "yes" or "no", words.count(r.steps, "step"), words.num(r.loss), share, right)
  end)

-- Dropout would keep it from learning by heart; everything else trains.
local function set_modes(model)
  model:train()
  walk.each(model, function(each)
    if module.is_layer(each) and core.module_name(each) == "Dropout" then
      core.module_mode(each, false)
    end
  end)
end

local function few_rows(ds)
  local rows = {}
  for i = 1, math.min(ROWS, ds.x:size(1)) do rows[i] = i end
  local index = core.tensor(rows)
  return ds.x:index_select(1, index), ds.y:index_select(1, index)
end

-- The losses whose best constant answer is known: those of each task.
local function baseline(crit, y, task)
  local usual = {BCEWithLogitsLoss = true, BCELoss = true, CrossEntropyLoss = true, NLLLoss = true,
    MSELoss = true}
  return usual[core.loss_name(crit)] and judge.baseline_loss(y, task) or nil
end

local function measure(copy, crit, count, x, y, b)
  local loss, accuracy = judge.measure(copy, crit, count, x, y)
  local share = b and b > 0 and loss / b or nil
  local learned = not share or share <= LITTLE_LOSS
  local right = not accuracy or accuracy >= ENOUGH_RIGHT
  return {ok = loss == loss and learned and right, loss = loss, accuracy = accuracy, share = share,
    rows = x:size(1)}
end

local function learn(copy, crit, count, x, y, task)
  local opt, b, r = core.optim.Adam(copy:parameters(), {lr = RATE}), baseline(crit, y, task), nil
  for step = 1, STEPS do
    opt:zero_grad()
    local loss = crit(copy(x), y)
    if loss:item() ~= loss:item() then break end
    loss:backward()
    opt:step()
    if step % LOOK == 0 then
      r = measure(copy, crit, count, x, y, b)
      r.steps = step
      if r.ok then return r end
    end
  end
  r = r or measure(copy, crit, count, x, y, b)
  r.steps = r.steps or 0
  return r
end

--- Try it. Returns {ok, loss, accuracy, steps, share, rows}. errors: E0103, E0107.
function M.run(model, ds, loss)
  asking.check_model(model, "coach.overfit_one_batch")
  if not module.is(model) then
    err.raise("E0103", "coach.overfit_one_batch needs a network that can be trained",
      "coach.overfit_one_batch(model, train)", 3)
  end
  data.check(ds, "coach.overfit_one_batch", "a dataset", 3)
  local crit = loss or judge.default_loss(model, ds.task)
  local count = judge.counter(model, ds.task, crit)
  local x, y = few_rows(ds)
  return make_result(unwatched(core.with_seed, 1, function()
    local copy = model:clone()
    set_modes(copy)
    return learn(copy, crit, count, x, y, ds.task)
  end))
end

return M
