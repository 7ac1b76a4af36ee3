--- G0404: a bias that the batch normalisation behind it takes away again. A note: it only wastes.

local anatomy = require "gradus.coach.anatomy"

local function said(_, n)
  local graph = n and n.kept.graph
  if not graph then return nil end
  for _, layer in ipairs(anatomy.read(graph)) do
    local norm = layer.norm
    if norm and norm.direct and norm.op == "batch_norm" and layer.bias
      and layer.node.op == "linear" then
      return {what = ("%s adds %d biases, and the batch normalisation behind it subtracts the "
        .. "mean, biases and all."):format(layer.text, layer.units),
        fix = ("nn.Linear(%d, %d, {bias = false})"):format(layer.inputs, layer.units)}
    end
  end
end

return {
  code = "G0404", severity = "note", title = "bias before batch normalisation",
  lecture = "Regularization; batch normalisation",
  why = "The normalisation has a shift of its own; the bias before it changes nothing and learns "
    .. "nothing.",
  see = {graph = said},
  text = "Batch normalisation subtracts each unit's mean over the batch. A bias only moves that "
    .. "mean. The layer works, with numbers that do nothing: leave the bias out.",
  wrong = [[
train = data.moons{n = 200, seed = 1}
model = nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 1))
fit(model, train, {epochs = 3, lr = 0.01, verbose = false})]],
  right = [[
train = data.moons{n = 200, seed = 1}
model = nn.Sequential(nn.Linear(2, 16, {bias = false}), nn.BatchNorm1d(16), nn.ReLU(),
  nn.Linear(16, 1))
fit(model, train, {epochs = 3, lr = 0.01, verbose = false})]],
}
