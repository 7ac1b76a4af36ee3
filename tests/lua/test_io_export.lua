-- export.pytorch: the text, and, where Python has PyTorch, that it trains alike.

local T = require "gradus_test"

local function has(text, part) T.ok(text:find(part, 1, true), part .. "\nis not in\n" .. text) end

-- ---- the text -----------------------------------------------------------------------------------

T.test("every layer has its line", function()
  local text = export.pytorch(nn.Sequential{nn.Conv2d(1, 4, 3, {padding = 1}), nn.ReLU(),
    nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 8, {bias = false}), nn.BatchNorm1d(8), nn.ELU(0.5),
    nn.Dropout{keep = 0.8}, nn.Sequential{nn.LayerNorm(8), nn.LeakyReLU()}, nn.Softmax(2),
    nn.LogSoftmax(), nn.Identity(), nn.AvgPool2d(2)})
  for _, line in ipairs{"nn.Conv2d(1, 4, 3, stride=1, padding=1, bias=True),", "nn.ReLU(),",
    "nn.MaxPool2d(2),", "nn.Flatten(),", "nn.Linear(16, 8, bias=False),", "nn.ELU(0.5),",
    "nn.BatchNorm1d(8, eps=1e-05, momentum=0.1),", "nn.Dropout(0.2),",
      "        nn.LayerNorm(8, eps=",
    "nn.LeakyReLU(0.1),", "nn.Softmax(dim=1),", "nn.LogSoftmax(dim=-1),", "nn.AvgPool2d(2),"} do
    has(text, line)
  end
end)

T.test("without a run it is what fit would do", function()
  local text = export.pytorch(mlp(2, 3, 1))
  has(text, "criterion = nn.BCEWithLogitsLoss()\n")
  has(text, "optimizer = torch.optim.Adam(\n    model.parameters(), lr=0.001, betas=(0.9, 0.999)")
  has(text, "for epoch in range(20):")
  has(text, "order = torch.randperm(len(x))\n        for rows in order.split(32):")
  has(export.pytorch(mlp(2, 3)), 'criterion = nn.CrossEntropyLoss()')
  has(export.pytorch(mlp(2, 3)), 'part["y"].long() - 1')
end)

T.test("the latest run of a model is found without its history", function()
  local m = mlp(2, 2, 1)
  fit(m, data.moons{n = 20}, {epochs = 7, lr = 0.5, optimizer = "sgd", verbose = false})
  has(export.pytorch(m), "for epoch in range(7):")
  has(export.pytorch(m), "torch.optim.SGD(\n    model.parameters(), lr=0.5,")
end)

T.test("what PyTorch cannot do is explained or named in the text", function()
  local e = T.raises(function()
    export.pytorch(nn.Sequential{nn.Module{forward = function(_, x) return x end}})
  end, "", "E0103")
  T.eq(tostring(e), "export.pytorch cannot translate Module: its forward is Lua of your own\n"
    .. "Layers of nn and Sequentials of them can be translated.")
  e = T.raises(function() export.pytorch(3) end, "", "E0103")
  T.eq(tostring(e), "export.pytorch needs a model, not a number\n"
    .. "export.pytorch(model), or export.pytorch(h.model, h)")
  e = T.raises(function() export.pytorch(mlp(1, 1), {}) end, "", "E0103")
  T.eq(tostring(e), "export.pytorch needs a history second, not a table\n"
    .. "h = fit(model, …); export.pytorch(model, h)")
  local m = mlp(2, 1)
  local h = fit(m, data.moons{n = 20}, {epochs = 1, verbose = false,
    regularizer = function(model) return nn.reg.L2(0.1)(model) end,
    scheduler = optim.HalveOnDivergence(optim.SGD(m, {lr = 0.1}))})
  has(export.pytorch(m, h), "# Left out: the regularizer, which is a function of your own.\n"
    .. "# Left out: the scheduler; PyTorch does not have this one.\n")
end)

-- ---- the same run in PyTorch --------------------------------------------------------------------

local folder = os.tmpname()
os.remove(folder)
require("gradus.sys").mkdirs(folder)

local function run_python(code)
  local path = folder .. "/script.py"
  local file = assert(io.open(path, "w"))
  file:write(code)
  file:close()
  local pipe = io.popen(("cd '%s' && /usr/bin/python3 script.py 2>&1"):format(folder))
  local text = pipe:read("a")
  return text, pipe:close()
end

local _, has_torch = run_python("import torch")

