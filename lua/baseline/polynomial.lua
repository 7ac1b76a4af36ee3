--- baseline.polynomial(degree): least squares with a polynomial, in closed form.
-- Requires doc, options, tensor.lstsq and baseline.learner. In the basis of Legendre polynomials
-- over the range of the training inputs, which keeps degree 15 as well conditioned as degree 2; in
-- double.

local doc = require "gradus.doc"
local learner = require "gradus.baseline.learner"
local options = require "gradus.options"
local solve = require("gradus.tensor.lstsq").solve

-- P_0 … P_degree at x in [-1, 1]. Source: Bonnet's recurrence, (k+1) P_{k+1} = (2k+1) x P_k - k
-- P_{k-1}.
local function legendre(x, degree)
  local p = {1, x}
  for k = 1, degree - 1 do p[k + 2] = ((2 * k + 1) * x * p[k + 1] - k * p[k]) / (k + 1) end
  p[degree + 2] = nil
  return p
end

-- Exponents of all products of total degree at most `degree` in d variables.
local function exponents(d, degree)
  local out = {{}}
  for _ = 1, d do
    local longer = {}
    for _, list in ipairs(out) do
      local used = 0
      for _, e in ipairs(list) do used = used + e end
      for e = 0, degree - used do
        local new = table.move(list, 1, #list, 1, {})
        new[#new + 1] = e
        longer[#longer + 1] = new
      end
    end
    out = longer
  end
  return out
end

local function basis(self, row)
  local p = {}
  for j, x in ipairs(row) do
    p[j] = legendre((2 * x - self.low[j] - self.high[j]) / (self.high[j] - self.low[j]),
      self.degree)
  end
  local out = {}
  for k, list in ipairs(self.terms) do
    local product = 1
    for j, e in ipairs(list) do product = product * p[j][e + 1] end
    out[k] = product
  end
  return out
end

local function ranges(self, rows)
  self.low, self.high = {}, {}
  for j = 1, #rows[1] do
    local low, high = math.huge, -math.huge
    for _, row in ipairs(rows) do low, high = math.min(low, row[j]), math.max(high, row[j]) end
    if low == high then high = low + 1 end
    self.low[j], self.high[j] = low, high
  end
end

local make = learner.define{
  name = "polynomial", tasks = {regression = true},
  learn = function(self, rows, targets)
    ranges(self, rows)
    self.terms = exponents(#rows[1], self.degree)
    local a = {}
    for i, row in ipairs(rows) do a[i] = basis(self, row) end
    self.weights = solve(a, targets)
  end,
  answer = function(self, row)
    local b, out = basis(self, row), {}
    for k, w in ipairs(self.weights) do
      local sum = 0
      for i = 1, #b do sum = sum + w[i] * b[i] end
      out[k] = sum
    end
    return out
  end,
  text = function(self) return ("baseline.polynomial(%d)"):format(self.degree) end,
}

doc.add {
  name = "baseline.polynomial", summary = "Least squares with a polynomial, in closed form.",
  usage = "m = baseline.polynomial(degree)   m:fit(ds)   m(x)",
  args = {{name = "degree", type = "integer", doc = "the highest power; 0 is a constant, 1 a "
    .. "line"}},
  text = "For regressions. Computed in double precision with Legendre polynomials, so that high "
    .. "degrees show their variance and not rounding.",
  example = "m = baseline.polynomial(1):fit(data.sine{n = 50, seed = 1})\nprint(m.degree)  --> 1",
  see = {"bias_variance", "baseline.knn"},
}

--- Make a polynomial learner. errors: E0102, E0103 for a degree that is not a whole number from 0.
return function(degree)
  options.check_value("baseline.polynomial", "degree", degree,
    {type = "integer", min = 0, max = 60, doc = "the highest power"}, 3)
  return make{degree = degree // 1 | 0, low = {}, high = {}, terms = {}, weights = {}}
end
