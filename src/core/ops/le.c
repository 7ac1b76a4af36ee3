/* le.c: 1 where a <= b, else 0. No gradient: it would be 0 everywhere. */
#include "../isa/compare.h"

static inline bool holds(GrReal a, GrReal b) {
    return a <= b;
}

const GrOpDef GR_SYM(gr_op_le) = {
    .doc =
        {
            .name = "le",
            .summary = "says where the first is less than or equal to the second: 1 there, else 0",
            .formula = "y = [a <= b]",
            .shapes = "a, b: shapes that broadcast -> y: the combined shape",
            .source = "broadcasting as NumPy; not differentiable",
            .example = "print(tensor{1, 2}:le(2):sum():item())  --> 2.0",
        },
    .n_in = 2,
    .forward = binary_forward,
    .sample =
        &(const GrSample){
            .n_in = 2, .ndim = {2, 1}, .shape = {{3, 4}, {4}}, .low = -2, .high = 2, .kink = NAN},
};
