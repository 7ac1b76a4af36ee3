-- An autoencoder with tied weights: the decoder is the encoder's matrix turned around.
-- task: code2
seed(SEED)
local basis = randn(3, 10)
local xt, xe = randn(300, 3):mm(basis) / 2, randn(100, 3):mm(basis) / 2
local net = nn.Module{
  w = (randn(10, 3) * 0.3):requires_grad_(), b = zeros(10):requires_grad_(),
  forward = function(self, x) return x:mm(self.w):mm(self.w:t()) + self.b end,
}
local opt = optim.Adam(net:parameters(), {lr = 0.02})
for i = 1, 300 do
  opt:zero_grad()
  local loss = ((net(xt) - xt) ^ 2):mean()
  loss:backward()
  opt:step()
end
result = 1 - ((net(xe) - xe) ^ 2):mean():item() / xe:var():item()
