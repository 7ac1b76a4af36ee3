-- Three kinds of wine, eight measurements in their own units, from a CSV file with semicolons.
-- task: wine
-- units: raw
seed(SEED)
local centre = {{13.7, 2, 2.4, 17, 106, 2.8, 1100, 5.5}, {12.3, 1.9, 2.2, 20, 94, 2.2, 520, 3.1}, {13.1, 3.3, 2.4, 21, 99, 1.7, 630, 7.4}}
local spread = {0.5, 0.8, 0.2, 2.5, 11, 0.4, 160, 1.2}
local path = os.tmpname()
local f = assert(io.open(path, "w"))
f:write("kind;alcohol;malic;ash;alcalinity;magnesium;phenols;proline;color\n")
for i = 1, 180 do
  local k = i % 3 + 1
  local z, row = randn(8):tolist(), {"wine" .. k}
  for j = 1, 8 do row[#row + 1] = ("%.2f"):format(centre[k][j] + spread[j] * z[j]) end
  f:write(table.concat(row, ";"), "\n")
end
f:close()
local wines = data.csv(path, {target = "kind", delimiter = ";"})
os.remove(path)

local train, val, test = wines:split{seed = SEED, stratify = true}
local norm = data.Standardizer(train)
local model = mlp(8, 16, 3)
fit(model, norm(train), {val = norm(val), epochs = 60, lr = 0.01, batch = 18, verbose = false})
result = accuracy(model, norm(test))
