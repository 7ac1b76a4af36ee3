-- Typed line by line: tensors looked at, a loop of one line, a mistake in naming corrected.
-- task: spirals
-- repl
seed(SEED)
ds = data.spirals{n = 420, classes = 3, noise = 0.15, seed = SEED}
train, val, test = ds:split()
#train
m = mlp(2, 48, 48, 3)
m(train.x[{{1, 3}}])
c = nn.CrossEntropyLoss()
c(m(train.x), train.y)
o = optim.Adam(m, {lr = 0.02})
for i = 1, 150 do o:zero_grad() l = c(m(train.x), train.y) l:backward() o:step() end
l
m(val.x):argmax(2):eq(val.y):mean()
for i = 1, 150 do o:zero_grad() l = c(m(train.x), train.y) l:backward() o:step() end
l:item()
m(val.x):softmax(2)[1]
result = m(test.x):argmax(2):eq(test.y):mean():item()
