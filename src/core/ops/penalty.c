/* penalty.c: y = l1 Σ|w| + l2 Σw²,  dy/dw = l1 sign(w) + 2 l2 w.  What nn.reg adds to a loss. */
#include "../graph.h"
#include "../isa/vector.h"

enum { L1, L2 };

static GrStatus forward(GrNode *n, GrTensor **out) {
    const GrTensor *w = n->in[0];
    double size = 0, square = 0;
    for (size_t i = 0; i < w->numel; i++) {
        size += fabs((double)w->data[i]);
        square += (double)w->data[i] * (double)w->data[i];
    }
    double l1 = n->arg[L1], l2 = n->arg[L2]; /* where one is 0, its sum may be infinite */
    return gr_tensor_scalar((l1 != 0 ? l1 * size : 0) + (l2 != 0 ? l2 * square : 0), out);
}

/* fresh: d is written for the first time; otherwise the slopes are added to it. */
static __attribute__((noinline)) void slopes(size_t n, const GrReal *restrict w, GrReal *restrict d,
                                             GrReal l1, GrReal l2, bool fresh) {
    if (fresh)
        for (size_t i = 0; i < n; i++)
            d[i] = (w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0) + 2 * l2 * w[i];
    else
        for (size_t i = 0; i < n; i++)
            d[i] += (w[i] > 0 ? l1 : w[i] < 0 ? -l1 : 0) + 2 * l2 * w[i];
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrReal *dw;
    bool fresh;
    double dy = (double)dout->data[0];
    GR_TRY(gr_grad_open(n->in[0], &dw, &fresh));
    slopes(n->in[0]->numel, n->in[0]->data, dw, (GrReal)(dy * n->arg[L1]),
           (GrReal)(dy * n->arg[L2]), fresh);
    return GR_OK;
}

static const GrArg args[] = {
    {.name = "l1", .type = GR_ARG_NUMBER, .range = "[0, inf)", .doc = "price of each unit of |w|"},
    {.name = "l2",
     .type = GR_ARG_NUMBER,
     .range = "[0, inf)",
     .doc = "price of each unit of w squared"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_penalty) = {
    .doc =
        {
            .name = "penalty",
            .summary = "adds up the sizes and the squares of weights",
            .formula = "y = l1 sum |w| + l2 sum w^2",
            .shapes = "w: any -> y: []",
            .source = "Zou, Hastie 2005",
            .example = "print(nn.reg.ElasticNet(1, 0.5)(tensor{1, -2}):item())  --> 5.5",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -2,
                                .high = 2,
                                .kink = 0,
                                .arg = {0.3, 0.2}},
};
