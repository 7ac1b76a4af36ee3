"""PyTorch's side of tests/bench/run.lua: one line "W1 RATE" for each workload named, in steps per
second of processor time, on one thread.

usage: peer.py SECONDS W1 W2 …
"""
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch  # noqa: E402  (reads the environment when loaded)
from torch import nn, optim  # noqa: E402

torch.set_num_threads(1)
torch.manual_seed(1)


def moons(rows):
    angle = torch.rand(rows) * 3.14159265
    inner = torch.arange(rows) % 2
    x = torch.where(inner == 1, 1 - angle.cos(), angle.cos())
    y = torch.where(inner == 1, 0.5 - angle.sin(), angle.sin())
    return torch.stack([x, y], 1) + 0.2 * torch.randn(rows, 2), inner


def network(dims, act, drop=None):
    layers = []
    for i, o in zip(dims, dims[1:]):
        layers += [nn.Linear(i, o), act()] + ([nn.Dropout(drop)] if drop else [])
    return nn.Sequential(*layers[:-2 if drop else -1])


def workload(name):
    if name == "W1":
        (x, y), batch, crit = moons(1000), 32, nn.BCEWithLogitsLoss()
        y, model = y.float().unsqueeze(1), network([2, 16, 16, 1], nn.Tanh)
        return model, optim.SGD(model.parameters(), lr=0.1, momentum=0.9), crit, x, y, batch
    crit = nn.CrossEntropyLoss()
    if name == "W2":
        (x, y), model = moons(1000), network([2, 64, 64, 2], nn.ReLU, 0.5)
        return model, optim.Adam(model.parameters(), lr=1e-3), crit, x, y, 32
    x, y = torch.rand(4096, 784), torch.arange(4096) * 7919 % 10
    if name == "W3":
        model = network([784, 256, 128, 10], nn.ReLU)
        return model, optim.SGD(model.parameters(), lr=0.01, momentum=0.9), crit, x, y, 64
    model = network([784, 1024, 1024, 10], nn.ReLU)
    return model, optim.Adam(model.parameters(), lr=1e-3), crit, x, y, 128


def rate(name, seconds):
    model, opt, crit, x, y, batch = workload(name)
    full = len(x) // batch

    def steps(count):
        for k in range(count):
            row = k % full * batch
            loss = crit(model(x[row:row + batch]), y[row:row + batch])
            opt.zero_grad()
            loss.backward()
            opt.step()

    count, used = 1, 0.0
    while used < seconds / 5:
        count *= 2
        start = time.process_time()
        steps(count)
        used = time.process_time() - start
    count = max(1, round(count * seconds / used))
    start = time.process_time()
    steps(count)
    return count / (time.process_time() - start)


for which in sys.argv[2:]:
    print(which, rate(which, float(sys.argv[1])), flush=True)
