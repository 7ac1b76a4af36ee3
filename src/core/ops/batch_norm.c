/* batch_norm.c: y = γ x̂ + β, x̂ = (x - m) / √(v + ε), for each feature. Training: m and v of the
 * batch; if running statistics are among the inputs they move towards these. Evaluation: m and v
 * are the running statistics. Backward as in isa/norm.h; in evaluation m and v are constants and dx
 * = g / √(v + ε).
 *
 * Inputs: x [B, N], γ [N], β [N], and the running mean and variance [N], which are not
 * differentiated. */
#include <string.h>

#include "../isa/norm.h"

enum { TRAINING, MOMENTUM, EPS };
enum { X, GAMMA, BETA, MEAN, VARIANCE };

static GrStatus read_table(const GrNode *n, Table *t) {
    const GrTensor *x = n->in[X];
    bool training = n->arg[TRAINING] != 0;
    if (x->ndim != 2)
        return gr_fail(GR_SHAPE, "BatchNorm1d takes inputs of shape [batch, features], not %s",
                       gr_tensor_shape_text(x));
    GR_TRY(check_scale(n, "BatchNorm1d", x->shape[1]));
    if (training && x->shape[0] < 2) {
        gr_fail(GR_SHAPE,
                "BatchNorm1d needs at least 2 rows in training, not %d: one row has no "
                "variance",
                x->shape[0]);
        return gr_hint(GR_SHAPE, "model:eval() before predicting, or a batch size that leaves no "
                                 "single row");
    }
    if (!training && n->n_in <= VARIANCE)
        return gr_fail(GR_ARGUMENT, "batch_norm in evaluation needs the running statistics");
    *t = (Table){(size_t)x->shape[0], (size_t)x->shape[1], x->data, n->in[GAMMA]->data,
                 n->in[BETA]->data};
    return GR_OK;
}

/* Means and variances (over n, not n - 1) of the columns, in double. */
static void column_statistics(const Table *t, double *mean, double *variance) {
    memset(mean, 0, t->cols * sizeof *mean);
    memset(variance, 0, t->cols * sizeof *variance);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->cols; j++)
            mean[j] += (double)t->x[i * t->cols + j];
    for (size_t j = 0; j < t->cols; j++)
        mean[j] /= (double)t->rows;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->cols; j++) {
            double d = (double)t->x[i * t->cols + j] - mean[j];
            variance[j] += d * d;
        }
    for (size_t j = 0; j < t->cols; j++)
        variance[j] /= (double)t->rows;
}

/* running += momentum · (batch - running); the variance is the unbiased one, as in PyTorch. */
static void move_running(const GrNode *n, const Table *t, const double *mean,
                         const double *variance) {
    if (n->n_in <= VARIANCE)
        return;
    double share = n->arg[MOMENTUM], unbias = (double)t->rows / ((double)t->rows - 1);
    GrReal *m = n->in[MEAN]->data, *v = n->in[VARIANCE]->data;
    for (size_t j = 0; j < t->cols; j++) {
        m[j] = (GrReal)((1 - share) * (double)m[j] + share * mean[j]);
        v[j] = (GrReal)((1 - share) * (double)v[j] + share * variance[j] * unbias);
    }
    gr_tensor_touch(n->in[MEAN]);
    gr_tensor_touch(n->in[VARIANCE]);
}

/* Two rows: the means and 1 / √(v + ε), whichever statistics are in use; kept for backward. */
static GrStatus statistics(GrNode *n, const Table *t, GrReal *mean, GrReal *scale) {
    double eps = n->arg[EPS];
    if (n->arg[TRAINING] == 0) {
        for (size_t j = 0; j < t->cols; j++) {
            mean[j] = n->in[MEAN]->data[j];
            scale[j] = (GrReal)(1 / sqrt((double)n->in[VARIANCE]->data[j] + eps));
        }
        return GR_OK;
    }
    size_t bytes = (2 * t->cols + 1) * sizeof(double);
    double *m = gr_alloc(bytes), *v = m ? m + t->cols : NULL;
    if (!m)
        return GR_MEMORY;
    column_statistics(t, m, v);
    for (size_t j = 0; j < t->cols; j++) {
        mean[j] = (GrReal)m[j];
        scale[j] = (GrReal)(1 / sqrt(v[j] + eps));
    }
    move_running(n, t, m, v);
    gr_free(m, bytes);
    return GR_OK;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    Table t = {0};
    GR_TRY(read_table(n, &t));
    GR_TRY(gr_tensor_like(n->in[X], out));
    GR_TRY(gr_tensor_new(2, (int[]){2, (int)t.cols}, &n->saved[0]));
    GrReal *mean = n->saved[0]->data, *scale = mean + t.cols, *y = (*out)->data;
    GR_TRY(statistics(n, &t, mean, scale));
    for (size_t i = 0; i < t.rows; i++)
        for (size_t j = 0; j < t.cols; j++) {
            size_t at = i * t.cols + j;
            y[at] = t.gamma[j] * ((t.x[at] - mean[j]) * scale[j]) + t.beta[j];
        }
    return GR_OK;
}

