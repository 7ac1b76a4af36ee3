/* exp.c: y = e^x,  dy/dx = y */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return gr_exp(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)arg;
    return y;
}

const GrOpDef GR_SYM(gr_op_exp) = {
    .doc =
        {
            .name = "exp",
            .summary = "raises e to each number",
            .formula = "y = e^x",
            .shapes = "x: any -> y: the same",
            .source = "elementary",
            .example = "print(tensor{0, 1}:exp())",
        },
    .n_in = 1,
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -2, .high = 2, .kink = NAN},
};
