--- The contract's section "nn": every sentence of it tried once, at the public names.

local T = require "gradus_test"

local function list(t) return t:tolist() end
local function is_close(a, b) T.near(a, b, 1e-5, 1e-6) end

-- ---- modules ------------------------------------------------------------------------------------

T.test("a module is callable, and forward is the same", function()
  local m = nn.Linear(2, 1)
  local x = tensor{{1, 2}}
  T.eq(list(m(x)), list(m:forward(x)))
end)

T.test("parameters: weight then bias, layers in order, named too", function()
  local m = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
  local p = m:parameters()
  T.eq(#p, 4)
  T.eq({p[1].shape, p[2].shape, p[3].shape, p[4].shape}, {{3, 2}, {3}, {1, 3}, {1}})
  T.ok(p[1] == m[1].weight and p[2] == m[1].bias and p[3] == m[3].weight)
  local named = m:named_parameters()
  T.eq(#named, 4)
  T.eq({named[1][1], named[4][1]}, {"1.weight", "3.bias"})
  T.ok(named[3][2] == p[3])
  T.eq(p[1].requires_grad, true)
  T.eq(p[1].is_leaf, true)
end)

T.test("a new module is in training mode; train and eval switch it, all the way down", function()
  local m = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))
  T.eq({m.training, m[2].training}, {true, true})
  T.ok(m:eval() == m)
  T.eq({m.training, m[2].training}, {false, false})
  m:train()
  T.eq({m.training, m[2].training}, {true, true})
  m:train(false)
  T.eq({m.training, m[1].training}, {false, false})
end)

T.test("zero_grad, children, apply", function()
  local m = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Tanh(), nn.Linear(2, 1)))
  m(ones(1, 2)):sum():backward()
  T.ok(m[1].weight.grad)
  m:zero_grad()
  for _, p in ipairs(m:parameters()) do T.ok(p.grad == nil or list(p.grad:abs():sum()) == 0) end
  T.eq(#m:children(), 2)
  T.ok(m:children()[1] == m[1])
  local count = 0
  T.ok(m:apply(function() count = count + 1 end) == m)
  T.eq(count, 5, "itself and all below, as in PyTorch")
end)

T.test("state_dict, load_state_dict, clone, reset", function()
  seed(1)
  local m = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
  local d = m:state_dict()
  T.ok(d["1.weight"] and d["1.bias"] and d["2.weight"])
  local copy = m:clone()
  T.eq(list(copy[1].weight), list(m[1].weight))
  copy[1].weight:fill_(0)
  T.ok(m[1].weight:abs():sum():item() > 0)
  local before = list(m[1].weight)
  T.ok(m:reset() == m)
  T.ok(list(m[1].weight)[1][1] ~= before[1][1])
  m:load_state_dict(copy:state_dict())
  T.eq(list(m[1].weight), {{0, 0}, {0, 0}})
  m(randn(8, 2))
  local mean = list(m[2].running_mean)
  T.ok(mean[1] ~= 0)
  T.eq(list(m:clone()[2].running_mean), mean, "buffers travel, too")
  T.eq(list(m:state_dict()["2.running_mean"]), mean)
  T.raises(function() m:load_state_dict{} end, "1.weight")
  T.raises(function() m:load_state_dict(nn.Linear(2, 2):state_dict()) end, "weight")
  local bad = m:state_dict()
  bad["1.weight"] = zeros(3, 3)
  T.raises(function() m:load_state_dict(bad) end, "%[2, 2%].*%[3, 3%]", "E0101")
  bad = m:state_dict()
  bad.extra = zeros(1)
  T.raises(function() m:load_state_dict(bad) end, "extra")
  T.raises(function() m:load_state_dict(3) end, "load_state_dict", "E0103")
end)

T.test("a state_dict keeps what it was given, like a snapshot", function()
  local m = nn.Linear(1, 1)
  local before = m:state_dict()
  local w = m.weight:item()
  m.weight:fill_(w + 1)
  is_close(before.weight:item(), w)
end)

