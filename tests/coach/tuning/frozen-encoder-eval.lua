-- An encoder with dropout, trained before, stays in evaluation mode and frozen while a head is trained.
-- task: digits
seed(SEED)
local train, val, test = data.digits{n = 700, noise = 0.1, seed = SEED}:split{seed = SEED}
local encoder = nn.Sequential{nn.Linear(64, 48), nn.ReLU(), nn.Dropout(0.1)}
local first_head = nn.Linear(48, 10)
fit(nn.Sequential{encoder, first_head}, train, {val = val, epochs = 15, lr = 0.005, verbose = false})

encoder:eval()
for _, p in ipairs(encoder:parameters()) do p:requires_grad_(false) end
local head = nn.Linear(48, 10)
local opt = optim.Adam(head:parameters(), {lr = 0.01})
local crit = nn.CrossEntropyLoss()
for epoch = 1, 15 do
  for xb, yb in train:batches(32, {shuffle = true}) do
    local code = no_grad(function() return encoder(xb) end)
    opt:zero_grad()
    local loss = crit(head(code), yb)
    loss:backward()
    opt:step()
  end
end
result = head(encoder(test.x)):argmax(2):eq(test.y):mean():item()
