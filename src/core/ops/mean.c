/* mean.c: y = (1/n) Σ x,  dx = dy / n */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return sum_line(x, n) / (double)n;
}

static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)x, (void)y;
    for (size_t i = 0; i < n; i++)
        dx[i] = (GrReal)(dy / (double)n);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_mean) = {
    .doc =
        {
            .name = "mean",
            .summary = "averages all numbers, or those along a dimension",
            .formula = "y = (1/n) Σ x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "summed in double precision",
            .example = "print(tensor{1, 2, 6}:mean():item())  --> 3.0",
        },
    .n_in = 1,
    .args = reduce_args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {1, 0}},
};
