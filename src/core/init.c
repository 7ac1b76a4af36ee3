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

void gr_fill(GrTensor *t, double value) {
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)value;
}

/* Is it time to look whether the user wants to stop, and do they? */
static bool is_to_stop(size_t i) {
    enum { EVERY = 1 << 16 };
    return i % EVERY == 0 && gr_interrupted;
}

void gr_fill_uniform(GrTensor *t, double low, double high, GrRng *rng) {
    for (size_t i = 0; i < t->numel && !is_to_stop(i); i++)
        t->data[i] = (GrReal)(low + (high - low) * gr_rng_uniform(rng));
}

void gr_fill_normal(GrTensor *t, double mean, double deviation, GrRng *rng) {
    for (size_t i = 0; i < t->numel && !is_to_stop(i); i++)
        t->data[i] = (GrReal)(mean + deviation * gr_rng_normal(rng));
}

GrStatus gr_unit_fans(const char *what, const GrTensor *w, double *fan_in, double *fan_out) {
    if (w->ndim < 2) {
        gr_fail(GR_SHAPE, "%s needs weights of at least two dimensions, [outputs, inputs], not %s",
                what, gr_tensor_shape_text(w));
        return gr_hint(GR_SHAPE, "biases usually start at 0: nn.init.zeros_(t)");
    }
    gr_fans(w, fan_in, fan_out);
    return GR_OK;
}

void gr_init_gain(double number, GrValue *arg) {
    arg[0].num = number;
}

static const char *init_name(const GrInitDef *def) {
    return def->short_name ? def->short_name : def->doc.name;
}

/* Defaults, and the one number where one was given (NaN: none). */
static GrStatus read_shorthand(const GrInitDef *def, double number, GrValue *arg) {
    for (int i = 0; def->args && def->args[i].type != GR_ARG_END; i++)
        arg[i].num = def->args[i].def;
    bool given = !isnan(number);
    if (given && !def->one) {
        gr_fail(GR_OPTION, "the initializer %s takes no number", init_name(def));
        return gr_hint(GR_OPTION, "write init=\"%s\"", init_name(def));
    }
    if (!given && def->args && def->args[0].required) {
        gr_fail(GR_ARGUMENT, "the initializer %s needs a number", init_name(def));
        return gr_hint(GR_ARGUMENT, "write init={%s=0.1}", init_name(def));
    }
    if (given)
        def->one(number, arg);
    return GR_OK;
}

GrStatus gr_init_apply(const GrValue *init, GrTensor *w, GrRng *rng) {
    if (init && init->given && init->num >= 0) {
        GrValue arg[GR_MAX_ARG] = {{0}};
        const GrInitDef *def = gr_inits[(int)init->num];
        GR_TRY(read_shorthand(def, init->num2, arg));
        return def->fill(w, arg, rng);
    }
    double fan_in, fan_out;
    gr_fans(w, &fan_in, &fan_out);
    double bound = fan_in > 0 ? 1 / sqrt(fan_in) : 0;
    gr_fill_uniform(w, -bound, bound, rng);
    return GR_OK;
}
