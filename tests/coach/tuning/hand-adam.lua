-- Adam written out, with its two averages changed in place and gradients dropped before the step.
-- task: sine
seed(SEED)
local train, val, test = data.sine{n = 240, noise = 0.1, seed = SEED}:split{seed = SEED}
local net = mlp(1, 24, 1, {act = "tanh"})
local mse = nn.MSELoss()
local Adam = {lr = 0.02, t = 0, m = {}, v = {}}
function Adam:step(params)
  self.t = self.t + 1
  local a, b = 1 - 0.9 ^ self.t, 1 - 0.999 ^ self.t
  for i, p in ipairs(params) do
    local g = p.grad:clone()
    p:zero_grad()
    self.m[i] = self.m[i] or zeros_like(p)
    self.v[i] = self.v[i] or zeros_like(p)
    self.m[i]:mul_(0.9):add_(g, 0.1)
    self.v[i]:mul_(0.999):add_(g * g, 0.001)
    p:sub_((self.m[i] / a) / ((self.v[i] / b):sqrt() + 1e-8) * self.lr)
  end
end
for epoch = 1, 60 do
  for xb, yb in train:batches(30, {shuffle = true}) do
    local loss = mse(net(xb), yb)
    loss:backward()
    no_grad(function() Adam:step(net:parameters()) end)
  end
end
print("val", mse(net(val.x), val.y):item())
result = 1 - mse(net(test.x), test.y):item() / test.y:var():item()
