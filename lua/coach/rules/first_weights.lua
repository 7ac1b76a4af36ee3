--- G0402: first weights that are far too large, far too small, or silence their units.
-- Silent for weights that came from elsewhere. Targets that are not standardised are another
-- mistake (G0107): then the first loss says nothing about weights.

local advice = require "gradus.coach.advice"
local births = require "gradus.coach.births"
local course = require "gradus.coach.course"
local words = require "gradus.words"

local USUAL = 4      -- times the size for which sums keep their scale
local SMALL = 0.1    -- of that size
local FAINT = 1e-4   -- what comes through all layers together
local NEARLY, LEARNED = 0.9, 0.5 -- of a layer's units; of B
local NEGATIVE = -1  -- mean of a layer's biases
local FIRST, SQUARED = 2.5, 10 -- first loss, in units of what ignorance costs

local function fix(n, born)
  return advice.first_weights(n, born.act == "relu" and "he" or "xavier")
end

local function cause(born)
  if born.bias < NEGATIVE then return ("biases of %s on average"):format(words.num(born.bias)) end
  return ("weights %s times as large as usual"):format(words.num(born.gain))
end

-- Where a part of the units lives, and learns, the others do no harm.
local function learns_anyway(n, born, still)
  if still >= NEARLY * born.units then return false end
  local progress = course.progress(n, 3)
  return not progress or progress > LEARNED
end

-- Half of the units do nothing, and the weights say why.
local function silenced(n, births_of)
  for _, born in ipairs(births_of) do
    local odd = born.gain > USUAL or born.bias < NEGATIVE
    local still = born.idle or born.straight
    local many = born.hidden and still and odd and 2 * still >= born.units
    if many and not learns_anyway(n, born, still) then return born, still end
  end
end

local states = {relu = "gave 0", leaky_relu = "were below their bend", clamp = "were cut off"}

local function say_silenced(n, born, still)
  local state = states[born.act] or "stood at the flat end"
  return {fix = fix(n, born),
    what = ("Before the first step %d of the %d units of %s %s for all %d rows of a batch: it has "
      .. "%s."):format(still, born.units, born.text, state, born.rows, cause(born))}
end

local function largest(births_of)
  local worst
  for _, born in ipairs(births_of) do
    if not worst or born.gain > worst.gain then worst = born end
  end
  return worst
end

-- What a network costs whose outputs are 0, for losses that are not the library's; an error that is
-- squared grows faster.
local function price_by_replay(costs, graph)
  local squared = graph.errors[1] and graph.errors[1].op == "MSELoss"
  local times = squared and SQUARED or FIRST
  if not costs.floorless then return costs.zero, times end
  return math.max(math.abs(costs.zero), 1), times
end

-- What a network costs that answers 0, or gives each class the same chance.
local function price_of_ignorance(n)
  local t = n.book.targets
  if n.costs then return price_by_replay(n.costs, n.kept.graph) end
  if not t or not n.baseline or n.baseline <= 0 then return nil end
  if t.loss == "CrossEntropyLoss" and #t.sums > 1 then return math.log(#t.sums), FIRST end
  if t.loss == "BCEWithLogitsLoss" or t.loss == "BCELoss" then return math.log(2), FIRST end
  if t.loss == "L1Loss" or t.loss == "HuberLoss" then
    return n.baseline + math.max(math.abs(t.low), math.abs(t.high)), FIRST
  end
  if t.loss ~= "MSELoss" then return nil end
  local square = 0
  for _, sum in ipairs(t.sums) do square = square + (sum / t.rows) ^ 2 / #t.sums end
  return n.baseline + square, SQUARED
end

-- Is it dearer than to know nothing, at first and after three epochs?
local function stays_dear(n, price)
  local progress = course.progress(n, 3)
  return n.book.first_loss > price and not n.kept.broken and progress ~= nil and progress < 0
end

-- A first loss that is no number tells of weights only where the sums had grown beyond bounds.
local function is_high(n, first, limit)
  if first - first ~= 0 then return n.kept.overflows end
  return first > limit
end

local function too_large(n, births_of)
  local price, times = price_of_ignorance(n)
  local worst, first = largest(births_of), n.book.first_loss
  if not price or not worst or worst.gain <= USUAL or not first then return nil end
  if not is_high(n, first, times * price) and not stays_dear(n, price) then return nil end
  return {fix = fix(n, worst),
    what = ("The first loss was %s, before any step; to know nothing costs %s. %s has weights %s "
      .. "times as large as usual."):format(words.num(first), words.num(price),
      (worst.text:gsub("^l", "L")), words.num(worst.gain))}
end

-- By how much a signal shrinks on its way to the output.
local function passage(births_of)
  local product, smallest = 1, nil
  for _, born in ipairs(births_of) do
    if born.layer.norm then return 1 end
    product = product * math.min(born.gain, 1)
    if born.hidden and (not smallest or born.gain < smallest.gain) then smallest = born end
  end
  return product, smallest
end

local function too_small(n, births_of)
  if n.kept.broken then return nil end
  local product, born = passage(births_of)
  if not born or product == 0 or born.gain >= SMALL then return nil end
  local progress = course.progress(n, product < FAINT and 3 or 5)
  if not progress or progress > (product < FAINT and 0.3 or 0.05) then return nil end
  return {fix = fix(n, born),
    what = ("%s began with weights %s times as large as usual; after %d steps little or nothing is "
      .. "learned."):format(born.text, words.num(born.gain), n.steps)}
end

-- The layers at the beginning, and those that come later: a generator behind its discriminator.
local function all_births(n)
  local first = births.of(n)
  if not first then return nil end
  local out = table.move(first, 1, #first, 1, {})
  local later = births.later(n)
  return table.move(later, 1, #later, #out + 1, out)
end

local function judge(n)
  local births_of = all_births(n)
  if not births_of or n.book.loaded then return nil end
  local born, still = silenced(n, births_of)
  if born then return say_silenced(n, born, still) end
  return too_large(n, births_of) or too_small(n, births.of(n))
end

return {
  code = "G0402", severity = "warning", title = "first weights have the wrong size",
  lecture = "Weights initialization",
  why = "Too large, and units begin where their slope is 0; too small, and neither signals nor "
    .. "gradients come through the layers. Both cost many epochs before learning begins, if it "
    .. "does.",
  judge = judge,
  passed = function(n)
    return births.of(n) and "first weights let signals through" or nil
  end,
  text = "A unit adds up all of its inputs: the more there are, the smaller the weights must be "
    .. "for the sum to stay near 1. Xavier's rule (for tanh and sigmoid) and He's (for ReLU) draw "
    .. "them so; gradus does about the same when you say nothing.\n\nWeights many times larger put "
    .. "sigmoid and tanh at their flat ends and make the first loss huge; a strongly negative bias "
    .. "switches ReLU off; weights many times smaller let every signal fade from layer to layer.",
  wrong = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 32, 32, 1, {act = "tanh", init = {normal = 10}})
opt = optim.SGD(model, {lr = 0.05})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 300, seed = 1}
model = mlp(2, 32, 32, 1, {act = "tanh", init = "xavier"})
opt = optim.SGD(model, {lr = 0.05})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  for xb, yb in train:batches(30) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
