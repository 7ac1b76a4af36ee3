/* selu.c: y = λ x where x > 0, else λ α (e^x - 1);  dy/dx = λ or λ α e^x */
#include "../isa/unary.h"

#define LAMBDA ((GrReal)1.0507009873554804934193349852946)
#define ALPHA ((GrReal)1.6732632423543772848170429916717)

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return LAMBDA * (x > 0 || x != x ? x : ALPHA * gr_expm1_below(x));
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return LAMBDA * (x > 0 ? 1 : ALPHA * gr_exp(x));
}

const GrOpDef GR_SYM(gr_op_selu) = {
    .doc =
        {
            .name = "selu",
            .summary = "scales ELU so that activations keep mean 0 and variance 1",
            .formula = "y = λ x for x > 0, else λ α (e^x - 1); λ = 1.0507, α = 1.6733",
            .shapes = "x: any -> y: the same",
            .source = "Klambauer et al. 2017, equation 2",
            .example = "print(tensor{0, 1}:selu():max():item() > 1)  --> true",
            .note = "meant for weights made by init=\"lecun\"",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .layer = "SELU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample = &(
        const GrSample){.n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = -3, .high = 3, .kink = 0},
};
