/* hinge.c: max(0, 1 - s o) for a score o, with s = 1 for targets above 0 and -1 for others. A right
 * answer with a margin of 1 costs nothing.   d/do = -s where s o < 1, else 0 */
#include "../isa/loss.h"

static inline GrReal side(GrReal t) {
    return t > 0 ? (GrReal)1 : (GrReal)-1;
}

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    GrReal missing = 1 - side(t) * o;
    return missing < 0 ? 0 : missing; /* NaN stays NaN */
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return side(t) * o < 1 ? -side(t) : (GrReal)0;
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)o, (void)t, (void)w, (void)arg;
    return 0;
}

static const GrArg args[] = {GR_REDUCTION, {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_hinge) = {
    .op =
        {
            .doc =
                {
                    .name = "HingeLoss",
                    .summary = "asks for the right side of 0 with a margin of 1 (binary)",
                    .formula = "(1/n) Σ max(0, 1 - s o), s = 1 where t > 0, else -1",
                    .shapes = "output, target: the same -> []",
                    .source = "Cortes, Vapnik 1995",
                    .example = "print(nn.HingeLoss()(tensor{0.25}, tensor{1}):item())  --> 0.75",
                    .note =
                        "targets are -1 and 1; 0 and 1 do as well (0 counts as -1). The network "
                        "ends in a Linear layer; the sign of its score is the answer",
                },
            .n_in = 2,
            .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
            .args = args,
            .forward = loss_forward_strict,
            .backward = loss_backward,
            .sample = &(const GrSample){.n_in = 2,
                                        .ndim = {2, 2},
                                        .shape = {{4, 3}, {4, 3}},
                                        .low = -3,
                                        .high = 3,
                                        .kink = 1,
                                        .probability = true},
        },
    .takes_logits = true,
};
