/* norm.c: y = √(Σ x²), the length of a vector,  dx = dy · x / y, 0 where y is 0 */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return sqrt(dot_line(x, x, n));
}

static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    double scale = y == 0 ? 0 : dy / y;
    for (size_t i = 0; i < n; i++)
        dx[i] = (GrReal)(scale * (double)x[i]);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_norm) = {
    .doc =
        {
            .name = "norm",
            .summary = "gives the length of a vector: the root of the sum of squares",
            .formula = "y = √(Σ x_i²)",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "Euclid; also called the 2-norm",
            .example = "print(tensor{3, 4}:norm():item())  --> 5.0",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
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
