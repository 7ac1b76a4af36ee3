#!/usr/bin/python3
"""Makes schedulers.txt: the learning rates (and momenta) that PyTorch's schedulers give.

Each case is a block of lines: the scheduler, `opt` its optimizer's settings, `set` its options,
`metric` what step() is given, and after the first value and each step: `lr`, and `momentum` where
the scheduler moves it. Read by tests/lua/test_optim_schedulers.lua.
"""
import datetime
import os

import torch
from torch.optim import lr_scheduler as sched

STEPS = 24


def number(x):
    return repr(float(x))


def metrics(kind):
    """A loss that falls, stalls, falls again, jumps and stalls."""
    falls = [1 / (1 + 0.3 * i) for i in range(8)]
    losses = falls + [falls[-1]] * 6 + [0.2, 0.19, 0.19, 0.35, 0.3, 0.3, 0.3, 0.1899999, 0.18, 0.18]
    return losses if kind == "min" else [1 - x for x in losses]


def run(name, make, opt=None, options=None, metric=None, momentum=False):
    opt = opt or {"lr": 0.5}
    options = options or {}
    w = torch.nn.Parameter(torch.zeros(3))
    kind = "Adam" if "betas" in opt else "SGD"
    optimizer = getattr(torch.optim, kind)([w], **opt)
    s = make(optimizer)
    group = optimizer.param_groups[0]
    read = lambda: group["betas"][0] if kind == "Adam" else group["momentum"]
    lrs, momenta = [group["lr"]], [read()]
    for i in range(STEPS if metric is None else len(metric)):
        if options.get("total_steps") and i == options["total_steps"] - 1:
            break
        optimizer.step()
        s.step() if metric is None else s.step(metric[i])
        lrs.append(group["lr"])
        momenta.append(read())
    print("\ncase", name)
    print("opt", kind, *(f"{k}={number(v)}" for k, v in opt.items() if k != "betas"))
    for key, value in options.items():
        print("set", key, value if isinstance(value, str) else number(value))
    if metric:
        print("metric", *map(number, metric))
    print("lr", *map(number, lrs))
    if momentum:
        print("momentum", *map(number, momenta))


def direct(name, cls, options, **more):
    run(name, lambda o: cls(o, **options), options=options, **more)


def main():
    print(f"# Learning rates of schedulers, made by tests/golden/make_schedulers.py with PyTorch")
    print(f"# {torch.__version__} on {datetime.date.today()}; the format is described there.")
    direct("StepLR", sched.StepLR, {"step_size": 3, "gamma": 0.5})
    direct("StepLR", sched.StepLR, {"step_size": 7})
    direct("ExponentialLR", sched.ExponentialLR, {"gamma": 0.9})
    direct("CosineAnnealingLR", sched.CosineAnnealingLR, {"T_max": 10})
    direct("CosineAnnealingLR", sched.CosineAnnealingLR, {"T_max": 20, "eta_min": 0.05})
    # PyTorch has no scheduler of this name; this is its LambdaLR with the usual warm-up.
    run("LinearWarmup", lambda o: sched.LambdaLR(o, lambda t: min(1, (t + 1) / 6)), options={"steps": 6})
    one = {"max_lr": 0.5, "total_steps": 20}
    direct("OneCycleLR", sched.OneCycleLR, one, opt={"lr": 0.1, "momentum": 0.9}, momentum=True)
    direct("OneCycleLR", sched.OneCycleLR, one, opt={"lr": 0.1, "betas": (0.9, 0.999)}, momentum=True)
    more = {"max_lr": 1.0, "total_steps": 15, "pct_start": 0.25, "div_factor": 10.0, "final_div_factor": 100.0}
    direct("OneCycleLR", sched.OneCycleLR, more, opt={"lr": 0.1, "momentum": 0.9}, momentum=True)
    for options in ({"patience": 2}, {"patience": 1, "factor": 0.5, "min_lr": 0.1},
                    {"patience": 0, "factor": 0.5, "threshold": 0.05, "cooldown": 2},
                    {"mode": "max", "patience": 2, "factor": 0.3},
                    {"patience": 1, "threshold": 0.01, "threshold_mode": "abs", "factor": 0.5}):
        direct("ReduceLROnPlateau", sched.ReduceLROnPlateau, options, metric=metrics(options.get("mode", "min")))


if __name__ == "__main__":
    import contextlib
    import io
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        main()
    with open(os.path.join(os.path.dirname(__file__), "schedulers.txt"), "w") as out:
        out.write(text.getvalue())
