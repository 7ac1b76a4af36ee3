/* sample.h: inputs on which a definition record says its op can be tested. */
#ifndef GR_TESTS_SAMPLE_H
#define GR_TESTS_SAMPLE_H

#include <math.h>
#include <stdbool.h>

#include "core/def.h"
#include "core/rng.h"
#include "core/tensor.h"
#include "near.h"

/* Is input i what a network gives out, rather than labels or probabilities it is compared with? */
static inline bool sample_is_smooth(const GrSample *s, int i) {
    return i != 1 || (!s->labels && !s->probability);
}

static inline double sample_number(const GrSample *s, int i, GrRng *rng) {
    if (i == 1 && s->labels)
        return 1 + (double)gr_rng_below(rng, (size_t)s->shape[0][1]);
    if (i == 1 && s->probability)
        return gr_rng_uniform(rng);
    double x = s->low + (s->high - s->low) * gr_rng_uniform(rng);
    if (fabs(x - s->kink) < 0.05) /* never true without a kink: NAN */
        x += x < s->kink ? -0.05 : 0.05;
    return x;
}

/* Makes the inputs of sample s; in[] receives s->n_in new references. */
static inline void sample_inputs(const GrSample *s, GrRng *rng, GrTensor **in) {
    for (int i = 0; i < s->n_in; i++) {
        assert_int_equal(gr_tensor_new(s->ndim[i], s->shape[i], &in[i]), GR_OK);
        for (size_t k = 0; k < in[i]->numel; k++)
            in[i]->data[k] = (GrReal)sample_number(s, i, rng);
        in[i]->requires_grad = sample_is_smooth(s, i);
    }
}

static inline void sample_release(const GrSample *s, GrTensor **in) {
    for (int i = 0; i < s->n_in; i++)
        gr_release(in[i]);
}

#endif
