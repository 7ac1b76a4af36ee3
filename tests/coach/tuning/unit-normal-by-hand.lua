-- Weights drawn by randn without a second thought, eight inputs, hidden tanh: it learns.
-- task: teacher-signs
seed(SEED)
local x = randn(300, 8)
local y = (x:mm(randn(8, 1)) + 0.3 * x:narrow(2, 1, 1) ^ 2):gt(0)
local w1, b1 = (randn(8, 16) * 0.9):requires_grad_(), zeros(16):requires_grad_()
local w2, b2 = (randn(16, 1) * 0.3):requires_grad_(), zeros(1):requires_grad_()
local opt = optim.Adam({w1, b1, w2, b2}, {lr = 0.02})
local crit = nn.BCEWithLogitsLoss()
for epoch = 1, 60 do
  for i = 1, 200, 40 do
    opt:zero_grad()
    local xb, yb = x[{{i, i + 39}}], y[{{i, i + 39}}]
    crit((xb:mm(w1) + b1):tanh():mm(w2) + b2, yb):backward()
    opt:step()
  end
end
local z = (x[{{201, 300}}]:mm(w1) + b1):tanh():mm(w2) + b2
result = z:gt(0):eq(y[{{201, 300}}]):mean():item()
