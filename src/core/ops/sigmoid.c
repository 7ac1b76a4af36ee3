/* sigmoid.c: y = 1 / (1 + e^-x),  dy/dx = y (1 - y) */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return gr_sigmoid(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)x, (void)arg;
    return y * (1 - y);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(unary_forward(n, out));
    (*out)->tag = GR_TAG_SIGMOID;
    return GR_OK;
}

const GrOpDef GR_SYM(gr_op_sigmoid) = {
    .doc =
        {
            .name = "sigmoid",
            .summary = "squashes each number into 0…1",
            .formula = "y = 1 / (1 + e^-x)",
            .shapes = "x: any -> y: the same",
            .source = "the logistic function, Verhulst 1845",
            .example = "print(tensor{0}:sigmoid())",
            .note = "its slope is at most 1/4: deep networks of it hardly learn; right for binary "
                    "outputs and gates",
        },
    .n_in = 1,
    .layer = "Sigmoid",
    .forward = forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -4, .high = 4, .kink = NAN},
};
