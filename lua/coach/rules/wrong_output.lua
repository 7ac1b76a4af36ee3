--- G0303: an output that cannot give the targets: a softmax over one column or over the rows, a
-- range that leaves targets out, class numbers as if they were amounts.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local graph = require "gradus.coach.graph"
local names = require "gradus.coach.names"
local reach = require "gradus.coach.reach"
local words = require "gradus.words"

-- Through these a softmax stays one, or its logarithm.
local after_softmax = {log = true, clamp = true, neg = true, add = true, log_softmax = false}

-- Which dimension it shares out over, from 0; -1 stands for the last one.
local function dim_of(node)
  local dim = node.args[1] // 1 | 0
  return dim < 0 and node.out:dim() + dim or dim
end

local function softmax_of(g, loss)
  local node = graph.maker(g.nodes, loss["in"][1], after_softmax)
  if node and (node.op == "softmax" or node.op == "log_softmax") then return node end
end

-- A layer can be changed where it stands; else the loss takes what comes before softmax.
local function one_column_fix(op)
  local model = op ~= "NLLLoss" and names.ends_in "Softmax"
  if model then return ("%s[#%s] = nn.Sigmoid()  -- yes or no"):format(model, model) end
  return names.loss(op) .. " = nn.BCEWithLogitsLoss()  -- on the output before softmax"
end

local function one_column(g, loss)
  local node = softmax_of(g, loss)
  if not node or node.out:dim() == 0 or node.out.shape[dim_of(node) + 1] ~= 1 then return nil end
  return {
    title = "softmax over one column",
    what = ("softmax over an output of shape [%s] gives 1 in every row, whatever the network "
      .. "says."):format(table.concat(node.out.shape, ", ")),
    why = "Softmax shares out 1 among the columns, and there is only one. For yes or no use the "
      .. "sigmoid.",
    fix = one_column_fix(loss.op),
  }
end

-- Are these the scores of a layer, one column for each of its units? Not the likeness of rows to
-- rows, of which both the rows and the columns may be asked.
local function are_scores(g, at)
  local node = graph.maker(g.nodes, at, {add = true, div = true, mul = true, sub = true})
  local other = node and g.nodes[node["in"][2]]
  local of_weights = node and node.weight or other and other.op == "t" and other.weight
  return node ~= nil and (node.op ~= "matmul" or of_weights ~= nil)
end

-- Do the targets of each column sum to 1, as shares of the rows do? Then the rows are one list.
local function are_shares_of_rows(y, out)
  if type(y) == "number" or y:dim() ~= 2 or y:size(1) ~= out:size(1) then return false end
  return (y:sum(1) - 1):abs():max():item() < 1e-3
end

local function sum_of_row(node)
  local row = node.out[1]
  return (node.op == "log_softmax" and row:exp() or row):sum():item()
end

local function over_rows(g, loss)
  local node = softmax_of(g, loss)
  local is_table = node and node.out:dim() == 2 and node.out:size(1) > 1
  if not is_table or dim_of(node) ~= 0 then return nil end
  if not are_scores(g, node["in"][1]) or are_shares_of_rows(loss["in"][2], node.out) then
    return nil
  end
  return {
    title = "softmax over the rows",
    what = ("softmax(1) makes the %d rows of a column sum to 1; the columns of a row sum to %s.")
      :format(node.out:size(1), words.num(sum_of_row(node))),
    why = "The classes of one row compete, not the rows of the batch: the answer for one row now "
      .. "depends on all others.",
    fix = "probs = logits:softmax(2)  -- over the columns",
  }
end

-- y * log(p), a cross-entropy written out, as a loss: p was given to log, and y is data.
local function by_hand(g, node)
  local a, b = node["in"][1], node["in"][2]
  if type(a) ~= "number" then a, b = b, a end
  if node.op ~= "mul" or type(a) ~= "number" or type(b) ~= "userdata" then return nil end
  local maker = graph.maker(g.nodes, a, {neg = true})
  local is_log = maker and (maker.op == "log" or maker.op == "log_softmax")
  if not is_log or core.is_parameter(b) or b:numel() < 2 then return nil end
  return {op = "BCELoss", ["in"] = {maker.index, b}}
end

-- Rows in which not exactly one answer is yes: several may be, or none.
local function are_tags(y)
  if type(y) == "number" or y:dim() ~= 2 or y:size(2) < 2 or y:size(1) < 2 then return false end
  local sums = y:sum(2)
  return (sums - 1):abs():max():item() > 0.5 and y:min():item() >= 0
end

local function shared_out(g, loss)
  local node = loss.op == "BCELoss" and softmax_of(g, loss)
  if not node or not are_tags(loss["in"][2]) then return nil end
  return {
    title = "softmax where several answers may be yes",
    what = ("softmax shares out 1 among %d columns, but in some rows not exactly one of them is "
      .. "yes."):format(node.out:size(-1)),
    why = "Each column is a question of its own here: a sigmoid answers each; with softmax a yes "
      .. "in one column costs the others.",
    fix = names.loss(loss.op) .. " = nn.BCEWithLogitsLoss()  -- on the output before softmax",
  }
end

-- Is 1 - p taken of the same p, so that each column is a yes or no?
local function asks_for_no(g, loss)
  for _, node in ipairs(g.nodes) do
    local p = node.op == "sub" and type(node["in"][1]) ~= "number" and node["in"][2]
    if p and softmax_of(g, {["in"] = {p}}) == softmax_of(g, loss) then return true end
  end
  return false
