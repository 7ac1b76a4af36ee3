-- Two classes as two outputs with cross-entropy, labels 1 and 2.
-- task: circles
seed(SEED)
local ds = data.circles{n = 400, noise = 0.08, seed = SEED}
local labels = (ds.y + 1):reshape(-1)
local two = data.from(ds.x, labels, {task = "multiclass"})
local train, val, test = two:split{seed = SEED}
local model = mlp(2, 20, 20, 2)
local opt = optim.Adam(model:parameters(), {lr = 0.01})
local ce = nn.CrossEntropyLoss()
local epoch = 0
repeat
  epoch = epoch + 1
  for x, y in train:batches(40, {shuffle = true}) do
    opt:zero_grad()
    ce(model(x), y):backward()
    opt:step()
  end
  local right = model(val.x):argmax(2):eq(val.y):mean():item()
until right > 0.995 or epoch == 60
result = model(test.x):argmax(2):eq(test.y):mean():item()