T.test("summary names layers, output shapes, parameter counts and the mode", function()
  local m = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 1))
  for _, s in ipairs{tostring(m:summary()), tostring(m:summary{32, 2})} do
    T.ok(s:find("Linear") and s:find("48") and s:find("17") and s:find("65"), s)
    T.ok(s:find("drops 30 %", 1, true), s)
    T.ok(s:find("train"), s)
  end
  T.ok(tostring(m:summary{32, 2}):find("32, 16", 1, true))
  T.ok(tostring(m:eval():summary()):find("eval"))
end)

T.test("#seq and seq[i]", function()
  local m = nn.Sequential{nn.Linear(2, 2), nn.Tanh()}
  T.eq(#m, 2)
  T.ok(tostring(m[2]):find("Tanh()", 1, true))
  local kinds = {}
  for i, layer in ipairs(m) do kinds[i] = tostring(layer):match "%a+%(" end
  T.eq(kinds, {"Linear(", "Tanh("}, "ipairs goes through the layers")
end)

T.test("fields that a module does not have are errors with a suggestion", function()
  local m = nn.Linear(2, 1)
  T.raises(function() return m.weigth end, "weight", "E0106")
  T.raises(function() m.weigth = 3 end, "weight", "E0106")
  T.raises(function() m.weight = 3 end, "weight", "E0103")
  T.raises(function() m.training = 3 end, "true or false", "E0103")
  T.raises(function() return m:paramters() end, "parameters", "E0106")
  local s = mlp(2, 3, 1)
  T.raises(function() return s.weigth end, "", "E0106")
  T.raises(function() s.trainign = 3 end, "training", "E0106")
  T.raises(function() return nn.Drpout end, "Dropout", "E0106")
  T.raises(function() return nn.linear end, "Linear", "E0106")
end)

T.test("a user's own module", function()
  local Net = nn.Module{
    nn.Linear(2, 2),
    zeta = nn.Linear(2, 1), alpha = tensor{5}:requires_grad_(), fixed = tensor{1},
    forward = function(self, x) return self.zeta(self[1](x)) * self.alpha + self.fixed end,
  }
  local names = {}
  for i, pair in ipairs(Net:named_parameters()) do names[i] = pair[1] end
  T.eq(names, {"1.weight", "1.bias", "alpha", "fixed", "zeta.weight", "zeta.bias"})
  T.eq(Net(ones(3, 2)).shape, {3, 1})
  T.eq(Net.training, true)
  Net:eval()
  T.eq({Net.training, Net.zeta.training}, {false, false})
  T.eq(#Net:children(), 2)
  Net:train()(ones(3, 2)):sum():backward()
  T.ok(Net.alpha.grad)
  local copy = Net:clone()
  copy.alpha:fill_(0)
  T.eq(Net.alpha:item(), 5)
  T.raises(function() return Net.alpah end, "alpha", "E0106")
  T.raises(function() nn.Module{nn.Linear(1, 1)}(ones(1, 1)) end, "forward")
  T.raises(function() nn.Module(3) end, "Module", "E0103")
  local seq = nn.Sequential(Net, nn.Tanh())
  T.eq(seq(ones(1, 2)).shape, {1, 1})
  T.eq(#seq:parameters(), 6)
end)

T.test("a user's module inside a table of options, tied weights counted once", function()
  local shared = nn.Linear(2, 2)
  local m = nn.Sequential(shared, nn.Tanh(), shared)
  T.eq(#m:parameters(), 2)
  T.eq(#m, 3)
end)

-- ---- containers and layers ----------------------------------------------------------------------

T.test("mlp builds the full Sequential and prints as it", function()
  local m = mlp(2, 64, 32, 1)
  T.eq(#m, 5)
  T.ok(tostring(m[2]):find("ReLU()", 1, true))
  T.eq(m(zeros(7, 2)).shape, {7, 1})
  T.ok(tostring(m):find("Sequential"))
  T.ok(tostring(m):find("Linear(64, 32)", 1, true))
  local t = mlp(2, 8, 1, {act = "tanh", dropout = 0.2, norm = "batch", init = "zeros"})
  local s = tostring(t)
  T.ok(s:find "Tanh" and s:find "Dropout" and s:find "BatchNorm1d", s)
  T.eq(t[1].weight:abs():sum():item(), 0)
  T.eq(#mlp(2, 1), 1)
  T.raises(function() mlp(2, 4, 1, {acct = "relu"}) end, "act", "E0104")
  T.raises(function() mlp(2, 4, 1, {act = "rleu"}) end, "relu")
  T.raises(function() mlp(2) end, "mlp")
  T.raises(function() mlp(2, 0, 1) end, "0", "E0102")
  T.raises(function() mlp(2, 1.5, 1) end, "1.5")
  T.raises(function() mlp() end, "mlp")
end)

T.test("Sequential refuses what is no module", function()
  T.raises(function() nn.Sequential(nn.Linear(1, 1), nn.ReLU) end, "A call makes the layer")
  T.raises(function() nn.Sequential(3) end, "", "E0103")
  T.raises(function() nn.Sequential(nn.Linear(2, 1), nn.MSELoss()) end, "")
  T.eq(#nn.Sequential(), 0)
  local x = ones(2, 2)
  T.eq(list(nn.Sequential()(x)), list(x))
end)

T.test("Linear: shapes, bias, init, and PyTorch's default range", function()
  local m = nn.Linear(3, 2)
  T.eq({m.weight.shape, m.bias.shape}, {{2, 3}, {2}})
  T.eq(nn.Linear(3, 2, {bias = false}).bias, nil)
  T.eq(#nn.Linear(3, 2, {bias = false}):parameters(), 1)
  seed(1)
  local wide = nn.Linear(100, 50)
  T.ok(wide.weight:abs():max():item() <= 0.1 + 1e-6 and wide.weight:abs():max():item() > 0.09)
  T.ok(wide.bias:abs():max():item() <= 0.1 + 1e-6)
  T.eq(list(nn.Linear(2, 1, {init = "zeros"}).weight), {{0, 0}})
  is_close(nn.Linear(2, 1, {init = {constant = 0.1}}).weight, {{0.1, 0.1}})
  local normal = nn.Linear(100, 100, {init = {normal = 0.01}}).weight
  T.near(normal:std():item(), 0.01, 0.05)
  T.ok(nn.Linear(9, 9, {init = {uniform = 1}}).weight:abs():max():item() <= 1)
  T.ok(nn.Linear(100, 100, {init = {uniform = 1}}).weight:abs():max():item() > 0.9)
  T.near(nn.Linear(200, 200, {init = "he"}).weight:std():item(), math.sqrt(2 / 200), 0.05)
  T.near(nn.Linear(200, 200, {init = "lecun"}).weight:std():item(), math.sqrt(1 / 200), 0.05)
  T.near(nn.Linear(200, 100, {init = "xavier"}).weight:std():item(), math.sqrt(2 / 300), 0.05)
  local q = nn.Linear(4, 4, {init = "orthogonal"}).weight
  T.near(q:matmul(q:t()), eye(4), 1e-5, 1e-5)
  is_close(nn.Linear(1, 1, {init = "zeros"})(tensor{{3}}), {{0}})
  T.raises(function() nn.Linear(2) end, "out", "E0107")
  T.raises(function() nn.Linear(2, 0) end, "0", "E0102")
  T.raises(function() nn.Linear(2, 1, {bais = false}) end, "bias", "E0104")
  T.raises(function() nn.Linear(2, 1, {init = "hee"}) end, "he")
  T.raises(function() nn.Linear(2, 1, {init = {norml = 1}}) end, "normal")
  T.raises(function() nn.Linear("2", 1) end, "", "E0103")
  T.raises(function() nn.Linear{2, 1} end, "parentheses", "E0104")
  T.raises(function() nn.Linear(2, 1, false) end, "{bias=…, init=…}", "E0107")
  T.raises(function() nn.Linear(2, 1)(ones(5, 3)) end, "%[batch, 2%], not %[5, 3%]", "E0101")
  T.raises(function() nn.Linear(2, 1)(3) end, "tensor", "E0103")
  T.raises(function() nn.Linear(2, 1)() end, "tensor", "E0103")
  T.eq(nn.Linear(2, 1)(zeros(0, 2)).shape, {0, 1})
  T.eq(nn.Linear(2, 3)(zeros(2)).shape, {3})
  T.eq(nn.Linear(2, 3)(zeros(4, 5, 2)).shape, {4, 5, 3})
end)

T.test("the other layers' shapes", function()
  T.eq(nn.Maxout(3, 2)(ones(5, 3)).shape, {5, 2})
  T.eq(nn.Maxout(3, 2, {pieces = 4})(ones(5, 3)).shape, {5, 2})
  T.eq(nn.Flatten()(ones(5, 3, 2, 2)).shape, {5, 12})
  T.eq(nn.BatchNorm1d(3)(randn(5, 3)).shape, {5, 3})
  T.eq(nn.LayerNorm(3)(randn(5, 3)).shape, {5, 3})
  T.eq(nn.Conv2d(1, 4, 3)(ones(2, 1, 8, 8)).shape, {2, 4, 6, 6})
  T.eq(nn.Conv2d(1, 4, 3, {stride = 2, padding = 1})(ones(2, 1, 8, 8)).shape, {2, 4, 4, 4})
  T.eq(nn.Conv2d(2, 4, 3).weight.shape, {4, 2, 3, 3})
  T.eq(nn.MaxPool2d(2)(ones(2, 3, 8, 8)).shape, {2, 3, 4, 4})
  T.eq(nn.AvgPool2d(2)(ones(2, 3, 8, 8)).shape, {2, 3, 4, 4})
  local x = randn(2, 3)
  T.eq(list(nn.Identity()(x)), list(x))
  T.raises(function() nn.BatchNorm1d(3)(ones(2, 4)) end, "3 features.*4", "E0101")
  T.raises(function() nn.Conv2d(1, 4, 3)(ones(2, 2, 8, 8)) end, "", "E0101")
  T.raises(function() nn.Conv2d(1, 4, 3)(ones(2, 64)) end, "", "E0101")
  T.raises(function() nn.Conv2d(1, 4, 9)(ones(2, 1, 8, 8)) end, "", "E0101")
  T.raises(function() nn.MaxPool2d(0) end, "0", "E0102")
  T.raises(function() nn.BatchNorm1d(3, {momentun = 0.2}) end, "momentum", "E0104")
end)

T.test("BatchNorm1d normalises in training, uses its running statistics in evaluation", function()
  seed(1)
  local m = nn.BatchNorm1d(2)
  local x = randn(500, 2) * 3 + 5
  local y = m(x)
  T.near(y:mean(1), {0, 0}, 0, 1e-4)
  T.near(y:std(1), {1, 1}, 1e-2)
  for _ = 1, 100 do m(x) end
  m:eval()
  T.near(m(x):mean(1), {0, 0}, 0, 1e-2)
  T.raises(function() m:train()(ones(1, 2)) end, "", "E0101")
end)

T.test("Dropout: p drops, drop and keep say which, two modes", function()
  seed(1)
  local x = ones(200, 100)
  local function zeros_share(m) return m(x):eq(0):mean():item() end
  T.near(zeros_share(nn.Dropout(0.2)), 0.2, 0.1)
  T.near(zeros_share(nn.Dropout{drop = 0.8}), 0.8, 0.1)
  T.near(zeros_share(nn.Dropout{keep = 0.8}), 0.2, 0.1)
  T.near(zeros_share(nn.Dropout()), 0.5, 0.1)
  local inverted, classic = nn.Dropout(0.2), nn.Dropout(0.2, {mode = "classic"})
  T.near(inverted(x):max():item(), 1.25)
  T.near(classic(x):max():item(), 1)
  inverted:eval()
  classic:eval()
  T.near(inverted(x):mean():item(), 1)
  T.near(classic(x):mean():item(), 0.8)
  T.near(nn.Dropout{keep = 0.8, mode = "classic"}:eval()(x):mean():item(), 0.8)
  T.eq(zeros_share(nn.Dropout(0)), 0)
  T.eq(zeros_share(nn.Dropout(1)), 1)
  T.raises(function() nn.Dropout(1.5) end, "1.5", "E0102")
  T.raises(function() nn.Dropout(-0.1) end, "-0.1", "E0102")
  T.raises(function() nn.Dropout{keep = 0.5, drop = 0.5} end, "keep")
  T.raises(function() nn.Dropout{rate = 0.5} end, "", "E0104")
  T.raises(function() nn.Dropout(0.5, {mode = "clasic"}) end, "classic")
  T.raises(function() nn.Dropout(0, 5) end, "decimal")
  T.raises(function() nn.Dropout{keep = 0, 5} end, "decimal", "E0104")
  T.raises(function() nn.Dropout("0.5") end, "", "E0103")
  T.raises(function() nn.Dropout{0.3} end, "parentheses", "E0104")
end)

-- ---- activations --------------------------------------------------------------------------------

T.test("activations are PyTorch's, the Leaky slope the lecture's", function()
  local x = tensor{-2, 0, 1}
  is_close(nn.Sigmoid()(x), {0.1192029, 0.5, 0.7310586})
  is_close(nn.Tanh()(x), {-0.9640276, 0, 0.7615942})
  is_close(nn.ReLU()(x), {0, 0, 1})
  is_close(nn.LeakyReLU()(x), {-0.2, 0, 1})
  is_close(nn.LeakyReLU(0.01)(x), {-0.02, 0, 1})
  is_close(nn.LeakyReLU{slope = 0.01}(x), {-0.02, 0, 1})
  is_close(nn.ELU()(x), {-0.8646647, 0, 1})
  is_close(nn.ELU(2)(x), {-1.7293295, 0, 1})
  is_close(nn.SELU()(x), {-1.5201664, 0, 1.0507010})
  is_close(nn.GELU()(x), {-0.0455001, 0, 0.8413447})
  is_close(nn.SiLU()(x), {-0.2384058, 0, 0.7310586})
  is_close(nn.Softplus()(x), {0.1269280, 0.6931472, 1.3132617})
  is_close(nn.Softmax()(x), {0.0351190, 0.2594965, 0.7053845})
  is_close(nn.LogSoftmax()(x), {-3.3490124, -1.3490123, -0.3490122})
  is_close(nn.Softmax(1)(tensor{{0, 0}, {0, 0}}), {{0.5, 0.5}, {0.5, 0.5}})
  is_close(nn.Softmax()(tensor{{0, 100}, {0, 0}}), {{0, 1}, {0.5, 0.5}})
  T.raises(function() nn.LeakyReLU{slpe = 1} end, "slope", "E0104")
  T.raises(function() nn.Sigmoid(3) end, "")
  T.raises(function() nn.Sigmoid()(3) end, "", "E0103")
end)

-- ---- losses -------------------------------------------------------------------------------------

T.test("losses: values, reductions", function()
  local o, t = tensor{{1, 2}, {3, 5}}, tensor{{1, 1}, {1, 1}}
  is_close(nn.MSELoss()(o, t):item(), 21 / 4)
  is_close(nn.MSELoss{reduction = "sum"}(o, t):item(), 21)
  T.eq(list(nn.MSELoss{reduction = "none"}(o, t)), {{0, 1}, {4, 16}})
  is_close(nn.L1Loss()(o, t):item(), 7 / 4)
  is_close(nn.HuberLoss()(o, t):item(), (0 + 0.5 + 1.5 + 3.5) / 4)
  is_close(nn.HuberLoss(2)(o, t):item(), (0 + 0.5 + 2 + 6) / 4)
  local p, y = tensor{{0.5}, {0.9}}, tensor{{0}, {1}}
  is_close(nn.BCELoss()(p, y):item(), (math.log(2) - math.log(0.9)) / 2)
  local z = tensor{{0}, {2}}
  is_close(nn.BCEWithLogitsLoss()(z, y):item(), (math.log(2) + math.log(1 + math.exp(-2))) / 2)
  is_close(nn.BCEWithLogitsLoss{pos_weight = 3}(z, y):item(),
    (math.log(2) + 3 * math.log(1 + math.exp(-2))) / 2)
  is_close(nn.BCEWithLogitsLoss{pos_weight = tensor{3}}(z, y):item(),
    (math.log(2) + 3 * math.log(1 + math.exp(-2))) / 2)
  local logits = tensor{{1, 2, 3}, {1, 1, 1}}
  is_close(nn.CrossEntropyLoss()(logits, tensor{3, 1}):item(), (0.4076060 + math.log(3)) / 2)
  is_close(nn.CrossEntropyLoss()(logits, tensor{{0, 0, 1}, {1, 0, 0}}):item(),
    (0.4076060 + math.log(3)) / 2)
  is_close(nn.CrossEntropyLoss{label_smoothing = 0.1}(logits, tensor{3, 1}):item(),
    (0.5076060 + math.log(3)) / 2)
  is_close(nn.CrossEntropyLoss{weight = tensor{1, 1, 3}}(logits, tensor{3, 1}):item(),
    (3 * 0.4076060 + math.log(3)) / 4)
  is_close(nn.NLLLoss()(logits:log_softmax(2), tensor{3, 1}):item(), (0.4076060 + math.log(3)) / 2)
  is_close(nn.KLDivLoss()(tensor{{-1, -2}}, tensor{{0.5, 0.5}}):item(),
    (0.5 * (math.log(0.5) + 1) + 0.5 * (math.log(0.5) + 2)) / 2)
  T.ok(nn.HingeLoss()(tensor{{2}, {0.5}}, tensor{{1}, {1}}):item() == 0.25)
  for _, name in ipairs{"MSELoss", "L1Loss", "HuberLoss", "BCELoss", "BCEWithLogitsLoss",
    "CrossEntropyLoss", "NLLLoss", "HingeLoss", "KLDivLoss"} do
    for _, r in ipairs{"mean", "sum", "none"} do nn[name]{reduction = r} end
    T.raises(function() nn[name]{reduction = "men"} end, "mean")
    T.raises(function() nn[name]{reductoin = "mean"} end, "reduction", "E0104")
  end
end)

T.test("shapes and labels that cannot be are errors", function()
  T.raises(function() nn.MSELoss()(ones(2, 1), ones(3, 2)) end, "%[2, 1%].*%[3, 2%]", "E0101")
  T.eq(nn.MSELoss()(ones(2, 1), ones(2)):item(), 0, "broadcasts, as PyTorch's; the coach warns")
  T.raises(function() nn.BCEWithLogitsLoss()(ones(2, 1), ones(2)) end, "%[2%]", "E0101")
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), tensor{0, 1}) end, "0", "E0105")
  local e = T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), tensor{0, 1}) end, "1", "E0105")
  T.ok(e:find("1 to 3", 1, true) or e:find("1..3", 1, true), tostring(e))
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), tensor{1, 4}) end, "4", "E0105")
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), tensor{1, 1.5}) end, "1.5", "E0105")
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), tensor{1}) end, "", "E0101")
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), ones(2, 2)) end, "", "E0101")
  T.raises(function() nn.CrossEntropyLoss()(ones(2, 3), ones(2, 1)) end, "", "E0101")
  T.raises(function() nn.NLLLoss()(ones(2, 3), tensor{0, 1}) end, "0", "E0105")
  T.raises(function() nn.MSELoss()(ones(2)) end, "target is missing", "E0107")
  local first = "make it first, then call it"
  T.raises(function() nn.MSELoss(ones(2), ones(2)) end, first, "E0107")
  T.raises(function() nn.ReLU(ones(2)) end, first, "E0107")
  T.raises(function() nn.Softmax(ones(2)) end, first, "E0107")
  local crit = nn.BCEWithLogitsLoss{pos_weight = ones(3, 2)}
  T.raises(function() crit(ones(2), ones(2)) end, "weight of shape %[3, 2%].*%[2%]", "E0101")
  T.raises(function() nn.CrossEntropyLoss()(ones(1, 3), tensor{0 / 0}) end, "label nan", "E0105")
  T.raises(function() nn.MSELoss()(3, 4) end, "", "E0103")
