/* maxout.c: units that are each the largest of several linear functions. The mathematics is
 * ops/linear.c and ops/maxout.c. */
#include "../graph.h"
#include "../isa.h"
#include "../module.h"

enum { IN, OUT, PIECES, INIT };

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
                             {.name = "pieces",
                              .type = GR_ARG_INTEGER,
                              .def = 2,
                              .range = "[1, inf)",
                              .named_only = true,
                              .doc = "how many linear functions each unit has"},
                             GR_LAYER_INIT,
                             {.type = GR_ARG_END}};

static GrStatus build(GrModule *m) {
    int in = (int)m->arg[IN].num;
    double rows = m->arg[OUT].num * m->arg[PIECES].num;
    if (rows > 1e9)
        return gr_fail(GR_MEMORY, "Maxout: %g units of %g pieces are too many", m->arg[OUT].num,
                       m->arg[PIECES].num);
    int lines = (int)rows;
    GR_TRY(gr_module_parameter(m, 0, 2, (int[]){lines, in}));
    return gr_module_parameter(m, 1, 1, &lines);
}

static GrStatus reset(GrModule *m, GrRng *rng) {
    return gr_module_weights(&m->arg[INIT], m, rng);
}

static GrStatus check(const GrModule *m, const GrTensor *x) {
    int in = (int)m->arg[IN].num;
    if (x->ndim >= 1 && x->shape[x->ndim - 1] == in)
        return GR_OK;
    gr_fail(GR_SHAPE, "Maxout(%d, %d) takes inputs of shape [batch, %d], not %s", in,
            (int)m->arg[OUT].num, in, gr_tensor_shape_text(x));
    return gr_hint(GR_SHAPE, "the layer's first number must equal the number of features, the last "
                             "size of the input");
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    GR_TRY(check(m, x)); /* here, because linear's own message would name another layer */
    GrTensor *in[] = {x, m->param[0], m->param[1]}, *pieces = NULL;
    const double arg[GR_MAX_ARG] = {m->arg[PIECES].num};
    GR_TRY(gr_apply(GR_OP(linear), in, 3, NULL, &pieces));
    GrStatus status = gr_apply(GR_OP(maxout), &pieces, 1, arg, y);
    gr_release(pieces);
    return status;
}

const GrLayerDef gr_layer_maxout = {
    .doc =
        {
            .name = "Maxout",
            .summary = "units that learn their own activation: the largest of several lines",
            .formula = "y_o = max_p (w_(o,p) x + b_(o,p))",
            .shapes = "x: [B, I] -> y: [B, O];  weight: [O pieces, I], bias: [O pieces]",
            .source = "Goodfellow et al. 2013",
            .example = "print(nn.Maxout(2, 3)(ones(4, 2)).shape[2])  --> 3",
            .note = "one unit of k pieces can be any convex curve of k straight parts; its rows of "
                    "weights stand together: unit 1 has rows 1 to k",
        },
    .args = args,
    .params = {"weight", "bias"},
    .build = build,
    .reset = reset,
    .forward = forward,
};
