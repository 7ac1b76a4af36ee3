-- Settings in a table, overwritten by arguments, and a main function.
-- task: circles
local config = {lr = 0.02, hidden = 24, epochs = 50, batch = 30, seed = SEED}

local function parse(args)
  for _, word in ipairs(args or {}) do
    local key, value = tostring(word):match "^%-%-(%w+)=(.*)$"
    if key and config[key] then config[key] = tonumber(value) end
  end
end

local function build(c)
  return nn.Sequential{
    nn.Linear(2, c.hidden), nn.Tanh(),
    nn.Linear(c.hidden, c.hidden), nn.Tanh(),
    nn.Linear(c.hidden, 1),
  }
end

local function main()
  parse{}
  seed(config.seed)
  local train, val, test = data.circles{n = 360, noise = 0.08, seed = config.seed}:split{seed = config.seed}
  local model = build(config)
  local opt = optim.Adam(model:parameters(), {lr = config.lr})
  local crit = nn.BCEWithLogitsLoss()
  for epoch = 1, config.epochs do
    for xb, yb in train:batches(config.batch, {shuffle = true}) do
      local loss = crit(model(xb), yb)
      opt:zero_grad()
      loss:backward()
      opt:step()
    end
  end
  print("val", accuracy(model, val))
  return accuracy(model, test)
end

result = main()
