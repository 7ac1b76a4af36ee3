/* lecun.c: LeCun's rule, deviation sqrt(1 / fan_in). */
#include <math.h>

#include "../init.h"

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    (void)arg;
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("lecun_normal_", t, &fan_in, &fan_out));
    gr_fill_normal(t, 0, sqrt(1 / fan_in), rng);
    return GR_OK;
}

const GrInitDef gr_init_lecun = {
    .doc =
        {
            .name = "lecun_normal_",
            .summary = "draws weights that keep the size of signals through layers without ReLU",
            .formula = "w ~ N(0, 1 / fan_in)",
            .shapes = "t: [O, I] or [O, I, H, W]",
            .source = "LeCun et al. 1998, section 4.6",
            .example = "nn.init.lecun_normal_(nn.Linear(2, 3).weight)",
            .note = "what SELU was made for",
        },
    .short_name = "lecun",
    .fill = fill,
};
