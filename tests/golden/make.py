"""Writes the golden tables: one file for each record, op_NAME.txt, loss_NAME.txt, layer_NAME.txt.

usage: /usr/bin/python3 tests/golden/make.py [FILE…]     (Debian's python3-torch)

Without names all tables are made. A table whose numbers have not changed is left as it is. NAME is
the record's name in src/core/ops.def and so on. To add a record, add a function (or a line to one
of the lists below) that yields its cases; README.md describes what comes out.

Everything is computed by PyTorch in double precision from inputs with few decimals, so that the same
table serves the float and the double build.
"""
import datetime
import os
import sys
import zlib

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = {}  # file name -> function that yields cases


def table(name):
    """Registers the function below it as the maker of a table."""
    def register(make):
        TABLES[name] = make
        return make
    return register


# --- numbers --------------------------------------------------------------------------------------

def uniform(*shape, low=-2.0, high=2.0, away_from=None):
    """Numbers with four decimals, 0.05 or more away from a kink."""
    x = low + (high - low) * torch.rand(shape, dtype=torch.float64)
    if away_from is not None:
        near = (x - away_from).abs() < 0.05
        x = torch.where(near, x + 0.1, x)
    return (x * 1e4).round() / 1e4


def numbers(*values):
    return torch.tensor(values, dtype=torch.float64)


def distinct(*shape):
    """Numbers of which no two are equal or close: for maxima."""
    n = 1
    for size in shape:
        n *= size
    return ((torch.randperm(n).double() - n / 2) / 7 * 1e4).round().div(1e4).reshape(shape)


# --- cases ----------------------------------------------------------------------------------------

def shape_text(t):
    return "[" + ",".join(str(s) for s in t.shape) + "]"


def tensor_line(kind, name, t):
    values = " ".join("%.12g" % v for v in t.detach().double().flatten().tolist())
    return f"{kind} {name} {shape_text(t)} {values}".rstrip()


def set_lines(settings):
    for name, value in settings.items():
        if isinstance(value, bool):
            value = int(value)
        if isinstance(value, (list, tuple)):
            value = " ".join(map(str, value))
        yield f"set {name} {value}"


def case(label, f, settings=None, fixed=(), params=None, buffers=None, dout=True, **inputs):
    """One case as lines of text.

    f is called with the inputs, then the parameters, then the buffers (which it may change).
    `fixed` names inputs that are not differentiated; dout=False: nothing is.
    """
    params, buffers = params or {}, buffers or {}
    leaves = {k: v.clone() for k, v in {**inputs, **params}.items()}
    wanted = [k for k, v in leaves.items() if dout and k not in fixed and v.is_floating_point()]
    for k in wanted:
        leaves[k].requires_grad_()
    changing = {k: v.clone() for k, v in buffers.items()}
    out = f(*leaves.values(), *changing.values())
    lines = [f"case {label}", *set_lines(settings or {})]
    lines += [tensor_line("param" if k in params else "in", k, v) for k, v in leaves.items()]
    lines += [tensor_line("buffer", k, v) for k, v in buffers.items()]
    lines.append(tensor_line("out", "y", out))
    if wanted:
        weight = uniform(*out.shape, low=-1.0, high=1.0) if out.dim() else numbers(0.75)[0]
        out.backward(weight)
        lines.append(tensor_line("dout", "y", weight))
        zero = {k: torch.zeros_like(leaves[k]) for k in wanted}
        lines += [tensor_line("grad", k, leaves[k].grad if leaves[k].grad is not None else zero[k])
                  for k in wanted]
    lines += [tensor_line("after", k, changing[k]) for k in buffers]
    return lines


# --- ops of one input -----------------------------------------------------------------------------

