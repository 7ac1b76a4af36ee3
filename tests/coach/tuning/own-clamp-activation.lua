-- An activation of one's own, cut to -1 and 1, and a loss of one's own, the fourth power of the error.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 200, noise = 0.1, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
local first, last = nn.Linear(1, 40), nn.Linear(40, 1)
first.weight:uniform_(-2, 2)
local params = first:parameters()
for _, p in ipairs(last:parameters()) do params[#params + 1] = p end
local opt = optim.Adam(params, {lr = 0.01})
local function net(x) return last(first(x):clamp(-1, 1)) end
for step = 1, 500 do
  local loss = ((net(train.x) - train.y) ^ 4):mean() + ((net(train.x) - train.y) ^ 2):mean()
  opt:zero_grad()
  loss:backward()
  opt:step()
end
result = 1 - ((net(test.x) - test.y) ^ 2):mean():item() / test.y:var():item()
