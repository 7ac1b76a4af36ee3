/* softmax.c: y_i = e^x_i / Σ_j e^x_j along a dimension,  dx_i = y_i (dy_i - Σ_j dy_j y_j).
 * Taking the largest x away first changes nothing but keeps e^x finite. */
#include "../isa/softmax.h"

static void softmax_line(const GrReal *x, size_t n, GrReal *y) {
    GrReal scale = (GrReal)(1 / exponentials(x, n, top_of_line(x, n), y));
    for (size_t i = 0; i < n; i++)
        y[i] *= scale;
}

static void slopes_line(const GrReal *y, const GrReal *dy, size_t n, GrReal *dx) {
    GrReal mean = (GrReal)dot_line(y, dy, n);
    for (size_t i = 0; i < n; i++)
        dx[i] = y[i] * (dy[i] - mean);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(map_lines(n, softmax_line, out));
    (*out)->tag = GR_TAG_SOFTMAX;
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return map_lines_back(n, out, dout, slopes_line);
}

const GrOpDef GR_SYM(gr_op_softmax) = {
    .doc =
        {
            .name = "softmax",
            .summary = "turns scores into probabilities that add up to 1",
            .formula = "y_i = e^x_i / Σ_j e^x_j",
            .shapes = "x: [B, K] -> y: the same; along the last dimension if none is named",
            .source = "Bridle 1990",
            .example = "print(tensor{3, 3}:softmax():tolist()[1])  --> 0.5",
            .note = "nn.CrossEntropyLoss applies it itself: softmax before it is a common mistake",
        },
    .n_in = 1,
    .args = softmax_args,
    .layer = "Softmax",
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
