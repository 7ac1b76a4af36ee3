/* max_norm.c: keeps the weights of each unit within a ball. */
#include "../reg.h"

enum { C };

static const GrArg args[] = {{.name = "c",
                              .type = GR_ARG_NUMBER,
                              .required = true,
                              .range = "(0, inf)",
                              .doc = "longest allowed vector of one unit's weights"},
                             GR_REG_BIAS,
                             {.type = GR_ARG_END}};

/* Shortens one vector to length c where it is longer. */
static void shorten(GrReal *w, size_t n, double c) {
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += (double)w[i] * (double)w[i];
    if (square <= c * c || isnan(square))
        return;
    double scale = c / sqrt(square);
    for (size_t i = 0; i < n; i++)
        w[i] = (GrReal)(scale * (double)w[i]);
}

/* A unit's weights are a row of [O, I], or a filter of [O, I, H, W]; a bias is one vector. */
static void apply(const GrValue *arg, GrTensor *w) {
    size_t units = w->ndim > 1 ? (size_t)w->shape[0] : 1;
    size_t width = units ? w->numel / units : 0;
    for (size_t u = 0; u < units; u++)
        shorten(w->data + u * width, width, arg[C].num);
}

const GrRegDef gr_reg_max_norm = {
    .doc =
        {
            .name = "MaxNorm",
            .summary = "limits the length of each unit's weight vector, after a step",
            .formula = "w = w min(1, c / |w|), for each unit",
            .shapes = "w: [O, I] or [O, I, H, W], in place",
            .source = "Srebro, Shraibman 2005; with dropout: Srivastava et al. 2014",
            .example = "nn.reg.MaxNorm(3):apply(nn.Linear(2, 4))",
            .note = "a constraint, not a penalty: apply it after each opt:step()",
        },
    .args = args,
    .apply = apply,
};
