/* zeros.c: every number 0. */
#include "../init.h"

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)arg, (void)rng;
    gr_fill(t, 0);
    return GR_OK;
}

const GrInitDef gr_init_zeros = {
    .doc =
        {
            .name = "zeros_",
            .summary = "sets every number to 0",
            .formula = "w = 0",
            .shapes = "t: any",
            .source = "as in PyTorch",
            .example = "print(nn.init.zeros_(ones(2)):sum():item())  --> 0.0",
            .note = "right for biases; a hidden layer of zero weights passes nothing on and never "
                    "learns",
        },
    .short_name = "zeros",
    .fill = fill,
};
