/* bce_with_logits.c: binary cross-entropy of a raw score (logit) o against t in 0…1.
 *
 *     -w t ln σ(o) - (1 - t) ln(1 - σ(o))  =  (1 - t) o + (1 + (w - 1) t) ln(1 + e^-o)
 *
 * with ln(1 + e^-o) = max(-o, 0) + ln(1 + e^-|o|), which stays finite for any score. */
#include "../isa/loss.h"

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)arg;
    GrReal size = o < 0 ? -o : o;
    GrReal softplus = (o < 0 ? -o : 0) + gr_log1p(gr_exp(-size)); /* ln(1 + e^-o) */
    return (1 - t) * o + (1 + (w - 1) * t) * softplus;
}

/* d/do softplus = σ(o) - 1 */
static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)arg;
    return (1 - t) + (1 + (w - 1) * t) * (gr_sigmoid(o) - 1);
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)arg, (void)t;
    GrReal size = o < 0 ? -o : o;
    return -o + (w - 1) * ((o < 0 ? -o : 0) + gr_log1p(gr_exp(-size)));
}

static const GrArg args[] = {
    GR_REDUCTION,
    {.name = "pos_weight",
     .type = GR_ARG_TENSOR,
     .range = "(0, inf)",
     .named_only = true,
     .doc = "counts the positive cases this many times (a number or one for each column)"},
    {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_bce_with_logits) = {
    .op =
        {
            .doc =
                {
                    .name = "BCEWithLogitsLoss",
                    .summary = "cross-entropy of raw scores with 0/1 targets (binary, multi-label)",
                    .formula = "-(1/n) Σ [t ln σ(o) + (1 - t) ln(1 - σ(o))]",
                    .shapes = "output, target: the same -> []",
                    .source = "Good 1952; the stable form is PyTorch's",
                    .example =
                        "print(nn.BCEWithLogitsLoss()(tensor{0}, tensor{1}):item())  --> 0.6931",
                    .note = "applies the sigmoid itself: the network ends in a Linear layer",
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
                                        .kink = NAN,
                                        .probability = true},
        },
    .takes_logits = true,
};
