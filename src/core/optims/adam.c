/* adam.c: adaptive moments (see adam.h), with the decay added to the gradient. */
#include "adam.h"

static const GrArg args[] = {GR_ADAM_LR(1e-3), GR_ADAM_BETAS,   GR_ADAM_EPS,
                             GR_ADAM_DECAY(0), GR_ADAM_AMSGRAD, {.type = GR_ARG_END}};

static void update(const GrStretch *s, const GrValue *arg, long t) {
    Numbers a = adam_numbers(arg, t);
    a.decay = (GrReal)arg[WEIGHT_DECAY].num;
    adam_step(s, arg[AMSGRAD].num != 0, a);
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