end)

T.test("values outside a loss's contract are no errors; logarithms stop at -100", function()
  is_close(nn.BCELoss()(tensor{0}, tensor{1}):item(), 100)
  T.ok(nn.BCELoss()(tensor{2}, tensor{1}))
  T.ok(nn.NLLLoss()(tensor{{1, 2}}, tensor{1}))
  for _, z in ipairs{1000, -1000} do
    for _, y in ipairs{0, 1} do
      local l = nn.BCEWithLogitsLoss()(tensor{z}, tensor{y}):item()
      T.ok(l == l and l < math.huge)
    end
    local l = nn.CrossEntropyLoss()(tensor{{z, 0}}, tensor{1}):item()
    T.ok(l == l and l < math.huge)
  end
end)

-- ---- init ---------------------------------------------------------------------------------------

T.test("nn.init fills in place and returns the tensor", function()
  seed(1)
  local t = zeros(100, 50)
  local init = nn.init
  T.ok(init.ones_(t) == t)
  T.eq(t:mean():item(), 1)
  T.eq(init.zeros_(t):sum():item(), 0)
  is_close(init.constant_(t, 3):mean():item(), 3)
  init.uniform_(t, 2, 4)
  T.ok(t:min():item() >= 2 and t:max():item() <= 4)
  T.near(init.normal_(t, 1, 0.5):std():item(), 0.5, 0.05)
  T.near(init.xavier_uniform_(t):abs():max():item(), math.sqrt(6 / 150), 0.02)
  T.near(init.xavier_uniform_(t, 2):abs():max():item(), 2 * math.sqrt(6 / 150), 0.02)
  T.near(init.xavier_normal_(t):std():item(), math.sqrt(2 / 150), 0.05)
  T.near(init.kaiming_normal_(t):std():item(), math.sqrt(2 / 50), 0.05)
  T.near(init.kaiming_uniform_(t):abs():max():item(), math.sqrt(6 / 50), 0.05)
  T.near(init.lecun_normal_(t):std():item(), math.sqrt(1 / 50), 0.05)
  local q = init.orthogonal_(zeros(3, 5), 2)
  T.near(q:matmul(q:t()), eye(3) * 4, 1e-4, 1e-4)
  local m = mlp(50, 100, 1)
  init.model(m, "xavier_normal")
  T.near(m[1].weight:std():item(), math.sqrt(2 / 150), 0.1)
  T.raises(function() init.model(m, "xavier_norml") end, "xavier_normal")
  T.raises(function() init.constant_(t) end, "constant_")
  T.raises(function() init.zeros_(3) end, "", "E0103")
  T.raises(function() init.xavier_uniform_(zeros(3)) end, "", "E0101")
  T.raises(function() return init.xavier_uniform end, "xavier_uniform_", "E0106")
end)

