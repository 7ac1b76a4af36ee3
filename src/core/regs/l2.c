/* l2.c: the sum of squared weights (ridge, weight decay). */
#include "../reg.h"

enum { LAMBDA };

static const GrArg args[] = {{.name = "lambda",
                              .type = GR_ARG_NUMBER,
                              .required = true,
                              .range = "[0, inf)",
                              .doc = "price of each unit of w squared"},
                             GR_REG_BIAS,
                             {.type = GR_ARG_END}};

static GrStatus penalty(const GrValue *arg, GrTensor *const *w, int n, GrTensor **out) {
    return gr_penalty(0, arg[LAMBDA].num, w, n, out);
}

const GrRegDef gr_reg_l2 = {
    .doc =
        {
            .name = "L2",
            .summary = "makes large weights cost, and so spreads the work over all of them (ridge)",
            .formula = "lambda sum w^2",
            .shapes = "w: any -> []",
            .source = "Hoerl, Kennard 1970",
            .example = "print(nn.reg.L2(1)(tensor{0.25, 0.5, 0.25}):item())  --> 0.375",
            .note = "nn.reg.L2(lambda) does the same as SGD's weight_decay = 2 lambda",
        },
    .args = args,
    .penalty = penalty,
};
