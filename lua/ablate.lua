--- ablate: what is left of a network when a share of its hidden units is taken out.
-- Requires core, err, fit.data, fit.judge, fit.net, fit.through, options, words. The units that
-- remain are scaled up, so that the next layer receives sums of the usual size; no weight changes.

local core = require "gradus.core"
local data = require "gradus.fit.data"
local doc = require "gradus.doc"
local err = require "gradus.err"
local judge = require "gradus.fit.judge"
local net = require "gradus.fit.net"
local opts = require "gradus.options"
local through = require "gradus.fit.through"
local words = require "gradus.words"

local M = {}

local spec = {
  share = {type = "number", default = 0.5, min = 0, below = 1,
    doc = "share of the units of each hidden layer to take out"},
  draws = {type = "integer", default = 30, min = 1, doc = "how often other units are chosen"},
  seed = {type = "integer", default = 1, doc = "fixes which units are chosen"},
}

-- A row of zeros for the units taken out and n/(n - k) for the others.
local function mask(y, share)
  local n = y:size(2)
  local out = math.min(n - 1, math.floor(share * n + 0.5))
  local keep = core.randperm(n):gt(out) * (n / (n - out))
  local shape = {1, n}
  for _ = 3, y:dim() do shape[#shape + 1] = 1 end
  return keep:reshape(table.unpack(shape))
end

-- The stages whose units may go: all but the last.
local function hidden_stages(model)
  local stages = through.stages(model)
  local hidden = {}
  for i = 1, #stages - 1 do hidden[stages[i].index] = true end
  return hidden, #stages - 1
end

local function without_units(model, hidden, share)
  return function(x)
    return through.run(model, x, function(stage, y)
      if hidden[stage.index] then return y * mask(y, share) end
    end)
  end
end

local function draw_all(model, ds, options, crit, count, hidden)
  local whole_loss, whole = judge.measure(model, crit, count, ds.x, ds.y)
  local losses, shares = {}, {}
  for i = 1, options.draws do
    local cut = without_units(model, hidden, options.share)
    losses[i], shares[i] = judge.measure(cut, crit, count, ds.x, ds.y)
  end
  return {whole = whole or whole_loss, losses = losses, draws = count and shares or losses}
end

local function mean(list)
  local sum = 0
  for _, value in ipairs(list) do sum = sum + value end
  return sum / #list
end

local function text(r)
  local what, value = "accuracy", r.accuracy
  if not value then what, value = "loss", r.loss end
  return ("%s %s on average of %s (worst %s, best %s)\nwhole network %s"):format(what,
    words.num(value), words.count(#r.draws, "draw"), words.num(r.worst), words.num(r.best),
    words.num(r.whole))
end

local make_result = words.result("ablate", "accuracy loss worst best whole cost draws losses "
  .. "share", text)

doc.add {
  name = "ablate", summary = "Measures a network with a share of its hidden units taken out.",
  usage = "ablate(model, ds[, {share=0.5, draws=30}])",
  args = {{name = "share", type = "number", default = 0.5, doc = spec.share.doc},
    {name = "draws", type = "integer", default = 30, doc = spec.draws.doc},
    {name = "seed", type = "integer", default = 1, doc = spec.seed.doc}},
  text = "Fields: accuracy (the mean over the draws), worst, best, whole (nothing taken out), cost "
    .. "(whole minus accuracy), loss, draws. A regression has losses instead. The remaining units "
    .. "are scaled up.",
  example = "train = data.moons{n = 100, noise = 0.1, seed = 1}\n"
    .. "m = mlp(2, 32, 1)\nfit(m, train, {lr = 0.02, epochs = 60, verbose = false})\n"
    .. "print(#ablate(m, train, {share = 0.5}).draws)  --> 30",
  see = {"health", "nn.Dropout"},
}

--- Take out hidden units and measure. errors: E0103, E0104; E0102 for a network without hidden
-- layers.
function M.ablate(model, ds, given)
  if not net.is_module(model) then
    err.raise(model == nil and "E0107" or "E0103", "ablate needs a network, found "
      .. "" .. opts.kind(model),
      "ablate(model, ds, {share = 0.5})", 2)
  end
  data.check(ds, "ablate", "a dataset", 2)
  local options = opts.check("ablate", given, spec)
  local hidden, n = hidden_stages(model)
  if n < 1 then
    err.raise("E0102", "ablate: no hidden layer was found in this network",
      "It looks into nn.Sequential; a layer of your own counts as one.", 2)
  end
  local crit = judge.default_loss(model, ds.task)
  local count = judge.counter(model, ds.task, crit)
  local modes = net.modes(model)
  modes:set(false)
  local ok, r = pcall(core.with_seed, options.seed, draw_all, model, ds, options, crit, count,
    hidden)
  modes:restore()
  if not ok then error(r, 0) end
  table.sort(r.draws)
  r.accuracy, r.loss, r.share = count and mean(r.draws) or nil, mean(r.losses), options.share
  r.worst, r.best = r.draws[count and 1 or #r.draws], r.draws[count and #r.draws or 1]
  r.cost = count and r.whole - r.accuracy or r.loss - r.whole
  return make_result(r)
end

return M