-- ---- regularizers -------------------------------------------------------------------------------

T.test("regularizers: the lecture's numbers", function()
  local a, b = tensor{0, .75, 0}, tensor{.25, .5, .25}
  is_close(nn.reg.L1(1)(a):item(), .75)
  is_close(nn.reg.L1(1)(b):item(), 1)
  is_close(nn.reg.L2(1)(a):item(), .5625)
  is_close(nn.reg.L2(1)(b):item(), .375)
  is_close(nn.reg.ElasticNet(1, 2)(a):item(), .75 + 2 * .5625)
end)

T.test("regularizers on a module take weights, not biases, unless told", function()
  local m = nn.Linear(2, 1)
  m.weight:copy_(tensor{{1, -2}})
  m.bias:copy_(tensor{10})
  is_close(nn.reg.L1(0.5)(m):item(), 1.5)
  is_close(nn.reg.L2(0.5)(m):item(), 2.5)
  is_close(nn.reg.L1(0.5, {bias = true})(m):item(), 6.5)
  local p = nn.reg.L2(0.5)(m)
  p:backward()
  is_close(m.weight.grad, {{1, -2}})
  T.ok(m.bias.grad == nil or m.bias.grad:item() == 0)
  nn.reg.L1(1):prox(m, 1.5)
  is_close(m.weight, {{0, -0.5}})
  is_close(m.bias, {10})
  m.weight:copy_(tensor{{3, 4}})
  nn.reg.MaxNorm(1):apply(m)
  is_close(m.weight, {{0.6, 0.8}})
  T.raises(function() nn.reg.L1(-1) end, "-1", "E0102")
  T.raises(function() nn.reg.L1() end, "lambda")
  T.raises(function() nn.reg.L2(1)(3) end, "", "E0103")
  T.raises(function() return nn.reg.L3 end, "L[12]")
  T.raises(function() nn.reg.L1(1, {bais = true}) end, "bias", "E0104")
  T.raises(function() nn.reg.L2(0, 5) end, "")
  T.raises(function() nn.reg.L1(1):prox(m) end, "lr")
end)

