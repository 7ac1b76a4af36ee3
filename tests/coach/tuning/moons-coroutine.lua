-- The loop lives in a coroutine that yields after every epoch.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 260, noise = 0.15, seed = SEED}:split{seed = SEED}
local model = mlp(2, 32, 32, 1)

local trainer = coroutine.wrap(function()
  local opt = optim.NAdam(model:parameters(), {lr = 0.01})
  local crit = nn.BCEWithLogitsLoss()
  while true do
    local sum, n = 0, 0
    for xb, yb in train:batches(32, {shuffle = true}) do
      opt:zero_grad()
      local loss = crit(model(xb), yb)
      loss:backward()
      opt:step()
      sum, n = sum + loss:item(), n + 1
    end
    coroutine.yield(sum / n)
  end
end)

for epoch = 1, 30 do
  local mean_loss = trainer()
  if epoch % 5 == 0 then print(epoch, mean_loss, accuracy(model, val)) end
end
result = accuracy(model, test)
