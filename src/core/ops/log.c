/* log.c: y = ln x,  dy/dx = 1/x */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    (void)arg;
    return gr_log(x);
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y, (void)arg;
    return 1 / x;
}

const GrOpDef GR_SYM(gr_op_log) = {
    .doc =
        {
            .name = "log",
            .summary = "takes the natural logarithm of each number",
            .formula = "y = ln x",
            .shapes = "x: any -> y: the same",
            .source = "elementary; the natural logarithm",
            .example = "print(tensor{1, 10}:log())",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .forward = unary_forward,
    .backward = unary_backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 5}}, .low = 0.3, .high = 3, .kink = NAN},
};