# name: function, interval of the inputs, kink, settings, special numbers
UNARY = {
    "neg": (torch.neg, (-2, 2), None, {}, ()),
    "exp": (torch.exp, (-5, 5), None, {}, (-100, -30, 20, 80)),
    "log": (torch.log, (0.1, 4), None, {}, (1e-6, 0.999, 1.001, 1e6)),
    "sqrt": (torch.sqrt, (0.1, 4), None, {}, (1e-6, 1e6)),
    "abs": (torch.abs, (-2, 2), 0, {}, (0,)),
    "sign": (torch.sign, (-2, 2), 0, {}, (0,)),
    "sin": (torch.sin, (-7, 7), None, {}, (0, 100)),
    "cos": (torch.cos, (-7, 7), None, {}, (0, 100)),
    "tanh": (torch.tanh, (-4, 4), None, {}, (-1000, -0.001, 0, 0.001, 1000)),
    "sigmoid": (torch.sigmoid, (-6, 6), None, {}, (-1000, -0.001, 0, 0.001, 1000)),
    "relu": (torch.relu, (-2, 2), 0, {}, (-1000, 0, 1000)),
    "elu": (F.elu, (-3, 3), 0, {}, (-1000, -1e-4, 1e-4, 1000)),
    "selu": (F.selu, (-3, 3), 0, {}, (-1000, -1e-4, 1e-4, 1000)),
    "gelu": (F.gelu, (-5, 5), None, {}, (-1000, -1e-4, 0, 1e-4, 1000)),
    "silu": (F.silu, (-6, 6), None, {}, (-1000, -1e-4, 0, 1e-4, 1000)),
    "softplus": (F.softplus, (-6, 6), None, {}, (-1000, 0, 1000)),
    "leaky_relu": (lambda x: F.leaky_relu(x, 0.1), (-2, 2), 0, {"slope": 0.1}, (-1000, 1000)),
    "clamp": (lambda x: x.clamp(-0.5, 1), (-2, 2), None, {"lo": -0.5, "hi": 1}, (-0.5, 1, 1000)),
}


def unary_table(f, interval, kink, settings, special):
    low, high = interval

    def make():
        yield case("matrix", f, settings, x=uniform(4, 9, low=low, high=high, away_from=kink))
        yield case("number", f, settings, x=uniform(low=low, high=high, away_from=kink))
        if special:
            yield case("special", f, settings, x=numbers(*special))
    return make


for name, entry in UNARY.items():
    table("op_" + name)(unary_table(*entry))


@table("op_isnan")
def isnan():
    yield case("some", torch.isnan, dout=False, x=numbers(1, float("nan"), float("inf"), 0))


@table("op_isfinite")
def isfinite():
    x = numbers(1, float("nan"), float("inf"), -float("inf"), 0)
    yield case("some", torch.isfinite, dout=False, x=x)


# --- ops of two inputs that broadcast -------------------------------------------------------------

# name: function, interval, differentiable
BINARY = {
    "add": (torch.add, (-2, 2), True),
    "sub": (torch.sub, (-2, 2), True),
    "mul": (torch.mul, (-2, 2), True),
    "div": (torch.div, (0.5, 2), True),
    "pow": (torch.pow, (0.5, 2), True),
    "maximum": (torch.maximum, (-2, 2), True),
    "minimum": (torch.minimum, (-2, 2), True),
    "gt": (torch.gt, (-2, 2), False),
    "ge": (torch.ge, (-2, 2), False),
    "lt": (torch.lt, (-2, 2), False),
    "le": (torch.le, (-2, 2), False),
    "eq": (torch.eq, (-2, 2), False),
    "ne": (torch.ne, (-2, 2), False),
}
BROADCASTS = {"same": ((3, 5), (3, 5)), "row": ((3, 5), (5,)), "column": ((3, 1), (3, 5)),
              "outer": ((3, 1), (1, 4)), "number": ((2, 3), ()), "deep": ((2, 1, 3), (4, 1))}


def binary_table(f, interval, differentiable):
    low, high = interval

    def make():
        for label, (a, b) in BROADCASTS.items():
            yield case(label, f, dout=differentiable, a=uniform(*a, low=low, high=high),
                       b=uniform(*b, low=low, high=high))
        some = numbers(1, 2, 2.5)
        yield case("ties", f, dout=differentiable, a=some, b=numbers(2, 2, 2.5))
    return make


for name, entry in BINARY.items():
    table("op_" + name)(binary_table(*entry))


# --- reductions -----------------------------------------------------------------------------------

