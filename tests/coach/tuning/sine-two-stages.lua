-- Two stages in one loss: a part that is never negative, and a line for what it leaves.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 300, noise = 0.1, seed = SEED}:split{seed = SEED}
local up = nn.Sequential(mlp(1, 32, 1), nn.ReLU())
local rest = mlp(1, 32, 1)
local params = up:parameters()
for _, p in ipairs(rest:parameters()) do params[#params + 1] = p end
local opt = optim.Adam(params, {lr = 0.01})
for epoch = 1, 80 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local left = yb - up(xb)
    opt:zero_grad()
    local loss = ((left - rest(xb)) ^ 2):mean()
    loss:backward()
    opt:step()
  end
end
local function model(x) return up(x) + rest(x) end
print("val", ((model(val.x) - val.y) ^ 2):mean():item())
result = 1 - ((model(test.x) - test.y) ^ 2):mean():item() / test.y:var():item()
