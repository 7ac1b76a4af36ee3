/* sgd.c: stochastic gradient descent, with momentum.
 *
 *     g  = dL/dw + weight_decay w
 *     v  = g at the first step, then momentum v + (1 - dampening) g
 *     w -= lr g                        without momentum
 *     w -= lr v                        with momentum
 *     w -= lr (g + momentum v)         with nesterov
 */
#include "../isa/vector.h"

enum { LR, MOMENTUM, DAMPENING, NESTEROV, WEIGHT_DECAY };

static const GrArg args[] = {
    {.name = "lr",
     .type = GR_ARG_NUMBER,
     .required = true,
     .range = "[0, inf)",
     .doc = "learning rate: how far a step goes along the gradient"},
    {.name = "momentum",
     .type = GR_ARG_NUMBER,
     .range = "[0, inf)",
     .doc = "share of the last step's speed that is kept"},
    {.name = "dampening",
     .type = GR_ARG_NUMBER,
     .doc = "share of the gradient that momentum ignores"},
    {.name = "nesterov", .type = GR_ARG_BOOLEAN, .doc = "looks one momentum step ahead"},
    {.name = "weight_decay",
     .type = GR_ARG_NUMBER,
     .range = "[0, inf)",
     .doc = "pulls weights towards 0; d is the same as nn.reg.L2(d / 2)"},
    {.type = GR_ARG_END}};

#define LOOP static __attribute__((noinline)) void

LOOP plain(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal lr, GrReal decay) {
    for (size_t i = 0; i < n; i++)
        w[i] -= lr * (dw[i] + decay * w[i]);
}

LOOP with_momentum(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict v,
                   GrReal lr, GrReal momentum, GrReal keep, GrReal decay) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + decay * w[i];
        v[i] = momentum * v[i] + keep * g;
        w[i] -= lr * v[i];
    }
}

LOOP with_nesterov(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict v,
                   GrReal lr, GrReal momentum, GrReal keep, GrReal decay) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + decay * w[i];
        v[i] = momentum * v[i] + keep * g;
        w[i] -= lr * (g + momentum * v[i]);
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    GrReal lr = (GrReal)arg[LR].num, momentum = (GrReal)arg[MOMENTUM].num;
    GrReal decay = (GrReal)arg[WEIGHT_DECAY].num;
    GrReal keep = t == 1 ? 1 : (GrReal)(1 - arg[DAMPENING].num);
    if (momentum == 0)
        plain(s->n, s->w, s->g, lr, decay);
    else if (arg[NESTEROV].num == 0)
        with_momentum(s->n, s->w, s->g, s->state[0], lr, momentum, keep, decay);
    else
        with_nesterov(s->n, s->w, s->g, s->state[0], lr, momentum, keep, decay);
}

static GrStatus check(const GrValue *arg) {
    if (arg[NESTEROV].num == 0 || (arg[MOMENTUM].num > 0 && arg[DAMPENING].num == 0))
        return GR_OK;
    gr_fail(GR_OPTION,
            "SGD: nesterov looks a momentum step ahead, so it needs momentum above 0 and "
            "dampening 0, not %g and %g",
            arg[MOMENTUM].num, arg[DAMPENING].num);
    return gr_hint(GR_OPTION, "{lr=0.1, momentum=0.9, nesterov=true}");
}

const GrOptimDef GR_SYM(gr_optim_sgd) = {
    .doc =
        {
            .name = "SGD",
            .summary = "steps against the gradient, with momentum if asked",
            .formula = "v = momentum v + g;  w = w - lr v",
            .shapes = "any",
            .source = "Robbins, Monro 1951; Polyak 1964; Nesterov: Sutskever et al. 2013",
            .example = "opt = optim.SGD(nn.Linear(2, 1), {lr=0.1, momentum=0.9})",
            .note = "the lecture's Stochastic Gradient Descent",
        },
    .args = args,
    .n_state = 1,
    .state_names = {"momentum"},
    .check = check,
    .update = update,
};
