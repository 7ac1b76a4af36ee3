--- G0203: numbers that judge the network, computed while dropout or batch normalisation trains.
-- The core holds such a number until the next step: was it part of the training after all? Asking
-- the same rows five times or more is Monte Carlo dropout and no mistake; nor is what adversaries
-- make of each other, where no rows were kept apart.

local advice = require "gradus.coach.advice"
local roles = require "gradus.coach.net"
local words = require "gradus.words"

local DROPOUT, BATCH = 4, 8 -- bits of an origin, see core/watch.h

local function noise_of(origin, net)
  local layers = net and net.kept.graph and #net.kept.graph.dropouts or 0
  local dropping = layers > 1 and ("dropout active in %d layers"):format(layers) or "dropout active"
  local batch = "batch normalisation using the mean of just these rows"
  if origin & DROPOUT == 0 then return batch end
  return origin & BATCH == 0 and dropping or dropping .. " and " .. batch
end

-- n: rows, origin.
local function said(sighting, net)
  local rows, origin = sighting[1] // 1 | 0, sighting[2] // 1 | 0
  local kind = roles.rows_name(origin)
  if not kind and net and net:takes_turns() then return nil end
  local model = net and advice.model(net) or "model"
  return {
    what = ("A number about %s was computed with %s."):format(
      words.count(rows, (kind and kind .. " " or "") .. "row"), noise_of(origin, net)),
    fix = model .. ":eval()  -- and " .. model .. ":train() before the next epoch",
  }
end

return {
  code = "G0203", severity = "error", title = "the network is judged in training mode",
  fact = true,
  lecture = "Common mistakes, train/eval toggle",
  why = "In training mode dropout removes units by chance and batch normalisation uses the batch "
    .. "at hand: you score a network that nobody will use, and the number changes from call to "
    .. "call.",
  see = {noisy_read = said},
  passed = function(net)
    return net.kept.noisy and "the network was judged in evaluation mode" or nil
  end,
  text = "Dropout and batch normalisation behave differently in training and in use. "
    .. "model:train() and model:eval() switch between the two; a new model is in training mode. "
    .. "Forgetting the switch raises no error: the loss is only too high, and different each "
    .. "time. In training mode batch normalisation even learns from the rows it is tested on.\n\n"
    .. "Call model:eval() before you measure and model:train() before you train on. fit, evaluate "
    .. "and accuracy do so themselves.",
  wrong = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3}
model = mlp(2, 16, 1, {dropout = 0.3})
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  print(crit(model(val.x), val.y):item())
end]],
  right = [[
train, val = data.moons{n = 200, seed = 1}:split{train = 0.7, val = 0.3}
model = mlp(2, 16, 1, {dropout = 0.3})
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 3 do
  model:train()
  for xb, yb in train:batches(35) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
  model:eval()
  print(crit(model(val.x), val.y):item())
end]],
}
