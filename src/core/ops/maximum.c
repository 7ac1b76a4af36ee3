/* maximum.c: y = max(a, b); the gradient goes to the larger, half to each where they are equal */
#include "../isa/binary.h"

static inline GrReal value(GrReal a, GrReal b) {
    return a > b || a != a ? a : b;
}

static inline GrReal slope_a(GrReal a, GrReal b, GrReal y) {
    (void)y;
    return a == b ? (GrReal)0.5 : a > b ? 1 : 0;
}

static inline GrReal slope_b(GrReal a, GrReal b, GrReal y) {
    (void)y;
    return a == b ? (GrReal)0.5 : a > b ? 0 : 1;
}

const GrOpDef GR_SYM(gr_op_maximum) = {
    .doc =
        {
            .name = "maximum",
            .summary = "takes the larger of two, element by element",
            .formula = "y = max(a, b)",
            .shapes = "a, b: shapes that broadcast -> y: the combined shape",
            .source = "broadcasting as NumPy",
            .example = "print(tensor{1, 5}:maximum(tensor{3, 2}))",
        },
    .n_in = 2,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .forward = binary_forward,
    .backward = binary_backward,
    .sample =
        &(const GrSample){
            .n_in = 2, .ndim = {2, 1}, .shape = {{3, 4}, {4}}, .low = -2, .high = 2, .kink = NAN},
};
