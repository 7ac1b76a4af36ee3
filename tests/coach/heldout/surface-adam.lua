-- No data: Adam walks into the nearer valley of a curve given as a function of two numbers.
-- task: valley
seed(SEED)
local w = tensor{1.5, 1}:requires_grad_()
local opt = optim.Adam({w}, {lr = 0.05})
local sched = optim.ExponentialLR(opt, {gamma = 0.99})
for step = 1, 300 do
  opt:zero_grad()
  local f = (w[1] ^ 2 - 1) ^ 2 + w[2] ^ 2
  f:backward()
  opt:step()
  sched:step()
end
print(w)
result = 1 - (math.abs(w[1]:item() - 1) + math.abs(w[2]:item()))
