/* max_pool2d.c: y = the largest number of each window;  dy goes to the place it stood at (the
 * first, read row by row). */
#include "../isa/pool.h"

static size_t place_of_largest(const GrReal *window, const Pool *p) {
    size_t best = 0;
    for (int i = 0; i < p->k; i++)
        for (int j = 0; j < p->k; j++) {
            size_t at = (size_t)i * (size_t)p->width + (size_t)j;
            if (window[at] > window[best] || window[at] != window[at])
                best = at;
        }
    return best;
}

static GrReal value(const GrReal *window, const Pool *p) {
    return window[place_of_largest(window, p)];
}

static void slopes(const GrReal *window, const Pool *p, GrReal dy, GrReal *dwindow) {
    dwindow[place_of_largest(window, p)] = dy;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return pool_forward(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return pool_backward(n, slopes, dout);
}

const GrOpDef GR_SYM(gr_op_max_pool2d) = {
    .doc =
        {
            .name = "max_pool2d",
            .summary = "takes the largest number of each window of an image",
            .formula = "y_(i,j) = max_(u,v) x_(k i + u, k j + v)",
            .shapes = "x: [B, C, H, W] -> y: [B, C, H/k, W/k], rounded down",
            .source = "Riesenhuber, Poggio 1999",
            .example = "print(nn.MaxPool2d(2)(ones(1, 1, 4, 4)).shape[3])  --> 2",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = pool_args,
    .layer = "MaxPool2d",
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