end

local function softmax_by_hand(g)
  for _, node in ipairs(g.nodes) do
    local loss = by_hand(g, node)
    local found = loss and (one_column(g, loss) or asks_for_no(g, loss) and shared_out(g, loss))
    if found then return found end
  end
end

-- ---- ranges -------------------------------------------------------------------------------------

local layer_of = {relu = "ReLU", sigmoid = "Sigmoid", tanh = "Tanh", softplus = "Softplus"}
local measures = {MSELoss = true, L1Loss = true, HuberLoss = true}

local function limits(op, low, high)
  local least, most = words.num(low), words.num(high)
  if high == math.huge then return ("%s lets nothing below %s through"):format(op, least) end
  if low == -math.huge then return ("%s lets nothing above %s through"):format(op, most) end
  return ("%s gives %s to %s"):format(op, least, most)
end

local function unreachable(g)
  local found = reach.beyond(g)
  if not found then return nil end
  local model = names.ends_in(layer_of[found.op]) or "model"
  return {
    title = "the output cannot reach the targets",
    what = ("Targets go from %s to %s; %s."):format(words.num(found.y:min():item()),
      words.num(found.y:max():item()), limits(found.op, found.low, found.high)),
    why = ("Whatever is learned, a loss of %s stays."):format(words.num(found.floor)),
    fix = ("%s[#%s] = nn.Identity()  -- a regression ends in a Linear"):format(model, model),
  }
end

-- Are all of these whole numbers from 1 to k?
local function are_numbers(y, k)
  if y:min():item() < 1 or y:max():item() > k then return false end
  for _, value in ipairs(y:reshape(y:numel()):tolist()) do
    if value % 1 ~= 0 then return false end
  end
  return true
end

-- A column of the inputs may be what is learned, too, and look like classes.
local function is_column_alike(x, k)
  for j = 1, x:dim() == 2 and x:size(2) or 0 do
    if are_numbers(x:narrow(2, j, 1), k) then return true end
  end
  return false
end

local function class_numbers(_, loss)
  local y = loss["in"][2]
  if not measures[loss.op] or type(y) == "number" then return nil end
  local ds = dataset.behind(y)
  if not ds or ds.task ~= "multiclass" or y:dim() > 1 and y:size(2) > 1 then return nil end
  local k = ds.y:max():item() // 1 | 0
  if not are_numbers(y, k) or is_column_alike(ds.x, k) then return nil end
  return {
    severity = "warning", title = "class numbers learned as amounts",
    what = ("%s compares one output with class numbers from 1 to %d."):format(loss.op, k),
    why = "Class 3 is not three times class 1. A squared error pulls towards the class in the "
      .. "middle.",
    fix = ("%s = nn.CrossEntropyLoss()  -- with %d outputs"):format(names.loss(loss.op), k),
  }
end

local function one_of_many(g, loss)
  local y = loss["in"][2]
  local yes_no = loss.op == "BCELoss" or loss.op == "BCEWithLogitsLoss"
  if not yes_no or type(y) == "number" or y:dim() ~= 2 or y:size(2) < 3 then return nil end
  local sums = y:sum(2)
  if not (sums:min():item() == 1 and sums:max():item() == 1) or y:size(1) < 10 then return nil end
  return {
    severity = "note", title = "yes or no for each of several exclusive classes",
    what = ("In each of %d rows exactly one of %d classes is right."):format(y:size(1), y:size(2)),
    why = "Sigmoids answer each class for itself. Softmax knows that the classes exclude each "
      .. "other.",
    fix = names.loss(loss.op) .. " = nn.CrossEntropyLoss()",
  }, g
end

local checks = {one_column, over_rows, shared_out, class_numbers, one_of_many}

local function first_of(g, losses)
  for _, loss in ipairs(losses) do
    for _, check in ipairs(checks) do
      local found = check(g, loss)
      if found then return found end
    end
  end
end

local function said(_, net)
  local g = net and net.kept.graph
  return g and (first_of(g, g.losses) or softmax_by_hand(g) or unreachable(g)
    or first_of(g, g.errors) or first_of(g, g.entropies))
end

return {
  code = "G0303", severity = "error", title = "an output that does not suit the task",
  lecture = "Common mistakes, sigmoid for binary and softmax for several classes",
  why = "The last layer decides which answers are possible at all.",
  fix = "model[#model] = nn.Identity()",
  see = {graph = said},
  passed = function(net)
    return net.loss_name and "the output can give the targets" or nil
  end,
  text = "For yes or no one output and a sigmoid; for one of K classes K outputs and a softmax "
    .. "over the columns; for a number a plain Linear, as ReLU gives nothing below 0 and sigmoid "
    .. "nothing above 1. The losses that take raw scores (BCEWithLogitsLoss, CrossEntropyLoss) "
    .. "bring sigmoid and softmax with them.",
  wrong = [[
train = data.moons{n = 100, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1), nn.Softmax())
opt = optim.Adam(model)
crit = nn.BCELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
  right = [[
train = data.moons{n = 100, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())
opt = optim.Adam(model)
crit = nn.BCELoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(train.x), train.y):backward()
  opt:step()
end]],
}
