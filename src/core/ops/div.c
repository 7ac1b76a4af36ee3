/* div.c: y = a / b,  dy/da = 1/b,  dy/db = -a/b² = -y/b */
#include "../isa/binary.h"

static inline GrReal value(GrReal a, GrReal b) {
    return a / b;
}

static inline GrReal slope_a(GrReal a, GrReal b, GrReal y) {
    (void)a, (void)y;
    return 1 / b;
}

static inline GrReal slope_b(GrReal a, GrReal b, GrReal y) {
    (void)a;
    return -y / b;
}

const GrOpDef GR_SYM(gr_op_div) = {
    .doc =
        {
            .name = "div",
            .summary = "divides, element by element",
            .formula = "y = a / b",
            .shapes = "a, b: shapes that broadcast -> y: the combined shape",
            .source = "broadcasting as NumPy",
            .example = "print(tensor{3, 4} / 2)",
        },
    .n_in = 2,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .forward = binary_forward,
    .backward = binary_backward,
    .sample =
        &(const GrSample){
            .n_in = 2, .ndim = {2, 1}, .shape = {{3, 4}, {4}}, .low = 0.5, .high = 2, .kink = NAN},
};
