/* sign.c: y = -1, 0 or 1,  dy/dx = 0 */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x > 0 ? (GrReal)1 : x < 0 ? (GrReal)-1 : x;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)y, (void)arg;
    return (GrReal)0;
}

const GrOpDef GR_SYM(gr_op_sign) = {
    .doc =
        {
            .name = "sign",
            .summary = "gives -1, 0 or 1",
            .formula = "y = sign(x)",
            .shapes = "x: any -> y: the same",
            .source = "elementary; slope 0 everywhere, as in PyTorch",
            .example = "print(tensor{-3, 0, 4}:sign())",
        },
    .n_in = 1,
    .forward = unary_forward,
    .backward = unary_backward,
    .sample = &(
        const GrSample){.n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -2, .high = 2, .kink = 0},
};
