/* gelu.c: y = x Φ(x),  dy/dx = Φ(x) + x φ(x), with the normal distribution's Φ(x) = erfc(-x/√2) / 2
 * and density φ(x) = e^(-x²/2) / √(2π) */
#include "../isa/unary.h"

/* Φ(x) */
static inline GrReal normal_share(GrReal x) {
    return gr_erfc(x * (GrReal)-0.7071067811865476) / 2;
}

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return x * normal_share(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return normal_share(x) + x * ((GrReal)0.3989422804014327 * gr_exp(x * x * (GrReal)-0.5));
}

const GrOpDef GR_SYM(gr_op_gelu) = {
    .doc =
        {
            .name = "gelu",
            .summary = "weighs each number by the share of a normal distribution below it",
            .formula = "y = x Φ(x)",
            .shapes = "x: any -> y: the same",
            .source = "Hendrycks, Gimpel 2016; the exact form, as PyTorch's default",
            .example = "print(tensor{0}:gelu():item())  --> 0.0",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .layer = "GELU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
