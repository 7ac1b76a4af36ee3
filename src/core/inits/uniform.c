/* uniform.c: numbers between two bounds, all alike probable. */
#include "../init.h"

enum { A, B };

static const GrArg args[] = {
    {.name = "a", .type = GR_ARG_NUMBER, .doc = "lowest number"},
    {.name = "b", .type = GR_ARG_NUMBER, .def = 1, .doc = "highest number"},
    {.type = GR_ARG_END}};

/* {uniform=0.1} is U(-0.1, 0.1). */
static void one(double number, GrValue *arg) {
    arg[A].num = -number;
    arg[B].num = number;
}

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    if (!(arg[A].num <= arg[B].num))
        return gr_fail(GR_RANGE, "uniform_ draws between a and b: a = %g must not be above b = %g",
                       arg[A].num, arg[B].num);
    gr_fill_uniform(t, arg[A].num, arg[B].num, rng);
    return GR_OK;
}

const GrInitDef gr_init_uniform = {
    .doc =
        {
            .name = "uniform_",
            .summary = "draws numbers between two bounds",
            .formula = "w ~ U(a, b)",
            .shapes = "t: any",
            .source = "as in PyTorch",
            .example = "print(nn.init.uniform_(zeros(9), 2, 3):min():item() >= 2)  --> true",
            .note = "as a layer's init={uniform=0.1} it draws from -0.1 to 0.1",
        },
    .short_name = "uniform",
    .args = args,
    .one = one,
    .fill = fill,
};
