/* adamw.c: Adam (see adam.h) with the decay taken off the weights themselves, before the step:
 *
 *     w = (1 - lr weight_decay) w - lr m̂ / (sqrt(v̂) + eps)
 */
#include "adam.h"

static const GrArg args[] = {GR_ADAM_LR(1e-3),    GR_ADAM_BETAS,   GR_ADAM_EPS,
                             GR_ADAM_DECAY(1e-2), GR_ADAM_AMSGRAD, {.type = GR_ARG_END}};

static void update(const GrStretch *s, const GrValue *arg, long t) {
    Numbers a = adam_numbers(arg, t);
    a.keep = (GrReal)(1 - arg[LR].num * arg[WEIGHT_DECAY].num);
    adam_step(s, arg[AMSGRAD].num != 0, a);
}

const GrOptimDef GR_SYM(gr_optim_adamw) = {
    .doc =
        {
            .name = "AdamW",
            .summary = "Adam whose weight decay shrinks all weights alike",
            .formula = "w = (1 - lr weight_decay) w - lr m / (sqrt(v) + eps)",
            .shapes = "any",
            .source = "Loshchilov, Hutter 2019, algorithm 2",
            .example = "opt = optim.AdamW(nn.Linear(2, 1), {lr=0.01, weight_decay=0.1})",
            .note =
                "in Adam the decay goes through the division by sqrt(v), and weights with large "
                "gradients hardly feel it",
        },
    .args = args,
    .n_state = 3,
    .state_names = {"exp_avg", "exp_avg_sq", "max_exp_avg_sq"},
    .update = update,
};
