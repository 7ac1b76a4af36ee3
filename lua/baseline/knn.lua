--- baseline.knn(k): answers with the mean, or the votes, of the k nearest training rows.
-- Requires doc, options and baseline.learner. Exact: every row is looked at. Ties go to earlier
-- rows.

local doc = require "gradus.doc"
local learner = require "gradus.baseline.learner"
local options = require "gradus.options"

local function squared_distance(a, b)
  local sum = 0
  for j = 1, #a do
    local d = a[j] - b[j]
    sum = sum + d * d
  end
  return sum
end

-- The k nearest rows, by insertion into a short sorted list.
local function nearest(rows, row, k)
  local ids, distances, n = {}, {}, 0
  for i = 1, #rows do
    local d = squared_distance(rows[i], row)
    if n < k or d < distances[n] then
      local at = n < k and n + 1 or k
      while at > 1 and distances[at - 1] > d do
        ids[at], distances[at] = ids[at - 1], distances[at - 1]
        at = at - 1
      end
      ids[at], distances[at] = i, d
      if n < k then n = n + 1 end
    end
  end
  return ids
end

local function votes(self, ids)
  local out = {}
  for c = 1, self.class_count do out[c] = 0 end
  for _, i in ipairs(ids) do out[self.targets[i]] = out[self.targets[i]] + 1 / #ids end
  return out
end

local function mean(self, ids)
  local out = {}
  for j = 1, #self.targets[1] do
    local sum = 0
    for _, i in ipairs(ids) do sum = sum + self.targets[i][j] end
    out[j] = sum / #ids
  end
  return out
end

local make = learner.define{
  name = "knn", tasks = {regression = true, binary = true, multiclass = true},
  learn = function(self, rows, targets) self.points, self.targets = rows, targets end,
  answer = function(self, row)
    local ids = nearest(self.points, row, self.k)
    return self.class_count and votes(self, ids) or mean(self, ids)
  end,
  text = function(self) return ("baseline.knn(%d)"):format(self.k) end,
}

doc.add {
  name = "baseline.knn", summary = "Answers with the mean, or the votes, of the k nearest rows.",
  usage = "m = baseline.knn(k)   m:fit(ds)   m(x)",
  args = {{name = "k", type = "integer", doc = "how many neighbours: few follow every wiggle, many "
    .. "smooth everything away"}},
  text = "Classification answers with the shares of the votes, as probabilities.",
  example = "m = baseline.knn(1):fit(data.moons{n = 50, seed = 1})\n"
    .. "print(accuracy(m, data.moons{n = 50, seed = 1}))  --> 1.0",
  see = {"baseline.tree", "bias_variance", "plot.boundary"},
}

--- Make a nearest-neighbour learner. errors: E0102, E0103 for a k that is not a whole number from
-- 1.
return function(k)
  options.check_value("baseline.knn", "k", k,
    {type = "integer", min = 1, doc = "how many neighbours"}, 3)
  return make{k = k // 1 | 0, points = {}, targets = {}}
end
