/* he.c: He's rule for ReLU, deviation sqrt(2 / fan_in). */
#include <math.h>

#include "../init.h"

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)arg;
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("kaiming_normal_", t, &fan_in, &fan_out));
    gr_fill_normal(t, 0, sqrt(2 / fan_in), rng);
    return GR_OK;
}

const GrInitDef gr_init_he = {
    .doc =
        {
            .name = "kaiming_normal_",
            .summary = "draws weights that keep the size of ReLU activations from layer to layer",
            .formula = "w ~ N(0, 2 / fan_in)",
            .shapes = "t: [O, I] or [O, I, H, W]",
            .source = "He et al. 2015, equation 10",
            .example = "nn.init.kaiming_normal_(nn.Linear(2, 3).weight)",
            .note = "the 2 makes up for the half of the signal that ReLU cuts off",
        },
    .short_name = "he",
    .fill = fill,
};
