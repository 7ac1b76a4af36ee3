/* elu.c: y = x where x > 0, else α (e^x - 1);  dy/dx = 1 or α e^x */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    return x > 0 || x != x ? x : (GrReal)arg[0] * gr_expm1_below(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y;
    return x > 0 ? (GrReal)1 : (GrReal)arg[0] * gr_exp(x);
}

static const GrArg args[] = {{.name = "alpha",
                              .type = GR_ARG_NUMBER,
                              .def = 1,
                              .range = "(0, inf)",
                              .doc = "how far below 0 the curve ends"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_elu) = {
    .doc =
        {
            .name = "elu",
            .summary = "keeps positive numbers and bends the others towards -alpha",
            .formula = "y = x for x > 0, else α (e^x - 1)",
            .shapes = "x: any -> y: the same",
            .source = "Clevert, Unterthiner, Hochreiter 2016, equation 15",
            .example = "print(tensor{-1, 2}:elu():min():item() > -1)  --> true",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = args,
    .layer = "ELU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = 0, .arg = {1}},
};