def reduction_table(f, differentiable=True, make_x=uniform, more=()):
    """f(x) over everything, f(x, dim, keepdim) along a dimension (1-based in the table)."""
    def make():
        options = {} if differentiable else {"dout": False}
        yield case("all", f, x=make_x(3, 5), **options)
        yield case("vector", f, x=make_x(37), **options)
        for dim in range(3):
            for keep in (False, True):
                yield case(f"dim {dim + 1}" + (" kept" if keep else ""),
                           lambda x: f(x, dim, keep), {"dim": dim + 1, "keepdim": keep},
                           x=make_x(3, 4, 5), **options)
        yield case("wide", lambda x: f(x, 0, False), {"dim": 1}, x=make_x(3, 40), **options)
        for label, x in more:
            yield case(label, f, x=x, **options)
    return make


def some(f):
    """torch's any and all of numbers."""
    return lambda x, *rest: f(x != 0, *rest)


def values(f):
    """The first of the two results that max and min along a dimension have."""
    return lambda x, *rest: f(x, *rest) if not rest else f(x, *rest).values


def unbiased(f):
    return lambda x, dim=None, keep=False: f(x, dim=dim, unbiased=True, keepdim=keep)


def place(f):
    return lambda x, *rest: f(x, *rest) + 1


def one(*shape):
    return numbers(2.5).reshape(shape or (1,))


ties = numbers(2, 5, 1, 5, 1, 1)
zeros = torch.zeros(4, dtype=torch.float64)
table("op_sum")(reduction_table(torch.sum, more=[("one", one())]))
table("op_mean")(reduction_table(torch.mean, more=[("one", one())]))
table("op_prod")(reduction_table(torch.prod, more=[
    ("one zero", numbers(2, 0, 3)), ("two zeros", numbers(2, 0, 0)), ("one", one())]))
table("op_var")(reduction_table(unbiased(torch.var)))
table("op_std")(reduction_table(unbiased(torch.std), more=[("equal", zeros + 1)]))
table("op_norm")(reduction_table(
    lambda x, *rest: torch.linalg.vector_norm(x, 2, *rest), more=[("zero", zeros)]))
table("op_max")(reduction_table(values(torch.max), make_x=distinct, more=[("ties", ties)]))
table("op_min")(reduction_table(values(torch.min), make_x=distinct, more=[("ties", ties)]))
table("op_argmax")(reduction_table(place(torch.argmax), False, distinct))
table("op_argmin")(reduction_table(place(torch.argmin), False, distinct))
bits = [("all", numbers(1, 1, 2)), ("none", zeros), ("some", numbers(0, 3))]
table("op_any")(reduction_table(some(torch.any), False, more=bits))
table("op_all")(reduction_table(some(torch.all), False, more=bits))


# --- along a dimension ----------------------------------------------------------------------------

def softmax_table(f):
    def make():
        yield case("last", lambda x: f(x, -1), x=uniform(4, 7, low=-3, high=3))
        yield case("vector", lambda x: f(x, -1), x=uniform(6))
        for dim in range(3):
            yield case(f"dim {dim + 1}", lambda x: f(x, dim), {"dim": dim + 1}, x=uniform(2, 3, 4))
        yield case("wide", lambda x: f(x, 0), {"dim": 1}, x=uniform(3, 40))
        yield case("extreme", lambda x: f(x, -1), x=numbers(1000, -1000, 0, 999))
    return make


table("op_softmax")(softmax_table(torch.softmax))
table("op_log_softmax")(softmax_table(torch.log_softmax))


# --- products, shapes, parts ----------------------------------------------------------------------

@table("op_matmul")
def matmul():
    for label, a, b in (("matrices", (3, 4), (4, 5)), ("row", (4,), (4, 5)), ("column", (3, 4), (4,)),
                        ("vectors", (6,), (6,)), ("one", (1, 1), (1, 1)), ("wide", (5, 20), (20, 37))):
        yield case(label, torch.matmul, a=uniform(*a), b=uniform(*b))


@table("op_linear")
def linear():
    for label, b, i, o in (("small", 5, 3, 4), ("wide", 7, 20, 37), ("one", 1, 1, 1)):
        yield case(label, F.linear, x=uniform(b, i), W=uniform(o, i), b=uniform(o))
    yield case("no bias", F.linear, x=uniform(5, 3), W=uniform(4, 3))
    yield case("deep", F.linear, x=uniform(2, 3, 4), W=uniform(5, 4), b=uniform(5))
    yield case("one row", F.linear, x=uniform(4), W=uniform(5, 4), b=uniform(5))


