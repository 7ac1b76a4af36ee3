/* layer_norm.c: gives each row mean 0 and deviation 1. The mathematics is ops/layer_norm.c. */
#include "../graph.h"
#include "../init.h"
#include "../isa.h"
#include "../module.h"

enum { FEATURES, EPS };

static const GrArg args[] = {{.name = "features",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "features of each input row"},
                             {.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-5,
                              .range = "(0, inf)",
                              .named_only = true,
                              .doc = "added to the variance, against division by 0"},
                             {.type = GR_ARG_END}};

static GrStatus build(GrModule *m) {
    int n = (int)m->arg[FEATURES].num;
    GR_TRY(gr_module_parameter(m, 0, 1, &n));
    return gr_module_parameter(m, 1, 1, &n);
}

static GrStatus reset(GrModule *m, GrRng *rng) {
    (void)rng;
    gr_fill(m->param[0], 1);
    gr_fill(m->param[1], 0);
    return GR_OK;
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    GrTensor *in[] = {x, m->param[0], m->param[1]};
    const double arg[GR_MAX_ARG] = {m->arg[EPS].num};
    return gr_apply(GR_OP(layer_norm), in, 3, arg, y);
}

const GrLayerDef gr_layer_layer_norm = {
    .doc =
        {
            .name = "LayerNorm",
            .summary = "gives each row mean 0 and deviation 1 over its features, then rescales",
            .formula = "y = weight (x - mean) / sqrt(variance + eps) + bias",
            .shapes = "x: [B, N] -> y: [B, N];  weight, bias: [N]",
            .source = "Ba, Kiros, Hinton 2016",
            .example = "print(nn.LayerNorm(2)(tensor{{1, 5}}):sum():item())  --> 0.0",
            .note = "knows no batch: the same in training and evaluation, and for a single row",
        },
    .args = args,
    .params = {"weight", "bias"},
    .build = build,
    .reset = reset,
    .forward = forward,
};
