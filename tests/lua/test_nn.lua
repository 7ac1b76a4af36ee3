-- Modules: containers, methods, state, printing, messages. The layers' mathematics is tested in C.

local T = require "gradus_test"

local function says(fn, text, code) T.eq(tostring(T.raises(fn, "", code)), text) end

local function names(m)
  local out = {}
  for i, pair in ipairs(m:named_parameters()) do out[i] = pair[1] end
  return out
end

local function double()
  return nn.Module{name = "Double", forward = function(_, x) return x * 2 end}
end

-- ---- Sequential ---------------------------------------------------------------------------------

T.test("a Sequential takes a list or arguments, and runs them in order", function()
  local a, b = nn.Linear(2, 3), nn.Linear(3, 1)
  local x = randn(4, 2)
  T.near(nn.Sequential{a, b}(x), b(a(x)))
  T.near(nn.Sequential(a, b):forward(x), b(a(x)))
  T.near(nn.Sequential{nn.Sequential{a}, double(), b}(x), b(a(x) * 2))
end)

T.test("#seq and seq[i] are its layers, and it can grow", function()
  local seq = nn.Sequential{nn.Linear(2, 3), nn.Tanh()}
  T.eq(#seq, 2)
  T.eq(tostring(seq[2]), "nn.Tanh()  -- 0 parameters")
  seq[3] = nn.Linear(3, 1)
  T.eq(#seq, 3)
  local count = 0
  for _ in ipairs(seq) do count = count + 1 end
  T.eq(count, 3)
end)

T.test("an empty Sequential gives back its input", function()
  T.near(nn.Sequential{}(tensor{1, 2}), {1, 2})
end)

T.test("what is no layer is named by its place", function()
  says(function() nn.Sequential{nn.Linear(1, 1), nn.Tanh} end, "Sequential: layer 2 is a function, "
    .. "not a module\nA call makes the layer: nn.Tanh(), not nn.Tanh.", "E0103")
  says(function() nn.Sequential{nn.Linear(1, 1), nil, nn.Tanh()} end,
    "Sequential: layer 2 is nothing "
    .. "(nil), not a module\nEach layer is a module, such as nn.Linear(2, 16).", "E0103")
  says(function() nn.Sequential(5) end, "Sequential: layer 1 is a number, not a module\n"
    .. "Each layer is a module, such as nn.Linear(2, 16).", "E0103")
  says(function() nn.Sequential{nn.Tanh(), lr = 1} end, "Sequential has no option lr\n"
    .. "It takes layers only, one after the other.", "E0104")
  says(function() nn.Sequential{nn.Tanh()}[2] = 3 end,
    "Sequential: layer 2 is a number, not a module\n"
    .. "Each layer is a module, such as nn.Linear(2, 16).", "E0103")
end)

T.test("a layer out of range and an unknown field are errors", function()
  local seq = nn.Sequential{nn.Linear(2, 3)}
  T.eq(seq[2], nil) -- where ipairs stops
  says(function() return seq[3] end, "layer 3 of a Sequential with 1", "E0102")
  says(function() return seq[0] end,
    "layer 0 of a Sequential with 1\nLayers count from 1.", "E0102")
  says(function() return seq.paramters end, "Sequential has no field or method 'paramters'\n"
    .. "did you mean parameters?", "E0106")
  says(function() seq.lr = 1 end, "Sequential has no field 'lr' that can be set", "E0106")
  says(function() return seq[1].weigth end, "Linear has no field or method 'weigth'\n"
    .. "did you mean weight?", "E0106")
  says(function() return nn.linear end, "nn has no linear\ndid you mean Linear?", "E0106")
end)

-- ---- modules of one's own -----------------------------------------------------------------------

local function block()
  return nn.Module{
    forward = function(self, x) return self[1](self.fc(x) * self.a) end,
    fc = nn.Linear(2, 3), a = ones(3), deep = {nn.Linear(3, 3, {bias = false}), {w = zeros(1)}},
    buffers = {mean = zeros(3)}, nn.Linear(3, 1),
  }
end

T.test("parts are found: the list first, then fields by alphabet, tables looked through", function()
  T.eq(names(block()), {"1.weight", "1.bias", "a", "deep.1.weight", "deep.2.w", "fc.weight",
    "fc.bias"})
  T.eq(#block():children(), 3)
end)

T.test("its tensors are trained; those in `buffers` are kept, not trained", function()
  local m = block()
  T.ok(m.a.requires_grad)
  T.ok(not m.buffers.mean.requires_grad)
  T.ok(m:state_dict()["buffers.mean"] ~= nil)
  m(ones(1, 2)):sum():backward()
  T.ok(m.a.grad ~= nil)
end)

T.test("a tensor or layer that is used twice counts once", function()
  local shared, w = nn.Linear(2, 2), ones(1)
  T.eq(names(nn.Sequential{shared, shared}), {"1.weight", "1.bias"})
  T.eq(names(nn.Module{a = w, b = w, forward = function(_, x) return x end}), {"a"})
end)

T.test("forward is needed, and fields are known from the start", function()
  says(function() nn.Module{} end, "nn.Module needs forward, found nothing (nil)\n"
    .. "nn.Module{forward = function(self, x) … end, …}", "E0107")
  says(function() nn.Module(3) end,
    "nn.Module needs a table with forward = function(self, x) … end, "
    .. "not a number", "E0103")
  says(function() return double().fac end, "Double has no field or method 'fac'", "E0106")
  says(function() block().fcc = 1 end,
    "Module has no field 'fcc' that can be set\ndid you mean fc?",
    "E0106")
  says(function() double().hidden = 1 end, "Double has no field 'hidden' that can be set\n"
    .. "Name it when the module is made: nn.Module{hidden = …, forward = …}.", "E0106")
end)

T.test("a module of one's own works inside a Sequential and keeps its fields", function()
  local counter = nn.Module{calls = 0, forward = function(self, x)
    self.calls = self.calls + 1
    return x
  end}
  local seq = nn.Sequential{counter, nn.Linear(1, 1)}
  seq(ones(1, 1))
  seq(ones(1, 1))
  T.eq(counter.calls, 2)
end)

-- ---- methods ------------------------------------------------------------------------------------

T.test("parameters come as weight then bias, layer after layer", function()
  local m = mlp(2, 3, 1)
  local list = m:parameters()
  T.eq(#list, 4)
  T.eq({list[1].shape, list[2].shape, list[3].shape, list[4].shape}, {{3, 2}, {3}, {1, 3}, {1}})
  T.ok(list[1] == m[1].weight)
  T.eq(names(m), {"1.weight", "1.bias", "3.weight", "3.bias"})
end)

T.test("train and eval reach every module and are announced once", function()
  local events, heard = require "gradus.events", {}
  local handle = events.on("mode", function(_, training) heard[#heard + 1] = training end)
  local m = nn.Sequential{nn.Linear(2, 2), nn.Sequential{nn.Tanh(), double()}}
  T.ok(m.training and m[2][2].training)
  T.ok(m:eval() == m)
  T.eq({m.training, m[1].training, m[2].training, m[2][1].training, m[2][2].training},
    {false, false, false, false, false})
  m:train(false)
  m:train()
  events.off(handle)
  T.ok(m[2][2].training)
  T.eq(heard, {false, false, true})
end)

T.test("zero_grad empties every gradient", function()
  local m = mlp(2, 3, 1)
  m(ones(1, 2)):sum():backward()
  m:zero_grad()
  for _, p in ipairs(m:parameters()) do T.eq(p.grad:abs():sum():item(), 0.0) end
end)

T.test("apply visits the inside first", function()
  local seen = {}
  local m = nn.Sequential{nn.Linear(1, 1), nn.Sequential{nn.Tanh()}}
  m:apply(function(each) seen[#seen + 1] = tostring(each):match("^nn%.(%w+)") end)
  T.eq(seen, {"Linear", "Tanh", "Sequential", "Sequential"})
end)

T.test("methods without a colon say so", function()
  local m = mlp(1, 1)
  says(function() m.train() end, "train needs a module, not nothing (nil)\n"
    .. "Methods take a colon: m:train().", "E0103")
  says(function() m:train(1) end, "train takes true or false, not a number", "E0103")
  says(function() m:apply(3) end, "apply needs a function, not a number", "E0103")
end)

-- ---- state, copies ------------------------------------------------------------------------------

T.test("a state is a copy that training does not touch", function()
  local m = nn.Linear(2, 1)
  local state = m:state_dict()
  m.weight:fill_(5)
  T.ok(state.weight:eq(5):any():item() == 0)
  m:load_state_dict(state)
  T.ok(m.weight:eq(state.weight):all():item() == 1)
  T.ok(m.weight.requires_grad and m.weight.is_leaf)
end)

T.test("a state that does not fit changes nothing and says what is wrong", function()
  local m = mlp(2, 3, 1)
  local before, state = m:state_dict(), m:state_dict()
  state["1.weight"], state.extra = nil, ones(1)
  says(function() m:load_state_dict(state) end, 'load_state_dict: missing "1.weight"; unexpected '
    .. '"extra"\nThe state must come from a model with the same layers in the same order.', "E0107")
  says(function() m:load_state_dict(mlp(2, 4, 1):state_dict()) end,
    'load_state_dict: "1.weight" has '
    .. 'shape [3, 2] in the model and [4, 2] in the state\n'
    .. "The state must come from a model with layers of the same sizes.", "E0101")
  says(function() m:load_state_dict(mlp(2, 3, 1)) end,
    "load_state_dict needs a table of tensors by "
    .. "name, not a module\nWrite m:load_state_dict(other:state_dict()).", "E0103")
  state = m:state_dict()
  state["3.bias"] = 3
  says(function() m:load_state_dict(state) end, 'load_state_dict: "3.bias" must be a tensor, not a '
    .. "number", "E0103")
  says(function() m:load_state_dict{} end,
    'load_state_dict: missing "1.weight", "1.bias", "3.weight" '
    .. "and 1 more\nThe state must come from a model with the same layers in the same order.",
      "E0107")
  for name, t in pairs(m:state_dict()) do T.ok(t:eq(before[name]):all():item() == 1) end
end)

T.test("a clone has weights of its own and shares what was shared", function()
  local m = nn.Sequential{block(), nn.Tanh()}
  m[3] = m[1]
  m:eval()
  local copy = m:clone()
  T.ok(copy[1] == copy[3] and copy[1] ~= m[1])
  T.ok(not copy.training and not copy[1].training)
  T.eq(names(copy), names(m))
  copy[1].a:fill_(9)
  T.near(m[1].a, {1, 1, 1})
  T.ok(copy[1].a.requires_grad)
end)

T.test("reset draws anew, and asks a module of one's own how", function()
  seed(1)
  local m = nn.Sequential{nn.Linear(4, 4), nn.Tanh()}
  local before = m[1].weight:clone()
  m:reset()
  T.ok(m[1].weight:ne(before):all():item() == 1)
  says(function() block():reset() end, "reset: Module does not say how its tensor 'a' begins\n"
    .. "Add reset = function(self) … end to it.", "E0107")
  local own = nn.Module{w = ones(2), forward = function(_, x) return x end,
    reset = function(self) self.w:fill_(3) end}
  nn.Sequential{own}:reset()
  T.near(own.w, {3, 3})
end)

T.test("reset after the same seed gives the same weights as birth", function()
  seed(7)
  local m = mlp(3, 5, 2)
  local born = m:state_dict()
  seed(7)
  m:reset()
  for name, t in pairs(m:state_dict()) do T.ok(t:eq(born[name]):all():item() == 1, name) end
end)

-- ---- printing -----------------------------------------------------------------------------------

T.test("a module prints as the Lua that makes it", function()
  T.eq(tostring(nn.Linear(2, 3, {bias = false})), "nn.Linear(2, 3, {bias=false})  -- 6 parameters")
  T.eq(tostring(nn.LeakyReLU(0.2)), "nn.LeakyReLU{slope=0.2}  -- 0 parameters")
  T.eq(tostring(nn.Sequential{nn.Linear(1, 1)}:eval()),
    "nn.Sequential{nn.Linear(1, 1)}  -- 2 parameters, evaluation mode")
  T.eq(tostring(mlp(2, 64, 64, 1)), [[
nn.Sequential{
  nn.Linear(2, 64),
  nn.ReLU(),
  nn.Linear(64, 64),
  nn.ReLU(),
  nn.Linear(64, 1)
}  -- 4,417 parameters]])
  T.eq(tostring(block()):gsub("%s+", " "), "nn.Module{ nn.Linear(3, 1), a = tensor [3], buffers = "

      .. "{mean = tensor [3]}, deep = {nn.Linear(3, 3, {bias=false}), {w = tensor [1]}}, "
      .. "fc = nn.Linear(2, 3) }"
    .. " -- 26 parameters")
end)

T.test("a module of one's own prints its own name", function()
  T.eq(tostring(nn.Sequential{double()}), "nn.Sequential{Double{}}  -- 0 parameters")
end)

T.test("what prints can be run, and prints the same", function()
  local text = tostring(mlp(3, 8, 2, {act = "tanh", init = "xavier"}))
  T.eq(tostring(load("return " .. text)()), text)
end)

T.test("a summary shows shapes, counts and the mode, and leaves everything as it was", function()
  seed(1)
  local m = mlp(2, 16, 1):eval()
  local random = require("gradus.core").rng_state()
  T.eq(tostring(m:summary()), [[
Sequential, 65 parameters, evaluation mode, input [n, 2]
   layer          output   parameters
1  Linear(2, 16)  [n, 16]          48
2  ReLU()         [n, 16]           0
3  Linear(16, 1)  [n, 1]           17]])
  T.eq(require("gradus.core").rng_state(), random)
  T.ok(not m.training and not m[1].training)
  T.eq(tostring(nn.Linear(2, 1):summary()), [[
Linear, 3 parameters, training mode, input [n, 2]
layer         output  parameters
Linear(2, 1)  [n, 1]           3]])
end)

T.test("a summary sees inside modules of one's own", function()
  local text = tostring(nn.Sequential{block()}:summary{2})
  T.ok(text:find("deep.1    Linear(3, 3, {bias=false})  ?                9", 1, true), text)
  T.ok(text:find("fc    Linear(2, 3)                [n, 3]           9", 1, true), text)
end)

T.test("a summary of a wrong input says so", function()
  T.raises(function() mlp(2, 3, 1):summary{3} end, "%[1, 3%]", "E0101")
  says(function() mlp(2, 3, 1):summary("2") end,
    "summary needs the shape of one input, not a string\n"
    .. "m:summary{2} for rows of 2 features, m:summary{1, 28, 28} for pictures.", "E0103")
end)

-- ---- mlp ----------------------------------------------------------------------------------------

T.test("mlp puts activations between, nothing after the last", function()
  T.eq(tostring(mlp(4, 3)), "nn.Sequential{nn.Linear(4, 3)}  -- 15 parameters")
  T.eq(tostring(mlp(2, 3, 1, {act = "none"})), "nn.Sequential{nn.Linear(2, 3), nn.Linear(3, 1)}"
    .. "  -- 13 parameters")
  local zero = mlp(2, 3, 1, {init = {constant = 0.1}})
  T.near(zero[1].weight:tolist()[3], {0.1, 0.1}, 1e-6)
  T.near(zero[3].bias, {0})
end)

T.test("mlp puts normalisation before and dropout after each activation", function()
  T.eq(tostring(mlp(2, 4, 1, {dropout = 0.3, norm = "batch"})), [[
nn.Sequential{
  nn.Linear(2, 4, {bias=false}),
  nn.BatchNorm1d(4),
  nn.ReLU(),
  nn.Dropout{drop=0.3},
  nn.Linear(4, 1)
}  -- 21 parameters]])
  T.ok(mlp(2, 4, 1, {norm = "layer"})[1].bias, "layer normalisation keeps what biases do")
  T.eq(tostring(mlp(2, 4, 1, {dropout = {keep = 0.8}})[3]), "nn.Dropout{keep=0.8}  -- 0 parameters")
  T.raises(function() mlp(2, 4, 1, {dropout = 1.5}) end, "drop must be between 0 and 1", "E0102")
  says(function() mlp(2, 4, 1, {norm = "bach"}) end, 'mlp: norm cannot be "bach"\n'
    .. 'did you mean batch? It takes one of "batch", "layer".', "E0102")
end)

T.test("a summary says what dropout drops, and asks for a shape it cannot know", function()
  local m = nn.Sequential{nn.Linear(2, 3), nn.Dropout{keep = 0.7, mode = "classic"}}
  T.eq(tostring(m:summary()), [[
Sequential, 9 parameters, training mode, input [n, 2]
   layer                              output  parameters
1  Linear(2, 3)                       [n, 3]           9
2  Dropout{keep=0.7, mode="classic"}  [n, 3]           0  drops 30 %, classic]])
  T.eq(tostring(nn.Sequential{nn.Conv2d(1, 2, 3), nn.Flatten()}:summary()), [[
Sequential, 20 parameters, training mode
   layer            output  parameters
1  Conv2d(1, 2, 3)  ?               20
2  Flatten()        ?                0
Output shapes need the shape of an input: m:summary{1, 28, 28}.]])
  local text = tostring(nn.Sequential{nn.Conv2d(1, 2, 3), nn.Flatten()}:summary{1, 5, 5})
  T.ok(text:find("[n, 2, 3, 3]          20", 1, true) and text:find("[n, 18]", 1, true), text)
end)

T.test("running statistics are saved and cloned, and a summary leaves them alone", function()
  local m = nn.Sequential{nn.BatchNorm1d(2)}
  m(tensor{{1, 2}, {3, 8}})
  local state = m:state_dict()
  T.near(state["1.running_mean"], {0.2, 0.5}, 1e-6)
  m:summary()
  T.near(m:state_dict()["1.running_mean"], {0.2, 0.5}, 1e-6)
  local other = nn.Sequential{nn.BatchNorm1d(2)}
  other:load_state_dict(state)
  T.near(other:clone():state_dict()["1.running_mean"], {0.2, 0.5}, 1e-6)
  T.eq(names(m), {"1.weight", "1.bias"})
end)

T.test("mlp explains what it cannot do", function()
  says(function() mlp(2) end, "mlp needs at least two sizes (inputs and outputs), found 1\n"
    .. "mlp(2, 16, 1) has 2 inputs, 16 hidden units and 1 output.", "E0107")
  says(function() mlp(2, 1.5) end, "mlp: size 2 must be a whole number above 0, found 1.5", "E0102")
  says(function() mlp(2, "3") end,
    "mlp: size 2 must be a whole number above 0, found a string", "E0103")
  says(function() mlp(2, 3, {activation = "relu"}) end, "mlp has no option activation\n"
    .. "It takes act, dropout, init, norm.", "E0104")
end)

-- ---- nn.init ------------------------------------------------------------------------------------

T.test("nn.init.model fills every weight by a rule and sets biases to 0", function()
  seed(3)
  local m = nn.Sequential{nn.Linear(400, 300), nn.Module{w = ones(50, 50), bias = ones(2),
    forward = function(_, x) return x end}}
  T.ok(nn.init.model(m, "he") == m)
  T.near(m[1].weight:std():item(), math.sqrt(2 / 400), 0.02) -- 120,000 draws: 5 deviations are 1 %
  T.near(m[1].bias:abs():sum():item(), 0)
  T.near(m[2].w:std():item(), math.sqrt(2 / 50), 0.1)
  T.near(m[2].bias, {1, 1})
  nn.init.model(m, "constant", 0.5)
  T.near(m[2].w:mean():item(), 0.5)
  nn.init.model(m, function(t) t:fill_(2) end)
  T.near(m[1].weight:mean():item(), 2)
end)

T.test("an unknown rule is named", function()
  says(function() nn.init.model(mlp(1, 1), "xavir") end,
    'there is no rule "xavir" for first weights\n'
    .. "did you mean xavier?", "E0104")
  says(function() nn.init.model(mlp(1, 1), 3) end, "nn.init.model needs the name of a rule, not a "
    .. 'number\nnn.init.model(model, "xavier_normal")', "E0103")
  says(function() return nn.init.xavier_normal end, "nn.init has no xavier_normal\n"
    .. "did you mean xavier_normal_?", "E0106")
end)

-- ---- nn.reg -------------------------------------------------------------------------------------

T.test("the lecture's numbers: penalties of its two vectors", function()
  local a, b = tensor{0, 0.75, 0}, tensor{0.25, 0.5, 0.25}
  T.near(nn.reg.L1(1)(a):item(), 0.75)
  T.near(nn.reg.L1(1)(b):item(), 1)
  T.near(nn.reg.L2(1)(a):item(), 0.5625)
  T.near(nn.reg.L2(1)(b):item(), 0.375)
end)

T.test("a penalty of a module counts weights, and biases only where asked", function()
  local m = mlp(2, 3, 1)
  nn.init.model(m, "constant", 2)
  for _, layer in ipairs{m[1], m[3]} do layer.bias:fill_(10) end
  T.near(nn.reg.L2(0.1)(m):item(), 0.1 * 9 * 4, 1e-5)
  T.near(nn.reg.L1(0.1)(m, {bias = true}):item(), 0.1 * (9 * 2 + 4 * 10), 1e-5)
  T.near(nn.reg.L1(0.1, {bias = true})(m):item(), 0.1 * (9 * 2 + 4 * 10), 1e-5)
  T.near(nn.reg.L1(0.1, {bias = false})(m):item(), 0.1 * 9 * 2, 1e-5)
  local penalty = nn.reg.L2(0.1)(m)
  penalty:backward()
  T.near(m[1].weight.grad:tolist()[1], {0.4, 0.4}, 1e-6)
  T.eq(nn.reg.L2(1)(nn.Tanh()):item(), 0.0)
end)

T.test("the proximal step gives exact zeros, a gradient step does not", function()
  local m = nn.Linear(3, 1)
  m.weight:copy_(tensor{{0.05, -0.5, 0.2}})
  local before = m.bias:item()
  nn.reg.L1(1):prox(m, 0.1)
  T.near(m.weight, {{0, -0.4, 0.1}}, 1e-6)
  T.eq(m.weight:tolist()[1][1], 0.0)
  T.eq(m.bias:item(), before)
end)

T.test("MaxNorm shortens the weights of units that are too long", function()
  local m = nn.Linear(2, 2)
  m.weight:copy_(tensor{{3, 4}, {0.3, 0.4}})
  nn.reg.MaxNorm(1):apply(m)
  T.near(m.weight, {{0.6, 0.8}, {0.3, 0.4}}, 1e-5)
end)

T.test("regularizers explain what they cannot do", function()
  says(function() nn.reg.L1() end, "L1 needs lambda\nprice of each unit of |w|", "E0107")
  says(function() nn.reg.L2(-1) end, "L2: lambda must be 0 or more, not -1", "E0102")
  says(function() nn.reg.L2(1)(3) end,
    "nn.reg.L2 needs a module or a tensor, not a number", "E0103")
  says(function() nn.reg.L2(1)(mlp(1, 1), {biases = true}) end, "nn.reg.L2 has no option biases\n"
    .. "did you mean bias?", "E0104")
  says(function() nn.reg.L2(1):prox(mlp(1, 1), 0.1) end,
    "L2 has no proximal step\nnn.reg.L1 has one",
    "E0103")
  says(function() nn.reg.L1(1):prox(mlp(1, 1)) end, "L1:prox: lr must be a number, found nothing "
    .. "(nil)\nlr: the learning rate", "E0103")
end)

-- ---- nn.utils -----------------------------------------------------------------------------------

local function with_gradient(numbers)
  local w = zeros(#numbers):requires_grad_()
  local loss = (w * tensor(numbers)):sum()
  loss:backward()
  return w
end

T.test("clipping a norm of 50 at 10 gives 10", function()
  local a, b = with_gradient{30}, with_gradient{40}
  T.near(nn.utils.clip_grad_norm_({a, b}, 10), 50)
  T.near({a.grad:item(), b.grad:item()}, {6, 8}, 1e-5)
  T.near(nn.utils.clip_grad_norm_({a, b}, 20), 10, 1e-5)
  T.near(a.grad:item(), 6, 1e-5)
end)

T.test("clipping values, parameters as a vector", function()
  local w = with_gradient{-3, 0.5, 7}
  nn.utils.clip_grad_value_({w}, 1)
  T.near(w.grad, {-1, 0.5, 1})
  local m = mlp(2, 2, 1)
  local v = nn.utils.parameters_to_vector(m)
  T.eq(#v, 9)
  T.near(v[9], m[3].bias:item())
  nn.utils.vector_to_parameters(arange(9), m:parameters())
  T.near(m[1].weight, {{1, 2}, {3, 4}})
  T.near(m[3].bias, {9})
  says(function() nn.utils.vector_to_parameters(arange(8), m) end,
    "vector_to_parameters needs a vector of 9 numbers, found 8 numbers", "E0101")
end)

T.test("utilities explain what they cannot take", function()
  local m = mlp(1, 1)
  says(function() nn.utils.clip_grad_norm_(m.parameters, 1) end,
    "clip_grad_norm_ needs a module or a "
    .. "list of tensors, not a function\nIt is a function; a colon calls it: model:parameters().",
    "E0103")
  says(function() nn.utils.clip_grad_norm_(m:named_parameters(), 1) end,
    "clip_grad_norm_: item 1 of "
    .. "the list is a table, not a tensor\n"
    .. "named_parameters() gives pairs of name and tensor; parameters() gives the tensors.",
      "E0103")
  says(function() nn.utils.clip_grad_norm_(m, 0) end,
    "clip_grad_norm_: max must be above 0, found 0\n"
    .. "max: the largest that is left as it is", "E0102")
end)

T.test("overwriting globals breaks nothing", function()
  local saved = {}
  for _, name in ipairs{"nn", "tensor", "zeros", "mlp", "data", "optim", "cat"} do
    saved[name] = _G[name]
    _G[name] = 3 -- luacheck: ignore
  end
  local done, why = pcall(function()
    local m = saved.mlp(2, 3, 1)
    saved.optim.SGD(m, {lr = 0.1}):step()
    m:summary()
    saved.data.moons{n = 10}:split()
    saved.nn.utils.parameters_to_vector(m)
  end)
  for name, value in pairs(saved) do _G[name] = value end -- luacheck: ignore
  T.ok(done, tostring(why))
end)

T.finish()
