--- The contract's section "Training, diagnosis, pictures" from `again` to `help`, and the settings.

local T = require "gradus_test"
local gradus = require "gradus"

local folder = os.getenv "HOME"
local train = data.moons{n = 40, noise = 0.2, seed = 1}
local val = data.moons{n = 40, noise = 0.2, seed = 2}

local function run(o, model)
  o = o or {}
  o.verbose, o.epochs = false, o.epochs or 3
  return fit(model or mlp(2, 6, 1), train, o)
end

-- ---- settings -----------------------------------------------------------------------------------

T.test("settings are fields of gradus, not globals", function()
  T.eq(type(gradus.version), "string")
  local live, peak, count = gradus.memory()
  T.eq({math.type(live), math.type(peak), math.type(count)}, {"integer", "integer", "integer"})
  T.ok(peak >= live and live > 0 and count > 0)
  for _, name in ipairs{"threads", "memory_limit", "memory", "version"} do
    T.eq(rawget(_G, name), nil, name)
  end
  gradus.threads(1)
  T.raises(function() gradus.threads(0) end, "0", "E0102")
  T.raises(function() gradus.threads "a" end, "", "E0103")
end)

T.test("memory_limit turns a giant allocation into an error, and work goes on", function()
  gradus.memory_limit(1 << 24)
  local ok, e = pcall(zeros, 4096, 4096)
  gradus.memory_limit(1 << 31)
  T.eq({ok, e.code}, {false, "E0301"})
  T.ok(zeros(4096, 4096))
  T.raises(function() gradus.memory_limit(-1) end, "-1", "E0102")
  T.raises(function() gradus.memory_limit "a" end, "", "E0103")
end)

T.test("every name of the page is a global and a field of gradus, Lua's own stay", function()
  for name in ([[tensor zeros ones full eye arange linspace rand randn randperm seed zeros_like
    ones_like randn_like cat stack no_grad gradcheck nn mlp optim data fit evaluate accuracy predict
    again health ablate descend surface baseline cross_validate ensemble sweep diagnose
    bias_variance plot export seeds runs mistake help]]):gmatch "%S+" do
    T.ok(gradus[name] ~= nil, name)
    T.ok(_G[name] == gradus[name], name)
  end
  T.ok(load == _G.load and type(load "return 1") == "function")
  T.ok(_G.gradus == gradus)
end)

-- ---- again --------------------------------------------------------------------------------------

T.test("again repeats the last run; only what is named changes", function()
  local h = run{val = val, lr = 0.01, seed = 3}
  local same = again{verbose = false}
  T.eq(same.train_loss, h.train_loss)
  local other = again{lr = 0.03, verbose = false}
  T.ok(other.train_loss[1] ~= h.train_loss[1])
  T.near(other.lr[1], 0.03)
  T.ok(tostring(other):find "lr", "it says the difference")
  T.ok(other.model ~= h.model)
  T.eq(again(h, {epochs = 2, verbose = false}).epochs, 2)
  T.raises(function() again{learning_rate = 1} end, "lr", "E0104")
end)

-- ---- health, ablate -----------------------------------------------------------------------------

