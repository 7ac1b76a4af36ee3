--- Tests of coach/ignorance.lua: what the best constant answer costs, against closed forms.

local T = require "gradus_test"
local graph = require "gradus.coach.graph"
local ignorance = require "gradus.coach.ignorance"

seed(1)
local x = randn(64, 3)
local labels = data.one_hot(tensor{1, 2, 3, 3}, 3)
local y3 = cat({labels, labels, labels, labels}, 1)
local y = x:narrow(2, 1, 1) * 2 + 1 + randn(64, 1) * 0.3
y3 = cat({y3, y3, y3, y3}, 1)

local function price(loss) return ignorance.of(graph.read(loss)) end

local function near(a, b, tolerance)
  T.ok(math.abs(a - b) <= (tolerance or 1e-3) * math.max(1, math.abs(b)),
    ("%s is not near %s"):format(a, b))
end

T.test("a squared error: the variance; outputs of 0: the mean square", function()
  local p = price(((mlp(3, 8, 1)(x) - y) ^ 2):mean())
  near(p.best, ((y - y:mean()) ^ 2):mean():item())
  near(p.zero, (y ^ 2):mean():item())
  T.ok(not p.floorless)
end)

T.test("an absolute error: that of the median", function()
  local p = price((mlp(3, 8, 1)(x) - y):abs():mean())
  local low = math.huge
  for i = 1, 64 do low = math.min(low, (y - y[{i, 1}]):abs():mean():item()) end
  near(p.best, low, 0.02)
end)

T.test("a cross-entropy by hand: the entropy of the labels", function()
  local scores = mlp(3, 8, 3)(x)
  local e = (scores - scores:max(2):reshape(-1, 1):detach()):exp()
  local p = price(-((e / e:sum(2, true)):log() * y3):sum(2):mean())
  near(p.best, -(0.5 * math.log(0.25) + 0.5 * math.log(0.5)))
  near(p.zero, math.log(3))
  T.ok(not p.floorless)
end)

T.test("a likelihood with a spread of its own has no floor", function()
  local out = mlp(3, 8, 2)(x)
  local mu, spread = out:narrow(2, 1, 1), out:narrow(2, 2, 1)
  local p = price((((mu - y) ^ 2) / spread:exp() + spread):mean() / 2)
  near(p.best, 0.5 * math.log(((y - y:mean()) ^ 2):mean():item()) + 0.5, 0.01)
  T.ok(p.floorless)
end)

T.test("layers by hand end in their bias", function()
  local w, b = randn(3, 1):requires_grad_(), (zeros(1) + 5):requires_grad_()
  local p = price(((x:mm(w) + b - y) ^ 2):mean())
  near(p.best, ((y - y:mean()) ^ 2):mean():item())
end)

T.test("what goes down without end has no price", function()
  T.eq(price(mlp(3, 8, 1)(x):mean()), nil)
end)

T.test("nor has what chance or other rows go into behind the outputs", function()
  local model = nn.Sequential{nn.Linear(3, 1), nn.Dropout(0.5)}
  T.eq(price(((model(x) - y) ^ 2):mean()), nil)
  T.eq(price(((mlp(3, 8, 1)(x[{{1, 4}}]) - y[{{1, 4}}]) ^ 2):mean()), nil)
end)

T.test("gradients, chance and weights are left as they were", function()
  local model = mlp(3, 8, 1)
  local before, state = model[1].weight:clone(), require("gradus.core").rng_state()
  local loss = ((model(x) - y) ^ 2):mean() + 0.1 * (model[1].weight ^ 2):sum()
  price(loss)
  T.eq(model[1].weight.grad, nil)
  T.eq(require("gradus.core").rng_state(), state)
  T.ok((model[1].weight - before):abs():max():item() == 0)
  loss:backward()
  T.ok(model[1].weight.grad)
end)

T.finish()
