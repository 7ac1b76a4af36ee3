-- A table of houses in its own units (square metres, rooms, year, distance), standardised by the
-- training rows; prices in thousands are standardised, too.
-- task: houses
-- units: raw
seed(SEED)
local path = os.tmpname()
local file = assert(io.open(path, "w"))
file:write("area,rooms,year,distance,price\n")
for _ = 1, 240 do
  local area = 40 + rand(1)[1] * 160
  local rooms = 1 + math.floor(area / 30 + rand(1)[1] * 2)
  local year = 1920 + math.floor(rand(1)[1] * 100)
  local distance = rand(1)[1] * 20000
  local price = 50 + 3 * area + 10 * rooms + 0.8 * (year - 1920) - distance / 200 + 15 * randn(1)[1]
  file:write(("%.1f,%d,%d,%.0f,%.1f\n"):format(area, rooms, year, distance, price))
end
file:close()
local ds = data.csv(path, {target = "price", task = "regression"})
os.remove(path)

local train, val, test = ds:split{seed = SEED}
local norm = data.Standardizer(train)
local mean, sd = train.y:mean():item(), train.y:std():item()
train, val, test = norm(train), norm(val), norm(test)
for _, part in ipairs{train, val, test} do part.y = (part.y - mean) / sd end
local model = mlp(4, 24, 1)
local h = fit(model, train, {val = val, epochs = 60, lr = 0.01, verbose = false, early_stopping = true})
print("stopped after", h.epochs)
result = 1 - evaluate(model, test).loss / test.y:var():item()
