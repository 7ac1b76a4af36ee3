/* linear.c: the fully connected layer. The mathematics is ops/linear.c. */
#include <math.h>

#include "../graph.h"
#include "../init.h"
#include "../isa.h"
#include "../module.h"

enum { IN, OUT, BIAS, INIT };

static const GrArg args[] = {
    {.name = "in", .type = GR_ARG_INTEGER, .required = true, .range = "[1, inf)",
     .doc = "features of each input row"},
    {.name = "out", .type = GR_ARG_INTEGER, .required = true, .range = "[1, inf)",
     .doc = "units, and so features of each output row"},
    {.name = "bias", .type = GR_ARG_BOOLEAN, .def = 1, .named_only = true,
     .doc = "adds a learned number to each unit"},
    {.name = "init", .type = GR_ARG_INIT, .def = -1, .named_only = true,
     .doc = "rule for the first weights; without it U(-1/sqrt(in), 1/sqrt(in))"},
    {.type = GR_ARG_END}};

static GrStatus build(GrModule *m) {
    int in = (int)m->arg[IN].num, out = (int)m->arg[OUT].num;
    GR_TRY(gr_module_parameter(m, 0, 2, (int[]){out, in}));
    return m->arg[BIAS].num != 0 ? gr_module_parameter(m, 1, 1, &out) : GR_OK;
}

/* PyTorch's default for both; a named rule is for the weights, and the bias then starts at 0. */
static GrStatus reset(GrModule *m, GrRng *rng) {
    GR_TRY(gr_init_apply(&m->arg[INIT], m->param[0], rng));
    if (!m->param[1])
        return GR_OK;
    double bound = m->arg[INIT].given ? 0 : 1 / sqrt(m->arg[IN].num);
    gr_fill_uniform(m->param[1], -bound, bound, rng);
    return GR_OK;
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
