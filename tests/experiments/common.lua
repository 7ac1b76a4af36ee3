-- What the experiments share: data with a seed of their own, networks with a seed of their own,
-- silent training. Uses the public names only; knows nothing of how results are counted (run.lua
-- does).

local core = require "gradus.core"

local M = {}

--- Two moons, circles, spirals: each call draws rows of its own. part: "train", "val", "test", …
local offsets = {train = 0, val = 1, test = 2, train_dev = 3, fresh = 4}

local function seed_of(seed, part) return 1000 * seed + (offsets[part] or 0) + 17 end

function M.moons(n, noise, flip, seed, part)
  return data.moons{n = n, noise = noise, flip = flip, seed = seed_of(seed, part)}
end

function M.circles(n, noise, seed, part)
  return data.circles{n = n, noise = noise, seed = seed_of(seed, part)}
end

function M.spirals(n, noise, seed, part)
  return data.spirals{n = n, classes = 3, noise = noise, seed = seed_of(seed, part)}
end

function M.sine(n, noise, seed, part)
  return data.sine{n = n, noise = noise, seed = seed_of(seed, part)}
end

--- Gaussian clouds in `d` dimensions around `k` centres N(0, sep²/d); the share `redrawn` of the
-- labels is drawn anew. Returns one dataset for each {n, redrawn}.
function M.clouds(d, k, sep, seed, ...)
  local parts = {...}
  return core.with_seed(seed_of(seed, "train"), function()
    local centres, out = core.randn(k, d) * (sep / math.sqrt(d)), {}
    for i, part in ipairs(parts) do
      local n, redrawn = part[1], part[2] or 0
      local labels = {}
      for j, u in ipairs((core.rand(n)
        * k):tolist()) do labels[j] = math.min(k, math.floor(u) + 1)
      end
      local x = centres:index_select(1, core.tensor(labels)) + core.randn(n, d)
      local fresh = (core.rand(n) * k):tolist()
      for j, u in ipairs(core.rand(n):tolist()) do
        if u < redrawn then labels[j] = math.min(k, math.floor(fresh[j]) + 1) end
      end
      out[i] = data.from(x, core.tensor(labels), {task = "multiclass"})
    end
    return table.unpack(out)
  end)
end

--- The rows of a yes/no dataset as two classes, for networks with two outputs.
function M.two_classes(ds)
  return data.from(ds.x, ds.y:reshape(-1) + 1, {task = "multiclass"})
end

--- mlp(sizes…, {…}) with first weights that depend on the seed alone. init is "he" unless
-- given.
function M.net(seed, sizes, options)
  local o = {init = "he"}
  for name, value in pairs(options or {}) do o[name] = value end
  local args = table.move(sizes, 1, #sizes, 1, {})
  args[#args + 1] = o
  return core.with_seed(seed, function() return mlp(table.unpack(args)) end)
end

--- Hidden layers of one width: sizes for `net`.
function M.deep(inputs, width, layers, outputs)
  local sizes = {inputs}
  for i = 1, layers do sizes[i + 1] = width end
  sizes[#sizes + 1] = outputs
  return sizes
end

--- fit without a word. seed fixes shuffling and dropout.
function M.train(model, ds, seed, options)
  options.verbose, options.seed = false, seed
  return fit(model, ds, options)
end

--- The last number of a list.
function M.last(list) return list[#list] end

--- All weights (without biases) as one number: their norm.
function M.weight_norm(model)
  local sum = 0
  for _, pair in ipairs(model:named_parameters()) do
    if not pair[1]:find("bias$") then sum = sum + pair[2]:norm():item() ^ 2 end
  end
  return math.sqrt(sum)
end

--- A finite number?
function M.finite(x) return x == x and x < math.huge and x > -math.huge end

--- Median of a list.
function M.median(list)
  local s = table.move(list, 1, #list, 1, {})
  table.sort(s)
  local n = #s
  return n % 2 == 1 and s[(n + 1) / 2] or (s[n / 2] + s[n / 2 + 1]) / 2
end

return M
