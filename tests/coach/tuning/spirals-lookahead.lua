-- Every five steps the weights go half of the way back to where they were.
-- task: spirals
seed(SEED)
local ds = data.spirals{n = 400, noise = 0.05, seed = SEED}
local net = mlp(2, 48, 48, 1)
local opt, bce = optim.Adam(net, {lr = 5e-3}), nn.BCEWithLogitsLoss()
local slow = {}
for i, p in ipairs(net:parameters()) do slow[i] = p:detach():clone() end
local k = 0
for e = 1, 120 do
  for xb, yb in ds:batches(40, {shuffle = true}) do
    opt:zero_grad()
    bce(net(xb), yb):backward()
    opt:step()
    k = k + 1
    if k % 5 == 0 then
      for i, p in ipairs(net:parameters()) do
        slow[i] = slow[i] + (p:detach() - slow[i]) * 0.5
        p:copy_(slow[i])
      end
    end
  end
end
result = accuracy(net, ds)
