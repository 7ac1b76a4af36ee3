"""Writes inits.txt: deviation and largest size of weights that PyTorch's initializers draw.

usage: /usr/bin/python3 tests/golden/make_inits.py   (Debian's python3-torch)
"""
import os
import torch
from torch import nn

# The test draws tensors of these shapes and compares.
SHAPES = {"linear": (400, 900), "conv": (200, 64, 5, 5)}
RULES = {
    "uniform_": lambda t: nn.init.uniform_(t, -0.3, 0.3),
    "normal_": lambda t: nn.init.normal_(t, 0.0, 0.02),
    "xavier_uniform_": lambda t: nn.init.xavier_uniform_(t),
    "xavier_uniform_ gain 2": lambda t: nn.init.xavier_uniform_(t, 2.0),
    "xavier_normal_": lambda t: nn.init.xavier_normal_(t),
    "xavier_normal_ gain 2": lambda t: nn.init.xavier_normal_(t, 2.0),
    "kaiming_uniform_": lambda t: nn.init.kaiming_uniform_(t),
    "kaiming_normal_": lambda t: nn.init.kaiming_normal_(t),
    "lecun_normal_": lambda t: nn.init.kaiming_normal_(t, nonlinearity="linear"),
    "orthogonal_": lambda t: nn.init.orthogonal_(t),
    "orthogonal_ gain 2": lambda t: nn.init.orthogonal_(t, 2.0),
    # nn.Linear's and nn.Conv2d's own rule for weights
    "default": lambda t: nn.init.kaiming_uniform_(t, a=5 ** 0.5),
}


def main():
    torch.manual_seed(1)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "inits.txt")
    with open(path, "w") as out:
        out.write("# Made by make_inits.py with PyTorch %s: rule, shape, then the deviation\n"
                  "# and the largest size of the numbers drawn; gain 1 where none is named.\n"
                  % torch.__version__)
        for name, rule in RULES.items():
            for shape in SHAPES.values():
                t = rule(torch.empty(*shape))
                parts = name.split()
                gain = parts[2] if len(parts) > 1 else "1"
                size = "x".join(map(str, shape))
                out.write("%s %s %s %.6g %.6g\n" % (parts[0], gain, size, t.double().std(unbiased=False),
                                                    t.abs().max()))


main()
