-- A denoising autoencoder of blobs in ten dimensions; the loss compares with the clean rows.
-- task: code2
seed(SEED)
local basis = randn(3, 10)
local function rows(n) return randn(n, 3):mm(basis) / 2 end
local xt, xe = rows(300), rows(100)
local encode = nn.Linear(10, 3)
local decode = nn.Linear(3, 10)
local auto = nn.Module{encode = encode, decode = decode,
  forward = function(self, x) return self.decode(self.encode(x)) end}
local opt = optim.Adam(auto:parameters(), {lr = 0.02})
local mse = nn.MSELoss()
for epoch = 1, 60 do
  local order = randperm(300)
  for i = 1, 300, 30 do
    local clean = xt:index_select(1, order:narrow(1, i, 30))
    opt:zero_grad()
    local loss = mse(auto(clean + randn_like(clean) * 0.05), clean)
    loss:backward()
    opt:step()
  end
end
result = 1 - mse(auto(xe), xe):item() / xe:var():item()
