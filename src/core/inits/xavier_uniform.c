/* xavier_uniform.c: Xavier Glorot's rule for tanh, bounds ±gain sqrt(6 / (fan_in + fan_out)). */
#include <math.h>

#include "../init.h"

enum { GAIN };

static const GrArg args[] = {GR_INIT_GAIN, {.type = GR_ARG_END}};

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("xavier_uniform_", t, &fan_in, &fan_out));
    double bound = arg[GAIN].num * sqrt(6 / (fan_in + fan_out));
    gr_fill_uniform(t, -bound, bound, rng);
    return GR_OK;
}

const GrInitDef gr_init_xavier_uniform = {
    .doc =
        {
            .name = "xavier_uniform_",
            .summary = "draws weights that keep the size of signals both ways through tanh layers "
                       "(uniform)",
            .formula = "w ~ U(-b, b), b = gain sqrt(6 / (fan_in + fan_out))",
            .shapes = "t: [O, I] or [O, I, H, W]",
            .source = "Glorot, Bengio 2010, equation 16",
            .example = "nn.init.xavier_uniform_(nn.Linear(2, 3).weight)",
            .note = "the same deviation as xavier_normal_, without outliers",
        },
    .args = args,
    .one = gr_init_gain,
    .fill = fill,
};
