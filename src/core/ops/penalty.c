/* penalty.c: y = l1 Σ|w| + l2 Σw²,  dy/dw = l1 sign(w) + 2 l2 w.  What nn.reg adds to a loss, for
 * all tensors of a model in one op. */
#include "../graph.h"
#include "../isa/vector.h"

enum { L1, L2 };

#define LANES 8 /* partial sums, so that the loop vectorises; the order is always the same */

static double total(const double *part) {
    double sum = 0;
    for (int k = 0; k < LANES; k++)
        sum += part[k];
    return sum;
}

static __attribute__((noinline)) double sizes(size_t n, const GrReal *w) {
    double part[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            part[k] += fabs((double)w[i + k]);
    for (; i < n; i++)
        part[0] += fabs((double)w[i]);
    return total(part);
}

static __attribute__((noinline)) double squares(size_t n, const GrReal *w) {
    double part[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            part[k] += (double)w[i + k] * (double)w[i + k];
    for (; i < n; i++)
        part[0] += (double)w[i] * (double)w[i];
    return total(part);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    double l1 = n->arg[L1], l2 = n->arg[L2], sum = 0; /* where one is 0, its sum may be infinite */
    for (int i = 0; i < n->n_in; i++) {
        const GrTensor *w = n->in[i];
        sum += l1 != 0 ? l1 * sizes(w->numel, w->data) : 0;
        sum += l2 != 0 ? l2 * squares(w->numel, w->data) : 0;
    }
    return gr_tensor_scalar(sum, out);
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
    double dy = (double)dout->data[0];
    for (int i = 0; i < n->n_in; i++) {
        GrReal *dw;
        bool fresh;
        if (!gr_wants(n, i))
            continue;
        GR_TRY(gr_grad_open(n->in[i], &dw, &fresh));
        slopes(n->in[i]->numel, n->in[i]->data, dw, (GrReal)(dy * n->arg[L1]),
               (GrReal)(dy * n->arg[L2]), fresh);
    }
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
            .shapes = "any number of w: any -> y: []",
            .source = "Zou, Hastie 2005",
            .example = "print(nn.reg.ElasticNet(1, 0.5)(tensor{1, -2}):item())  --> 5.5",
        },
    .n_in = -1,
    .saves = GR_SAVES_ALL,
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
