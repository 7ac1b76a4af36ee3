/* constant.c: every number the same. */
#include "../init.h"

enum { V };

static const GrArg args[] = {
    {.name = "v", .type = GR_ARG_NUMBER, .required = true, .doc = "the number"},
    {.type = GR_ARG_END}};

static void one(double number, GrValue *arg) {
    arg[V].num = number;
}

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)rng;
    gr_fill(t, arg[V].num);
    return GR_OK;
}

const GrInitDef gr_init_constant = {
    .doc =
        {
            .name = "constant_",
            .summary = "sets every number to the same value",
            .formula = "w = v",
            .shapes = "t: any",
            .source = "as in PyTorch",
            .example = "print(nn.init.constant_(zeros(2), 0.5):sum():item())  --> 1.0",
            .note = "equal units stay equal: a layer of them is no more than one unit",
        },
    .short_name = "constant",
    .args = args,
    .one = one,
    .fill = fill,
};
