/* l1.c: the sum of absolute weights (lasso). */
#include "../reg.h"

enum { LAMBDA };

static const GrArg args[] = {{.name = "lambda",
                              .type = GR_ARG_NUMBER,
                              .required = true,
                              .range = "[0, inf)",
                              .doc = "price of each unit of |w|"},
                             GR_REG_BIAS,
                             {.type = GR_ARG_END}};

static GrStatus penalty(const GrValue *arg, GrTensor *const *w, int n, GrTensor **out) {
    return gr_penalty(arg[LAMBDA].num, 0, w, n, out);
}

static void prox(const GrValue *arg, GrTensor *w, double lr) {
    gr_penalty_prox(arg[LAMBDA].num, 0, w, lr);
}

const GrRegDef gr_reg_l1 = {
    .doc =
        {
            .name = "L1",
            .summary = "makes large weights cost, and pulls small ones to 0 (lasso)",
            .formula = "lambda sum |w|;  prox: w = sign(w) max(|w| - lr lambda, 0)",
            .shapes = "w: any -> []",
            .source = "Tibshirani 1996; proximal step: Daubechies et al. 2004",
            .example = "print(nn.reg.L1(1)(tensor{0.25, 0.5, 0.25}):item())  --> 1.0",
            .note = "added to the loss it only brings weights near 0; the proximal step "
                    "reg:prox(model, lr), taken after opt:step() instead, makes them exactly 0",
        },
    .args = args,
    .penalty = penalty,
    .prox = prox,
};
