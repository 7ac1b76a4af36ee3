--- G0309: a loss summed over the batch, with a learning rate that suits a mean.
-- Silent where the rate was made smaller to fit: steps are not too long then.

local course = require "gradus.coach.course"
local names = require "gradus.coach.names"
local words = require "gradus.words"

local LONG = 0.25 -- of a layer's weights, in one of the first five steps
local SUM = 1     -- the argument `reduction` of a loss

-- The op at the root of a loss; what is added to it (penalties) may stand above.
local function is_summed(graph)
  local root = graph.nodes[#graph.nodes]
  while root and root.op == "add" and type(root["in"][1]) == "number" do
    root = graph.nodes[root["in"][1]]
  end
  if not root then return false end
  if root.op == "sum" then return root.args[1] < 0 end
  for _, node in ipairs(graph.losses) do
    if node == root then return node.args[1] == SUM end
  end
  return false
end

local function is_harmed(n, done)
  if n.kept.broken then return true end
  local progress = course.progress(n, 3) or done and course.progress(n)
  return progress and progress < 0.6
end

local function judge(n, done)
  local graph = n.kept.graph
  local rows = n.book.rows_done / math.max(n.steps, 1)
  if not graph or rows < 4 or not is_summed(graph) then return nil end
  if n.run.early_ratio <= LONG or not is_harmed(n, done) then return nil end
  local crit = names.loss and names.loss(n.loss_name) or "crit"
  return {what = ("The loss adds up %d rows, and the steps are %d times as long as with their "
    .. "mean: one of the first five moved a layer by %s %% of its size."
    ):format(rows // 1, rows // 1,
    words.num(100 * n.run.early_ratio)),
    fix = ("%s = nn.%s()  -- the mean; or divide the learning rate by %d"):format(crit,
      n.loss_name or "MSELoss", rows // 1)}
end

return {
  code = "G0309", severity = "warning", title = "the loss is a sum over the batch",
  lecture = "Learning rate",
  why = "A sum grows with the batch, and the gradient with it: the learning rate then means "
    .. "something else for every batch size, and the short last batch takes shorter steps.",
  judge = judge,
  text = "A mean over the batch has the same size for 8 rows and for 800, so a learning rate can "
    .. "be carried from one to the other. A sum over 100 rows has a gradient 100 times as large: "
    .. "as if the learning rate were.\n\nUse the mean, which is the default, or divide the loss by "
    .. "the number of rows.",
  wrong = [[
train = data.moons{n = 400, noise = 0.2, seed = 1}
model = mlp(2, 32, 32, 1)
opt = optim.SGD(model, {lr = 0.1, momentum = 0.9})
crit = nn.BCEWithLogitsLoss{reduction = "sum"}
for epoch = 1, 10 do
  for xb, yb in train:batches(100, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
  right = [[
train = data.moons{n = 400, noise = 0.2, seed = 1}
model = mlp(2, 32, 32, 1)
opt = optim.SGD(model, {lr = 0.1, momentum = 0.9})
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 10 do
  for xb, yb in train:batches(100, {shuffle = true}) do
    opt:zero_grad()
    crit(model(xb), yb):backward()
    opt:step()
  end
end]],
}
