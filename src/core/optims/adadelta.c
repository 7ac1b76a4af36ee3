/* adadelta.c: steps measured in the size of earlier steps. With g = dL/dw + weight_decay w:
 *
 *     v = ρ v + (1 - ρ) g²
 *     Δ = sqrt(d + eps) / sqrt(v + eps) g
 *     d = ρ d + (1 - ρ) Δ²
 *     w -= lr Δ
 */
#include "../isa/vector.h"

enum { LR, RHO, EPS, WEIGHT_DECAY };

static const GrArg args[] = {{.name = "lr",
                              .type = GR_ARG_NUMBER,
                              .def = 1,
                              .range = "[0, inf)",
                              .doc = "learning rate; the rule was made to do without one"},
                             {.name = "rho",
                              .type = GR_ARG_NUMBER,
                              .def = 0.9,
                              .range = "[0, 1]",
                              .doc = "how long the mean squares of gradients and steps remember"},
                             {.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-6,
                              .range = "[0, inf)",
                              .doc = "sets the first steps off: their size is sqrt(eps)"},
                             {.name = "weight_decay",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .doc = "pulls weights towards 0"},
                             {.type = GR_ARG_END}};

/* The numbers of one update. */
typedef struct Numbers {
    GrReal lr, rho, fresh, eps, decay; /* fresh: 1 - ρ, subtracted in double */
} Numbers;

static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict v, GrReal *restrict d, Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal g = dw[i] + a.decay * w[i];
        v[i] = a.rho * v[i] + a.fresh * g * g;
        GrReal delta = gr_sqrt(d[i] + a.eps) / gr_sqrt(v[i] + a.eps) * g;
        d[i] = a.rho * d[i] + a.fresh * delta * delta;
        w[i] -= a.lr * delta;
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    (void)t;
    step(s->n, s->w, s->g, s->state[0], s->state[1],
         (Numbers){(GrReal)arg[LR].num, (GrReal)arg[RHO].num, (GrReal)(1 - arg[RHO].num),
                   (GrReal)arg[EPS].num, (GrReal)arg[WEIGHT_DECAY].num});
}

const GrOptimDef GR_SYM(gr_optim_adadelta) = {
    .doc =
        {
            .name = "Adadelta",
            .summary = "makes steps about as long as its recent steps were",
            .formula = "D = sqrt(d + eps) / sqrt(v + eps) g;  w = w - lr D",
            .shapes = "any",
            .source = "Zeiler 2012, algorithm 1",
            .example = "opt = optim.Adadelta(nn.Linear(2, 1))",
            .note = "begins with tiny steps; a rate above 1 often helps",
        },
    .args = args,
    .n_state = 2,
    .state_names = {"square_avg", "acc_delta"},
    .update = update,
};
