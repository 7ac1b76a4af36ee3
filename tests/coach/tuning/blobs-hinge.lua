-- A linear machine with the hinge loss, by one-against-rest targets of -1 and 1.
-- task: blobs2
seed(SEED)
local ds = data.blobs{n = 240, classes = 2, std = 0.8, seed = SEED}
local train, test = ds:split{train = 0.7, test = 0.3, seed = SEED}
local function signs(part) return (part.y:reshape(-1, 1) - 1.5) * 2 end
local y, yt = signs(train), signs(test)
local model = nn.Linear(2, 1)
local opt = optim.SGD(model:parameters(), {lr = 0.1, weight_decay = 1e-3})
local hinge = nn.HingeLoss()
for i = 1, 150 do
  opt:zero_grad()
  local loss = hinge(model(train.x), y)
  loss:backward()
  opt:step()
end
result = model(test.x):sign():eq(yt):mean():item()
