--- G0208: network or optimizer are built anew in each epoch: what was learned is thrown away.
-- Several networks of one shape are normal (seeds, folds, settings); here each one comes from the
-- same line, with the same settings, and none sees its rows more than once. A copy of another
-- network begins with what that one knows.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local ENOUGH = 4
local ENOUGH_OF_ONE_STEP = 12 -- a single step from first weights is often a comparison

-- The networks made one after the other: {id, shape, where}.
local born = {}

local function shape_of(g)
  local out = {}
  for _, layer in ipairs(g.layers) do
    out[#out + 1] = layer.op .. " " .. table.concat(layer.weight.shape, "x")
  end
  return table.concat(out, ", ")
end

local function once_only(book)
  return book.steps > 0 and book.rows > 0 and book.rows_done <= 1.05 * book.rows
end

local function enough()
  local before = core.trainee_book(born[#born - 1].id)
  return before and before.steps > 1 and ENOUGH or ENOUGH_OF_ONE_STEP
end

-- Are the last networks of one kind, each used for no more than one pass over its rows?
local function repeats()
  local n = enough()
  if #born < n then return false end
  local first, settings = born[#born - n + 1], nil
  for i = #born - n + 1, #born - 1 do
    local one, book = born[i], core.trainee_book(born[i].id)
    local run = book and core.run_book(book.run)
    if not run or not once_only(book) then return false end
    if one.shape ~= first.shape or one.where ~= first.where then return false end
    if settings and settings ~= run.settings then return false end
    settings = run.settings
  end
  return born[#born].shape == first.shape and born[#born].where == first.where
end

local function said(_, net)
  local last = born[#born]
  if not net or net.kept.surveys > 1 then return nil end
  if last and last.id > net.id then born = {} end -- the coach has begun anew
  local weight = net.kept.weight
  if weight and names.is_copy(weight) then return nil end
  born[#born + 1] = {id = net.id, shape = shape_of(net.kept.graph), where = core.where()}
  if #born < ENOUGH or born[#born].where == "" then return nil end
  -- Experiments of the library call the learner's function again and again on purpose.
  if names.is_inside "lua/fit/many" then return nil end
  if not repeats() then return nil end
  local steps = core.trainee_book(born[#born - 1].id).steps
  return {
    what = ("%d networks of one shape were made one after the other, each trained for %s and left.")
      :format(#born, words.count(steps, "step")),
    fix = "model:parameters()  -- build model and optimizer once, above the loop",
  }
end

-- ---- optimizers ---------------------------------------------------------------------------------

-- Plain SGD remembers nothing that could be lost.
local function remembers(run)
  local book, momentum = core.run_book(run), 0
  names.find(function(v)
    local is_it = core.kind(v) == "optimizer" and core.run_of(v) == run
    if is_it and book.name == "SGD" then momentum = v.momentum end
    return is_it
  end)
  return book.name ~= "SGD" or momentum > 0
end

-- n: optimizers after the first one, steps in all.
local function new_optimizers(sighting)
  local run = sighting.run // 1 | 0
  -- fit makes an optimizer of its own each time it is called.
  if names.is_inside "lua/fit" or not remembers(run) then return nil end
  local opt, count, steps = names.optimizer(run), sighting[1] // 1 | 0, sighting[2] // 1 | 0
  return {
    title = "the optimizer is made anew again and again",
    what = ("%d optimizers with the same settings have trained this network, %s each.")
      :format(count + 1, words.count(math.max(1, math.floor(steps / (count + 1) + 0.5)), "step")),
    why = "A new optimizer begins with empty averages: momentum and Adam's scales are lost each "
      .. "time.",
    fix = opt .. ":step()  -- make " .. opt .. " once, above the loop",
  }
end

return {
  code = "G0208", severity = "warning", title = "the network is built anew again and again",
  lecture = "Training the model, the training loop",
  why = "A new network starts from first weights. What the one before it learned is gone, so the "
    .. "loss begins at the top each time.",
  see = {graph = said, successors = new_optimizers},
  text = "mlp(…) and nn.Linear(…) draw new weights whenever they are called, and an optimizer made "
    .. "anew has forgotten its momentum. In a training loop they are made once, above the loop; "
    .. "the loop only trains.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 6 do
  model = mlp(2, 8, 1)
  opt = optim.SGD(model, {lr = 0.1})
  for xb, yb in train:batches(25) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
crit = nn.BCEWithLogitsLoss()
model = mlp(2, 8, 1)
opt = optim.SGD(model, {lr = 0.1})
for epoch = 1, 6 do
  for xb, yb in train:batches(25) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
