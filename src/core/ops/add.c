/* add.c: y = a + b,  dy/da = 1,  dy/db = 1 */
#include "../isa/binary.h"

static inline GrReal value(GrReal a, GrReal b) {
    return a + b;
}

static inline GrReal slope_a(GrReal a, GrReal b, GrReal y) {
    (void)a, (void)b, (void)y;
    return 1;
}

static inline GrReal slope_b(GrReal a, GrReal b, GrReal y) {
    (void)a, (void)b, (void)y;
    return 1;
}

const GrOpDef GR_SYM(gr_op_add) = {
    .doc =
        {
            .name = "add",
            .summary = "adds two tensors, or a number to each element",
            .formula = "y = a + b",
            .shapes = "a, b: shapes that broadcast -> y: the combined shape",
            .source = "broadcasting as NumPy",
            .example = "print(tensor{1, 2} + tensor{10, 20})",
        },
    .n_in = 2,
    .forward = binary_forward,
    .backward = binary_backward,
    .sample =
        &(const GrSample){
            .n_in = 2, .ndim = {2, 1}, .shape = {{3, 4}, {4}}, .low = -2, .high = 2, .kink = NAN},
};
