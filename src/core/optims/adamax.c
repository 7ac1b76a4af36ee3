/* adamax.c: Adam that divides by the largest recent gradient. With g = dL/dw + weight_decay w:
 *
 *     m = β1 m + (1 - β1) g,   u = max(β2 u, |g| + eps),   w -= lr m / ((1 - β1^t) u)
 */
#include "adam.h"

static const GrArg args[] = {
    GR_ADAM_LR(2e-3), GR_ADAM_BETAS, GR_ADAM_EPS, GR_ADAM_DECAY(0), {.type = GR_ARG_END}};

static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict m, GrReal *restrict u, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        GrReal size = (g < 0 ? -g : g) + a.eps, kept = a.beta2 * u[i];
        m[i] = a.beta1 * m[i] + a.new1 * g;
        u[i] = size < kept ? kept : size;
        w[i] -= a.rate * m[i] / u[i];
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    Numbers a = adam_numbers(arg, t);
    a.decay = (GrReal)arg[WEIGHT_DECAY].num;
    step(s->n, s->w, s->g, s->state[0], s->state[1], a);
}

const GrOptimDef GR_SYM(gr_optim_adamax) = {
    .doc =
        {
            .name = "Adamax",
            .summary = "Adam that divides by the largest recent gradient",
            .formula = "u = max(beta2 u, |g| + eps);  w = w - lr m / u",
            .shapes = "any",
            .source = "Kingma, Ba 2015, algorithm 2",
            .example = "opt = optim.Adamax(nn.Linear(2, 1), {lr=0.01})",
            .note = "one large gradient makes steps small for long: 1 / (1 - beta2) of them",
        },
    .args = args,
    .n_state = 2,
    .state_names = {"exp_avg", "exp_inf"},
    .update = update,
};
