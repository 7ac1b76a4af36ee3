"""Writes optim_NAME.txt: 30 steps of each PyTorch optimizer, for every option.

usage: /usr/bin/python3 tests/golden/make_optims.py   (Debian's python3-torch)

The problem is a bowl with noise: the gradient of weight i in step t is h[i] (w[i] - c[i]) + noise[t][i],
which turns signs, vanishes now and then, and differs in size from weight to weight.
"""
import os
import torch
from torch import optim

torch.set_default_dtype(torch.float64)
STEPS = 30
SHOWN = (1, 2, 3, 5, 10, 20, 30)



def nadam(params, **options):
    """The foreach form: the single-tensor form of 1.13 multiplies by mu once too often in
    `mu_product * mu * mu_next`, which Dozat's paper and later PyTorch do not."""
    return optim.NAdam(params, foreach=True, **options)


CASES = {
    "SGD": (optim.SGD, [
        dict(lr=0.1), dict(lr=0.1, weight_decay=0.1), dict(lr=0.05, momentum=0.9),
        dict(lr=0.05, momentum=0.9, dampening=0.5), dict(lr=0.05, momentum=0.9, nesterov=True),
        dict(lr=0.05, momentum=0.5, nesterov=True, weight_decay=0.2),
        dict(lr=0.05, momentum=0.9, dampening=0.3, weight_decay=0.1)]),
    "Adam": (optim.Adam, [
        dict(), dict(lr=0.1), dict(lr=0.1, betas=(0.5, 0.9)), dict(lr=0.1, eps=0.1),
        dict(lr=0.1, weight_decay=0.2), dict(lr=0.1, amsgrad=True),
        dict(lr=0.1, betas=(0.8, 0.7), amsgrad=True, weight_decay=0.1)]),
    "AdamW": (optim.AdamW, [
        dict(), dict(lr=0.1), dict(lr=0.1, betas=(0.5, 0.9)), dict(lr=0.1, eps=0.1),
        dict(lr=0.1, weight_decay=0.5), dict(lr=0.1, weight_decay=0.0), dict(lr=0.1, amsgrad=True),
        dict(lr=0.1, betas=(0.8, 0.7), amsgrad=True, weight_decay=0.1)]),
    "NAdam": (nadam, [
        dict(), dict(lr=0.1), dict(lr=0.1, betas=(0.5, 0.9)), dict(lr=0.1, eps=0.1),
        dict(lr=0.1, weight_decay=0.2), dict(lr=0.1, momentum_decay=0.5)]),
    "Adamax": (optim.Adamax, [
        dict(), dict(lr=0.1), dict(lr=0.1, betas=(0.5, 0.9)), dict(lr=0.1, eps=0.1),
        dict(lr=0.1, weight_decay=0.2)]),
    "Adagrad": (optim.Adagrad, [
        dict(), dict(lr=0.3), dict(lr=0.3, lr_decay=0.1), dict(lr=0.3, eps=0.1),
        dict(lr=0.3, weight_decay=0.2)]),
    "Adadelta": (optim.Adadelta, [
        dict(), dict(lr=3.0), dict(lr=3.0, rho=0.6), dict(lr=1.0, eps=0.01),
        dict(lr=3.0, weight_decay=0.2)]),
    "RMSprop": (optim.RMSprop, [
        dict(), dict(lr=0.05, alpha=0.5), dict(lr=0.05, eps=0.1), dict(lr=0.01, momentum=0.9),
        dict(lr=0.01, centered=True), dict(lr=0.01, centered=True, momentum=0.5),
        dict(lr=0.05, weight_decay=0.2)]),
    "Rprop": (optim.Rprop, [
        dict(), dict(lr=0.1), dict(lr=0.1, etas=(0.3, 1.5)), dict(lr=0.1, step_sizes=(0.05, 0.2))]),
}


def text(value):
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join("%.17g" % v for v in value) if isinstance(value, tuple) else "%.17g" % value


def numbers(tensor):
    return " ".join("%.15g" % v for v in tensor.tolist())


def problem():
    torch.manual_seed(1)
    h = torch.tensor([0.01, 0.3, 1.0, 4.0, 0.5, 2.0])
    c, start = torch.randn(6), torch.randn(6)
    noise = 0.3 * torch.randn(STEPS, 6) * torch.tensor([1.0, 1.0, 0.1, 5.0, 0.0, 1.0])
    return h, c, start, noise


def run(out, make, options):
    h, c, start, noise = problem()
    w = start.clone().requires_grad_()
    opt = make([w], **options)
    out.write("case %s\n" % " ".join("%s=%s" % (k, text(v)) for k, v in options.items()))
    for t in range(1, STEPS + 1):
        w.grad = h * (w.detach() - c) + noise[t - 1]
        opt.step()
        if t in SHOWN:
            out.write("step %d %s\n" % (t, numbers(w.detach())))


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    h, c, start, noise = problem()
    for name, (make, cases) in CASES.items():
        with open(os.path.join(here, "optim_%s.txt" % name.lower()), "w") as out:
            out.write("# %s: made by make_optims.py with PyTorch %s in double precision.\n"
                      "# The gradient of step t is h (w - c) + noise t.\n" % (name, torch.__version__))
            for key, vector in (("h", h), ("c", c), ("start", start)):
                out.write("%s %s\n" % (key, numbers(vector)))
            for t in range(STEPS):
                out.write("noise %d %s\n" % (t + 1, numbers(noise[t])))
            for options in cases:
                run(out, make, options)


main()
