/* std.c: y = √var(x), var with n - 1,  dx = dy · (x - m) / ((n - 1) y), 0 where y is 0 */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return sqrt(spread(x, n, sum_line(x, n) / (double)n) / ((double)n - 1));
}

static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    double mean = sum_line(x, n) / (double)n;
    double scale = y == 0 ? 0 : dy / (((double)n - 1) * y);
    for (size_t i = 0; i < n; i++)
        dx[i] = (GrReal)(scale * ((double)x[i] - mean));
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_std) = {
    .doc =
        {
            .name = "std",
            .summary = "gives the standard deviation: the root of the variance",
            .formula = "y = √(Σ (x_i - mean)² / (n - 1))",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "Bessel's correction; as PyTorch's default",
            .example = "print(tensor{1, 2, 3}:std():item())  --> 1.0",
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
