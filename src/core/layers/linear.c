/* linear.c: the fully connected layer. The mathematics is ops/linear.c. */
#include "../graph.h"
#include "../isa.h"
#include "../module.h"

enum { IN, OUT, BIAS, INIT };

static const GrArg args[] = {{.name = "in",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "features of each input row"},
                             {.name = "out",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "units, and so features of each output row"},
                             GR_LAYER_BIAS,
                             GR_LAYER_INIT,
                             {.type = GR_ARG_END}};

static GrStatus build(GrModule *m) {
    int in = (int)m->arg[IN].num, out = (int)m->arg[OUT].num;
    GR_TRY(gr_module_parameter(m, 0, 2, (int[]){out, in}));
    return m->arg[BIAS].num != 0 ? gr_module_parameter(m, 1, 1, &out) : GR_OK;
}

static GrStatus reset(GrModule *m, GrRng *rng) {
    return gr_module_weights(&m->arg[INIT], m, rng);
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    GrTensor *in[] = {x, m->param[0], m->param[1]};
    return gr_apply(GR_OP(linear), in, m->param[1] ? 3 : 2, NULL, y);
}

const GrLayerDef gr_layer_linear = {
    .doc =
        {
            .name = "Linear",
            .summary = "weighs and adds up all inputs for each of its units",
            .formula = "y = x W^T + b",
            .shapes = "x: [B, I] -> y: [B, O];  weight: [O, I], bias: [O]",
            .source = "Rosenblatt 1958; default weights as in PyTorch",
            .example = "print(#nn.Linear(2, 3):parameters())  --> 2",
            .note = "on its own it is linear: several in a row are no more than one",
        },
    .args = args,
    .params = {"weight", "bias"},
    .build = build,
    .reset = reset,
    .forward = forward,
};
