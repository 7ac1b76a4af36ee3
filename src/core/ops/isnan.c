/* isnan.c: 1 where x is not a number, else 0. No gradient: it would be 0 everywhere. */
#define GR_VALUE_ONLY
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x != x ? (GrReal)1 : (GrReal)0;
}

const GrOpDef GR_SYM(gr_op_isnan) = {
    .doc =
        {
            .name = "isnan",
            .summary = "says where numbers are not a number: 1 there, else 0",
            .formula = "y = [x is NaN]",
            .shapes = "x: any -> y: the same",
            .source = "IEEE 754; not differentiable",
            .example = "print((tensor{0} / 0):isnan():item())  --> 1.0",
        },
    .n_in = 1,
    .forward = unary_forward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
