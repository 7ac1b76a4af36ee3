/* bce.c: binary cross-entropy of a probability o against t in 0…1, where logarithms end at -100:
 *
 *     -t ln o - (1 - t) ln(1 - o)              d/do = (o - t) / (o (1 - o))
 *
 * An output outside 0…1 is no probability; there the logarithm that does not exist counts as -100
 * and has no slope. */
#include "../isa/loss.h"

#define FLOOR ((GrReal)-100)
#define SMALLEST ((GrReal)1e-12) /* of o (1 - o), in slopes */

/* l = ln x, or the floor; NaN stays NaN. */
static inline GrReal floored(GrReal x, GrReal l) {
    l = l < FLOOR ? FLOOR : l;
    return x <= 0 ? FLOOR : l;
}

static inline GrReal log_yes(GrReal o) {
    return floored(o, gr_log(o));
}

static inline GrReal log_no(GrReal o) {
    return floored(1 - o, gr_log1p(-o));
}

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return -t * log_yes(o) - (1 - t) * log_no(o);
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    GrReal area = o * (1 - o);
    GrReal inside = (o - t) / (area < SMALLEST ? SMALLEST : area);
    return o < 0 ? (1 - t) / (1 - o) : o > 1 ? -t / o : inside;
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg, (void)t;
    return log_no(o) - log_yes(o);
}

static const GrArg args[] = {GR_REDUCTION, {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_bce) = {
    .op =
        {
            .doc =
                {
                    .name = "BCELoss",
                    .summary =
                        "cross-entropy of probabilities with 0/1 targets (binary, multi-label)",
                    .formula = "-(1/n) Σ [t ln o + (1 - t) ln(1 - o)], each ln >= -100",
                    .shapes = "output, target: the same -> []",
                    .source = "Good 1952; the floor at -100 is PyTorch's",
                    .example = "print(nn.BCELoss()(tensor{0.5}, tensor{1}):item())  --> 0.6931",
                    .note = "the network ends in nn.Sigmoid(). BCEWithLogitsLoss does both in one, "
                            "more exactly: prefer it",
                },
            .n_in = 2,
            .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
            .args = args,
            .forward = loss_forward_strict,
            .backward = loss_backward,
            .sample = &(const GrSample){.n_in = 2,
                                        .ndim = {2, 2},
                                        .shape = {{4, 3}, {4, 3}},
                                        .low = 0.1,
                                        .high = 0.9,
                                        .kink = NAN,
                                        .probability = true},
        },
    .takes_probability = true,
};
