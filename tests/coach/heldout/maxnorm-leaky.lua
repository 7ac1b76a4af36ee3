-- Max-norm constraint after each step, leaky ReLU with the lecture's slope, steps counted, not epochs.
-- task: circles
seed(SEED)
local train, val, test = data.circles{n = 360, noise = 0.08, seed = SEED}:split{seed = SEED}
local m = nn.Sequential{nn.Linear(2, 32), nn.LeakyReLU(0.1), nn.Linear(32, 32), nn.LeakyReLU(0.1), nn.Linear(32, 1)}
local opt = optim.Adam(m:parameters(), {lr = 0.01})
local cap = nn.reg.MaxNorm(3)
local crit = nn.BCEWithLogitsLoss()
local steps = 0
while steps < 400 do
  for xb, yb in train:batches(27, {shuffle = true}) do
    steps = steps + 1
    m:zero_grad()
    local loss = crit(m(xb), yb)
    loss:backward()
    opt:step()
    cap:apply(m)
    if steps % 100 == 0 then print(steps, loss:item(), accuracy(m, val)) end
  end
end
result = accuracy(m, test)