T.test("plain gradient L1 never reaches zero, the proximal step does", function()
  local plain, prox = tensor{0.25}:requires_grad_(), tensor{0.25}:requires_grad_()
  local reg = nn.reg.L1(0.1)
  local opt = optim.SGD({plain}, {lr = 0.7})
  for _ = 1, 100 do
    opt:zero_grad()
    reg(plain):backward()
    opt:step()
    reg:prox(prox, 0.7)
  end
  T.ok(plain:item() ~= 0)
  T.eq(prox:item(), 0)
end)

T.test("a penalty follows a module whose parts change", function()
  local function ones_layer(n) return nn.Linear(n, 1, {init = {constant = 1}}) end
  local m = nn.Module{a = ones_layer(2), more = {ones_layer(3)}, count = 0,
    forward = function(_, x) return x end}
  local reg, all = nn.reg.L2(1), nn.reg.L2(1, {bias = true})
  T.eq({reg(m):item(), reg(m):item(), all(m):item()}, {5, 5, 5})
  m.a = ones_layer(4) -- another in its place
  T.eq(reg(m):item(), 7)
  m.more[2] = ones_layer(5) -- one more
  T.eq(reg(m):item(), 12)
  m.more[1] = nil -- one less
  m.more[1], m.more[2] = m.more[2], nil
  T.eq(reg(m):item(), 9)
  m.count = 7 -- no part
  T.eq({reg(m):item(), all(m):item()}, {9, 9})
  T.raises(function() reg(nil) end, "needs a module or a tensor", "E0103")
end)

