/* max.c: y = the largest number. Along a dimension the gradient goes to the first place that has
 * it; over all numbers it is shared evenly among those that are equal (both as in PyTorch). */
#include "../isa/best.h"
#include "../isa/reduce.h"

static size_t best_place(const GrReal *x, size_t n) {
    return place_of_largest(x, n);
}

static double value(const GrReal *x, size_t n) {
    return (double)x[best_place(x, n)];
}

static void slopes_first(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)y;
    memset(dx, 0, n * sizeof *dx);
    dx[best_place(x, n)] = (GrReal)dy;
}

static void slopes_shared(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    size_t equal = 0;
    for (size_t i = 0; i < n; i++)
        equal += (double)x[i] == y;
    for (size_t i = 0; i < n; i++)
        dx[i] = (double)x[i] == y ? (GrReal)(dy / (double)equal) : 0;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce_some(n, value, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    bool along = n->arg[REDUCE_DIM] >= 0;
    return reduce_back(n, out, dout, along ? slopes_first : slopes_shared);
}

const GrOpDef GR_SYM(gr_op_max) = {
    .doc =
        {
            .name = "max",
            .summary = "takes the largest of all numbers, or of those along a dimension",
            .formula = "y = max x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "gradient at ties as in PyTorch",
            .example = "print(tensor{2, 5, 3}:max():item())  --> 5.0",
            .note = "with a dimension Lua gets two results: the values and their indices",
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
