--- The mistake of measuring in training mode: dropout still drops.
-- Setting 14 of tests/experiments: 20 features, 4 classes, noisy labels, dropout 0.5.

local core = require "gradus.core"
local data = require "gradus.data"
local loop = require "gradus.mistake.loop"
local words = require "gradus.words"

local PASSES = 20

-- Four Gaussian clouds in 20 dimensions with centres N(0, 9/20), and 15 % of the training labels
-- redrawn.
local function make_data(seed)
  return core.with_seed(seed, function()
    local centres = core.randn(4, 20) * (3 / math.sqrt(20))
    local function rows(n, redrawn)
      local classes = (core.rand(n) * 4):tolist()
      for i, c in ipairs(classes) do classes[i] = math.min(4, math.floor(c) + 1) end
      local labels = core.tensor(classes)
      local x = centres:index_select(1, labels) + core.randn(n, 20)
      for i, u in ipairs(core.rand(n):tolist()) do
        if u < redrawn then classes[i] = math.floor(u / redrawn * 3.999) + 1 end
      end
      return data.from(x, core.tensor(classes), {task = "multiclass"})
    end
    return rows(100, 0.15), rows(1000, 0)
  end)
end

local function share_right(model, ds)
  return core.no_grad(function()
    return model(ds.x):argmax(2):eq(ds.y):mean():item()
  end)
end

local function spread(list)
  local sum, squares = 0, 0
  for _, v in ipairs(list) do sum = sum + v end
  for _, v in ipairs(list) do squares = squares + (v - sum / #list) ^ 2 end
  return sum / #list, math.sqrt(squares / (#list - 1))
end

local function measured(model, val)
  local list = {}
  for i = 1, PASSES do list[i] = share_right(model, val) end
  local mean, sd = spread(list)
  return {accuracy = mean, ["spread of 20 measurements"] = sd}
end

return {
  title = "model:eval() forgotten before measuring",
  spec = loop.spec{lr = 0.003, optimizer = "adam", epochs = 300},
  run = function(o)
    local train, val = make_data(o.seed)
    local model = loop.network(o.seed, 20, 128, 128, 4, {init = "he", dropout = 0.5})
    loop.train(model, core.nn.CrossEntropyLoss(), train, o, 50)
    local wrong = measured(model:train(), val)
    local right = measured(model:eval(), val)
    return {right = right, wrong = wrong, rows = {"accuracy", "spread of 20 measurements"},
      shows = wrong.accuracy < right.accuracy and right["spread of 20 measurements"] == 0,
      telltale = ("The same rows, measured twice, give two results: half of the network is silent, "
        .. "another half each time. The spread is %s instead of 0."):format(
        words.num(wrong["spread of 20 measurements"]))}
  end,
}
