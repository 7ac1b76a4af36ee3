-- No network at all: momentum on a bowl, drawn by descend.
-- task: bowl
local bowl = surface.bowl{condition = 10}
local path = descend(bowl, {2, 1}, {optimizer = "sgd", lr = 0.05, steps = 80})
local last = path[#path] or path.x
print(last)
local w = tensor{2, 1}:requires_grad_()
local opt = optim.SGD({w}, {lr = 0.02, momentum = 0.9})
for i = 1, 150 do
  opt:zero_grad()
  local f = (w[1] ^ 2 + 10 * w[2] ^ 2) / 2
  f:backward()
  opt:step()
end
result = 1 - w:norm():item()