@table("op_t")
def t():
    yield case("matrix", torch.t, x=uniform(3, 5))
    yield case("large", torch.t, x=uniform(33, 35))
    yield case("vector", torch.t, x=uniform(4))


@table("op_reshape")
def reshape():
    for sizes in ((2, 6), (2, -1), (12,), (3, 2, 2), (-1,)):
        yield case("x".join(map(str, sizes)), lambda x: x.reshape(sizes), {"sizes": sizes},
                   x=uniform(3, 4))
    yield case("number", lambda x: x.reshape(()), {"sizes": ()}, x=uniform(1, 1))


@table("op_narrow")
def narrow():
    for dim, start, length in ((1, 2, 2), (2, 1, 3), (3, 2, 1), (1, 1, 3), (2, 4, 1)):
        yield case(f"{length} of dim {dim} from {start}",
                   lambda x: x.narrow(dim - 1, start - 1, length),
                   {"dim": dim, "start": start, "len": length}, x=uniform(3, 4, 2))


@table("op_select")
def select():
    for dim, index in ((1, 2), (2, 4), (3, 1)):
        yield case(f"{index} of dim {dim}", lambda x: x.select(dim - 1, index - 1),
                   {"dim": dim, "index": index}, x=uniform(3, 4, 2))
    yield case("of a vector", lambda x: x.select(0, 2), {"dim": 1, "index": 3}, x=uniform(3))


@table("op_index_select")
def index_select():
    for dim, index in ((1, (3, 1, 1)), (2, (4, 2)), (3, (1, 2, 2, 1, 2))):
        yield case(f"dim {dim}", lambda x, i: x.index_select(dim - 1, i.long() - 1), {"dim": dim},
                   ("index",), x=uniform(3, 4, 2), index=numbers(*index))


@table("op_squeeze")
def squeeze():
    yield case("all", torch.squeeze, x=uniform(1, 3, 1, 2))
    for dim in (1, 2):
        yield case(f"dim {dim}", lambda x: x.squeeze(dim - 1), {"dim": dim}, x=uniform(1, 3, 1, 2))


@table("op_unsqueeze")
def unsqueeze():
    for dim in (1, 2, 3):
        yield case(f"dim {dim}", lambda x: x.unsqueeze(dim - 1), {"dim": dim}, x=uniform(3, 2))


def join_table(f, shapes):
    def make():
        for dim, several in shapes:
            yield case(f"dim {dim}", lambda *x: f(x, dim - 1), {"dim": dim},
                       **{chr(ord("a") + i): uniform(*shape) for i, shape in enumerate(several)})
    return make


table("op_cat")(join_table(torch.cat, ((1, ((2, 3), (1, 3), (4, 3))), (2, ((2, 3), (2, 1))),
                                       (3, ((2, 2, 1), (2, 2, 3))), (1, ((3,), (2,))))))
table("op_stack")(join_table(torch.stack, ((1, ((2, 3),) * 3), (2, ((2, 3),) * 2),
                                           (3, ((2, 3),) * 4), (1, ((),) * 3))))


# --- the work of layers ---------------------------------------------------------------------------

@table("op_dropout")
def dropout():
    """Where chance decides nothing; the rest is tested as statistics."""
    yield case("keeps all", lambda x: x * 1.25, {"p": 0, "scale": 1.25}, x=uniform(3, 4))
    yield case("drops all", lambda x: x * 0, {"p": 1, "scale": 2}, x=uniform(3, 4))


@table("op_maxout")
def maxout():
    for pieces in (1, 2, 3):
        yield case(f"{pieces} pieces", lambda x: x.reshape(4, -1, pieces).max(2).values,
                   {"pieces": pieces}, x=distinct(4, 6))


@table("op_conv2d")
def conv2d():
    for label, x, w, stride, padding in (
            ("plain", (2, 3, 6, 5), (4, 3, 3, 3), 1, 0), ("padded", (2, 2, 5, 5), (3, 2, 3, 3), 1, 1),
            ("stride 2", (1, 2, 7, 6), (2, 2, 3, 3), 2, 0), ("both", (2, 1, 7, 8), (3, 1, 5, 5), 3, 2),
            ("whole", (2, 3, 4, 4), (2, 3, 4, 4), 1, 0), ("points", (2, 3, 4, 4), (5, 3, 1, 1), 1, 0),
            ("stride 2 points", (1, 1, 5, 4), (2, 1, 1, 1), 2, 1)):
        yield case(label, lambda x, w, b: F.conv2d(x, w, b, stride, padding),
                   {"stride": stride, "padding": padding},
                   x=uniform(*x), W=uniform(*w), b=uniform(w[0]))
    yield case("no bias", F.conv2d, x=uniform(2, 2, 4, 4), W=uniform(3, 2, 2, 2))


