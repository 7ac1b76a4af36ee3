/* l1.c: |o - t|,  d/do = sign(o - t) */
#include "../isa/loss.h"

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    GrReal d = o - t;
    return d < 0 ? -d : d;
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return o > t ? (GrReal)1 : o < t ? (GrReal)-1 : 0 * (o - t); /* keeps NaN */
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    return -slope_o(o, t, w, arg);
}

static const GrArg args[] = {GR_REDUCTION, {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_l1) = {
    .op =
        {
            .doc =
                {
                    .name = "L1Loss",
                    .summary = "averages the distance of output and target (regression)",
                    .formula = "(1/n) Σ |o - t|",
                    .shapes = "output, target: the same -> []",
                    .source = "Laplace 1774",
                    .example = "print(nn.L1Loss()(tensor{1, 2}, tensor{1, 4}):item())  --> 1.0",
                    .note =
                        "a row that is far off counts less than with MSELoss; the best constant "
                        "answer is the median, not the mean",
                },
            .n_in = 2,
            .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
            .args = args,
            .forward = loss_forward,
            .backward = loss_backward,
            .sample = &(const GrSample){.n_in = 2,
                                        .ndim = {2, 2},
                                        .shape = {{4, 3}, {4, 3}},
                                        .low = -1,
                                        .high = 1,
                                        .kink = NAN},
        },
};
