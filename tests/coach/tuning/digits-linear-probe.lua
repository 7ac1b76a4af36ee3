-- Codes of an encoder, computed once without recording, are the inputs of a small classifier.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local enc = nn.Sequential{nn.Linear(64, 32), nn.ReLU()}
local dec = nn.Linear(32, 64)
local opt = optim.Adam(nn.Sequential{enc, dec}, {lr = 0.005})
local mse = nn.MSELoss()
for epoch = 1, 20 do
  for xb in train:batches(35, {shuffle = true}) do
    opt:zero_grad()
    mse(dec(enc(xb)), xb):backward()
    opt:step()
  end
end
local function code(x) return no_grad(function() return enc(x) end) end
local ctrain, cval, ctest = code(train.x), code(val.x), code(test.x)
local head = nn.Linear(32, 10)
local hopt = optim.Adam(head, {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for i = 1, 300 do
  hopt:zero_grad()
  crit(head(ctrain), train.y):backward()
  hopt:step()
end
print(head(cval):argmax(2):eq(val.y):mean():item())
result = head(ctest):argmax(2):eq(test.y):mean():item()
