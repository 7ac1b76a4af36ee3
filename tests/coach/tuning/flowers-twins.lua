-- Flowers measured to two millimetres: some have a twin by nature, now and then in the test part.
-- task: flowers-twins
seed(SEED)
local rows, kinds = {}, {}
local centre = {{5.0, 3.4, 1.5, 0.2}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}}
for i = 1, 150 do
  local k, r = (i - 1) // 50 + 1, randn(4):tolist()
  local row = {}
  for j = 1, 4 do row[j] = math.floor(5 * (centre[k][j] + 0.25 * r[j]) + 0.5) / 5 end
  rows[i], kinds[i] = row, k
end
local all = data.from(tensor(rows), tensor(kinds), {task = "multiclass"})
local train, test = all:split{train = 0.8, test = 0.2, seed = SEED, stratify = true}
local scale = data.Standardizer(train)
local model = mlp(4, 12, 3)
fit(model, scale(train), {epochs = 60, lr = 0.02, batch = 12, verbose = false})
result = evaluate(model, scale(test)).accuracy
