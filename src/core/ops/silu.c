/* silu.c: y = x σ(x),  dy/dx = σ + x σ (1 - σ) */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x * gr_sigmoid(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    GrReal s = gr_sigmoid(x);
    return s * (1 + x * (1 - s));
}

const GrOpDef GR_SYM(gr_op_silu) = {
    .doc =
        {
            .name = "silu",
            .summary = "weighs each number by its own sigmoid",
            .formula = "y = x / (1 + e^-x)",
            .shapes = "x: any -> y: the same",
            .source = "Elfwing, Uchibe, Doya 2018; also called swish",
            .example = "print(tensor{0}:silu():item())  --> 0.0",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .layer = "SiLU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
