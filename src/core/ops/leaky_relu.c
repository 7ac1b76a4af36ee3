/* leaky_relu.c: y = x where x > 0, else slope · x;  dy/dx = 1 or slope */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    return x > 0 ? x : (GrReal)arg[0] * x;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y;
    return x > 0 ? (GrReal)1 : (GrReal)arg[0];
}

static const GrArg args[] = {{.name = "slope",
                              .type = GR_ARG_NUMBER,
                              .def = 0.1,
                              .range = "[0, 1]",
                              .doc = "what negative numbers are multiplied by"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_leaky_relu) = {
    .doc =
        {
            .name = "leaky_relu",
            .summary = "keeps positive numbers and shrinks the others",
            .formula = "y = x for x > 0, else slope x",
            .shapes = "x: any -> y: the same",
            .source = "Maas, Hannun, Ng 2013",
            .example = "print(tensor{-1, 2}:leaky_relu():sum():item() < 2)  --> true",
            .note = "the lecture's slope is 0.1; PyTorch's default is 0.01",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = args,
    .layer = "LeakyReLU",
    .forward = unary_forward,
    .backward = unary_backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -3,
                                .high = 3,
                                .kink = 0,
                                .arg = {0.1}},
};
