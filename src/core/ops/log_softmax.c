/* log_softmax.c: y_i = x_i - ln Σ_j e^x_j along a dimension,  dx_i = dy_i - e^y_i Σ_j dy_j.
 * Never by way of softmax: the logarithm of a probability that has become 0 would be -inf. */
#include "../isa/softmax.h"

static void log_softmax_line(const GrReal *x, size_t n, GrReal *y) {
    GrReal top = top_of_line(x, n);
    double log_sum = log(exponentials(x, n, top, y));
    for (size_t i = 0; i < n; i++)
        y[i] = (GrReal)((double)(x[i] - top) - log_sum);
}

static void slopes_line(const GrReal *y, const GrReal *dy, size_t n, GrReal *dx) {
    GrReal sum = (GrReal)sum_line(dy, n);
    exponentials(y, n, 0, dx);
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] - dx[i] * sum;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(map_lines(n, log_softmax_line, out));
    (*out)->tag = GR_TAG_LOGPROB;
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return map_lines_back(n, out, dout, slopes_line);
}

const GrOpDef GR_SYM(gr_op_log_softmax) = {
    .doc =
        {
            .name = "log_softmax",
            .summary = "turns scores into logarithms of probabilities",
            .formula = "y_i = x_i - ln Σ_j e^x_j",
            .shapes = "x: [B, K] -> y: the same; along the last dimension if none is named",
            .source = "Bridle 1990; the stable form is the log-sum-exp trick",
            .example = "print(tensor{3, 3}:log_softmax():exp():sum():item())  --> 1.0",
            .note = "what nn.NLLLoss takes; nn.CrossEntropyLoss is both in one",
        },
    .n_in = 1,
    .args = softmax_args,
    .layer = "LogSoftmax",
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -3,
                                .high = 3,
                                .kink = NAN,
                                .arg = {-1}},
};
