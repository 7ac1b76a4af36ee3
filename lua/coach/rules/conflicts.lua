--- G0107: equal rows with different targets: no network can answer them all rightly.

local core = require "gradus.core"
local names = require "gradus.coach.names"
local dataset = require "gradus.data.dataset"

local FEW, FEWEST_ROWS = 0.01, 30

-- A set that was put together from another one's rows is known by that one's number: of those in
-- sight the largest is meant.
local function largest_like(ds)
  local best = ds
  names.find(function(v)
    local like = dataset.is(v) and core.set(v.x) == core.set(ds.x)
    if like and v.x:size(1) > best.x:size(1) then best = v end
    return false
  end)
  return best
end

-- The data set that the first layer's inputs come from.
local function set_behind(net)
  local g = net and net.kept.graph
  local first = g and g.layers[1]
  for _, input in ipairs(first and first["in"] or {}) do
    local ds = type(input) ~= "number" and dataset.behind(input)
    if ds then return largest_like(ds) end
  end
end

local function said(_, net)
  local ds = set_behind(net)
  if not ds or ds.task == "regression" then return nil end
  local again, conflicts, rows = core.same_rows(ds.x, ds.y)
  local natural = 2 * again > rows -- few features with few values
  if rows < FEWEST_ROWS or natural or conflicts <= FEW * rows then return nil end
  return {
    what = ("Of %d rows %s an input that came before, with another target."):format(rows,
      conflicts == 1 and "1 has" or conflicts .. " have"),
    fix = "print(ds:describe())  -- which of the two labels is right?",
  }
end

return {
  code = "G0107", severity = "note", title = "equal inputs with different labels",
  lecture = "Training the model, training pairs",
  why = "Equal inputs get equal answers, so one of the two is counted wrong for ever.",
  see = {graph = said},
  text = "A row that stands in the data twice with two labels was labelled wrongly once, or the "
    .. "features do not tell what the label depends on. The share of such rows is the lowest error "
    .. "that can be reached on the training set.",
  wrong = [[
x = cat({linspace(-1, 1, 40), linspace(-1, 1, 10)}, 1):reshape(-1, 1)
y = x:gt(0)
for i = 41, 50 do y[i] = 1 - y[i]:item() end
ds = data.from(x, y, {task = "binary"})
model = mlp(1, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(ds.x), ds.y):backward()
  opt:step()
end]],
  right = [[
x = linspace(-1, 1, 40):reshape(-1, 1)
ds = data.from(x, x:gt(0), {task = "binary"})
model = mlp(1, 8, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(ds.x), ds.y):backward()
  opt:step()
end]],
}
