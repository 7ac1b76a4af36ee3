/* rmsprop.c: divides by the recent size of the gradient. With g = dL/dw + weight_decay w:
 *
 *     v = α v + (1 - α) g²,   c = α c + (1 - α) g   (centered only)
 *     s = g / (sqrt(v) + eps),  or  g / (sqrt(v - c²) + eps)  when centered
 *     w -= lr s               without momentum
 *     b = momentum b + s,  w -= lr b
 */
#include "../isa/vector.h"

enum { LR, ALPHA, EPS, MOMENTUM, CENTERED, WEIGHT_DECAY };
enum { SQUARE, SPEED, MEAN }; /* state */

static const GrArg args[] = {{.name = "lr",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-2,
                              .range = "[0, inf)",
                              .doc = "learning rate: about the size of a step"},
                             {.name = "alpha",
                              .type = GR_ARG_NUMBER,
                              .def = 0.99,
                              .range = "[0, 1]",
                              .doc = "how long the mean square of the gradient remembers"},
                             {.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-8,
                              .range = "[0, inf)",
                              .doc = "keeps the division from exploding"},
                             {.name = "momentum",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .doc = "share of the last step's speed that is kept"},
                             {.name = "centered",
                              .type = GR_ARG_BOOLEAN,
                              .doc = "divides by the gradient's deviation instead of its size"},
                             {.name = "weight_decay",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .doc = "pulls weights towards 0"},
                             {.type = GR_ARG_END}};

/* The numbers of one update. */
typedef struct Numbers {
    GrReal lr, alpha, fresh, eps, momentum, decay; /* fresh: 1 - α, subtracted in double */
} Numbers;

#define LOOP static __attribute__((noinline)) void

/* Without momentum the speed is the scaled gradient alone, and 0 times what it was. */
LOOP plain(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict v,
           GrReal *restrict speed, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        v[i] = a.alpha * v[i] + a.fresh * g * g;
        speed[i] = a.momentum * speed[i] + g / (gr_sqrt(v[i]) + a.eps);
        w[i] -= a.lr * speed[i];
    }
}

LOOP centered(size_t n, GrReal *restrict w, const GrReal *restrict dw, GrReal *restrict v,
              GrReal *restrict speed, GrReal *restrict c, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        v[i] = a.alpha * v[i] + a.fresh * g * g;
        c[i] = a.alpha * c[i] + a.fresh * g;
        GrReal variance = v[i] - c[i] * c[i];
        variance = variance < 0 ? 0 : variance; /* rounding may bring it below */
        speed[i] = a.momentum * speed[i] + g / (gr_sqrt(variance) + a.eps);
        w[i] -= a.lr * speed[i];
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    (void)t;
    Numbers a = {(GrReal)arg[LR].num,  (GrReal)arg[ALPHA].num,    (GrReal)(1 - arg[ALPHA].num),
                 (GrReal)arg[EPS].num, (GrReal)arg[MOMENTUM].num, (GrReal)arg[WEIGHT_DECAY].num};
    if (arg[CENTERED].num != 0)
        centered(s->n, s->w, s->g, s->state[SQUARE], s->state[SPEED], s->state[MEAN], a);
    else
        plain(s->n, s->w, s->g, s->state[SQUARE], s->state[SPEED], a);
}

const GrOptimDef GR_SYM(gr_optim_rmsprop) = {
    .doc =
        {
            .name = "RMSprop",
            .summary = "divides each weight's step by the recent size of its gradient",
            .formula = "v = alpha v + (1 - alpha) g^2;  w = w - lr g / (sqrt(v) + eps)",
            .shapes = "any",
            .source = "Tieleman, Hinton 2012, lecture 6.5; centered: Graves 2013",
            .example = "opt = optim.RMSprop(nn.Linear(2, 1), {lr=0.001})",
            .note = "the first step is 1 / sqrt(1 - alpha) = 10 times lr; Adam corrects that",
        },
    .args = args,
    .n_state = 3,
    .state_names = {"square_avg", "momentum_buffer", "grad_avg"},
    .update = update,
};
