/* he_uniform.c: He's rule for ReLU, bounds ±sqrt(6 / fan_in). */
#include <math.h>

#include "../init.h"

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)arg;
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("kaiming_uniform_", t, &fan_in, &fan_out));
    double bound = sqrt(6 / fan_in);
    gr_fill_uniform(t, -bound, bound, rng);
    return GR_OK;
}

const GrInitDef gr_init_he_uniform = {
    .doc =
        {
            .name = "kaiming_uniform_",
            .summary = "draws weights that keep the size of ReLU activations from layer to layer "
                       "(uniform)",
            .formula = "w ~ U(-b, b), b = sqrt(6 / fan_in)",
            .shapes = "t: [O, I] or [O, I, H, W]",
            .source = "He et al. 2015, equation 10",
            .example = "nn.init.kaiming_uniform_(nn.Linear(2, 3).weight)",
            .note = "the same deviation as kaiming_normal_, without outliers",
        },
    .fill = fill,
};
