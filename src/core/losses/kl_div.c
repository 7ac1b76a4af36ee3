/* kl_div.c: how far the probabilities behind log-probabilities o are from the probabilities t.
 *
 *     t (ln t - o), 0 where t is 0        d/do = -t        d/dt = ln t + 1 - o
 */
#include "../isa/loss.h"

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    GrReal entropy = t == 0 ? 0 : t * gr_log(t);
    return entropy - t * o;
}

static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)o, (void)w, (void)arg;
    return -t;
}

static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg) {
    (void)w, (void)arg;
    return t == 0 ? 0 : gr_log(t) + 1 - o;
}

static const GrArg args[] = {GR_REDUCTION, {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_kl_div) = {
    .op =
        {
            .doc =
                {
                    .name = "KLDivLoss",
                    .summary = "distance of log-probabilities from wanted probabilities, in nats",
                    .formula = "(1/n) Σ t (ln t - o), n: all numbers",
                    .shapes = "output (log-probabilities), target (probabilities): the same -> []",
                    .source = "Kullback, Leibler 1951",
                    .example = "o = tensor{0.25, 0.75}:log()\n"
                               "print(nn.KLDivLoss()(o, tensor{0.25, 0.75}):item())  --> 0.0",
                    .note =
                        "the mean is over all numbers, as PyTorch's default is; the distance of "
                        "whole rows is reduction=\"sum\" divided by the rows",
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
                                        .high = -0.1,
                                        .kink = NAN,
                                        .probability = true},
        },
    .takes_log_probability = true,
};
