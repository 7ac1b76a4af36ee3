-- A patience loop with goto, the rate cut by hand when val stands still, best weights kept as clone.
-- task: polynomial
seed(SEED)
local train, val, test = data.polynomial{n = 260, degree = 3, noise = 0.1, seed = SEED}:split{seed = SEED}
local model = mlp(1, 24, 24, 1, {act = "silu"})
local opt = optim.Adam(model:parameters(), {lr = 0.02})
local crit = nn.HuberLoss()
local best, best_model, bad = math.huge, nil, 0
for epoch = 1, 200 do
  for xb, yb in train:batches(26, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
  end
  local v = no_grad(function() return crit(model(val.x), val.y):item() end)
  if v < best - 1e-5 then
    best, best_model, bad = v, model:clone(), 0
    goto continue
  end
  bad = bad + 1
  if bad % 8 == 0 then opt.lr = opt.lr * 0.5 end
  if bad > 24 then break end
  ::continue::
end
local rest = ((best_model(test.x) - test.y) ^ 2):mean():item()
result = 1 - rest / test.y:var():item()
