--- health: how signals and gradients pass through a network, layer by layer, as numbers.
-- Requires coach.pause, core, err, fit.data, fit.judge, fit.net, fit.through, words. Works on a
-- copy: neither weights nor gradients nor modes of the model change, nothing is trained.

local core = require "gradus.core"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local judge = require "gradus.fit.judge"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local through = require "gradus.fit.through"
local unwatched = require "gradus.coach.pause"
local words = require "gradus.words"

local M = {}

-- Dropout off; batch norms on the statistics of these very rows, which is what they see in
-- training.
local function set_modes(model)
  net.modes(model):set(false)
  for _, layer in ipairs(net.layers(model)) do
    if net.name(layer) == "BatchNorm1d" then core.module_mode(layer, true) end
  end
end

-- Outputs as rows of units: [n, units] from [n, units] or [n, units, h, w].
local function by_unit(y)
  if y:dim() <= 2 then return y:reshape(y:size(1), -1) end
  return nil
end

local kills = {ReLU = true}
local bends = {Tanh = {-0.98, 0.98}, Sigmoid = {0.02, 0.98}}

-- Units that are 0 for every row: a ReLU that will never again receive a gradient from these rows.
local function dead_units(stage, y)
  local units = kills[stage.act] and by_unit(y)
  if not units then return nil end
  return units:abs():sum(1):eq(0):sum():item() // 1
end

-- Units at the flat end of a sigmoid or tanh for more than 90 % of the rows.
local function saturated_units(stage, y)
  local limits, units = bends[stage.act], by_unit(y)
  if not limits or not units then return nil end
  local flat = units:lt(limits[1]) + units:gt(limits[2])
  return flat:mean(1):gt(0.9):sum():item() // 1
end

-- Rows of [weight | bias] that differ in at least one bit.
local function distinct_units(layer)
  local ok, weight = pcall(function() return layer.weight end)
  if not ok or core.kind(weight) ~= "tensor" or weight:dim() < 2 then return nil end
  local rows = weight:detach():reshape(weight:size(1), -1):tolist()
  local bias = layer.bias and layer.bias:detach():tolist()
  local seen, n = {}, 0
  for i, row in ipairs(rows) do
    for j, w in ipairs(row) do row[j] = ("%.9g"):format(w) end
    local key = table.concat(row, " ") .. (bias and (" %.9g"):format(bias[i]) or "")
    if not seen[key] then n = n + 1 end
    seen[key] = true
  end
  return n
end

local function gradient_norms(layer)
  local weights, biases = 0, 0
  for _, pair in ipairs(layer:named_parameters()) do
    local grad = pair[2].grad
    local norm = grad and grad:norm():item() or 0
    if pair[1]:find("bias$") then biases = biases + norm ^ 2 else weights = weights + norm ^ 2 end
  end
  return math.sqrt(weights), math.sqrt(biases)
end

local function deviation(y)
  return y:numel() > 1 and y:detach():std():item() or 0
end

-- One row of the report for each stage, filled in while the rows pass through.
local function observe(model, x)
  local rows = {}
  local out = through.run(model, x, function(stage, y)
    local plain = y:detach()
    rows[#rows + 1] = {
      layer = stage.layer, name = stage.name, act = stage.act, out_sd = deviation(plain),
      units = plain:size(2), dead = dead_units(stage, plain), saturated = saturated_units(stage,
      plain),
      distinct = distinct_units(stage.layer),
    }
  end)
  return rows, out
end

-- ---- printing ---------------------------------------------------------------

local function share_text(n, units) return n and ("%d/%d"):format(n, units) or "-" end

local function layer_text(row, i) return ("%d %s %d"):format(i, row.name, row.units) end

local function table_text(r)
  local saturates, dies = false, false
  for _, row in ipairs(r.layers) do
    saturates, dies = saturates or row.saturated, dies or row.dead
  end
  local rows = {{"layer", "out sd", "grad w", "grad b"}}
  local head = rows[1]
  if dies then head[#head + 1] = "dead" end
  if saturates then head[#head + 1] = "flat" end
  head[#head + 1] = "different"
  for i, row in ipairs(r.layers) do
    local cells = {layer_text(row, i), words.num(row.out_sd), words.num(row.grad_w),
      words.num(row.grad_b)}
    if dies then cells[#cells + 1] = share_text(row.dead, row.units) end
    if saturates then cells[#cells + 1] = share_text(row.saturated, row.units) end
    cells[#cells + 1] = row.distinct and ("%d of %d"):format(row.distinct, row.units) or "-"
    rows[#rows + 1] = cells
  end
  return words.columns(rows) .. "\nloss " .. words.num(r.loss)
end

local make_result = words.result("health",
  "layers loss out_sd grad_w grad_b dead saturated distinct", table_text)

-- The columns as lists, one number per layer: health(m, ds).out_sd[8].
local function with_columns(rows, loss)
  local r = {layers = rows, loss = loss}
  for _, name in ipairs{"out_sd", "grad_w", "grad_b", "dead", "saturated", "distinct"} do
    r[name] = words.list()
    for i, row in ipairs(rows) do
      local value = row[name]
      if name == "dead" or name == "saturated" then value = value and value / row.units or 0 end
      r[name][i] = value or 0
    end
  end
  return make_result(r)
end

doc.add {
  name = "health", summary = "Shows how signals and gradients pass through a network, per layer.",
  usage = "health(model, ds)",
  args = {{name = "model", type = "module", doc = "a network; nn.Sequential is looked into"},
    {name = "ds", type = "dataset", doc = "rows to send through it"}},
  text = "Per layer: out_sd, the standard deviation of what it hands on (behind its activation); "
    .. "grad_w and grad_b, the norms of its gradients; dead, the share of units that are 0 for "
    .. "every row (ReLU); saturated (\"flat\"), the share at the flat ends of a sigmoid or tanh "
    .. "for more than 90 % of the rows; distinct, how many units have weights of their own. Each "
    .. "is a list with one number per layer; layers has them together. Dropout is off.",
  example = "m = mlp(2, 32, 32, 1, {init = \"zeros\"})\n"
    .. "r = health(m, data.moons{n = 50, seed = 1})\nprint(r.out_sd[1], r.distinct[1])  --> 0.0\t1",
  see = {"ablate", "plot.activations", "plot.gradients"},
}

local function measure(model, ds)
  local copy, sample = model:clone(), data.sample(ds)
  set_modes(copy)
  copy:zero_grad()
  local rows, out = observe(copy, sample.x)
  local loss = judge.default_loss(model, ds.task)(out, sample.y)
  loss:backward()
  for _, row in ipairs(rows) do row.grad_w, row.grad_b = gradient_norms(row.layer) end
  return with_columns(rows, loss:item())
end

--- Measure a network on (at most 5,000) rows of `ds`. errors: E0103, E0107.
function M.health(model, ds)
  if not net.is_module(model) then
    err.raise(model == nil and "E0107" or "E0103", "health needs a network, found "
      .. "" .. opts.kind(model),
      "health(model, ds)", 2)
  end
  data.check(ds, "health", "a dataset", 2)
  return unwatched(measure, model, ds)
end

return M
