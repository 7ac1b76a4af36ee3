-- A trainer made of closures: make_trainer returns step and score.
-- task: flowers
-- units: raw
seed(SEED)
local centres = {{50, 34, 15, 2.5}, {59, 28, 43, 13}, {66, 30, 56, 20}}
local rows, labels = {}, {}
for i = 1, 150 do
  local c = centres[(i - 1) % 3 + 1]
  local r = randn(4):tolist()
  rows[i] = {c[1] + 4 * r[1], c[2] + 3 * r[2], c[3] + 3.5 * r[3], c[4] + 1.5 * r[4]}
  labels[i] = ({"setosa", "versicolor", "virginica"})[(i - 1) % 3 + 1]
end
local train, val, test = data.from(rows, labels):split{seed = SEED, stratify = true}
local norm = data.MinMax(train)
train, val, test = norm(train), norm(val), norm(test)

local function make_trainer(model, options)
  local opt = optim.Adam(model:parameters(), {lr = options.lr})
  local crit = nn.CrossEntropyLoss()
  local function step(xb, yb)
    opt:zero_grad()
    local loss = crit(model(xb), yb)
    loss:backward()
    opt:step()
    return loss:item()
  end
  local function score(part) return model(part.x):argmax(2):eq(part.y):mean():item() end
  return step, score
end

local step, score = make_trainer(mlp(4, 16, 3), {lr = 0.02})
for epoch = 1, 50 do
  for xb, yb in train:batches(15, {shuffle = true}) do step(xb, yb) end
  if epoch % 10 == 0 then print(epoch, score(val)) end
end
result = score(test)