/* Sums over the rows: Σ dy and Σ dy x̂. */
static void column_sums(const Table *t, const GrReal *mean, const GrReal *scale, const GrReal *dy,
                        double *sum, double *sum_hat) {
    memset(sum, 0, t->cols * sizeof *sum);
    memset(sum_hat, 0, t->cols * sizeof *sum_hat);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->cols; j++) {
            size_t at = i * t->cols + j;
            sum[j] += (double)dy[at];
            sum_hat[j] += (double)dy[at] * (double)((t->x[at] - mean[j]) * scale[j]);
        }
}

static GrStatus give_x(GrNode *n, const Table *t, const GrReal *dy, const double *sum,
                       const double *sum_hat) {
    GrTensor *dx = NULL;
    if (!gr_wants(n, X))
        return GR_OK;
    GR_TRY(gr_tensor_like(n->in[X], &dx));
    const GrReal *mean = n->saved[0]->data, *scale = mean + t->cols;
    double share =
        n->arg[TRAINING] != 0 ? 1 / (double)t->rows : 0; /* constants have no part in dx */
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->cols; j++) {
            size_t at = i * t->cols + j;
            GrReal hat = (t->x[at] - mean[j]) * scale[j];
            GrReal even = (GrReal)(sum[j] * share), slant = (GrReal)(sum_hat[j] * share);
            dx->data[at] = t->gamma[j] * scale[j] * (dy[at] - even - hat * slant);
        }
    return gr_grad_give(n->in[X], dx);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Table t = {0};
    GR_TRY(read_table(n, &t));
    size_t bytes = (2 * t.cols + 1) * sizeof(double);
    double *sum = gr_alloc(bytes), *sum_hat = sum ? sum + t.cols : NULL;
    if (!sum)
        return GR_MEMORY;
    const GrReal *mean = n->saved[0]->data;
    column_sums(&t, mean, mean + t.cols, dout->data, sum, sum_hat);
    GrStatus status = give_x(n, &t, dout->data, sum, sum_hat);
    if (status == GR_OK)
        status = give_sums(n, GAMMA, sum_hat);
    if (status == GR_OK)
        status = give_sums(n, BETA, sum);
    gr_free(sum, bytes);
    return status;
}

static const GrArg args[] = {
    {.name = "training", .type = GR_ARG_BOOLEAN, .def = 1, .doc = "uses the batch's statistics"},
    {.name = "momentum",
     .type = GR_ARG_NUMBER,
     .def = 0.1,
     .range = "[0, 1]",
     .doc = "how far the running statistics move towards the batch's"},
    {.name = "eps",
     .type = GR_ARG_NUMBER,
     .def = 1e-5,
     .range = "(0, inf)",
     .doc = "added to the variance, against division by 0"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_batch_norm) = {
    .doc =
        {
            .name = "batch_norm",
            .summary = "gives each feature mean 0 and variance 1 over the batch",
            .formula = "y = γ (x - m) / √(v + ε) + β",
            .shapes = "x: [B, N], γ, β: [N] -> y: [B, N]",
            .source = "Ioffe, Szegedy 2015, algorithms 1 and 2",
            .example = "print(math.abs(nn.BatchNorm1d(2)(randn(8, 2)):mean():item()) < 1e-4)"
                       "  --> true",
        },
    .n_in = 3,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {2, 1, 1},
                                .shape = {{6, 4}, {4}, {4}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {1, 0.1, 1e-5}},
};
