/* xavier_normal.c: Xavier Glorot's rule for tanh, deviation gain sqrt(2 / (fan_in + fan_out)). */
#include <math.h>

#include "../init.h"

enum { GAIN };

static const GrArg args[] = {GR_INIT_GAIN, {.type = GR_ARG_END}};

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("xavier_normal_", t, &fan_in, &fan_out));
    gr_fill_normal(t, 0, arg[GAIN].num * sqrt(2 / (fan_in + fan_out)), rng);
    return GR_OK;
}

const GrInitDef gr_init_xavier_normal = {
    .doc =
        {
            .name = "xavier_normal_",
            .summary = "draws weights that keep the size of signals both ways through tanh layers",
            .formula = "w ~ N(0, 2 gain^2 / (fan_in + fan_out))",
            .shapes = "t: [O, I] or [O, I, H, W]",
            .source = "Glorot, Bengio 2010, equation 12",
            .example = "nn.init.xavier_normal_(nn.Linear(2, 3).weight)",
            .note =
                "for tanh and sigmoid; for ReLU he is the rule, seen in nets of 16 layers and more",
        },
    .short_name = "xavier",
    .args = args,
    .one = gr_init_gain,
    .fill = fill,
};
