/* softplus.c: y = ln(1 + e^x),  dy/dx = σ(x). Computed as max(x, 0) + ln(1 + e^-|x|), which stays
 * finite. */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    GrReal size = x < 0 ? -x : x;
    return (x > 0 ? x : 0) + gr_log1p(gr_exp(-size));
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return gr_sigmoid(x);
}

const GrOpDef GR_SYM(gr_op_softplus) = {
    .doc =
        {
            .name = "softplus",
            .summary = "is a smooth relu",
            .formula = "y = ln(1 + e^x)",
            .shapes = "x: any -> y: the same",
            .source = "Dugas et al. 2001",
            .example = "print(tensor{0}:softplus():item() < 0.6932)  --> true",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .layer = "Softplus",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = NAN},
};
