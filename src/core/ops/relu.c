/* relu.c: y = max(0, x),  dy/dx = 1 where x > 0, else 0 */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x > 0 || x != x ? x : 0;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)arg;
    return y > 0 ? (GrReal)1 : (GrReal)0;
}

const GrOpDef GR_SYM(gr_op_relu) = {
    .doc =
        {
            .name = "relu",
            .summary = "keeps positive numbers and sets the others to 0",
            .formula = "y = max(0, x)",
            .shapes = "x: any -> y: the same",
            .source = "Nair, Hinton 2010",
            .example = "print(tensor{-1, 0, 2}:relu())",
            .note = "the lecture: the first choice; a unit that is never positive learns nothing "
                    "(dead)",
        },
    .n_in = 1,
    .layer = "ReLU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample = &(
        const GrSample){.n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -2, .high = 2, .kink = 0},
};
