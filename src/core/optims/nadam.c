/* nadam.c: Adam with Nesterov's look ahead. With g = dL/dw + weight_decay w, m and v as in adam.h:
 *
 *     μ_t = β1 (1 - 0.96^(t momentum_decay) / 2),   P_t = μ_1 μ_2 … μ_t
 *     w  -= lr [(1 - μ_t) g / (1 - P_t) + μ_{t+1} m / (1 - P_{t+1})] / (sqrt(v̂) + eps)
 */
#include "adam.h"

enum { MOMENTUM_DECAY = WEIGHT_DECAY + 1 };
enum { MEAN, SQUARE, PRODUCT }; /* state; the product is the same for all weights of a stretch */

static const GrArg args[] = {GR_ADAM_LR(2e-3),
                             GR_ADAM_BETAS,
                             GR_ADAM_EPS,
                             GR_ADAM_DECAY(0),
                             {.name = "momentum_decay",
                              .type = GR_ARG_NUMBER,
                              .def = 4e-3,
                              .range = "[0, inf)",
                              .doc = "how fast the look ahead grows"},
                             {.type = GR_ARG_END}};

/* `now` and `ahead`: how far a step goes along the gradient and along its mean. */
static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict m, GrReal *restrict v, GrReal now,
                                           GrReal ahead, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        m[i] = a.beta1 * m[i] + a.new1 * g;
        v[i] = a.beta2 * v[i] + a.new2 * g * g;
        w[i] -= (now * g + ahead * m[i]) / (gr_sqrt(v[i]) * a.root + a.eps);
    }
}

static double look_ahead(const GrValue *arg, long t) {
    return arg[BETAS].num * (1 - pow(0.96, (double)t * arg[MOMENTUM_DECAY].num) / 2);
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    Numbers a = adam_numbers(arg, t);
    a.decay = (GrReal)arg[WEIGHT_DECAY].num;
    double mu = look_ahead(arg, t), next = look_ahead(arg, t + 1);
    double product = (double)s->state[PRODUCT][0] * mu;
    step(s->n, s->w, s->g, s->state[MEAN], s->state[SQUARE],
         (GrReal)(arg[LR].num * (1 - mu) / (1 - product)),
         (GrReal)(arg[LR].num * next / (1 - product * next)), a);
    for (size_t i = 0; i < s->n; i++)
        s->state[PRODUCT][i] = (GrReal)product;
}

const GrOptimDef GR_SYM(gr_optim_nadam) = {
    .doc =
        {
            .name = "NAdam",
            .summary = "Adam that looks one momentum step ahead",
            .formula = "w = w - lr ((1 - mu) g + mu' m) / (sqrt(v) + eps), bias-corrected",
            .shapes = "any",
            .source = "Dozat 2016; as in PyTorch",
            .example = "opt = optim.NAdam(nn.Linear(2, 1), {lr=0.01})",
            .note = "to Adam what Nesterov's rule is to momentum",
        },
    .args = args,
    .n_state = 3,
    .state_names = {"exp_avg", "exp_avg_sq", "mu_product"},
    .state_start = {0, 0, 1},
    .update = update,
};
