-- Flowers: four lengths in centimetres, three kinds, from a CSV file.
-- task: flowers
-- units: raw
seed(SEED)
local kinds = {setosa = {5.0, 3.4, 1.5, 0.25}, versicolor = {5.9, 2.8, 4.3, 1.3}, virginica = {6.6, 3.0, 5.6, 2.0}}
local path = os.tmpname()
local out = assert(io.open(path, "w"))
out:write("sepal_length,sepal_width,petal_length,petal_width,kind\n")
for _, kind in ipairs{"setosa", "versicolor", "virginica"} do
  for _ = 1, 50 do
    local r = randn(4):tolist()
    local c = kinds[kind]
    out:write(("%.1f,%.1f,%.1f,%.1f,%s\n"):format(c[1] + 0.4 * r[1], c[2] + 0.3 * r[2],
      c[3] + 0.3 * r[1] + 0.2 * r[3], c[4] + 0.15 * r[4], kind))
  end
end
out:close()
local flowers = data.csv(path, {target = "kind"})
os.remove(path)
local train, val, test = flowers:split{seed = SEED, stratify = true}
local scale = data.Standardizer(train)
train, val, test = scale(train), scale(val), scale(test)
local model = mlp(4, 16, 3)
fit(model, train, {val = val, epochs = 60, lr = 0.01, batch = 16, verbose = false})
print(evaluate(model, test).confusion)
result = accuracy(model, test)
