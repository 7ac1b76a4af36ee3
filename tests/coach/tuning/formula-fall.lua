-- A falling stone, by hand and in metres: it begins with numbers that are right already.
-- task: stone
seed(SEED)
local t = rand(80) * 4
local height = t * t * -4.905 + t * 12 + 100 + randn(80)
local g, v, h = tensor(9.81):requires_grad_(), tensor(12):requires_grad_(), tensor(100):requires_grad_()
for i = 1, 1500 do
  local loss = ((t * t * g * -0.5 + t * v + h - height) ^ 2):mean()
  loss:backward()
  for _, p in ipairs{g, v, h} do
    p:sub_(p.grad * 0.001)
    p:zero_grad()
  end
end
result = 1 - math.abs(g:item() - 9.81) / 9.81
