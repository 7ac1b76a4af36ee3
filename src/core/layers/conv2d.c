/* conv2d.c: filters that slide over images. The mathematics is ops/conv2d.c. */
#include "../graph.h"
#include "../isa.h"
#include "../module.h"

enum { IN, OUT, K, STRIDE, PADDING, BIAS, INIT };

static const GrArg args[] = {{.name = "in",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "channels of the input images: 1 for grey, 3 for colour"},
                             {.name = "out",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, inf)",
                              .doc = "filters, and so channels of the output"},
                             {.name = "k",
                              .type = GR_ARG_INTEGER,
                              .required = true,
                              .range = "[1, 1000]",
                              .doc = "height and width of the filters"},
                             {.name = "stride",
                              .type = GR_ARG_INTEGER,
                              .def = 1,
                              .range = "[1, 1000]",
                              .named_only = true,
                              .doc = "how far a filter moves between two looks"},
                             {.name = "padding",
                              .type = GR_ARG_INTEGER,
                              .range = "[0, 1000]",
                              .named_only = true,
                              .doc = "rows and columns of zeros put around each image"},
                             GR_LAYER_BIAS,
                             GR_LAYER_INIT,
                             {.type = GR_ARG_END}};

static GrStatus build(GrModule *m) {
    int in = (int)m->arg[IN].num, out = (int)m->arg[OUT].num, k = (int)m->arg[K].num;
    GR_TRY(gr_module_parameter(m, 0, 4, (int[]){out, in, k, k}));
    return m->arg[BIAS].num != 0 ? gr_module_parameter(m, 1, 1, &out) : GR_OK;
}

static GrStatus reset(GrModule *m, GrRng *rng) {
    return gr_module_weights(&m->arg[INIT], m, rng);
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    GrTensor *in[] = {x, m->param[0], m->param[1]};
    const double arg[GR_MAX_ARG] = {m->arg[STRIDE].num, m->arg[PADDING].num};
    return gr_apply(GR_OP(conv2d), in, m->param[1] ? 3 : 2, arg, y);
}

const GrLayerDef gr_layer_conv2d = {
    .doc =
        {
            .name = "Conv2d",
            .summary = "looks at every place of an image through the same small filters",
            .formula = "y[o] = sum over channels c of (W[o, c] slid over x[c]) + b[o]",
            .shapes = "x: [B, C, H, W] -> y: [B, O, H', W'], H' = (H + 2 padding - k) / stride + 1",
            .source = "LeCun et al. 1989; default weights as in PyTorch",
            .example = "print(nn.Conv2d(1, 4, 3)(ones(2, 1, 8, 8)).shape[3])  --> 6",
            .note = "weight: [O, C, k, k], bias: [O]; padding = (k - 1) / 2 keeps the size",
        },
    .args = args,
    .params = {"weight", "bias"},
    .build = build,
    .reset = reset,
    .forward = forward,
};
