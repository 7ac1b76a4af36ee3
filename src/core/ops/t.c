/* t.c: y_ji = x_ij, rows become columns;  dx = dyᵀ */
#include "../graph.h"
#include "../isa/view.h"

/* to [cols, rows] from [rows, cols], in squares that fit the cache */
static void turn(int rows, int cols, const GrReal *restrict from, GrReal *restrict to) {
    enum { SQUARE = 32 };
    for (int i0 = 0; i0 < rows; i0 += SQUARE)
        for (int j0 = 0; j0 < cols; j0 += SQUARE)
            for (int i = i0; i < rows && i < i0 + SQUARE; i++)
                for (int j = j0; j < cols && j < j0 + SQUARE; j++)
                    to[(size_t)j * (size_t)rows + (size_t)i] =
                        from[(size_t)i * (size_t)cols + (size_t)j];
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GrTensor *x = n->in[0];
    if (x->ndim > 2) {
        gr_fail(GR_SHAPE, "t() turns a matrix, not a tensor of shape %s", gr_tensor_shape_text(x));
        return gr_hint(GR_SHAPE, "take one of its matrices first: x[1]:t()");
    }
    if (x->ndim < 2) /* a vector has nothing to turn */
        return gr_tensor_view(x, 0, x->ndim, x->shape, out);
    GR_TRY(gr_tensor_new(2, (int[]){x->shape[1], x->shape[0]}, out));
    turn(x->shape[0], x->shape[1], x->data, (*out)->data);
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    if (out->ndim < 2) {
        GrPart all = whole_of(n->in[0]);
        return part_backward(n, &all, dout);
    }
    GrTensor *dx = NULL;
    GR_TRY(gr_tensor_like(n->in[0], &dx));
    turn(dout->shape[0], dout->shape[1], dout->data, dx->data);
    return gr_grad_give(n->in[0], dx);
}

const GrOpDef GR_SYM(gr_op_t) = {
    .doc =
        {
            .name = "t",
            .summary = "turns a matrix: rows become columns",
            .formula = "y_ji = x_ij",
            .shapes = "x: [M, N] -> y: [N, M]; a vector stays as it is",
            .source = "Cayley 1858",
            .example = "print(tensor{{1, 2, 3}}:t().shape[1])  --> 3",
        },
    .n_in = 1,
    .forward = forward,
    .backward = backward,
    .sample =
        &(const GrSample){
            .n_in = 1, .ndim = {2}, .shape = {{3, 4}}, .low = -1, .high = 1, .kink = NAN},
};
