-- A normalising flow of four couplings; its loss is a log likelihood.
-- task: flow
seed(SEED)
local ds = data.moons{n = 400, noise = 0.08, seed = SEED}
local X = (ds.x - ds.x:mean(1)) / ds.x:std(1)
local nets, ps = {}, {}
for k = 1, 4 do
  nets[k] = {s = mlp(1, 16, 1, {act = "tanh"}), t = mlp(1, 16, 1, {act = "tanh"})}
  for _, m in pairs(nets[k]) do for _, p in ipairs(m:parameters()) do ps[#ps + 1] = p end end
end
local opt = optim.Adam(ps, {lr = 5e-3})
local first, l
for it = 1, 200 do
  local a, b, ld = X:narrow(2, 1, 1), X:narrow(2, 2, 1), 0
  for k = 1, 4 do
    local s = nets[k].s(a):tanh()
    b = b * s:exp() + nets[k].t(a)
    ld = ld + s
    a, b = b, a
  end
  l = ((a^2 + b^2) * 0.5 - ld):mean()
  opt:zero_grad()
  l:backward()
  opt:step()
  first = first or l:item()
end
result = (first - l:item()) / first