T.test("health: numbers per layer and a table", function()
  local m = mlp(2, 6, 5, 1, {act = "relu"})
  local r = health(m, train)
  T.eq(#r.layers, 3)
  for _, name in ipairs{"out_sd", "grad_w", "dead", "saturated", "distinct"} do
    T.eq(#r[name], 3, name)
  end
  T.eq(type(tostring(r)), "string")
  local dead = nn.Sequential(nn.Linear(2, 4, {init = "zeros"}), nn.ReLU(), nn.Linear(4, 1))
  dead[1].bias:fill_(-1)
  T.eq(health(dead, train).dead[1], 1, "all units are dead")
  T.raises(function() health(m) end, "")
  T.raises(function() health(3, train) end, "", "E0103")
end)

T.test("ablate: accuracy with a share of hidden units removed; the model stays", function()
  local m = mlp(2, 16, 1)
  run({epochs = 30, lr = 0.02}, m)
  local before = m[1].weight:tolist()
  local r = ablate(m, val, {share = 0.5, seed = 1})
  T.ok(r.accuracy <= 1 and r.accuracy >= 0)
  T.eq(m[1].weight:tolist(), before)
  T.near(ablate(m, val, {share = 0}).accuracy, accuracy(m, val))
  T.raises(function() ablate(m, val, {share = 2}) end, "2", "E0102")
  T.raises(function() ablate(m, val, {shre = 0.1}) end, "share", "E0104")
end)

-- ---- descend and surfaces -----------------------------------------------------------------------

T.test("descend walks down a surface", function()
  local bowl = surface.bowl{condition = 10, rotate = 30}
  local path = descend(bowl, {2, 1}, {optimizer = "sgd", lr = 0.05, steps = 30})
  T.ok(#path >= 30)
  T.ok(surface.double_well())
  T.ok(descend(surface.double_well(), {0.3, 0.2}, {optimizer = "adam", lr = 0.1, steps = 5}))
  local own = function(p) return (p * p):sum() end
  T.ok(descend(own, {1, 1}, {lr = 0.1, steps = 3}))
  T.raises(function() descend(bowl, {1, 1}, {stepps = 3}) end, "steps", "E0104")
  T.raises(function() descend(3, {1, 1}) end, "", "E0103")
  T.near(bowl{2, 1}:item(), bowl(tensor{2, 1}):item())
  T.raises(function() bowl(tensor{1, 2, 3}) end, "2 numbers, found a tensor of shape %[3%]",
    "E0101")
  T.raises(function() bowl "x" end, "found a string", "E0103")
  T.raises(function() surface.bowl{conditoin = 3} end, "condition", "E0104")
  T.raises(function() return surface.bowll end, "bowl", "E0106")
end)

-- ---- baselines ----------------------------------------------------------------------------------

T.test("baselines fit, are callable, and are accepted where models are", function()
  for _, b in ipairs{baseline.knn(3), baseline.tree{depth = 4}, baseline.naive_bayes()} do
    T.ok(b:fit(train) == b)
    T.ok(accuracy(b, val) > 0.7)
    T.ok(evaluate(b, val).accuracy > 0.7)
    T.eq(b(val.x).shape[1], 40)
  end
  local sine = data.sine{n = 60, noise = 0.05, seed = 1}
  local p = baseline.polynomial(5):fit(sine)
  T.eq(p(sine.x).shape, {60, 1})
  T.ok(evaluate(p, sine).loss < 0.1)
  T.raises(function() baseline.knn(0) end, "0", "E0102")
  T.raises(function() baseline.polynomial() end, "degree")
  T.raises(function() baseline.tree{dpeth = 2} end, "depth", "E0104")
  T.raises(function() baseline.knn(3)(val.x) end, "fit")
  T.raises(function() return baseline.svm end, "", "E0106")
end)

-- ---- many runs ----------------------------------------------------------------------------------

T.test("cross_validate", function()
  local r = cross_validate(function() return mlp(2, 4, 1) end, train,
    {k = 3, epochs = 2, verbose = false})
  T.eq({#r.folds, math.type(r.loss), math.type(r.accuracy)}, {3, "float", "float"})
  T.eq(type(tostring(r)), "string")
  T.ok(cross_validate(function() return baseline.knn(3) end, train, {k = 2}))
  T.raises(function() cross_validate(mlp(2, 4, 1), train, {k = 3}) end, "function")
  T.raises(function() cross_validate(function() return mlp(2, 1) end, train, {kk = 3}) end, "",
    "E0104")
end)

T.test("ensemble is a module", function()
  local a, b = mlp(2, 4, 1), mlp(2, 4, 1)
  run({}, a)
  run({}, b)
  local e = ensemble{a, b}
  T.eq(e(val.x).shape, {40, 1})
  T.ok(accuracy(e, val) >= 0)
  T.eq(#e:parameters(), 8)
  T.eq(ensemble{mlp(2, 3, 2), mlp(2, 4, 2)}(val.x).shape, {40, 2})
  T.raises(function() ensemble{} end, "", "E0107")
  T.raises(function() ensemble{3} end, "", "E0103")
end)

T.test("sweep runs every value", function()
  local seen = {}
  local r = sweep{lr = {0.1, 0.01}, hidden = {4, 8}, run = function(c)
    seen[#seen + 1] = c.lr * c.hidden
    return c.lr
  end}
  T.eq(#seen, 4)
  T.ok(#tostring(r) > 0)
  T.raises(function() sweep{lr = {0.1}} end, "run")
  T.raises(function() sweep{run = function() end} end, "")
end)

T.test("seeds: median, min, max, and how many show a claim", function()
  local r = seeds(5, function(s) return s end)
  T.eq({r.median, r.min, r.max}, {3, 1, 5})
  local c = seeds(4, function(s) return {val = s, train = 2.5} end,
    function(x) return x.val > x.train end)
  T.ok(tostring(c):find("2/4", 1, true) or tostring(c):find("2 of 4", 1, true), tostring(c))
  local drawn = {}
  local function draw()
    drawn[#drawn + 1] = rand(1):item()
    return 1
  end
  seeds(2, draw)
  seeds(2, draw)
  T.eq({drawn[1], drawn[2]}, {drawn[3], drawn[4]})
  T.ok(drawn[1] ~= drawn[2])
  T.raises(function() seeds(0, function() end) end, "0", "E0102")
  T.raises(function() seeds(3) end, "function")
  T.raises(function() seeds(3, function() error "inside" end) end, "inside")
end)

-- ---- diagnosis ----------------------------------------------------------------------------------

T.test("diagnose gives each verdict of the decision chart", function()
  local function verdict(t) return diagnose(t).verdict end
  T.eq(verdict{train = 0.15, val = 0.16, target = 0.01}, "high bias")
  T.eq(verdict{train = 0.01, train_dev = 0.11, val = 0.12, target = 0}, "high variance")
  T.eq(verdict{train = 0.01, val = 0.11, target = 0}, "variance or mismatch")
  T.eq(verdict{train = 0.01, train_dev = 0.015, val = 0.12, target = 0}, "mismatch")
  T.eq(verdict{train = 0.01, train_dev = 0.015, val = 0.02, test = 0.15, target = 0},
    "overfit validation")
  T.eq(verdict{train = 0.01, train_dev = 0.015, val = 0.02, test = 0.02, target = 0}, "good")
  T.ok(#diagnose{train = 0.15, val = 0.16, target = 0.01}.advice >= 1)
  T.raises(function() diagnose{trian = 0.1} end, "train", "E0104")
  T.raises(function() diagnose{train = 15, val = 16} end, "0", "E0102")
  T.raises(function() diagnose() end, "")
  T.raises(function() diagnose(3) end, "", "E0103")
  local h = run{val = val}
  T.eq(type(diagnose(h).verdict), "string")
end)

T.test("bias_variance", function()
  local r = bias_variance{build = function() return baseline.polynomial(1) end,
    data = function(s) return data.sine{n = 20, noise = 0.1, seed = s} end, runs = 10}
  for _, name in ipairs{"bias2", "variance", "noise", "error"} do
    T.eq(math.type(r[name]), "float", name)
  end
  T.near(r.bias2 + r.variance + r.noise, r.error, 0.2)
  T.raises(function() bias_variance{buld = 3} end, "build", "E0104")
  T.raises(function() bias_variance{} end, "build")
end)

-- ---- the ledger ---------------------------------------------------------------------------------

T.test("runs: the ledger and its differences", function()
  local a = run{val = val, lr = 0.01}
  local b = run{val = val, lr = 0.3}
  T.ok(#runs >= 2)
  T.ok(runs[a.id] == a and runs[b.id] == b)
  local d = tostring(runs.diff(a, b))
  T.ok(d:find "lr" and d:find("0.01", 1, true) and d:find("0.3", 1, true), d)
  T.eq(tostring(runs.diff(a.id, b.id)), d)
  T.ok(tostring(runs):find "6")
  T.raises(function() runs.diff(a) end, "")
  T.raises(function() runs.diff(99999, 1) end, "99999", "E0102")
  T.raises(function() return runs.dif end, "diff", "E0106")
end)

T.test("a loop written by hand leaves a run, too", function()
  local before = #runs
  local m = mlp(2, 4, 1)
  local opt = optim.SGD(m, {lr = 0.1})
  for _ = 1, 5 do
    opt:zero_grad()
    nn.BCEWithLogitsLoss()(m(train.x), train.y):backward()
    opt:step()
  end
  T.eq(#runs, before + 1)
end)

-- ---- mistakes -----------------------------------------------------------------------------------

T.test("mistake runs right and wrong side by side", function()
  for _, name in ipairs{"no_zero_grad", "softmax_twice", "no_eval", "test_tuning",
    "no_normalisation", "keep_as_drop", "no_sigmoid"} do
    local r = mistake(name, {seed = 1})
    T.ok(#tostring(r) > 40, name)
  end
  T.raises(function() mistake "no_zero_gard" end, "no_zero_grad")
  T.raises(function() mistake("no_eval", {sed = 1}) end, "seed", "E0104")
  T.raises(function() mistake() end, "")
end)

-- ---- files --------------------------------------------------------------------------------------

T.test("save and load, bit by bit", function()
  local m = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
  m(randn(8, 3))
  local path = folder .. "/m.safetensors"
  T.eq(nn.save(m, path), true)
  local d = nn.load(path)
  for name, t in pairs(m:state_dict()) do T.eq(d[name]:tolist(), t:tolist(), name) end
  local fresh = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
  fresh:load_state_dict(d)
  T.eq(fresh[1].weight:tolist(), m[1].weight:tolist())
  T.eq(nn.save({a = tensor{1, 2}, b = tensor(5)}, path), true)
  d = nn.load(path)
  T.eq({d.a:tolist(), d.b:item(), d.b.shape}, {{1, 2}, 5, {}})
  local none, why = nn.load(folder .. "/none.safetensors")
  T.eq(none, nil)
  T.ok(why:find "none.safetensors")
  none, why = nn.save(m, folder .. "/no/such/folder.safetensors")
  T.eq(none, nil)
  T.ok(why:find "folder.safetensors")
  T.raises(function() nn.save(3, path) end, "", "E0103")
  T.raises(function() nn.save({a = 3}, path) end, "a", "E0103")
  T.raises(function() nn.load() end, "", "E0103")
end)

T.test("a file that ends early or has flipped bytes never crashes", function()
  local path = folder .. "/m.safetensors"
  nn.save(mlp(2, 3, 1), path)
  local f = assert(io.open(path, "rb"))
  local good = f:read "a"
  f:close()
  local function try(text)
    f = assert(io.open(path, "wb"))
    f:write(text)
    f:close()
    local ok, d, why = pcall(nn.load, path)
    T.ok(ok and (d or type(why) == "string") or not ok and d.code == "E0401", tostring(d))
    return ok and d
  end
  for cut = 0, #good - 1, 3 do T.ok(not try(good:sub(1, cut)), "cut at " .. cut) end
  math.randomseed(3)
  for _ = 1, 300 do
    local at = math.random(math.min(#good, 300))
    try(good:sub(1, at - 1) .. string.char(math.random(0, 255)) .. good:sub(at + 1))
  end
  try(string.pack("<I8", 0x7fffffffffffffff) .. "{}")
  try(string.pack("<I8", 2) .. "{}")
  local header = '{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}'
  T.ok(not try(string.pack("<I8", #header) .. header .. "abcd"))
  header = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}'
  T.ok(not try(string.pack("<I8", #header) .. header .. "abcd"))
end)

T.test("export.pytorch writes the model and the loop", function()
  local m = mlp(2, 4, 1, {dropout = 0.2})
  run({optimizer = "adam", lr = 0.02}, m)
  local text = export.pytorch(m)
  T.eq(type(text), "string")
  for _, piece in ipairs{"import torch", "nn.Linear(2, 4", "Dropout", "Adam", "backward()",
    "zero_grad()"} do
    T.ok(text:find(piece, 1, true), piece)
  end
  T.raises(function() export.pytorch(3) end, "", "E0103")
  T.raises(function() return export.pytroch end, "pytorch", "E0106")
end)

-- ---- help ---------------------------------------------------------------------------------------

T.test("help takes values and words", function()
  local shown = require("gradus.help").text -- what help prints
  T.ok(shown(fit):find "epochs")
  T.ok(shown "fit":find "epochs")
  T.ok(shown(nn.Dropout):find("drop", 1, true))
  T.ok(shown "LeakyReLU":find("0.01", 1, true), "names PyTorch's slope")
  T.ok(shown(nn.LeakyReLU):find("0.01", 1, true))
  T.ok(shown "SGD":find("L2", 1, true), "weight_decay d is L2(d/2)")
  T.ok(shown(tensor{1}):find "tensor")
  T.ok(shown(mlp(2, 1)))
  T.ok(shown "matmull":find "matmul")
  for _, odd in ipairs{3, {}, "", "zzzzzz", "%", print, function() end, "[["} do
    T.eq(type(shown(odd)), "string")
  end
end)

T.finish()
