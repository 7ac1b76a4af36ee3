-- Two optimizers for one network: a small rate for the body, a larger one for the head.
-- task: teacher
seed(SEED)
local w = randn(6, 1)
local x = randn(400, 6)
local y = (x:mm(w)):tanh() + x:narrow(2, 1, 1) * 0.5
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local body = nn.Sequential{nn.Linear(6, 32), nn.Tanh()}
local head = nn.Linear(32, 1)
local slow = optim.Adam(body:parameters(), {lr = 0.003})
local fast = optim.Adam(head:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    slow:zero_grad()
    fast:zero_grad()
    local loss = mse(head(body(xb)), yb)
    loss:backward()
    slow:step()
    fast:step()
  end
end
local function rest(part) return mse(head(body(part.x)), part.y):item() end
print("val", rest(val))
result = 1 - rest(test) / test.y:var():item()
