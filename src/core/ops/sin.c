/* sin.c: y = sin x,  dy/dx = cos x */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return (GrReal)sin((double)x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return (GrReal)cos((double)x);
}

const GrOpDef GR_SYM(gr_op_sin) = {
    .doc =
        {
            .name = "sin",
            .summary = "takes the sine of each angle (radians)",
            .formula = "y = sin(x)",
            .shapes = "x: any -> y: the same",
            .source = "elementary; x in radians",
            .example = "print(tensor{0, math.pi / 2}:sin())",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
