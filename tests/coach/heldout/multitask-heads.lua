-- One body, two heads, two losses added: a class and a number.
-- task: multitask
seed(SEED)
local x = randn(400, 5)
local label = (x:narrow(2, 1, 1) * x:narrow(2, 2, 1)):gt(0)
local number = x:narrow(2, 3, 1) * 0.7 + x:narrow(2, 4, 1):tanh()
local tr, te = {1, 300}, {301, 400}
local body = nn.Sequential{nn.Linear(5, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU()}
local class_head, number_head = nn.Linear(32, 1), nn.Linear(32, 1)
local params = {}
for _, m in ipairs{body, class_head, number_head} do
  for _, p in ipairs(m:parameters()) do params[#params + 1] = p end
end
local opt = optim.Adam(params, {lr = 0.01})
local bce, mse = nn.BCEWithLogitsLoss(), nn.MSELoss()
local xt, lt, nt = x[{tr}], label[{tr}], number[{tr}]
for epoch = 1, 60 do
  local order = randperm(300)
  for i = 1, 300, 30 do
    local idx = order:narrow(1, i, 30)
    local h = body(xt:index_select(1, idx))
    local loss = bce(class_head(h), lt:index_select(1, idx)) + 0.5 * mse(number_head(h), nt:index_select(1, idx))
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
local h = body(x[{te}])
result = class_head(h):gt(0):eq(label[{te}]):mean():item()
