-- A network of sines whose first layer begins with weights thirty times the usual, as its inventors say.
-- task: sine
seed(SEED)
local train, test = data.sine{n = 240, noise = 0.05, seed = SEED}:split{train = 0.75, test = 0.25, seed = SEED}
local n = 32
local first, middle, last = nn.Linear(1, n), nn.Linear(n, n), nn.Linear(n, 1)
first.weight:uniform_(-6, 6)
middle.weight:uniform_(-0.43, 0.43)
local opt = optim.Adam(nn.Sequential{first, middle, last}:parameters(), {lr = 0.003})
local crit = nn.MSELoss()
local function net(x) return last(middle(first(x):sin()):sin()) end
for step = 1, 500 do
  opt:zero_grad()
  crit(net(train.x), train.y):backward()
  opt:step()
end
result = 1 - crit(net(test.x), test.y):item() / test.y:var():item()
