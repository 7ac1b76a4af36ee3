/* linear.c: y = x Wᵀ + b, the work of nn.Linear in one op: one product forward, two backward. */
#include <string.h>

#include "../graph.h"
#include "../isa/product.h"

static GrStatus check(const GrNode *n) {
    const GrTensor *x = n->in[0], *w = n->in[1];
    if (x->ndim >= 1 && x->shape[x->ndim - 1] == w->shape[1])
        return GR_OK;
    gr_fail(GR_SHAPE, "Linear(%d, %d) takes inputs of shape [batch, %d], not %s", w->shape[1],
            w->shape[0], w->shape[1], gr_tensor_shape_text(x));
    return gr_hint(GR_SHAPE, "the layer's first number must equal the number of features, the last "
                             "size of the input");
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    const GrTensor *x = n->in[0], *w = n->in[1];
    int inputs = w->shape[1], outputs = w->shape[0];
    int shape[GR_MAX_DIM];
    memcpy(shape, x->shape, sizeof shape);
    shape[x->ndim - 1] = outputs;
    GR_TRY(gr_tensor_new(x->ndim, shape, out));
    /* y [B, O] = x [B, I] · Wᵀ, W: [O, I] */
    return gr_product(&(GrProduct){.m = inputs ? (int)(x->numel / (size_t)inputs) : 0,
                                   .n = outputs,
                                   .k = inputs,
                                   .a = x->data,
                                   .lda = inputs,
                                   .b = w->data,
                                   .ldb = inputs,
                                   .trans_b = true,
                                   .c = (*out)->data,
                                   .ldc = outputs,
                                   .bias = n->n_in > 2 ? n->in[2]->data : NULL});
}

/* dx [B, I] = dy [B, O] · W [O, I] */
static GrStatus backward_x(GrNode *n, const GrTensor *dy, int batch, int inputs, int outputs) {
    GrReal *dx;
    bool fresh;
    GR_TRY(gr_grad_open(n->in[0], &dx, &fresh));
    return gr_product(&(GrProduct){.m = batch,
                                   .n = inputs,
                                   .k = outputs,
                                   .a = dy->data,
                                   .lda = outputs,
                                   .b = n->in[1]->data,
                                   .ldb = inputs,
                                   .c = dx,
                                   .ldc = inputs,
                                   .accumulate = !fresh});
}

/* dW [O, I] = dyᵀ [O, B] · x [B, I] */
static GrStatus backward_w(GrNode *n, const GrTensor *dy, int batch, int inputs, int outputs) {
    GrReal *dw;
    bool fresh;
    GR_TRY(gr_grad_open(n->in[1], &dw, &fresh));
    return gr_product(&(GrProduct){.m = outputs,
                                   .n = inputs,
                                   .k = batch,
                                   .a = dy->data,
                                   .lda = outputs,
                                   .trans_a = true,
                                   .b = n->in[0]->data,
                                   .ldb = inputs,
                                   .c = dw,
                                   .ldc = inputs,
                                   .accumulate = !fresh});
}

/* db [O] = dy summed over the batch = 1ᵀ [1, B] · dy [B, O]; one 1 is read again and again */
static GrStatus backward_b(GrNode *n, const GrTensor *dy, int batch, int outputs) {
    static const GrReal one = 1;
    GrReal *db;
    bool fresh;
    GR_TRY(gr_grad_open(n->in[2], &db, &fresh));
    return gr_product(&(GrProduct){.m = 1,
                                   .n = outputs,
                                   .k = batch,
                                   .a = &one,
                                   .lda = 0,
                                   .trans_a = true,
                                   .b = dy->data,
                                   .ldb = outputs,
                                   .c = db,
                                   .ldc = outputs,
                                   .accumulate = !fresh});
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    int outputs = n->in[1]->shape[0], inputs = n->in[1]->shape[1];
    int batch = outputs ? (int)(dout->numel / (size_t)outputs) : 0;
    if (gr_wants(n, 0))
        GR_TRY(backward_x(n, dout, batch, inputs, outputs));
    if (gr_wants(n, 1))
        GR_TRY(backward_w(n, dout, batch, inputs, outputs));
    if (n->n_in > 2 && gr_wants(n, 2))
        GR_TRY(backward_b(n, dout, batch, outputs));
    return GR_OK;
}

const GrOpDef GR_SYM(gr_op_linear) = {
    .doc =
        {
            .name = "linear",
            .summary = "weighs and adds up the features of each row",
            .formula = "y = x W^T + b",
            .shapes = "x: [B, I], W: [O, I], b: [O] -> y: [B, O]",
            .source = "Rosenblatt 1958; layout as in PyTorch",
            .example = "print(nn.Linear(2, 3)(ones(4, 2)).shape[2])  --> 3",
        },
    .n_in = 3,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {2, 2, 1},
                                .shape = {{5, 3}, {4, 3}, {4}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN},
};