-- ---- utils --------------------------------------------------------------------------------------

T.test("clipping, and parameters as a vector", function()
  local w = zeros(2):requires_grad_()
  w.grad = tensor{30, 40}
  T.near(nn.utils.clip_grad_norm_({w}, 10), 50)
  T.near(w.grad:norm():item(), 10, 1e-5)
  T.near(nn.utils.clip_grad_norm_({w}, 100), 10, 1e-5)
  T.near(w.grad:norm():item(), 10, 1e-5)
  w.grad = tensor{30, -40}
  nn.utils.clip_grad_value_({w}, 5)
  T.eq(list(w.grad), {5, -5})
  local m = mlp(2, 2, 1)
  local v = nn.utils.parameters_to_vector(m:parameters())
  T.eq(v.shape, {9})
  nn.utils.vector_to_parameters(arange(9), m:parameters())
  T.eq(list(m[1].weight), {{1, 2}, {3, 4}})
  T.eq(list(m[3].bias), {9})
  nn.utils.clip_grad_norm_(m, 1)
  T.raises(function() nn.utils.vector_to_parameters(arange(8), m:parameters()) end,
    "9 numbers, found 8", "E0101")
  T.raises(function() nn.utils.clip_grad_norm_({w}) end, "max")
  T.raises(function() nn.utils.clip_grad_norm_({w}, -1) end, "-1", "E0102")
end)

T.finish()
