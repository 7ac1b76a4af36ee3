-- Two pictures with like statistics: a learned input whose Gram matrix follows another's.
-- task: gram
seed(SEED)
local filters = nn.Linear(8, 12)
for _, p in ipairs(filters:parameters()) do p:requires_grad_(false) end
local real = randn(60, 8) * 0.7 + 0.4
local function gram(x) local f = filters(x):relu(); return f:t():matmul(f) / x:size(1) end
local wanted = gram(real)
local x = randn(60, 8):requires_grad_()
local opt = optim.Adam({x}, {lr = 0.05})
local first
for i = 1, 200 do
  opt:zero_grad()
  local loss = ((gram(x) - wanted) ^ 2):mean()
  loss:backward()
  opt:step()
  first = first or loss:item()
end
result = 1 - ((gram(x) - wanted) ^ 2):mean():item() / first