def pool_table(f, make_x):
    def make():
        for k in (1, 2, 3):
            yield case(f"k {k}", lambda x: f(x, k), {"k": k}, x=make_x(2, 3, 7, 5))
    return make


table("op_max_pool2d")(pool_table(F.max_pool2d, distinct))
table("op_avg_pool2d")(pool_table(F.avg_pool2d, uniform))


@table("op_batch_norm")
def batch_norm():
    def train(x, g, b):
        return F.batch_norm(x, None, None, g, b, True, 0.1, 1e-5)

    def evaluate(x, g, b, m, v):
        return F.batch_norm(x, m, v, g, b, False, 0.1, 1e-3)
    for label, rows, cols in (("batch", 8, 5), ("three rows", 3, 3), ("wide", 5, 20)):
        yield case(label, train, {"training": True}, x=uniform(rows, cols), gamma=uniform(cols),
                   beta=uniform(cols))
    yield case("evaluation", evaluate, {"training": False, "eps": 1e-3}, ("mean", "variance"),
               x=uniform(6, 4), gamma=uniform(4), beta=uniform(4), mean=uniform(4),
               variance=uniform(4, low=0.5, high=2))


@table("op_layer_norm")
def layer_norm():
    for label, shape in (("rows", (6, 5)), ("deep", (2, 3, 4)), ("wide", (3, 40))):
        n = shape[-1]
        yield case(label, lambda x, g, b: F.layer_norm(x, (n,), g, b), x=uniform(*shape),
                   gamma=uniform(n), beta=uniform(n))


@table("op_penalty")
def penalty():
    for l1, l2 in ((0.5, 0.0), (0.0, 0.25), (0.125, 2.0)):
        yield case(f"l1 {l1} l2 {l2}", lambda w: l1 * w.abs().sum() + l2 * (w * w).sum(),
                   {"l1": l1, "l2": l2}, w=uniform(3, 4, away_from=0))


# --- losses ---------------------------------------------------------------------------------------

REDUCTIONS = ("mean", "sum", "none")


def loss_cases(label, f, settings=None, fixed=(), **inputs):
    """One case for each reduction; f(output, target, …, reduction=)."""
    for reduction in REDUCTIONS:
        yield case(f"{label} {reduction}", lambda *t: f(*t, reduction=reduction),
                   {"reduction": reduction, **(settings or {})}, fixed, **inputs)


@table("loss_mse")
def mse():
    yield from loss_cases("matrix", F.mse_loss, output=uniform(4, 3), target=uniform(4, 3))
    yield from loss_cases("stretched", lambda o, t, reduction: F.mse_loss(
        *torch.broadcast_tensors(o, t), reduction=reduction), output=uniform(4, 1), target=uniform(4))


@table("loss_l1")
def l1():
    yield from loss_cases("matrix", F.l1_loss, output=uniform(4, 3), target=uniform(4, 3))
    yield from loss_cases("stretched", lambda o, t, reduction: F.l1_loss(
        *torch.broadcast_tensors(o, t), reduction=reduction), output=uniform(4, 1), target=uniform(4))
    yield from loss_cases("equal", F.l1_loss, output=numbers(1, 2), target=numbers(1, 3))


@table("loss_huber")
def huber():
    for delta in (1, 0.3, 5):
        yield from loss_cases(f"delta {delta}",
                              lambda o, t, reduction: F.huber_loss(o, t, reduction, delta),
                              {"delta": delta}, output=uniform(4, 3), target=uniform(4, 3))


