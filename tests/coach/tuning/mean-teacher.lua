-- A slow copy follows the student by an average of its weights, and is the one that is tested.
-- task: moons
seed(SEED)
local train, val, test = data.moons{n = 300, noise = 0.15, seed = SEED}:split{seed = SEED}
local student = mlp(2, 32, 32, 1)
local slow = student:clone()
local opt = optim.Adam(student:parameters(), {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
local function follow(rate)
  no_grad(function()
    local from = student:parameters()
    for i, p in ipairs(slow:parameters()) do p:mul_(rate):add_(from[i] * (1 - rate)) end
  end)
end
for epoch = 1, 50 do
  for xb, yb in train:batches(20, {shuffle = true}) do
    opt:zero_grad()
    local loss = crit(student(xb), yb)
    loss:backward()
    opt:step()
    follow(0.97)
  end
end
print("val", accuracy(student, val), accuracy(slow, val))
result = accuracy(slow, test)
