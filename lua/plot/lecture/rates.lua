--- Figures on the learning rate.
-- Uses the public names, as a lesson would.

local g = require "gradus"

local function moons(seed) return g.data.moons{n = 300, noise = 0.15, seed = seed} end

local function run(rate, options)
  g.seed(1)
  local all = {val = moons(2), epochs = 60, optimizer = "sgd", lr = rate, seed = 1}
  for name, value in pairs(options or {}) do all[name] = value end
  return g.fit(g.mlp(2, 32, 32, 1, {init = "he"}), moons(1), all)
end

local function three_rates(draw)
  local histories = {}
  for i, rate in ipairs {0.003, 0.3, 30} do histories[i] = run(rate) end
  return draw.history(histories[1], histories[2], histories[3],
    {names = {"0.003 too small", "0.3 right", "30 too big"}, log = true,
      title = "Too small, right, too big"})
end

-- The same three fates on a bowl, where they can be followed step by step.
local function on_a_bowl(draw)
  local f = g.surface.bowl{condition = 10}
  local function walk(rate, steps)
    return g.descend(f, {-4, 3}, {lr = rate, steps = steps})
  end
  return draw.path(f, {walk(0.02, 25), walk(0.15, 25), walk(0.205, 8)},
    {labels = {"0.02 slow", "0.15 good", "0.205 diverges"}, title = "The same three on a bowl"})
end

local function finder(draw)
  g.seed(1)
  local r = g.optim.lr_find(g.mlp(2, 32, 32, 1, {init = "he"}), moons(1), {seed = 1})
  return draw.curve(r.lr, r.loss, {log = "x", xlabel = "learning rate", ylabel = "loss",
    marks = {{r.suggestion, "suggestion"}}, title = "The rate is raised until it breaks"})
end

local function sweep(draw)
  local rates = {1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1, 3, 10, 30}
  local low, middle, high = {}, {}, {}
  for i, rate in ipairs(rates) do
    local losses = {}
    for seed = 1, 5 do
      g.seed(seed)
      local h = g.fit(g.mlp(2, 32, 32, 1, {init = "he"}), moons(seed),
        {epochs = 30, optimizer = "sgd", lr = rate, seed = seed})
      local last = h:last "train_loss"
      losses[seed] = last == last and math.min(last, 10) or 10
    end
    table.sort(losses)
    low[i], middle[i], high[i] = losses[1], losses[3], losses[5]
  end
  return draw.curve(rates, middle, low, high, {labels = {"median of 5", "best", "worst"},
    log = "xy", xlabel = "learning rate", ylabel = "training loss after 30 epochs",
    title = "One valley, steep on its right side"})
end

local function decay(draw)
  local function decayed()
    g.seed(1)
    local model = g.mlp(2, 32, 32, 1, {init = "he"})
    local opt = g.optim.SGD(model, {lr = 0.8})
    return g.fit(model, moons(1), {val = moons(2), epochs = 75, batch = 8, optimizer = opt,
      scheduler = g.optim.StepLR(opt, {step_size = 25, gamma = 0.2}), seed = 1})
  end
  return draw.beside(draw.history(run(0.8, {batch = 8, epochs = 75}), {log = true}),
    draw.history(decayed(), {log = true}),
    {titles = {"Rate 0.8 throughout", "A fifth every 25 epochs"}})
end

local function jump(draw)
  local f = g.surface.double_well()
  return draw.path(f, {g.descend(f, 1.6, {lr = 0.3, steps = 20}),
    g.descend(f, 1.6, {lr = 0.8, steps = 20})},
    {labels = {"rate 0.3 stays", "rate 0.8 jumps"}, title = "A larger rate can leave a minimum",
      ylabel = "loss", xlabel = "weight"})
end

return {
  {name = "three-rates", title = "Three learning rates", make = three_rates},
  {name = "rates-on-a-bowl", title = "Three learning rates on a bowl", make = on_a_bowl},
  {name = "rate-sweep", title = "Loss over the learning rate", make = sweep},
  {name = "rate-finder", title = "Finding a rate", make = finder},
  {name = "rate-decay", title = "When to decay", make = decay},
  {name = "local-minimum", title = "Out of a local minimum", make = jump},
}
