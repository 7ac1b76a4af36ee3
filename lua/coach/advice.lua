--- Lines that help, in the learner's own names: rates, scales, models.
-- Requires anatomy, core, data.dataset, names and words.

local anatomy = require "gradus.coach.anatomy"
local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local M = {}

--- Notes how the learner calls a network and whether `fit` trains it, for lines that are written
-- when their code does not run any more.
function M.note(kept)
  if kept.model then return end
  kept.model = names.model(kept.weight)
  kept.by_fit = names.is_inside "lua/fit" and not names.is_inside "lua/fit/many"
end

-- The name of a data set with this role; nil: with any but those that only judge.
local function dataset_name(role)
  return names.find(function(value)
    return dataset.is(value)
      and (value.role == role or not role and value.role ~= "val" and value.role ~= "test")
  end)
end

-- "train, val" for those parts of the data that have a name here.
local function parts_of(train)
  local names_of = {train}
  for _, role in ipairs{"val", "test"} do names_of[#names_of + 1] = dataset_name(role) end
  return table.concat(names_of, ", ")
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
    local train = dataset_name "train" or ds or "train"
    local parts = parts_of(train)
    return ("norm = data.Standardizer(%s); %s = %s"):format(train, parts,
      (parts:gsub("[^, ]+", "norm(%0)")))
  end
  return ("%s = (%s - %s:mean(1)) / %s:std(1)  -- the training mean and deviation")
    :format(x, x, x, x)
end

-- 0.003 rather than 3.0e-03: a number as it is typed.
local function plain(x)
  local text = ("%.12f"):format(x):gsub("0+$", ""):gsub("%.$", "")
  return x < 1e-6 and ("%g"):format(x) or text
end

--- Change the learning rate of n's run: by "/" or "*", by this power of ten.
function M.rate(n, sign, factor)
  local lr = n.run.lr
  if not lr or lr == 0 then return ("lr = lr %s %d"):format(sign, factor) end
  local now = sign == "/" and lr / factor or lr * factor
  if n.run.by_hand then
    return ("lr = lr %s %d  -- from %s to %s"):format(sign, factor, words.num(lr), words.num(now))
  end
  local opt, known = names.optimizer(n.run.id)
  if n.kept.by_fit and not known then
    return ("h = again{lr = %s}  -- instead of %s"):format(plain(now), words.num(lr))
  end
  return ("%s.lr = %s.lr %s %d  -- from %s to %s"):format(opt, opt, sign, factor, words.num(lr),
    words.num(now))
end

--- Make the steps of n's run smaller; ratio: the longest one, in lengths of the weights. Steps that
-- grew from one to the next say too much: below a usual rate one goes with care.
function M.smaller(n, ratio)
  local factor = ratio < 1e6 and M.power(ratio / 0.03) or 1000
  local lr, usual = n.run.lr or 0, n.run.name == "SGD" and 0.0099 or 0.00099
  while factor > 10 and lr > 0 and lr / factor < usual do factor = factor // 10 end
  return M.rate(n, "/", factor)
end

--- The power of ten (at least 10) nearest to `x`.
function M.power(x)
  return math.max(10, 10 ^ math.floor(math.log(x, 10) + 0.5)) // 1 | 0
end

--- The name of n's model.
function M.model(n)
  local graph = n.kept.graph
  local name, known = names.model(graph and graph.layers[1] and graph.layers[1].weight)
  return known and name or n.kept.model or name
end

--- Repeat a run of `fit` with a change ('early_stopping = true'); nil: `fit` did not train n.
function M.again(n, change)
  return n.kept.by_fit and ("h = again{%s}"):format(change) or nil
end

-- Inputs, units of hidden layers (no more than `most`), outputs; nil where not each is a Linear.
local function sizes(n, most)
  local layers = anatomy.read(n.kept.graph)
  local out, last = {layers[1] and layers[1].inputs}, layers[#layers]
  for i = 1, math.min(#layers - 1, most) do out[#out + 1] = layers[i].units end
  for _, layer in ipairs(layers) do
    if #layer.weight.shape ~= 2 then return nil end
  end
  if #layers > 1 then return table.concat(out, ", ") .. ", " .. last.units end
end

--- n with this activation instead; most: hidden layers, at most.
function M.other_act(n, act, most)
  return M.again(n, ("act = %q"):format(act)) or ("%s = mlp(%s, {act = %q})"):format(M.model(n),
    n.kept.graph and sizes(n, most) or "2, 16, 1", act)
end

--- A network with two hidden layers of 32 units in the place of n.
function M.wider(n)
  local layers = n.kept.graph and anatomy.read(n.kept.graph) or {}
  local first, last = layers[1], layers[#layers]
  return ("%s = mlp(%d, 32, 32, %d)"):format(M.model(n), first and first.inputs or 2,
    last and last.units or 1)
end

--- Another loss ("nn.MSELoss()") instead of one of this kind.
function M.other_loss(kind, new)
  local name, known = names.loss(kind)
  if not known and names.is_inside "lua/fit" then return ("h = again{loss = %s}"):format(new) end
  return name .. " = " .. new
end

--- The name of all the data: of the data set that is no part, the largest where there are several.
function M.all_data()
  local most = 0
  local function is_whole(v) return dataset.is(v) and not v.role and #v >= most end
  names.all(function(v)
    if is_whole(v) then most = #v end
    return false
  end)
  return names.find(is_whole) or "ds"
end

--- The line that cuts the data into their parts.
function M.split()
  return ("train, val, test = %s:split{train = 0.7, val = 0.15, test = 0.15}"):format(M.all_data())
end

--- Fresh first weights by this rule ("he").
function M.first_weights(n, rule)
  local name, known = names.model(n.kept.weight)
  if n.kept.by_fit then return ("h = again{init = %q}"):format(rule) end
  local tensor = not known and n.kept.model == name and names.tensor(n.kept.weight)
  if tensor then
    return ("nn.init.%s_normal_(%s)  -- before training, and the other weights alike"):format(
      rule == "he" and "kaiming" or "xavier", tensor)
  end
  return ("nn.init.model(%s, %q)  -- before training"):format(M.model(n), rule)
end

return M
