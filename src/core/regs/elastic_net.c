/* elastic_net.c: L1 and L2 together. */
#include "../reg.h"

enum { L1, L2 };

static const GrArg args[] = {{.name = "l1",
                              .type = GR_ARG_NUMBER,
                              .required = true,
                              .range = "[0, inf)",
                              .doc = "price of each unit of |w|"},
                             {.name = "l2",
                              .type = GR_ARG_NUMBER,
                              .required = true,
                              .range = "[0, inf)",
                              .doc = "price of each unit of w squared"},
                             GR_REG_BIAS,
                             {.type = GR_ARG_END}};

static GrStatus penalty(const GrValue *arg, GrTensor *const *w, int n, GrTensor **out) {
    return gr_penalty(arg[L1].num, arg[L2].num, w, n, out);
}

static void prox(const GrValue *arg, GrTensor *w, double lr) {
    gr_penalty_prox(arg[L1].num, arg[L2].num, w, lr);
}

const GrRegDef gr_reg_elastic_net = {
    .doc =
        {
            .name = "ElasticNet",
            .summary = "pulls small weights to 0 as L1 does, and spreads the others as L2 does",
            .formula = "l1 sum |w| + l2 sum w^2",
            .shapes = "w: any -> []",
            .source = "Zou, Hastie 2005",
            .example = "print(nn.reg.ElasticNet(1, 1)(tensor{0.25, 0.5, 0.25}):item())  --> 1.375",
            .note = "of features that tell the same, L1 keeps one by chance, this one keeps all",
        },
    .args = args,
    .penalty = penalty,
    .prox = prox,
};
