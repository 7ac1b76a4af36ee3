/* var.c: y = Σ (x - m)² / (n - 1) with the mean m,  dx = dy · 2 (x - m) / (n - 1) */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return spread(x, n, sum_line(x, n) / (double)n) / ((double)n - 1);
}

static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)y;
    double mean = sum_line(x, n) / (double)n;
    for (size_t i = 0; i < n; i++)
        dx[i] = (GrReal)(dy * 2 * ((double)x[i] - mean) / ((double)n - 1));
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_var) = {
    .doc =
        {
            .name = "var",
            .summary = "gives the variance: the mean squared distance from the mean",
            .formula = "y = Σ (x_i - mean)² / (n - 1)",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "Bessel's correction; as PyTorch's default",
            .example = "print(tensor{1, 2, 3}:var():item())  --> 1.0",
            .note =
                "divides by n - 1, so that it is right on average; one number alone has none (nan)",
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
