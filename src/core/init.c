/* init.c: what the initializers share. Each rule has a file of its own in inits/. */
#include "init.h"

#include <math.h>

#define INIT(name) extern const GrInitDef gr_init_##name;
#include "inits.def"
#undef INIT

const GrInitDef *const gr_inits[GR_INIT_COUNT] = {
#define INIT(name) [GR_INIT_##name] = &gr_init_##name,
#include "inits.def"
#undef INIT
};

void gr_fans(const GrTensor *w, double *fan_in, double *fan_out) {
    double field = 1;
    for (int d = 2; d < w->ndim; d++)
        field *= w->shape[d];
    *fan_in = (w->ndim > 1 ? w->shape[1] : w->ndim ? w->shape[0] : 1) * field;
    *fan_out = (w->ndim ? w->shape[0] : 1) * field;
}

void gr_fill_uniform(GrTensor *t, double low, double high, GrRng *rng) {
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)(low + (high - low) * gr_rng_uniform(rng));
}

void gr_fill_normal(GrTensor *t, double mean, double deviation, GrRng *rng) {
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)(mean + deviation * gr_rng_normal(rng));
}

GrStatus gr_init_apply(const GrValue *init, GrTensor *w, GrRng *rng) {
    if (init && init->given && init->num >= 0) {
        GrValue arg[GR_MAX_ARG] = {{0}};
        const GrInitDef *def = gr_inits[(int)init->num];
        for (int i = 0; def->args && def->args[i].type != GR_ARG_END; i++)
            arg[i].num = def->args[i].def;
        if (!isnan(init->num2)) /* NaN: no number was given */
            arg[0].num = init->num2;
        return def->fill(w, arg, rng);
    }
    double fan_in, fan_out;
    gr_fans(w, &fan_in, &fan_out);
    double bound = fan_in > 0 ? 1 / sqrt(fan_in) : 0;
    gr_fill_uniform(w, -bound, bound, rng);
    return GR_OK;
}
