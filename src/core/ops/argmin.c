/* argmin.c: the place, counted from 1, of the smallest number; of several the first. No gradient.
 */
#include "../isa/best.h"
#include "../isa/reduce.h"

static double value(const GrReal *x, size_t n) {
    return (double)place_of_smallest(x, n) + 1;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    return reduce_some(n, value, out);
}

const GrOpDef GR_SYM(gr_op_argmin) = {
    .doc =
        {
            .name = "argmin",
            .summary = "says where the smallest number is, counted from 1",
            .formula = "y = arg min x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "1-based as in Torch7; not differentiable",
            .example = "print(tensor{2, 5, 1}:argmin(1):item())  --> 3.0",
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