local function save(name, part)
  assert(nn.save({x = part.x, y = part.y}, folder .. "/" .. name .. ".safetensors"))
end

-- Trains here, then there from the same first weights, and compares the losses of all epochs.
local function compare(model, train, options)
  assert(nn.save(model, folder .. "/model.safetensors"))
  save("train", train)
  if options.val then save("val", options.val) end
  options.shuffle, options.verbose = false, false
  local h = fit(model, train, options)
  local text, done = run_python(export.pytorch(model, h))
  T.ok(done, text)
  local losses, val_losses = {}, {}
  for loss in text:gmatch("loss ([%d.e+-]+)") do losses[#losses + 1] = tonumber(loss) end
  for loss in text:gmatch("val ([%d.e+-]+)") do val_losses[#val_losses + 1] = tonumber(loss) end
  -- float on both sides, summed in another order: differences grow along the run
  T.near(h.train_loss, losses, 3e-3, 1e-6)
  if options.val then T.near(h.val_loss, val_losses, 3e-3, 1e-6) end
end

local function cases()
  T.test("PyTorch: SGD with momentum on moons", function()
    seed(1)
    compare(mlp(2, 16, 16, 1, {act = "tanh"}), data.moons{n = 200, seed = 1},
      {epochs = 30, batch = 32, optimizer = "sgd", lr = 0.1, momentum = 0.9})
  end)

  T.test("PyTorch: classes, Adam, penalties, clipping, a schedule, early stopping", function()
    seed(2)
    local train, val = data.blobs{n = 240, classes = 3, std = 2, seed = 2}:split{train = 0.5,
      val = 0.5, seed = 2}
    -- No bias in front of BatchNorm1d: its gradient is 0 but for rounding, and Adam would make
    -- whole steps of that.
    local model = nn.Sequential{nn.Linear(2, 12, {bias = false}), nn.BatchNorm1d(12),
      nn.Maxout(12, 6, {pieces = 3}), nn.LayerNorm(6), nn.LeakyReLU(), nn.Linear(6, 3)}
    local opt = optim.Adam(model, {lr = 0.02})
    compare(model, train, {val = val, epochs = 25, batch = 16, optimizer = opt, l2 = 0.003,
      l1 = 0.01, proximal = true, clip_norm = 0.5, early_stopping = {patience = 6},
      scheduler = optim.StepLR(opt, {step_size = 5, gamma = 0.5})})
  end)

  T.test("PyTorch: regression, RMSprop, MaxNorm, one cycle", function()
    seed(3)
    local train = data.sine{n = 60, noise = 0.1, seed = 3}
    local model = mlp(1, 16, 1, {act = "gelu"})
    local opt = optim.RMSprop(model, {lr = 0.01})
    compare(model, train, {epochs = 10, batch = 20, optimizer = opt, loss = nn.HuberLoss(0.5),
      regularizer = nn.reg.MaxNorm(0.8),
      scheduler = optim.OneCycleLR(opt, {max_lr = 0.02, total_steps = 31})})
  end)

  T.test("PyTorch: pictures through Conv2d, label smoothing, a plateau", function()
    seed(4)
    local train = data.digits{n = 60, seed = 4}
    train.x = train.x:reshape(-1, 1, 8, 8)
    local model = nn.Sequential{nn.Conv2d(1, 4, 3, {padding = 1}), nn.ReLU(), nn.MaxPool2d(2),
      nn.Flatten(), nn.Linear(64, 10)}
    local opt = optim.AdamW(model, {lr = 0.01})
    compare(model, train, {epochs = 8, batch = 30, optimizer = opt,
      loss = nn.CrossEntropyLoss{label_smoothing = 0.1},
      scheduler = optim.ReduceLROnPlateau(opt, {patience = 0, threshold = 0.2, factor = 0.5})})
  end)

  T.test("PyTorch: classic dropout in evaluation, probabilities, L2 as regularizer", function()
    seed(5)
    local model = nn.Sequential{nn.Linear(2, 8), nn.Tanh(), nn.Dropout{keep = 1, mode = "classic"},
      nn.Linear(8, 1), nn.Sigmoid()}
    compare(model, data.circles{n = 100, seed = 5}, {epochs = 10, batch = 25, lr = 0.01,
      regularizer = nn.reg.ElasticNet(0.001, 0.002)})
  end)
end

if has_torch then cases()
else print("python3-torch is not installed: the exported runs were not compared") end

os.execute(("rm -r '%s'"):format(folder))
T.finish()
