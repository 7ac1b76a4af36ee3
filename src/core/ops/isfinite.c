/* isfinite.c: 0 where x is infinite or not a number, else 1. No gradient. */
#define GR_VALUE_ONLY
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x - x == 0 ? (GrReal)1 : (GrReal)0; /* inf - inf is not a number */
}

const GrOpDef GR_SYM(gr_op_isfinite) = {
    .doc =
        {
            .name = "isfinite",
            .summary = "says where numbers are finite: 1 there, 0 at NaN and infinity",
            .formula = "y = [|x| < ∞]",
            .shapes = "x: any -> y: the same",
            .source = "IEEE 754; not differentiable",
            .example = "print((tensor{1} / 0):isfinite():item())  --> 0.0",
        },
    .n_in = 1,
    .forward = unary_forward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
