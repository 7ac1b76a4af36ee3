/* all.c: 1 where no number is 0, else 0. No gradient. */
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (x[i] == 0)
            return 0;
    return 1;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce(n, value, out);
}

const GrOpDef GR_SYM(gr_op_all) = {
    .doc =
        {
            .name = "all",
            .summary = "says whether all numbers are not 0: 1, else 0",
            .formula = "y = [every x_i ≠ 0]",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "NumPy; not differentiable",
            .example = "print(tensor{0, 2}:all():item())  --> 0.0",
        },
    .n_in = 1,
    .args = reduce_args,
    .forward = forward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {1, 0}},
};
