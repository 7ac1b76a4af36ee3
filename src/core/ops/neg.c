/* neg.c: y = -x,  dy/dx = -1 */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return -x;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)y, (void)arg;
    return (GrReal)-1;
}

const GrOpDef GR_SYM(gr_op_neg) = {
    .doc =
        {
            .name = "neg",
            .summary = "changes the sign of each number",
            .formula = "y = -x",
            .shapes = "x: any -> y: the same",
            .source = "elementary",
            .example = "print(-tensor{1, -2})",
        },
    .n_in = 1,
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -2, .high = 2, .kink = NAN},
};
