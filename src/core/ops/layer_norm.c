/* layer_norm.c: y = γ x̂ + β, x̂ = (x - m) / √(v + ε), with the mean m and variance v of each row.
 * The same in training and evaluation. Backward as in isa/norm.h. */
#include <string.h>

#include "../isa/norm.h"

enum { EPS };
enum { X, GAMMA, BETA };

static GrStatus read_table(const GrNode *n, Table *t) {
    const GrTensor *x = n->in[X];
    if (x->ndim < 1)
        return gr_fail(GR_SHAPE, "LayerNorm takes inputs of shape [batch, features], not []");
    int cols = x->shape[x->ndim - 1];
    GR_TRY(check_scale(n, "LayerNorm", cols));
    *t = (Table){cols ? x->numel / (size_t)cols : 0, (size_t)cols, x->data, n->in[GAMMA]->data,
                 n->in[BETA]->data};
    return GR_OK;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    Table t = {0};
    GR_TRY(read_table(n, &t));
    GR_TRY(gr_tensor_like(n->in[X], out));
    GR_TRY(
        gr_tensor_new(2, (int[]){(int)t.rows, 2}, &n->saved[0])); /* m and 1/√(v + ε) of each row */
    for (size_t i = 0; i < t.rows; i++) {
        const GrReal *x = t.x + i * t.cols;
        GrReal *y = (*out)->data + i * t.cols, *kept = n->saved[0]->data + 2 * i;
        double mean = sum_line(x, t.cols) / (double)t.cols;
        double variance = spread(x, t.cols, mean) / (double)t.cols;
        kept[0] = (GrReal)mean;
        kept[1] = (GrReal)(1 / sqrt(variance + n->arg[EPS]));
        for (size_t j = 0; j < t.cols; j++)
            y[j] = t.gamma[j] * ((x[j] - kept[0]) * kept[1]) + t.beta[j];
    }
    return GR_OK;
}

/* What each row adds to Σ dy and Σ dy x̂. */
static __attribute__((noinline)) void add_row(size_t n, const GrReal *restrict hat,
                                              const GrReal *restrict dy, double *restrict sum,
                                              double *restrict sum_hat) {
    for (size_t j = 0; j < n; j++) {
        sum[j] += (double)dy[j];
        sum_hat[j] += (double)dy[j] * (double)hat[j];
    }
}

/* dx of one row; x̂ is left in `hat`. */
static void row_backward(const Table *t, const GrReal *restrict x, const GrReal *kept,
                         const GrReal *restrict dy, GrReal *restrict hat, GrReal *restrict dx) {
    size_t n = t->cols;
    for (size_t j = 0; j < n; j++) {
        hat[j] = (x[j] - kept[0]) * kept[1];
        dx[j] = t->gamma[j] * dy[j]; /* g */
    }
    GrReal mean = (GrReal)(sum_line(dx, n) / (double)n);
    GrReal slant = (GrReal)(dot_line(dx, hat, n) / (double)n);
    for (size_t j = 0; j < n; j++)
        dx[j] = kept[1] * (dx[j] - mean - hat[j] * slant);
}

/* Room for the two sums of each column, and for one row of x̂. */
static size_t room_bytes(const Table *t) {
    return (2 * t->cols + 1) * sizeof(double) + t->cols * sizeof(GrReal);
}

/* All results: dx, and the sums for γ and β. */
static GrStatus give_all(GrNode *n, const Table *t, const GrReal *dy, double *room) {
    GrTensor *dx = NULL;
    double *sum = room, *sum_hat = room + t->cols;
    GrReal *hat = (GrReal *)(void *)(room + 2 * t->cols);
    GR_TRY(gr_tensor_like(n->in[X], &dx));
    memset(room, 0, 2 * t->cols * sizeof *room);
    for (size_t i = 0; i < t->rows; i++) {
        size_t at = i * t->cols;
        row_backward(t, t->x + at, n->saved[0]->data + 2 * i, dy + at, hat, dx->data + at);
        add_row(t->cols, hat, dy + at, sum, sum_hat);
    }
    if (gr_wants(n, X))
        GR_TRY(gr_grad_give(n->in[X], dx));
    else
        gr_release(dx);
    GR_TRY(give_sums(n, GAMMA, sum_hat));
    return give_sums(n, BETA, sum);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Table t = {0};
    GR_TRY(read_table(n, &t));
    double *room = gr_alloc(room_bytes(&t));
    if (!room)
        return GR_MEMORY;
    GrStatus status = give_all(n, &t, dout->data, room);
    gr_free(room, room_bytes(&t));
    return status;
}

static const GrArg args[] = {{.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .def = 1e-5,
                              .range = "(0, inf)",
                              .doc = "added to the variance, against division by 0"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_layer_norm) = {
    .doc =
        {
            .name = "layer_norm",
            .summary = "gives each row mean 0 and variance 1 over its features",
            .formula = "y = γ (x - m) / √(v + ε) + β",
            .shapes = "x: [B, N], γ, β: [N] -> y: [B, N]",
            .source = "Ba, Kiros, Hinton 2016, equation 3",
            .example =
                "print(math.abs(nn.LayerNorm(4)(randn(2, 4)):mean():item()) < 1e-4)  --> true",
        },
    .n_in = 3,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {2, 1, 1},
                                .shape = {{4, 6}, {6}, {6}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {1e-5}},
};
