-- Projected gradient: weights of a mixture stay at 0 or more and add up to 1.
-- task: mixture
seed(SEED)
local parts = rand(200, 4)
local share = tensor{0.1, 0.2, 0.3, 0.4}:reshape(4, 1)
local seen = parts:mm(share)
local w = full({4, 1}, 0.25):requires_grad_()
for step = 1, 300 do
  local loss = ((parts:mm(w) - seen) ^ 2):mean()
  loss:backward()
  w:sub_(w.grad * 0.5)
  w:clamp_(0, 1)
  w:div_(w:detach():sum())
  w:zero_grad()
end
result = 1 - (w:detach() - share):abs():sum():item()
