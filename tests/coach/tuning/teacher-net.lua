-- A student network learns a fixed random teacher network's function from examples.
-- task: teacher-net
seed(SEED)
local teacher = mlp(6, 12, 1, {act = "tanh"})
for _, p in ipairs(teacher:parameters()) do p:mul_(2) end
teacher:eval()
local x = randn(400, 6)
local y = no_grad(function() return teacher(x) end)
y = (y - y:mean()) / y:std()
local train, val, test = data.from(x, y, {task = "regression"}):split{seed = SEED}
local student = mlp(6, 32, 1, {act = "tanh"})
local opt = optim.Adam(student:parameters(), {lr = 0.01})
local mse = nn.MSELoss()
for epoch = 1, 60 do
  for xb, yb in train:batches(24, {shuffle = true}) do
    opt:zero_grad()
    local loss = mse(student(xb), yb)
    loss:backward()
    opt:step()
  end
end
print("val", mse(student(val.x), val.y):item())
result = 1 - mse(student(test.x), test.y):item() / test.y:var():item()
