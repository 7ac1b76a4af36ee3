-- Teacher and student: the small network learns the large one's softened answers.
-- task: blobs
seed(SEED)
local ds = data.blobs{n = 400, classes = 4, std = 0.7, seed = SEED}
local train, val, test = ds:split{seed = SEED}
local teacher = mlp(2, 64, 64, 4)
fit(teacher, train, {val = val, epochs = 20, lr = 0.01, verbose = false})
teacher:eval()

local student = mlp(2, 12, 4, {act = "tanh"})
local opt = optim.Adam(student:parameters(), {lr = 0.03})
local kl = nn.KLDivLoss()
local T = 2
for epoch = 1, 30 do
  for xb in train:batches(20, {shuffle = true}) do
    local soft = no_grad(function() return (teacher(xb) / T):softmax(2) end)
    local guess = (student(xb) / T):log_softmax(2)
    local loss = kl(guess, soft) * T ^ 2
    opt:zero_grad()
    loss:backward()
    opt:step()
  end
end
print("teacher", accuracy(teacher, val), "student", accuracy(student, val))
result = accuracy(student, test)
