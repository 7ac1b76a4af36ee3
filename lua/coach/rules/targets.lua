--- G0308: targets that a yes/no loss cannot mean: class numbers 1 and 2, or -1 and 1.

local names = require "gradus.coach.names"
local words = require "gradus.words"

local yes_no = {BCELoss = true, BCEWithLogitsLoss = true}

local function said(_, net)
  local g = net and net.kept.graph
  for _, loss in ipairs(g and g.losses or {}) do
    local y = loss["in"][2]
    if yes_no[loss.op] and type(y) ~= "number" then
      local low, high = y:min():item(), y:max():item()
      if low < 0 or high > 1 then
        local name = names.tensor(y, "y")
        local fix = low < 0 and ("%s = %s:gt(0)"):format(name, name)
          or ("%s = %s - %s"):format(name, name, words.num(low))
        return {
          what = ("%s is given targets from %s to %s; it takes 0 for no and 1 for yes."):format(
            loss.op, words.num(low), words.num(high)),
          fix = fix .. "  -- 0 and 1",
        }
      end
    end
  end
end

return {
  code = "G0308", severity = "error", title = "targets that are neither 0 nor 1",
  lecture = "Common mistakes, sigmoid for binary classification",
  why = "With a target above 1 the loss has no lowest point: it falls without end while the "
    .. "network learns nothing but to say yes.",
  see = {graph = said},
  passed = function(net)
    return yes_no[net.loss_name] and "targets are between 0 and 1" or nil
  end,
  text = "Binary cross-entropy reads a target as a probability: 0 for no, 1 for yes, something "
    .. "between for labels that are not sure. Class numbers 1 and 2, or -1 and 1, must be turned "
    .. "into 0 and 1 first. For class numbers from 1 to K use nn.CrossEntropyLoss with K outputs.",
  wrong = [[
train = data.blobs{n = 100, classes = 2, seed = 1}
x, y = train.x, train.y:reshape(-1, 1)
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end]],
  right = [[
train = data.blobs{n = 100, classes = 2, seed = 1}
x, y = train.x, train.y:reshape(-1, 1) - 1
model = mlp(2, 16, 1)
opt = optim.Adam(model)
crit = nn.BCEWithLogitsLoss()
for epoch = 1, 5 do
  opt:zero_grad()
  crit(model(x), y):backward()
  opt:step()
end]],
}
