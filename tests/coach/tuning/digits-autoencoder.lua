-- An autoencoder of digits; the score is one minus the share of variance that is lost.
-- task: digits-code
seed(SEED)
local ds = data.digits{n = 400, noise = 0.05, seed = SEED}
local train, test = ds:split{train = 0.8, test = 0.2, seed = SEED}
local encoder = nn.Sequential{nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 12)}
local decoder = nn.Sequential{nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 64)}
local auto = nn.Sequential{encoder, decoder}
local opt = optim.Adam(auto:parameters(), {lr = 0.005})
local mse = nn.MSELoss()
for epoch = 1, 40 do
  for x in train:batches(32, {shuffle = true}) do
    opt:zero_grad()
    local loss = mse(auto(x), x)
    loss:backward()
    opt:step()
  end
end
local lost = no_grad(function() return mse(auto(test.x), test.x):item() end)
local spread = mse(test.x:mean(1, true) + zeros(#test, 64), test.x):item()
result = 1 - lost / spread
