--- The program behind a mystery: three spirals, a network, a loop; and what can be measured of it.
-- Requires core, data, coach.pause, fit.net, health, mistake.loop and plot. Prints nothing. All of
-- it repeats: data, first weights, shuffling and masks come from the seed.
--
-- `cause` is an entry of causes.lua; `asked` what the detective sets instead (lr, epochs, …).

local core = require "gradus.core"
local data = require "gradus.data"
local loop = require "gradus.mistake.loop"
local net = require "gradus.fit.net"

local M = {}

local CLASSES, BATCH, DROP = 3, 30, 0.2

local function spirals(n, seed, cause)
  local ds = data.spirals{n = n, classes = CLASSES, noise = 0.2, seed = seed}
  if cause.raw then ds.x = ds.x * core.tensor{1, 1000} + core.tensor{0, 5000} end
  return ds
end

local function build(seed, cause)
  return loop.network(seed, 2, 64, 64, CLASSES, {init = cause.init or "he", act = cause.act,
    dropout = {drop = cause.drop or DROP}})
end

-- What the loss of this program receives for some rows.
local function scores(program, x)
  local out = program.model(x)
  return program.cause.softmax and out:softmax(2) or out
end

-- As this program measures: in evaluation mode, unless that is what it forgets.
local function measured(program, fn)
  program.model:train(program.cause.no_eval == true)
  local result = core.no_grad(fn)
  program.model:train()
  return result
end

local function loss_on(program, ds)
  return measured(program, function() return program.crit(scores(program, ds.x), ds.y):item() end)
end

local function accuracy_on(program, ds)
  return measured(program, function()
    return program.model(ds.x):argmax(2):eq(ds.y):mean():item()
  end)
end

--- The program before its first step.
function M.new(seed, cause)
  return {seed = seed, cause = cause, model = build(seed, cause),
    crit = core.nn.CrossEntropyLoss(), train = spirals(300, seed, cause),
    val = spirals(600, seed + 1000, cause)}
end

local function options(program, asked)
  return {lr = asked.lr or program.cause.lr or 0.1, optimizer = asked.optimizer or "sgd",
    epochs = asked.epochs or 60, seed = program.seed}
end

local function train(program, asked, watch)
  local softmax = core.nn.Softmax()
  watch.forget_zero_grad = program.cause.forget
  watch.through = program.cause.softmax and softmax or nil
  loop.train(program.model, program.crit, program.train, options(program, asked), BATCH, watch)
  return program
end

--- Train it. Returns its loss on the training rows and its accuracy on new rows, one per epoch.
function M.run(program, asked)
  local loss, accuracy = {loss_on(program, program.train)}, {accuracy_on(program, program.val)}
  train(program, asked, {each_epoch = function()
    loss[#loss + 1] = loss_on(program, program.train)
    accuracy[#accuracy + 1] = accuracy_on(program, program.val)
  end})
  return loss, accuracy
end

local function weights(model)
  local out = {}
  for i, p in ipairs(model:parameters()) do out[i] = p:detach():clone() end
  return out
end

local function norm(list, other)
  local sum = 0
  for i, t in ipairs(list) do
    local difference = other and t - other[i] or t
    sum = sum + difference:norm():item() ^ 2
  end
  return math.sqrt(sum)
end

--- Its first `count` steps: the norm of the gradient that each used, and by what share of their own
-- size it moved the weights.
function M.first_steps(program, count)
  local gradients, moves, before = {}, {}, weights(program.model)
  train(program, {epochs = math.ceil(count * BATCH / #program.train)}, {each_step = function(model)
    if #gradients == count then return end
    local now = weights(model)
    gradients[#gradients + 1] = loop.gradient_norm(model)
    moves[#moves + 1] = norm(now, before) / norm(before)
    before = now
  end})
  return gradients, moves
end

--- Trained: the accuracy on the new rows, measured twice.
function M.twice(program)
  train(program, {}, {})
  return core.with_seed(program.seed, function()
    return {accuracy_on(program, program.val), accuracy_on(program, program.val)}
  end)
end

--- What its loss receives for the training rows: the least, the largest, the mean sum of a row.
function M.outputs(program)
  train(program, {}, {})
  return measured(program, function()
    local out = scores(program, program.train.x)
    return {out:min():item(), out:max():item(), out:sum(2):mean():item()}
  end)
end

--- Mean and deviation of each feature.
function M.inputs(program)
  local x = program.train.x
  return x:mean(1):reshape(-1):tolist(), x:std(1):reshape(-1):tolist()
end

--- The share of hidden outputs that its dropout silences in training.
function M.mask(program)
  for _, layer in ipairs(net.layers(program.model)) do
    if net.name(layer) == "Dropout" then
      return core.with_seed(program.seed, function()
        return layer:train()(core.ones(100, 100)):eq(0):mean():item()
      end)
    end
  end
end

--- How signals pass through it before the first step.
function M.health(program)
  return require("gradus.health").health(program.model, program.train)
end

--- Trained: a picture of what it answers where.
function M.boundary(program)
  train(program, {}, {})
  return require("gradus.plot").boundary(program.model, program.train)
end

return M
