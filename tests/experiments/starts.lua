-- Settings 9, 9b, 9c, 20 and rows 65 to 68: the first weights.

local core = require "gradus.core"
local c = require "common"

local function train_circles(seed, init, width, layers, lr, epochs)
  local model = c.net(seed, c.deep(2, width, layers, 1), {init = init})
  local h = c.train(model, c.circles(400, 0.1, seed, "train"), seed, {optimizer = "sgd", lr = lr,
    batch = 50,
    epochs = epochs})
  return c.last(h.train_accuracy), h
end

-- PyTorch's default for Linear, which mlp uses where no rule is named.
local function default_circles(seed)
  local model = core.with_seed(seed, function() return mlp(table.unpack(c.deep(2, 32, 8, 1))) end)
  local h = c.train(model, c.circles(400, 0.1, seed, "train"), seed, {optimizer = "sgd", lr = 0.1,
    batch = 50,
    epochs = 60})
  return c.last(h.train_accuracy)
end

-- Three spirals with the last class thinned to 30 %.
local function unbalanced(seed)
  local all = c.spirals(300, 0.2, seed, "train")
  local rows = {}
  local keep = core.with_seed(seed, function() return core.rand(300):tolist() end)
  for i, label in ipairs(all.y:tolist()) do
    if label < 3 or keep[i] < 0.3 then rows[#rows + 1] = i end
  end
  return all:subset(rows)
end

local function prior_entropy(ds)
  local counts, sum, largest = {0, 0, 0}, 0, 0
  for _, label in ipairs(ds.y:tolist()) do counts[label // 1 | 0] = counts[label // 1 | 0] + 1 end
  for _, n in ipairs(counts) do
    sum = sum - n / #ds * math.log(n / #ds)
    largest = math.max(largest, n / #ds)
  end
  return sum, largest
end

local function constant_circles(seed, dropout, pinch)
  local ds = c.circles(300, 0.1, seed, "train")
  local model = c.net(seed, {2, 32, 1}, {init = {constant = 0.1}, dropout = dropout})
  if pinch then core.with_seed(seed, function() pinch(model) end) end
  local h = c.train(model, ds, seed, {optimizer = "sgd", lr = 0.1, batch = 30, epochs = 300})
  return c.last(h.train_accuracy), health(model, ds).distinct[1]
end

return {
  {
    id = "9", title = "first weights, 8 hidden layers of 32: circles 400 σ.1, SGD .1, 60 "
      .. "epochs", seeds = 10,
    claims = {{"good", "LeCun, Xavier and He all above .95", 0.95},
      {"bad", "zeros, constant .01, N(.01), N(1), U(±1) and the default above .95", nil, 0.05},
      {"diverges", "N(1) and U(±1) end in no number or far above ln 2", 0.9}},
    numbers = {"lecun", "xavier", "he", "default", "normal_.01", "normal_1", "uniform_1"},
    one = function(seed)
      local function reached(init) return (train_circles(seed, init, 32, 8, 0.1, 60)) end
      local r = {lecun = reached("lecun"), xavier = reached("xavier"), he = reached("he"),
        default = default_circles(seed), ["normal_.01"] = reached{normal = 0.01}}
      local _, wide = train_circles(seed, {normal = 1}, 32, 8, 0.1, 60)
      local _, uniform = train_circles(seed, {uniform = 1}, 32, 8, 0.1, 60)
      r.normal_1, r.uniform_1 = c.last(wide.train_accuracy), c.last(uniform.train_accuracy)
      local function lost(h) return h.stopped == "diverged" or c.last(h.train_loss) > 0.69 end
      r.good = r.lecun > 0.95 and r.xavier > 0.95 and r.he > 0.95
      r.diverges = lost(wide) and lost(uniform)
      r.bad = reached("zeros") > 0.95 or reached{constant = 0.01} > 0.95 or r["normal_.01"] > 0.95
        or r.normal_1 > 0.95 or r.uniform_1 > 0.95 or r.default > 0.95
      return r
    end,
  },
  {
    id = "9b", title = "Xavier and He at 16 layers (trap T16: at 8 there is no "
      .. "difference)", seeds = 10,
    claims = {{"he", "He above .95", 0.75}, {"xavier", "Xavier above .95", nil, 0.05}},
    numbers = {"he_16", "xavier_16"},
    one = function(seed)
      local r = {he_16 = train_circles(seed, "he", 32, 16, 0.05, 40),
        xavier_16 = train_circles(seed, "xavier", 32, 16, 0.05, 40)}
      r.he, r.xavier = r.he_16 > 0.95, r.xavier_16 > 0.95
      return r
    end,
  },
  {
    id = "9c", title = "zero weights in detail: unbalanced spirals, 2-[32]×8-3, SGD .1, 300 full "
      .. "batches",
    claims = {{"ln3", "first loss ln 3, exactly", 0.95}, {"only_bias", "only the last bias has a "
      .. "gradient", 0.95},
      {"prior", "ends within .005 of the entropy of the classes", 0.95},
      {"majority", "accuracy is the share of the largest class", 0.95}},
    numbers = {"loss_end", "entropy", "grad_b_last"},
    one = function(seed)
      local ds = unbalanced(seed)
      local model = c.net(seed, c.deep(2, 32, 8, 3), {init = "zeros"})
      local before = health(model, ds)
      local h = c.train(model, ds, seed, {optimizer = "sgd", lr = 0.1, batch = #ds, epochs = 300})
      local entropy, largest = prior_entropy(ds)
      local others = 0
      for i = 1, 9 do others = others + before.grad_w[i] + (i < 9 and before.grad_b[i] or 0) end
      return {loss_end = c.last(h.train_loss), entropy = entropy, grad_b_last = before.grad_b[9],
        ln3 = math.abs(before.loss - math.log(3)) < 1e-6, only_bias = others == 0
        and before.grad_b[9] > 0.1,
        prior = math.abs(c.last(h.train_loss) - entropy) < 0.005,
        majority = math.abs(c.last(h.train_accuracy) - largest) < 1e-9}
    end,
  },
  {
    id = "20", title = "constant .1: circles 300 σ.1, 2-32-1, SGD .1, batches of 30, 300 epochs",
    claims = {{"one", "one distinct unit of 32, accuracy below .72", 0.95},
      {"dropout", "dropout .5 breaks the tie: all differ, above .95", 0.95},
      {"last", "N(0, .1²) added to the last layer alone: above .95", 0.95},
      {"first", "N(0, .1²) added to the first layer: above .95", 0.95}},
    numbers = {"accuracy_constant", "distinct_constant", "accuracy_dropout", "distinct_dropout",
      "accuracy_last"},
    one = function(seed)
      local r = {}
      r.accuracy_constant, r.distinct_constant = constant_circles(seed)
      r.accuracy_dropout, r.distinct_dropout = constant_circles(seed, 0.5)
      r.accuracy_last = constant_circles(seed, nil, function(m) m[3].weight:add_(core.randn(1, 32),
        0.1) end)
      local first = constant_circles(seed, nil, function(m) m[1].weight:add_(core.randn(32, 2),
        0.1) end)
      r.one = r.distinct_constant == 1 and r.accuracy_constant < 0.72
      r.dropout = r.distinct_dropout == 32 and r.accuracy_dropout > 0.95
      r.last, r.first = r.accuracy_last > 0.95, first > 0.95
      return r
    end,
  },
  {
    id = "68", title = "He's rule by hand: 8 layers, N(0, s²), widths 32 and 128", seeds = 10,
    claims = {{"w32", "32 wide: s = .25 and .3 train", 0.9}, {"w32_not", "32 wide: .1 or .5 "
      .. "train", nil, 0.05},
      {"w128", "128 wide: .125 trains", 0.95}, {"w128_not", "128 wide: .0625 or .5 "
        .. "train", nil, 0.15},
      {"deviation", "s = sqrt(2/n) keeps layer 8's deviation within 10 times layer 1's, both "
        .. "widths", 0.95}},
    numbers = {"accuracy_32_.25", "accuracy_128_.125"},
    one = function(seed)
      local function reached(width, s)
        return (train_circles(seed, {normal = s}, width, 8, 0.1, 60))
      end
      local function keeps(width)
        local sd = health(c.net(seed, c.deep(2, width, 8, 1),
          {init = {normal = math.sqrt(2 / width)}}),
          c.circles(400, 0.1, seed, "train")).out_sd
        return sd[8] < 10 * sd[1] and sd[8] > sd[1] / 10
      end
      local r = {["accuracy_32_.25"] = reached(32, 0.25), ["accuracy_128_.125"] = reached(128,
        0.125)}
      r.w32 = r["accuracy_32_.25"] > 0.95 and reached(32, 0.3) > 0.95
      r.w32_not = reached(32, 0.1) > 0.95 or reached(32, 0.5) > 0.95
      r.w128 = r["accuracy_128_.125"] > 0.95
      r.w128_not = reached(128, 0.0625) > 0.95 or reached(128, 0.5) > 0.95
      r.deviation = keeps(32) and keeps(128)
      return r
    end,
  },
}
