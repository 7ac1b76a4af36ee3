"""Writes losses.txt: values and gradients of PyTorch's losses, for every reduction and option.

usage: /usr/bin/python3 tests/golden/make_losses.py   (Debian's python3-torch)

Labels are written from 1. `dout` is what the gradient of the loss is multiplied by.
"""
import os
import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def hinge(o, t, reduction):
    """PyTorch has no such loss; its autograd differentiates the formula."""
    side = torch.where(t > 0, 1.0, -1.0)
    each = torch.clamp(1 - side * o, min=0)
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[reduction]()


def case(out, name, number, reduction, loss, o, t, weight=None):
    """Runs loss(output, target) and writes one case; target gradients where they exist."""
    o = o.clone().requires_grad_()
    labels = t.dtype == torch.int64
    if not labels:
        t = t.clone().requires_grad_()
    y = loss(o, t)
    dout = torch.linspace(-0.5, 1.5, y.numel()).reshape(y.shape) if y.dim() else torch.tensor(2.5)
    y.backward(dout)
    out.write("case %s %s %.17g\n" % (name, reduction, number))
    tensors = [("output", o.detach()), ("target", t + 1 if labels else t.detach())]
    if weight is not None:
        tensors.append(("weight", weight))
    tensors += [("loss", y.detach()), ("dout", dout), ("output_grad", o.grad)]
    # Gradus gives no gradient to these two targets, and a finite one where PyTorch's is infinite.
    if (not labels and t.grad is not None and torch.isfinite(t.grad).all()
            and name not in ("CrossEntropyLoss", "HingeLoss")):
        tensors.append(("target_grad", t.grad))
    for key, tensor in tensors:
        out.write("%s %s  %s\n" % (key, " ".join(map(str, [tensor.dim(), *tensor.shape])),
                                   " ".join("%.13g" % v for v in tensor.flatten().tolist())))


def elementwise(out, reduction):
    """Losses that compare number by number."""
    o, t = torch.randn(4, 3) * 1.5, torch.randn(4, 3)
    column, flat = torch.randn(4, 1), torch.randn(4)
    for name, make in (("MSELoss", nn.MSELoss), ("L1Loss", nn.L1Loss)):
        case(out, name, 0, reduction, make(reduction=reduction), o, t)
        case(out, name, 0, reduction, make(reduction=reduction), column, flat)
    for delta in (1.0, 0.3, 5.0):
        case(out, "HuberLoss", delta, reduction, nn.HuberLoss(reduction=reduction, delta=delta), o, t)
    p = torch.sigmoid(o)
    p[0, 0], p[1, 1], p[2, 2] = 0.0, 1.0, 1e-7
    yes = (torch.rand(4, 3) > 0.5).double()
    case(out, "BCELoss", 0, reduction, nn.BCELoss(reduction=reduction), p, yes)
    case(out, "BCELoss", 0, reduction, nn.BCELoss(reduction=reduction), torch.sigmoid(o),
         torch.rand(4, 3))
    case(out, "HingeLoss", 0, reduction, lambda a, b: hinge(a, b, reduction), o, yes)
    case(out, "HingeLoss", 0, reduction, lambda a, b: hinge(a, b, reduction), o, yes * 2 - 1)
    q = torch.softmax(torch.randn(4, 3), 1)
    case(out, "KLDivLoss", 0, reduction, nn.KLDivLoss(reduction=reduction),
         torch.log_softmax(o, 1), q)


def binary_scores(out, reduction):
    z, t = torch.randn(4, 3) * 3, torch.rand(4, 3)
    z[0, 0], z[1, 1] = 1000.0, -1000.0
    each, one = torch.tensor([0.5, 1.0, 4.0]), torch.tensor(3.0)
    case(out, "BCEWithLogitsLoss", 0, reduction, nn.BCEWithLogitsLoss(reduction=reduction), z, t)
    for w in (each, one):
        case(out, "BCEWithLogitsLoss", 0, reduction,
             nn.BCEWithLogitsLoss(reduction=reduction, pos_weight=w), z, t.round(), w)


def class_scores(out, reduction):
    z, label = torch.randn(5, 4) * 3, torch.tensor([0, 3, 1, 1, 2])
    z[0, 0], z[1, 1] = 1000.0, -1000.0
    w = torch.tensor([0.5, 2.0, 1.0, 0.0])
    soft = torch.softmax(torch.randn(5, 4), 1)
    for weight in (None, w):
        for smoothing in (0.0, 0.1, 1.0):
            loss = nn.CrossEntropyLoss(reduction=reduction, weight=weight,
                                       label_smoothing=smoothing)
            case(out, "CrossEntropyLoss", smoothing, reduction, loss, z, label, weight)
            case(out, "CrossEntropyLoss", smoothing, reduction,
                 lambda a, b, loss=loss: loss(a, b.detach()), z, soft, weight)
        case(out, "NLLLoss", 0, reduction, nn.NLLLoss(reduction=reduction, weight=weight),
             torch.log_softmax(torch.randn(5, 4), 1), label, weight)


def main():
    torch.manual_seed(1)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "losses.txt")
    with open(path, "w") as out:
        out.write("# Made by make_losses.py with PyTorch %s in double precision.\n"
                  "# case LOSS REDUCTION NUMBER; then tensors: NAME DIMENSIONS SIZES… NUMBERS…\n"
                  % torch.__version__)
        for reduction in ("mean", "sum", "none"):
            elementwise(out, reduction)
            binary_scores(out, reduction)
            class_scores(out, reduction)


main()
