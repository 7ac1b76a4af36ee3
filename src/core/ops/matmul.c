/* matmul.c: C = A·B,  dA = dC·Bᵀ,  dB = Aᵀ·dC. A vector on the left counts as one row, on the right
 * as one column, and that dimension is gone from the result. */
#include "../graph.h"
#include "../isa/product.h"

/* C [m, n] = A [m, k] · B [k, n] */
typedef struct Sizes {
    int m, n, k;
} Sizes;

static GrStatus wrong_shapes(const GrTensor *a, const GrTensor *b) {
    gr_fail(GR_SHAPE,
            "matmul cannot multiply %s by %s: columns of the first must be rows of the "
            "second",
            gr_tensor_shape_text(a), gr_tensor_shape_text(b));
    if (a->ndim == 2 && b->ndim == 2 && a->shape[1] == b->shape[1])
        return gr_hint(GR_SHAPE, "a:matmul(b:t()) fits and gives [%d, %d]", a->shape[0],
                       b->shape[0]);
    if (a->ndim == 2 && b->ndim && a->shape[0] == b->shape[0])
        return gr_hint(GR_SHAPE, "a:t():matmul(b) fits");
    return gr_hint(GR_SHAPE, "[m, k] times [k, n] gives [m, n]; `*` multiplies element by element");
}

static GrStatus read_sizes(const GrTensor *a, const GrTensor *b, Sizes *s) {
    if (a->ndim < 1 || a->ndim > 2 || b->ndim < 1 || b->ndim > 2) {
        gr_fail(GR_SHAPE, "matmul takes matrices and vectors, not shapes %s and %s",
                gr_tensor_shape_text(a), gr_tensor_shape_text(b));
        return gr_hint(GR_SHAPE, "`*` multiplies element by element and by a number");
    }
    *s = (Sizes){.m = a->ndim == 2 ? a->shape[0] : 1,
                 .k = a->shape[a->ndim - 1],
                 .n = b->ndim == 2 ? b->shape[1] : 1};
    return b->shape[0] == s->k ? GR_OK : wrong_shapes(a, b);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    const GrTensor *a = n->in[0], *b = n->in[1];
    Sizes s = {0};
    int ndim = 0, shape[2];
    GR_TRY(read_sizes(a, b, &s));
    if (a->ndim == 2)
        shape[ndim++] = s.m;
    if (b->ndim == 2)
        shape[ndim++] = s.n;
    GR_TRY(gr_tensor_new(ndim, shape, out));
    return gr_product(&(GrProduct){.m = s.m,
                                   .n = s.n,
                                   .k = s.k,
                                   .a = a->data,
                                   .lda = s.k,
                                   .b = b->data,
                                   .ldb = s.n,
                                   .c = (*out)->data,
                                   .ldc = s.n});
}

/* dA [m, k] = dC [m, n] · Bᵀ,  B: [k, n] */
static GrStatus backward_a(GrNode *node, const Sizes *s, const GrTensor *dc) {
    GrReal *da;
    bool fresh;
    GR_TRY(gr_grad_open(node->in[0], &da, &fresh));
    return gr_product(&(GrProduct){.m = s->m,
                                   .n = s->k,
                                   .k = s->n,
                                   .a = dc->data,
                                   .lda = s->n,
                                   .b = node->in[1]->data,
                                   .ldb = s->n,
                                   .trans_b = true,
                                   .c = da,
                                   .ldc = s->k,
                                   .accumulate = !fresh});
}

/* dB [k, n] = Aᵀ · dC [m, n],  A: [m, k] */
static GrStatus backward_b(GrNode *node, const Sizes *s, const GrTensor *dc) {
    GrReal *db;
    bool fresh;
    GR_TRY(gr_grad_open(node->in[1], &db, &fresh));
    return gr_product(&(GrProduct){.m = s->k,
                                   .n = s->n,
                                   .k = s->m,
                                   .a = node->in[0]->data,
                                   .lda = s->k,
                                   .trans_a = true,
                                   .b = dc->data,
                                   .ldb = s->n,
                                   .c = db,
                                   .ldc = s->n,
                                   .accumulate = !fresh});
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Sizes s = {0};
    GR_TRY(read_sizes(n->in[0], n->in[1], &s));
    if (gr_wants(n, 0))
        GR_TRY(backward_a(n, &s, dout));
    if (gr_wants(n, 1))
        GR_TRY(backward_b(n, &s, dout));
    return GR_OK;
}

const GrOpDef GR_SYM(gr_op_matmul) = {
    .doc =
        {
            .name = "matmul",
            .summary = "multiplies matrices: each row of the first with each column of the second",
            .formula = "c_ij = Σ_k a_ik b_kj",
            .shapes = "a: [M, K], b: [K, N] -> c: [M, N]; a vector [K] on either side -> that "
                      "dimension goes",
            .source = "Cayley 1858",
            .example = "print(tensor{{1, 2}}:matmul(tensor{{3}, {4}}):item())  --> 11.0",
            .note = "mm is another name for it. `*` multiplies element by element instead",
        },
    .n_in = 2,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 2,
                                .ndim = {2, 2},
                                .shape = {{3, 4}, {4, 5}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN},
};
