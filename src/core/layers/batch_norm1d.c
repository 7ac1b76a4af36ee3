/* batch_norm1d.c: gives each feature mean 0 and deviation 1. The mathematics is ops/batch_norm.c.
 */
#include "../graph.h"
#include "../init.h"
#include "../isa.h"
#include "../module.h"
#include "../watch.h"

enum { FEATURES, MOMENTUM, EPS };
enum { MEAN, VARIANCE }; /* buffers */

static const GrArg args[] = {{.name = "features",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "features of each input row"},
                             {.name = "momentum",
                              .type = GR_ARG_NUMBER,
                              .def = 0.1,
                              .range = "[0, 1]",
                              .named_only = true,
                              .doc = "how far the running statistics move towards each batch's"},
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
    GR_TRY(gr_module_parameter(m, 1, 1, &n));
    GR_TRY(gr_module_buffer(m, MEAN, n, 0));
    return gr_module_buffer(m, VARIANCE, n, 1);
}

static GrStatus reset(GrModule *m, GrRng *rng) {
    (void)rng;
    gr_fill(m->param[0], 1);
    gr_fill(m->param[1], 0);
    gr_fill(m->buffer[MEAN], 0);
    gr_fill(m->buffer[VARIANCE], 1);
    return GR_OK;
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    GrTensor *in[] = {x, m->param[0], m->param[1], m->buffer[MEAN], m->buffer[VARIANCE]};
    const double arg[GR_MAX_ARG] = {m->training, m->arg[MOMENTUM].num, m->arg[EPS].num};
    GR_TRY(gr_apply(GR_OP(batch_norm), in, 5, arg, y));
    if (m->training)
        gr_watch_noise(x, *y, GR_FROM_BATCH);
    else if ((*y)->node && m->param[0]->requires_grad)
        (*y)->origin |= GR_FROM_QUIET;
    return GR_OK;
}

const GrLayerDef gr_layer_batch_norm1d = {
    .doc =
        {
            .name = "BatchNorm1d",
            .summary = "gives each feature mean 0 and deviation 1 over the batch, then rescales it",
            .formula = "y = weight (x - mean) / sqrt(variance + eps) + bias",
            .shapes = "x: [B, N] -> y: [B, N];  weight, bias, running_mean, running_var: [N]",
            .source = "Ioffe, Szegedy 2015",
            .example = "print(nn.BatchNorm1d(2)(tensor{{1, 5}, {3, 9}}):sum():item())  --> 0.0",
            .note = "in training it uses the batch's mean and variance, in evaluation running "
                    "averages of them: forgetting model:eval() shows",
        },
    .args = args,
    .params = {"weight", "bias"},
    .buffers = {"running_mean", "running_var"},
    .has_mode = true,
    .build = build,
    .reset = reset,
    .forward = forward,
};
