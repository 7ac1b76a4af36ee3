/* mse.c: (o - t)²,  d/do = 2 (o - t) */
#include "../isa/loss.h"

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return (o - t) * (o - t);
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return 2 * (o - t);
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return 2 * (t - o);
}

static const GrArg args[] = {GR_REDUCTION, {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_mse) = {
    .op =
        {
            .doc =
                {
                    .name = "MSELoss",
                    .summary = "averages the squared difference of output and target (regression)",
                    .formula = "(1/n) Σ (o - t)²",
                    .shapes = "output, target: the same -> []",
                    .source = "Gauss 1809",
                    .example = "print(nn.MSELoss()(tensor{1, 2}, tensor{1, 4}):item())  --> 2.0",
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
