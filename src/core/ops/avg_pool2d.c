/* avg_pool2d.c: y = the mean of each window;  dy is shared evenly among its numbers. */
#include "../isa/pool.h"

static GrReal value(const GrReal *window, const Pool *p) {
    double sum = 0;
    for (int i = 0; i < p->k; i++)
        for (int j = 0; j < p->k; j++)
            sum += (double)window[(size_t)i * (size_t)p->width + (size_t)j];
    return (GrReal)(sum / (p->k * p->k));
}

static void slopes(const GrReal *window, const Pool *p, GrReal dy, GrReal *dwindow) {
    (void)window;
    for (int i = 0; i < p->k; i++)
        for (int j = 0; j < p->k; j++)
            dwindow[(size_t)i * (size_t)p->width + (size_t)j] = dy / (GrReal)(p->k * p->k);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return pool_forward(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return pool_backward(n, slopes, dout);
}

const GrOpDef GR_SYM(gr_op_avg_pool2d) = {
    .doc =
        {
            .name = "avg_pool2d",
            .summary = "averages each window of an image",
            .formula = "y_(i,j) = (1/k²) Σ_(u,v) x_(k i + u, k j + v)",
            .shapes = "x: [B, C, H, W] -> y: [B, C, H/k, W/k], rounded down",
            .source = "LeCun et al. 1989",
            .example = "print(nn.AvgPool2d(2)(ones(1, 1, 4, 4)):mean():item())  --> 1.0",
        },
    .n_in = 1,
    .args = pool_args,
    .layer = "AvgPool2d",
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {4},
                                .shape = {{2, 2, 5, 4}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {2}},
};
