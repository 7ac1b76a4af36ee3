--- baseline.tree{depth=}: a decision tree that asks one feature at a time.
-- Requires doc, options and baseline.learner. Grown greedily (CART: Breiman and others 1984): the
-- split that leaves least variance, for classes least Gini impurity; exact over all thresholds.

local doc = require "gradus.doc"
local learner = require "gradus.baseline.learner"
local options = require "gradus.options"

-- Running sums of targets, from which the impurity (times the count) of a group follows at once.
local function new_sums(width)
  local sums = {n = 0, squares = 0}
  for j = 1, width do sums[j] = 0 end
  return sums
end

local function add(sums, target, sign)
  sums.n = sums.n + sign
  for j = 1, #sums do
    sums[j] = sums[j] + sign * target[j]
    sums.squares = sums.squares + sign * target[j] ^ 2
  end
end

-- Σ|t - mean|². Of one-hot targets this is n times the Gini impurity.
local function impurity(sums)
  if sums.n == 0 then return 0 end
  local between = 0
  for j = 1, #sums do between = between + sums[j] ^ 2 end
  return sums.squares - between / sums.n
end

-- The best threshold of one feature: {gain, value} or nil.
local function best_threshold(self, ids, feature, total)
  table.sort(ids, function(a, b)
    local xa, xb = self.points[a][feature], self.points[b][feature]
    return xa < xb or xa == xb and a < b
  end)
  local left, right = new_sums(self.width), new_sums(self.width)
  for _, i in ipairs(ids) do add(right, self.onehot[i], 1) end
  local best
  for k = 1, #ids - 1 do
    add(left, self.onehot[ids[k]], 1)
    add(right, self.onehot[ids[k]], -1)
    local here, next_ = self.points[ids[k]][feature], self.points[ids[k + 1]][feature]
    if here < next_ then
      local gain = total - impurity(left) - impurity(right)
      if not best or gain > best.gain then
        best = {gain = gain, value = (here + next_) / 2, feature = feature}
      end
    end
  end
  return best
end

local function best_split(self, ids)
  local sums = new_sums(self.width)
  for _, i in ipairs(ids) do add(sums, self.onehot[i], 1) end
  local total, best = impurity(sums), nil
  for feature = 1, self.features do
    local split = best_threshold(self, ids, feature, total)
    if split and (not best or split.gain > best.gain + 1e-12) then best = split end
  end
  return best and best.gain > 1e-12 and best or nil, sums
end

local function leaf(sums)
  local out = {}
  for j = 1, #sums do out[j] = sums[j] / sums.n end
  return {answer = out}
end

local function grow(self, ids, depth)
  local split, sums = best_split(self, ids)
  if not split or depth == 0 then return leaf(sums) end
  local low, high = {}, {}
  for _, i in ipairs(ids) do
    local side = self.points[i][split.feature] <= split.value and low or high
    side[#side + 1] = i
  end
  return {feature = split.feature, value = split.value, low = grow(self, low, depth - 1),
    high = grow(self, high, depth - 1)}
end

-- Classes as one-hot rows, so that one impurity serves both tasks.
local function one_hot(self, targets)
  if not self.class_count then return targets end
  local out = {}
  for i, class in ipairs(targets) do
    out[i] = {}
    for c = 1, self.class_count do out[i][c] = c == class and 1 or 0 end
  end
  return out
end

local make = learner.define{
  name = "tree", tasks = {regression = true, binary = true, multiclass = true},
  learn = function(self, rows, targets)
    self.points, self.onehot = rows, one_hot(self, targets)
    self.width = #self.onehot[1]
    local ids = {}
    for i = 1, #rows do ids[i] = i end
    self.root = grow(self, ids, self.depth)
  end,
  answer = function(self, row)
    local node = self.root
    while node.feature do node = row[node.feature] <= node.value and node.low or node.high end
    return table.move(node.answer, 1, #node.answer, 1, {})
  end,
  text = function(self) return ("baseline.tree{depth = %d}"):format(self.depth) end,
}

local spec = {depth = {type = "integer", default = 5, min = 0, max = 50,
  doc = "questions from the root to an answer, at most"}}

doc.add {
  name = "baseline.tree", summary = "A decision tree that asks one feature at a time.",
  usage = "m = baseline.tree{depth = 5}   m:fit(ds)   m(x)",
  args = {{name = "depth", type = "integer", default = 5, doc = spec.depth.doc}},
  text = "Deep trees bend to every row (low bias, high variance), shallow ones to none.",
  example = "m = baseline.tree{depth = 20}:fit(data.moons{n = 50, seed = 1})\n"
    .. "print(accuracy(m, data.moons{n = 50, seed = 1}))  --> 1.0",
  see = {"baseline.knn", "bias_variance", "plot.boundary"},
}

--- Make a tree learner. errors: E0102, E0104.
return function(given)
  local o = options.check("baseline.tree", given, spec)
  return make{depth = o.depth // 1 | 0, root = {}, points = {}, onehot = {}, width = 0}
end
