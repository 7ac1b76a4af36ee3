-- Training stops, network and optimizer are stored, and goes on later with both.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 360, noise = 0.08, seed = SEED}:split{seed = SEED}
local crit = nn.BCEWithLogitsLoss()

local function epochs(net, opt, n)
  for _ = 1, n do
    for xb, yb in train:batches(30, {shuffle = true}) do
      opt:zero_grad()
      local loss = crit(net(xb), yb)
      loss:backward()
      opt:step()
    end
  end
end

local first = mlp(2, 24, 24, 1)
local opt = optim.Adam(first:parameters(), {lr = 0.01})
epochs(first, opt, 25)
local weights, state = first:state_dict(), opt:state_dict()

local second = mlp(2, 24, 24, 1)
second:load_state_dict(weights)
local opt2 = optim.Adam(second:parameters(), {lr = 0.01})
opt2:load_state_dict(state)
epochs(second, opt2, 25)
print("val", accuracy(first, val), accuracy(second, val))
result = accuracy(second, test)
