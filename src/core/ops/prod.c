/* prod.c: y = Π x,  dx_i = dy · (the product of the others) */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    double product = 1;
    for (size_t i = 0; i < n; i++)
        product *= (double)x[i];
    return product;
}

/* The product of the others is y / x_i, unless a number is 0: then only that one has a slope, and
 * with two of them none has. */
static void slopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)y;
    size_t zeros = 0;
    double rest = 1;
    for (size_t i = 0; i < n; i++)
        if (x[i] == 0)
            zeros++;
        else
            rest *= (double)x[i];
    for (size_t i = 0; i < n; i++)
        if (zeros == 0)
            dx[i] = (GrReal)(dy * (rest / (double)x[i]));
        else
            dx[i] = zeros == 1 && x[i] == 0 ? (GrReal)(dy * rest) : 0;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return reduce_back(n, out, dout, slopes);
}

const GrOpDef GR_SYM(gr_op_prod) = {
    .doc =
        {
            .name = "prod",
            .summary = "multiplies all numbers, or those along a dimension",
            .formula = "y = Π x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "gradient at zeros as in PyTorch",
            .example = "print(tensor{2, 3, 4}:prod():item())  --> 24.0",
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
