--- G0306: a share of dropout that is missing, or was hardly meant.
-- nn.Dropout{drop =} and {keep =} say what is meant and are believed; so is a share out of a list
-- that is tried out.

local core = require "gradus.core"
local experiment = require "gradus.coach.experiment"
local names = require "gradus.coach.names"

local NOTHING, UNNAMED = 0, 1 -- how the share was given, see core/layers/dropout.c
local MUCH, MUCH_OF_INPUT = 0.7, 0.3

local function percent(x) return ("%.0f %%"):format(100 * x) end

local function all_dropped(node)
  if node.args[1] < 1 then return nil end
  return {severity = "error", title = "dropout drops everything",
    what = "nn.Dropout(1) sets every number to 0: nothing gets through.",
    fix = "drop = nn.Dropout(0.2)"}
end

local function not_given(node)
  if node.args[3] ~= NOTHING then return nil end
  return {severity = "note", title = "dropout without a share",
    what = "nn.Dropout() was given no share and drops 50 %.",
    why = "Half is much for most networks; 0.1 to 0.3 is usual.",
    fix = "drop = nn.Dropout(0.2)"}
end

local function too_much(node)
  local drop = node.args[1]
  local limit = node.below and MUCH or MUCH_OF_INPUT
  if node.args[3] ~= UNNAMED or drop <= limit or experiment.tries(drop) then return nil end
  if drop <= MUCH then
    return {what = ("nn.Dropout(%g) drops %s of the inputs."):format(drop, percent(drop)),
      why = "What is dropped there is gone for all layers. Inputs bear 10 to 20 %, if any.",
      fix = "drop = nn.Dropout(0.1)"}
  end
  return {
    what = ("nn.Dropout(%g) drops %s of %s. Did you mean to keep %s?"):format(drop, percent(drop),
      node.below and "a layer's outputs" or "the inputs", percent(drop)),
    fix = ("drop = nn.Dropout{keep = %g}"):format(drop),
  }
end

local function on_output(node)
  if node.above or not node.below then return nil end
  local model = names.ends_in "Dropout" or "model"
  return {title = "dropout behind the last layer",
    what = ("%s of the network's answers are set to 0 before the loss sees them."):format(
      percent(node.args[1])),
    why = "Dropout is for hidden layers. An answer of 0 is no answer, and no layer behind can make "
      .. "up for it.",
    fix = ("%s[#%s] = nn.Identity()  -- no dropout behind the last Linear"):format(model, model)}
end

local checks = {all_dropped, on_output, too_much, not_given}

-- Dropout on the data themselves stands before the graph begins: those of all networks in it.
local function dropouts_of(net)
  local g, out, seen = net.kept.graph, {}, {}
  for _, layer in ipairs(g.layers) do
    local id = core.trainee(layer.weight)
    local book = id > 0 and not seen[id] and core.trainee_book(id)
    seen[id] = true
    if book and book.input_drop > 0 then
      out[#out + 1] = {args = {book.input_drop, 1, book.input_drop_given}, above = true,
        below = false}
    end
  end
  return table.move(g.dropouts, 1, #g.dropouts, #out + 1, out)
end

local function said(_, net)
  for _, node in ipairs(net and net.kept.graph and dropouts_of(net) or {}) do
    for _, check in ipairs(checks) do
      local found = check(node)
      if found then return found end
    end
  end
end

return {
  code = "G0306", severity = "warning", title = "a surprising share of dropout",
  lecture = "Common mistakes, dropout probability",
  why = "nn.Dropout(p) DROPS the share p. The lecture's p is the share that is kept.",
  see = {graph = said},
  passed = function(net)
    local g = net.kept.graph
    return g and #g.dropouts > 0 and "dropout drops a usual share" or nil
  end,
  text = "Books and libraries disagree about p: in the lecture it is the probability to keep a "
    .. "unit, in PyTorch and here the probability to drop it. nn.Dropout{keep = 0.8} and "
    .. "nn.Dropout{drop = 0.2} say which is meant and are the same layer.\n\nUsual shares to drop "
    .. "are 0.1 to 0.5 in hidden layers, less at the inputs, and none behind the last layer.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.8), nn.Linear(16, 1))
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout{keep = 0.8}, nn.Linear(16, 1))
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
}
