-- Exponentiated gradient: shares are multiplied and made to add up to 1 again.
-- task: mixture
seed(SEED)
local parts = rand(200, 4)
local share = tensor{0.1, 0.2, 0.3, 0.4}:reshape(4, 1)
local seen = parts:mm(share)
local w = (ones(4, 1) / 4):requires_grad_()
for step = 1, 400 do
  local loss = ((parts:mm(w) - seen) ^ 2):mean()
  loss:backward()
  w:mul_((w.grad * -5):exp())
  w:div_(w:detach():sum())
  w:zero_grad()
end
result = 1 - (w:detach() - share):abs():sum():item()
