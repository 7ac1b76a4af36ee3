"""PyTorch's side of tests/bench/run.lua: prints steps per second of processor time, on one thread.

usage: peer.py DIMS BATCH ROWS SECONDS      (DIMS like 2-16-16-1; tanh in the tiny net, else ReLU)
"""
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch  # noqa: E402  (reads the environment when loaded)
from torch import nn  # noqa: E402

dims = [int(d) for d in sys.argv[1].split("-")]
batch, rows, seconds = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
torch.set_num_threads(1)
torch.manual_seed(1)

layers = []
for i, o in zip(dims, dims[1:]):
    layers += [nn.Linear(i, o), nn.Tanh() if dims[-1] == 1 else nn.ReLU()]
model = nn.Sequential(*layers[:-1])
x = torch.randn(rows, dims[0])
if dims[-1] == 1:
    y, crit = (torch.rand(rows, 1) > 0.5).float(), nn.BCEWithLogitsLoss()
else:
    y, crit = torch.arange(rows) % dims[-1], nn.CrossEntropyLoss()
opt = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)


def steps(count):
    for k in range(count):
        row = k * batch % rows
        loss = crit(model(x[row:row + batch]), y[row:row + batch])
        opt.zero_grad()
        loss.backward()
        opt.step()


count, used = 1, 0.0
while used < seconds / 10:
    count *= 2
    start = time.process_time()
    steps(count)
    used = time.process_time() - start
count = max(1, round(count * seconds / used))
start = time.process_time()
steps(count)
print(count / (time.process_time() - start))
