-- A matrix as the product of two thin ones.
-- task: ratings-factors
seed(SEED)
local R = randn(30, 3):matmul(randn(3, 20))
local U, V = (randn(30, 3) * 0.1):requires_grad_(), (randn(20, 3) * 0.1):requires_grad_()
local opt = optim.Adam({U, V}, {lr = 0.05})
for i = 1, 500 do
  opt:zero_grad()
  local loss = ((U:matmul(V:t()) - R) ^ 2):mean()
  loss:backward()
  opt:step()
  if i % 100 == 0 then print(i, loss:item()) end
end
result = 1 - ((U:matmul(V:t()) - R) ^ 2):mean():item() / R:var():item()
