/* huber.c: a parabola for small errors, a straight line for large ones. With d = o - t:
 *
 *     d² / 2                 where |d| <= delta        d/do = d
 *     delta (|d| - delta/2)  elsewhere                 d/do = delta sign(d)
 */
#include "../isa/loss.h"

enum { DELTA = 1 };

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w;
    GrReal d = o < t ? t - o : o - t, delta = (GrReal)arg[DELTA];
    return d > delta ? delta * (d - delta / 2) : d * d / 2;
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w;
    GrReal d = o - t, delta = (GrReal)arg[DELTA];
    return d > delta ? delta : d < -delta ? -delta : d;
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    return -slope_o(o, t, w, arg);
}

static const GrArg args[] = {GR_REDUCTION,
                             {.name = "delta",
                              .type = GR_ARG_NUMBER,
                              .def = 1,
                              .range = "(0, inf)",
                              .doc = "error from which on the loss grows in a straight line"},
                             {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_huber) = {
    .op =
        {
            .doc =
                {
                    .name = "HuberLoss",
                    .summary = "squares small errors and takes large ones as they are (regression)",
                    .formula = "(1/n) Σ d²/2 where |d| <= delta, else delta (|d| - delta/2)",
                    .shapes = "output, target: the same -> []",
                    .source = "Huber 1964",
                    .example = "print(nn.HuberLoss()(tensor{0}, tensor{3}):item())  --> 2.5",
                    .note = "half of MSELoss near the target, as calm as L1Loss about outliers",
                },
            .n_in = 2,
            .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
            .args = args,
            .forward = loss_forward,
            .backward = loss_backward,
            .sample = &(const GrSample){.n_in = 2,
                                        .ndim = {2, 2},
                                        .shape = {{4, 3}, {4, 3}},
                                        .low = -2,
                                        .high = 2,
                                        .kink = NAN,
                                        .arg = {0, 1}},
        },
};
