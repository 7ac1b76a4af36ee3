/* min.c: y = the smallest number. */
#include "../isa/extreme.h"

static size_t best_place(const GrReal *x, size_t n) {
    return place_of_smallest(x, n);
}

const GrOpDef GR_SYM(gr_op_min) = {
    .doc =
        {
            .name = "min",
            .summary = "takes the smallest of all numbers, or of those along a dimension",
            .formula = "y = min x_i",
            .shapes = "x: any -> y: [], or x without the dimension",
            .source = "gradient at ties as in PyTorch",
            .example = "print(tensor{2, 5, 3}:min():item())  --> 2.0",
            .note = "with a dimension Lua gets two results: the values and their indices",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = reduce_args,
    .forward = extreme_forward,
    .backward = extreme_backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {1, 0}},
};