@table("loss_bce")
def bce():
    p = uniform(4, 3, low=0.01, high=0.99)
    hard = (uniform(4, 3) > 0).double()
    yield from loss_cases("soft", F.binary_cross_entropy, output=p,
                          target=uniform(4, 3, low=0, high=1))
    yield from loss_cases("hard", F.binary_cross_entropy, output=p, target=hard)
    # At 0 and 1 logarithms are cut at -100; slopes there are 1e12 and depend on the precision.
    yield from loss_cases("ends", F.binary_cross_entropy, fixed=("output", "target"),
                          output=numbers(0, 1, 0.5), target=numbers(0.25, 0.25, 1))


@table("loss_bce_with_logits")
def bce_with_logits():
    f = F.binary_cross_entropy_with_logits

    def weighted(o, t, w, reduction):
        return f(o, t, pos_weight=w, reduction=reduction)
    z, soft = uniform(4, 3, low=-6, high=6), uniform(4, 3, low=0, high=1)
    yield from loss_cases("soft", f, output=z, target=soft)
    yield from loss_cases("weighted", weighted, fixed=("pos_weight",), output=z, target=soft,
                          pos_weight=numbers(0.5, 1, 4))
    yield from loss_cases("extreme", f, output=numbers(1000, -1000, 1000, -1000),
                          target=numbers(1, 0, 0, 1))


@table("loss_cross_entropy")
def cross_entropy():
    z, label, weight = uniform(5, 4, low=-4, high=4), numbers(1, 4, 2, 2, 3), numbers(0.5, 2, 1, 0)
    shares = torch.softmax(uniform(5, 4), 1).mul(1e4).round() / 1e4
    for smoothing in (0, 0.1, 1):
        def f(o, t, w=None, reduction="mean", eps=smoothing):
            t = t.long() - 1 if t.dim() == 1 else t
            return F.cross_entropy(o, t, w, reduction=reduction, label_smoothing=eps)
        more = {"label_smoothing": smoothing}
        for name, target in (("labels", label), ("shares", shares)):
            yield from loss_cases(f"{name} {smoothing}", f, more, ("target",), output=z,
                                  target=target)
            yield from loss_cases(f"{name} {smoothing} weighted", f, more, ("target", "weight"),
                                  output=z, target=target, weight=weight)
    wild = numbers(1000, -1000, 0, -1000, 1000, 0).reshape(2, 3)
    yield from loss_cases("extreme", lambda o, t, reduction: F.cross_entropy(
        o, t.long() - 1, reduction=reduction), fixed=("target",), output=wild, target=numbers(2, 2))


@table("loss_nll")
def nll():
    logs = torch.log_softmax(uniform(5, 4), 1).mul(1e4).round() / 1e4
    label = numbers(1, 4, 2, 2, 3)

    def f(o, t, w=None, reduction="mean"):
        return F.nll_loss(o, t.long() - 1, w, reduction=reduction)
    yield from loss_cases("plain", f, fixed=("target",), output=logs, target=label)
    yield from loss_cases("weighted", f, fixed=("target", "weight"), output=logs, target=label,
                          weight=numbers(0.5, 2, 1, 0))


@table("loss_hinge")
def hinge():
    """PyTorch has no such loss; its autograd differentiates the formula."""
    def f(o, t, reduction):
        each = torch.clamp(1 - torch.where(t > 0, 1.0, -1.0) * o, min=0)
        return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[reduction]()
    o, sign = uniform(4, 3), torch.sign(uniform(4, 3, away_from=0))
    yield from loss_cases("signs", f, fixed=("target",), output=o, target=sign)
    yield from loss_cases("zeros and ones", f, fixed=("target",), output=o, target=(sign + 1) / 2)


@table("loss_kl_div")
def kl_div():
    logs = torch.log_softmax(uniform(4, 3), 1).mul(1e4).round() / 1e4
    yield from loss_cases("rows", F.kl_div, output=logs, target=uniform(4, 3, low=0.01, high=0.9))
    yield from loss_cases("zero", F.kl_div, fixed=("target",), output=numbers(-1, -2),
                          target=numbers(0, 1))


# --- layers ---------------------------------------------------------------------------------------

@table("layer_linear")
def linear_layer():
    for i, o in ((3, 4), (20, 37)):
        yield case(f"{i} to {o}", F.linear, {"in": i, "out": o}, x=uniform(5, i),
                   params={"weight": uniform(o, i), "bias": uniform(o)})
    yield case("no bias", F.linear, {"in": 3, "out": 2, "bias": False}, x=uniform(4, 3),
               params={"weight": uniform(2, 3)})


