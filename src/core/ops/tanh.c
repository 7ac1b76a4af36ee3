/* tanh.c: y = tanh(x),  dy/dx = 1 - y² */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return gr_tanh(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)arg;
    return 1 - y * y;
}

const GrOpDef GR_SYM(gr_op_tanh) = {
    .doc =
        {
            .name = "tanh",
            .summary = "squashes each number into -1…1",
            .formula = "y = (e^x - e^-x) / (e^x + e^-x)",
            .shapes = "x: any -> y: the same",
            .source = "LeCun et al. 1998, Efficient BackProp, section 4.4",
            .example = "print(tensor{0, 1}:tanh())",
            .note =
                "the lecture: a choice of f; its slope never exceeds 1 and vanishes beyond about 3",
        },
    .n_in = 1,
    .layer = "Tanh",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
