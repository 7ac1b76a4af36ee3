/* sum.c: y = Σ x,  dx = dy for every number */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return sum_line(x, n);
}

static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)x, (void)y;
    for (size_t i = 0; i < n; i++)
        dx[i] = (GrReal)dy;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_sum) = {
    .doc =
        {
            .name = "sum",
            .summary = "adds up all numbers, or those along a dimension",
            .formula = "y = Σ x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "summed in double precision",
            .example = "print(tensor{{1, 2}, {3, 4}}:sum():item())  --> 10.0",
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
