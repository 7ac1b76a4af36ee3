/* pow.c: y = a^b,  dy/da = b a^(b-1),  dy/db = y ln a (0 where y is 0, and at 0^0) */
#include "../isa/binary.h"

static inline GrReal value(GrReal a, GrReal b) {
    return (GrReal)pow((double)a, (double)b);
}

static inline GrReal slope_a(GrReal a, GrReal b, GrReal y) {
    (void)y;
    return b == 0 ? 0 : b * (GrReal)pow((double)a, (double)(b - 1));
}

static inline GrReal slope_b(GrReal a, GrReal b, GrReal y) {
    return y == 0 || (a == 0 && b == 0) ? 0 : y * (GrReal)log((double)a);
}

const GrOpDef GR_SYM(gr_op_pow) = {
    .doc =
        {
            .name = "pow",
            .summary = "raises to a power, element by element",
            .formula = "y = a^b",
            .shapes = "a, b: shapes that broadcast -> y: the combined shape",
            .source = "broadcasting as NumPy",
            .example = "print(tensor{1, 2, 3}:pow(2))",
        },
    .n_in = 2,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .forward = binary_forward,
    .backward = binary_backward,
    .sample =
        &(const GrSample){
            .n_in = 2, .ndim = {2, 1}, .shape = {{3, 4}, {4}}, .low = 0.5, .high = 2, .kink = NAN},
};
