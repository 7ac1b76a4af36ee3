/* abs.c: y = |x|,  dy/dx = sign(x) */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x < 0 ? -x : x;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return x > 0 ? (GrReal)1 : x < 0 ? (GrReal)-1 : (GrReal)0;
}

const GrOpDef GR_SYM(gr_op_abs) = {
    .doc =
        {
            .name = "abs",
            .summary = "makes each number positive",
            .formula = "y = |x|",
            .shapes = "x: any -> y: the same",
            .source = "elementary; slope 0 at 0, as in PyTorch",
            .example = "print(tensor{-3, 4}:abs())",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .forward = unary_forward,
    .backward = unary_backward,
    .sample = &(
        const GrSample){.n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -2, .high = 2, .kink = 0},
};