@table("layer_maxout")
def maxout_layer():
    for i, o, pieces in ((3, 4, 2), (2, 3, 3), (5, 1, 1)):
        yield case(f"{i} to {o}, {pieces} pieces",
                   lambda x, w, b: F.linear(x, w, b).reshape(-1, o, pieces).max(2).values,
                   {"in": i, "out": o, "pieces": pieces}, x=uniform(5, i),
                   params={"weight": uniform(o * pieces, i), "bias": uniform(o * pieces)})


@table("layer_flatten")
def flatten_layer():
    for shape in ((2, 3, 4, 5), (3, 4), (1, 2, 2)):
        yield case("x".join(map(str, shape)), lambda x: x.flatten(1), x=uniform(*shape))


@table("layer_identity")
def identity_layer():
    yield case("matrix", lambda x: x * 1, x=uniform(2, 3))


@table("layer_dropout")
def dropout_layer():
    """Where chance decides nothing; the rest is tested as statistics."""
    x = uniform(3, 4)
    for label, settings, factor in (
            ("evaluation", {"p": 0.3, "mode": "eval"}, 1), ("keeps all", {"drop": 0}, 1),
            ("drops all", {"keep": 0}, 0)):
        yield case(label, lambda x: x * factor, settings, x=x)


@table("layer_conv2d")
def conv2d_layer():
    for label, settings, x in (
            ("plain", {"in": 3, "out": 4, "k": 3}, (2, 3, 6, 5)),
            ("both", {"in": 2, "out": 3, "k": 3, "stride": 2, "padding": 1}, (2, 2, 5, 6))):
        i, o, k = settings["in"], settings["out"], settings["k"]
        yield case(label, lambda x, w, b: F.conv2d(x, w, b, settings.get("stride", 1),
                                                   settings.get("padding", 0)),
                   settings, x=uniform(*x),
                   params={"weight": uniform(o, i, k, k), "bias": uniform(o)})
    yield case("no bias", F.conv2d, {"in": 1, "out": 2, "k": 2, "bias": False},
               x=uniform(1, 1, 4, 4), params={"weight": uniform(2, 1, 2, 2)})


@table("layer_batch_norm1d")
def batch_norm1d_layer():
    for label, training, settings in (
            ("training", True, {}), ("evaluation", False, {"mode": "eval"}),
            ("slow", True, {"momentum": 0.01, "eps": 1e-3})):
        yield case(label, lambda x, g, b, m, v: F.batch_norm(
                       x, m, v, g, b, training, settings.get("momentum", 0.1),
                       settings.get("eps", 1e-5)),
                   {"features": 4, **settings}, x=uniform(6, 4),
                   params={"weight": uniform(4), "bias": uniform(4)},
                   buffers={"running_mean": uniform(4),
                            "running_var": uniform(4, low=0.5, high=2)})


@table("layer_layer_norm")
def layer_norm_layer():
    for label, eps in (("plain", 1e-5), ("eps", 0.1)):
        yield case(label, lambda x, g, b: F.layer_norm(x, (5,), g, b, eps),
                   {"features": 5, "eps": eps}, x=uniform(4, 5),
                   params={"weight": uniform(5), "bias": uniform(5)})


# --- writing --------------------------------------------------------------------------------------

HEADER = """# {name}: inputs, settings, expected values and gradients.
# Made by tests/golden/make.py with PyTorch {torch} in double precision on {date}.
# The format is described in tests/golden/README.md; do not edit by hand.
"""


def write(name):
    torch.manual_seed(zlib.crc32(name.encode()))
    body = "".join("\n" + "\n".join(lines) + "\n" for lines in TABLES[name]())
    path = os.path.join(HERE, name + ".txt")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as old:
            if old.read().partition("\n\n")[2] == body[1:]:
                return
    with open(path, "w", encoding="utf-8") as new:
        new.write(HEADER.format(name=name, torch=torch.__version__, date=datetime.date.today()))
        new.write(body)
    print("wrote", os.path.relpath(path))


def main():
    torch.set_default_dtype(torch.float64)
    for name in sys.argv[1:] or sorted(TABLES):
        write(name.removesuffix(".txt"))


if __name__ == "__main__":
    main()
