/* adam.c: adaptive moments (see adam.h), with the decay added to the gradient.
 *
 *     w -= lr m̂ / (sqrt(v̂) + eps),   m̂ = m / (1 - β1^t),  v̂ = v / (1 - β2^t)
 *     amsgrad: v̂ is the largest v so far / (1 - β2^t)
 */
#include "adam.h"

static const GrArg args[] = {GR_ADAM_ARGS(1e-3, 0),
                             {.name = "amsgrad", .type = GR_ARG_BOOLEAN,
                              .doc = "divides by the largest mean square so far"},
                             {.type = GR_ARG_END}};

/* The numbers of one update. */
typedef struct Numbers {
    GrReal beta1, beta2, rate, root, eps, decay;
} Numbers;

static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict m, GrReal *restrict v, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        m[i] = a.beta1 * m[i] + (1 - a.beta1) * g;
        v[i] = a.beta2 * v[i] + (1 - a.beta2) * g * g;
        w[i] -= a.rate * m[i] / (gr_sqrt(v[i]) * a.root + a.eps);
    }
}

static __attribute__((noinline)) void step_amsgrad(size_t n, GrReal *restrict w,
                                                   const GrReal *restrict dw, GrReal *restrict m,
                                                   GrReal *restrict v, GrReal *restrict top,
                                                   Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        m[i] = a.beta1 * m[i] + (1 - a.beta1) * g;
        v[i] = a.beta2 * v[i] + (1 - a.beta2) * g * g;
        top[i] = v[i] > top[i] ? v[i] : top[i];
        w[i] -= a.rate * m[i] / (gr_sqrt(top[i]) * a.root + a.eps);
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    double beta1 = arg[BETAS].num, beta2 = arg[BETAS].num2;
    Numbers a = {
        .beta1 = (GrReal)beta1,
        .beta2 = (GrReal)beta2,
        .rate = (GrReal)(arg[LR].num / (1 - pow(beta1, (double)t))),
        .root = (GrReal)(1 / sqrt(1 - pow(beta2, (double)t))),
        .eps = (GrReal)arg[EPS].num,
        .decay = (GrReal)arg[WEIGHT_DECAY].num,
    };
    if (arg[AMSGRAD].num == 0)
        step(s->n, s->w, s->g, s->state[0], s->state[1], a);
    else
        step_amsgrad(s->n, s->w, s->g, s->state[0], s->state[1], s->state[2], a);
}

const GrOptimDef GR_SYM(gr_optim_adam) = {
    .doc =
        {
            .name = "Adam",
            .summary = "scales each weight's step by the recent size of its gradient",
            .formula = "w = w - lr m / (sqrt(v) + eps), both bias-corrected",
            .shapes = "any",
            .source = "Kingma, Ba 2015, algorithm 1; amsgrad: Reddi et al. 2018",
            .example = "opt = optim.Adam(nn.Linear(2, 1), {lr=0.01})",
            .note = "the first step has the size of lr whatever the gradient's",
        },
    .args = args,
    .n_state = 3,
    .state_names = {"exp_avg", "exp_avg_sq", "max_exp_avg_sq"},
    .update = update,
};
