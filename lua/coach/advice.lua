--- Lines that help, in the learner's own names: rates, scales, models.
-- Requires core, names and words.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local M = {}

-- The name of the first variable that is a data set.
local function dataset_name()
  return names.find(function(value)
    return type(value) == "table" and getmetatable(value) ~= nil
      and getmetatable(value).__name == "gradus.dataset"
  end)
end

-- A tensor of as many features, with all of the rows.
local function input_name(width, rows)
  return names.find(function(value)
    return core.kind(value) == "tensor" and not value.requires_grad and #value.shape == 2
      and value.shape[2] == width and value.shape[1] >= rows
  end)
end

--- Give n's inputs mean 0 and deviation 1. width: how many features there are.
function M.standardise(n, width)
  local ds, x = dataset_name(), input_name(width, n.book.rows)
  if ds or not x then
    ds = ds or "train"
    return ("norm = data.Standardizer(%s); %s = norm(%s)  -- and norm(val), norm(test)")
      :format(ds, ds, ds)
  end
  return ("%s = (%s - %s:mean(1)) / %s:std(1)  -- the training mean and deviation")
    :format(x, x, x, x)
end

--- Change the learning rate of n's run: by "/" or "*", by this power of ten.
function M.rate(n, sign, factor)
  local lr = n.run.lr
  if not lr or lr == 0 then return ("lr = lr %s %d"):format(sign, factor) end
  local opt = names.optimizer(n.run.id)
  local now = sign == "/" and lr / factor or lr * factor
  return ("%s.lr = %s.lr %s %d  -- from %s to %s"):format(opt, opt, sign, factor, words.num(lr),
    words.num(now))
end

--- The power of ten (at least 10) nearest to `x`.
function M.power(x)
  return math.max(10, 10 ^ math.floor(math.log(x, 10) + 0.5)) // 1 | 0
end

--- The name of n's model.
function M.model(n)
  local graph = n.kept.graph
  return names.model(graph and graph.layers[1] and graph.layers[1].weight)
end

return M
