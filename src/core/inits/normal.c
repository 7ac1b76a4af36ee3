/* normal.c: numbers of a Gaussian distribution. */
#include "../init.h"

enum { MEAN, STD };

static const GrArg args[] = {
    {.name = "mean", .type = GR_ARG_NUMBER, .doc = "their mean"},
    {.name = "std", .type = GR_ARG_NUMBER, .def = 1, .range = "[0, inf)", .doc = "their deviation"},
    {.type = GR_ARG_END}};

/* {normal=0.01} is N(0, 0.01²). */
static void one(double number, GrValue *arg) {
    arg[STD].num = number;
}

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    if (!(arg[STD].num >= 0))
        return gr_fail(GR_RANGE, "normal_: the deviation must be 0 or more, not %g", arg[STD].num);
    gr_fill_normal(t, arg[MEAN].num, arg[STD].num, rng);
    return GR_OK;
}

const GrInitDef gr_init_normal = {
    .doc =
        {
            .name = "normal_",
            .summary = "draws numbers of a Gaussian distribution",
            .formula = "w ~ N(mean, std^2)",
            .shapes = "t: any",
            .source = "as in PyTorch",
            .example = "print(nn.init.normal_(zeros(9), 5, 0):mean():item())  --> 5.0",
            .note = "too small a deviation makes signals die out over the layers, too large a one "
                    "makes them explode; as a layer's init={normal=0.01} it is the deviation",
        },
    .short_name = "normal",
    .args = args,
    .one = one,
    .fill = fill,
};
