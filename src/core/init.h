/* init.h: initial weights. */
#ifndef GR_INIT_H
#define GR_INIT_H

#include "def.h"

enum {
#define INIT(name) GR_INIT_##name,
#include "inits.def"
#undef INIT
    GR_INIT_COUNT
};
extern const GrInitDef *const gr_inits[GR_INIT_COUNT];

/* How many numbers flow into and out of one unit of a weight tensor: [O, I] gives I and O; a
 * convolution [O, I, H, W] gives I·H·W and O·H·W. */
void gr_fans(const GrTensor *w, double *fan_in, double *fan_out);

/* The same for rules that make no sense without units: fails for tensors of less than two
 * dimensions. `what` names the rule in the message. */
GrStatus gr_unit_fans(const char *what, const GrTensor *w, double *fan_in, double *fan_out);

void gr_fill(GrTensor *t, double value);
/* Both end early when the user asks to stop; gr_poll() tells. */
void gr_fill_uniform(GrTensor *t, double low, double high, GrRng *rng);
void gr_fill_normal(GrTensor *t, double mean, double deviation, GrRng *rng);

/* The gain of rules that have one: their first argument. */
#define GR_INIT_GAIN                                                                               \
    {                                                                                              \
        .name = "gain", .type = GR_ARG_NUMBER, .def = 1, .range = "[0, inf)",                      \
        .doc = "multiplies all weights: 1 for linear and sigmoid, 5/3 for tanh, sqrt(2) for ReLU"  \
    }
void gr_init_gain(double number, GrValue *arg);

/* Fills w by the rule an `init` argument names (see GR_ARG_INIT); absent: U(±1/sqrt(fan_in)). */
GrStatus gr_init_apply(const GrValue *init, GrTensor *w, GrRng *rng);

#endif
