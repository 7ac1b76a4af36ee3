/* sqrt.c: y = √x,  dy/dx = 1/(2y) */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return (GrReal)sqrt((double)x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)arg;
    return (GrReal)0.5 / y;
}

const GrOpDef GR_SYM(gr_op_sqrt) = {
    .doc =
        {
            .name = "sqrt",
            .summary = "takes the square root of each number",
            .formula = "y = sqrt(x)",
            .shapes = "x: any -> y: the same",
            .source = "elementary; slope infinite at 0",
            .example = "print(tensor{4, 9}:sqrt())",
        },
    .n_in = 1,
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = 0.3, .high = 3, .kink = NAN},
};
