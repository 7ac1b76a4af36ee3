-- Missing values filled with the mean of the training part, and marked.
-- task: filled-holes
seed(SEED)
local n = 400
local X = randn(n, 3)
local y = (X[{{}, {1,1}}] - X[{{}, {2,2}}]):gt(0)
local hole = rand(n, 3):lt(0.1)
local Xtr, Xte, ytr, yte = X[{{1, 300}}], X[{{301, n}}], y[{{1, 300}}], y[{{301, n}}]
local htr, hte = hole[{{1, 300}}], hole[{{301, n}}]
local mean = (Xtr * (1 - htr)):sum(1, true) / (1 - htr):sum(1, true)
local function fill(x, h) return x * (1 - h) + h * mean end
local m = mlp(6, 16, 1)
local opt, crit = optim.Adam(m, {lr = 0.02}), nn.BCEWithLogitsLoss()
local A, B = cat({fill(Xtr, htr), htr}, 2), cat({fill(Xte, hte), hte}, 2)
for i = 1, 150 do
  opt:zero_grad() crit(m(A), ytr):backward() opt:step()
end
print(m(B):gt(0):eq(yte):mean():item())
result = m(B):gt(0):eq(yte):mean():item()
