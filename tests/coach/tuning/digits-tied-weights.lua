-- An autoencoder whose way back uses the weights of the way in.
-- task: tied
seed(SEED)
local ds = data.digits{n = 400, noise = 0.05, seed = SEED}
local ae = nn.Module{
  enc = nn.Linear(64, 20), out_bias = zeros(64):requires_grad_(),
  forward = function(self, x)
    local h = self.enc(x):sigmoid()
    return (h:matmul(self.enc.weight) + self.out_bias)
  end,
}
local opt, mse = optim.Adam(ae, {lr = 5e-3}), nn.MSELoss()
local l
for e = 1, 40 do
  for xb in ds:batches(40, {shuffle = true}) do
    opt:zero_grad()
    l = mse(ae(xb), xb) l:backward()
    opt:step()
  end
end
result = 1 - l:item() / ds.x:var():item()
