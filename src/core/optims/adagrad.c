/* adagrad.c: steps that shrink with all that a weight has been through. With
 * g = dL/dw + weight_decay w:
 *
 *     s += g²,   w -= lr / (1 + (t - 1) lr_decay) g / (sqrt(s) + eps)
 */
#include "../isa/vector.h"

enum { LR, LR_DECAY, EPS, WEIGHT_DECAY };

static const GrArg args[] = {{.name = "lr",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-2,
                              .range = "[0, inf)",
                              .doc = "learning rate: the size of the first step"},
                             {.name = "lr_decay",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .doc = "divides lr by 1 + this for each step made"},
                             {.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-10,
                              .range = "[0, inf)",
                              .doc = "keeps the division from exploding"},
                             {.name = "weight_decay",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .doc = "pulls weights towards 0"},
                             {.type = GR_ARG_END}};

static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict sum, GrReal rate, GrReal eps,
                                           GrReal decay) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + decay * w[i];
        sum[i] += g * g;
        w[i] -= rate * g / (gr_sqrt(sum[i]) + eps);
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    double rate = arg[LR].num / (1 + (double)(t - 1) * arg[LR_DECAY].num);
    step(s->n, s->w, s->g, s->state[0], (GrReal)rate, (GrReal)arg[EPS].num,
         (GrReal)arg[WEIGHT_DECAY].num);
}

const GrOptimDef GR_SYM(gr_optim_adagrad) = {
    .doc =
        {
            .name = "Adagrad",
            .summary = "divides each weight's step by the size of all its gradients so far",
            .formula = "s = s + g^2;  w = w - lr g / (sqrt(s) + eps)",
            .shapes = "any",
            .source = "Duchi, Hazan, Singer 2011",
            .example = "opt = optim.Adagrad(nn.Linear(2, 1), {lr=0.1})",
            .note = "s only grows: learning gets slower and slower, which RMSprop and Adam undo",
        },
    .args = args,
    .n_state = 1,
    .state_names = {"sum"},
    .update = update,
};
