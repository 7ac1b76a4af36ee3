/* adam.h: what Adam and its relatives share. Included by their files.
 *
 *     m = β1 m + (1 - β1) g              running mean of the gradient
 *     v = β2 v + (1 - β2) g²             running mean of its square
 *     w -= lr m̂ / (sqrt(v̂) + eps),      m̂ = m / (1 - β1^t),  v̂ = v / (1 - β2^t)
 *
 * with amsgrad, v̂ is the largest v so far / (1 - β2^t).
 */
#ifndef GR_ADAM_H
#define GR_ADAM_H

#include "../isa/vector.h"

enum { LR, BETAS, EPS, WEIGHT_DECAY, AMSGRAD };

#define GR_ADAM_LR(default_lr)                                                                     \
    {                                                                                              \
        .name = "lr", .type = GR_ARG_NUMBER, .def = (default_lr), .range = "[0, inf)",             \
        .doc = "learning rate: about the size of a step"                                           \
    }
#define GR_ADAM_BETAS                                                                              \
    {                                                                                              \
        .name = "betas", .type = GR_ARG_PAIR, .def = 0.9, .def2 = 0.999, .range = "[0, 1)",        \
        .doc = "how long the mean and the mean square of the gradient remember"                    \
    }
#define GR_ADAM_EPS                                                                                \
    {                                                                                              \
        .name = "eps", .type = GR_ARG_NUMBER, .def = 1e-8, .range = "[0, inf)",                    \
        .doc = "keeps the division from exploding"                                                 \
    }
#define GR_ADAM_DECAY(default_decay)                                                               \
    {                                                                                              \
        .name = "weight_decay", .type = GR_ARG_NUMBER, .def = (default_decay),                     \
        .range = "[0, inf)", .doc = "pulls weights towards 0"                                      \
    }
#define GR_ADAM_AMSGRAD                                                                            \
    {                                                                                              \
        .name = "amsgrad", .type = GR_ARG_BOOLEAN,                                                 \
        .doc = "divides by the largest mean square so far"                                         \
    }

/* The numbers of one update. */
typedef struct Numbers {
    GrReal beta1, beta2;
    GrReal new1,
        new2;    /* 1 - β1 and 1 - β2, subtracted in double: 1 - 0.999 has 5 digits in float */
    GrReal rate; /* lr / (1 - β1^t) */
    GrReal root; /* 1 / sqrt(1 - β2^t) */
    GrReal eps;
    GrReal decay; /* Adam: how much of w is added to its gradient */
    GrReal keep;  /* AdamW: what remains of w before the step */
} Numbers;

static Numbers adam_numbers(const GrValue *arg, long t) {
    double beta1 = arg[BETAS].num, beta2 = arg[BETAS].num2;
    return (Numbers){
        .beta1 = (GrReal)beta1,
        .beta2 = (GrReal)beta2,
        .new1 = (GrReal)(1 - beta1),
        .new2 = (GrReal)(1 - beta2),
        .rate = (GrReal)(arg[LR].num / (1 - pow(beta1, (double)t))),
        .root = (GrReal)(1 / sqrt(1 - pow(beta2, (double)t))),
        .eps = (GrReal)arg[EPS].num,
        .keep = 1,
    };
}

/* Not every relative has a use for these two. */
#define ADAM_LOOP static __attribute__((noinline, unused)) void

ADAM_LOOP adam_plain(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict m,
                     GrReal *restrict v, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        m[i] = a.beta1 * m[i] + a.new1 * g;
        v[i] = a.beta2 * v[i] + a.new2 * g * g;
        w[i] = a.keep * w[i] - a.rate * m[i] / (gr_sqrt(v[i]) * a.root + a.eps);
    }
}

ADAM_LOOP adam_amsgrad(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict m,
                       GrReal *restrict v, GrReal *restrict top, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        m[i] = a.beta1 * m[i] + a.new1 * g;
        v[i] = a.beta2 * v[i] + a.new2 * g * g;
        top[i] = v[i] > top[i] ? v[i] : top[i];
        w[i] = a.keep * w[i] - a.rate * m[i] / (gr_sqrt(top[i]) * a.root + a.eps);
    }
}

static inline void adam_step(const GrStretch *s, bool amsgrad, Numbers a) {
    if (amsgrad)
        adam_amsgrad(s->n, s->w, s->g, s->state[0], s->state[1], s->state[2], a);
    else
        adam_plain(s->n, s->w, s->g, s->state[0], s->state[1], a);
}

#endif
