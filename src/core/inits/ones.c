/* ones.c: every number 1. */
#include "../init.h"

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)arg, (void)rng;
    gr_fill(t, 1);
    return GR_OK;
}

const GrInitDef gr_init_ones = {
    .doc =
        {
            .name = "ones_",
            .summary = "sets every number to 1",
            .formula = "w = 1",
            .shapes = "t: any",
            .source = "as in PyTorch",
            .example = "print(nn.init.ones_(zeros(2)):sum():item())  --> 2.0",
            .note = "equal units stay equal: they get the same gradient for ever",
        },
    .short_name = "ones",
    .fill = fill,
};
