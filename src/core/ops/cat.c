/* cat.c: tensors laid behind one another along a dimension they have;  each gets its part of dy. */
#include "../isa/join.h"
#include "../isa/view.h"
#include "../watch.h"

static int dim_of(const GrNode *n) {
    return n->arg[0] < 0 ? 0 : (int)n->arg[0];
}

static bool may_follow(const GrTensor *a, const GrTensor *b, int dim) {
    if (a->ndim != b->ndim)
        return false;
    for (int d = 0; d < a->ndim; d++)
        if (d != dim && a->shape[d] != b->shape[d])
            return false;
    return true;
}

static GrStatus check(const GrNode *n) {
    GR_TRY(check_any(n));
    int dim = dim_of(n);
    GR_TRY(check_dim("cat", n->in[0], dim));
    for (int i = 1; i < n->n_in; i++)
        if (!may_follow(n->in[0], n->in[i], dim)) {
            gr_fail(GR_SHAPE, "cat along dimension %d: tensor 1 has shape %s, tensor %d %s",
                    dim + 1, gr_tensor_shape_text(n->in[0]), i + 1, gr_tensor_shape_text(n->in[i]));
            return gr_hint(GR_SHAPE, "all sizes but the one along dimension %d must be equal",
                           dim + 1);
        }
    return GR_OK;
}

static bool knows_rows(const GrNode *n) {
    for (int i = 0; i < n->n_in; i++)
        if (!n->in[i]->rows || n->in[i]->set != n->in[0]->set)
            return false;
    return true;
}

/* Are these neighbouring parts of a whole? */
static bool are_neighbours(const GrNode *n) {
    size_t before = 0;
    for (int i = 0; i < n->n_in; before += (size_t)n->in[i++]->shape[0])
        if (n->in[i]->rows != gr_rows_part(n->in[0], before))
            return false;
    return true;
}

/* A name for the rows of all inputs together, where each has one. */
static void name_rows(const GrNode *n, GrTensor *y) {
    y->set = n->in[0]->set;
    if (!knows_rows(n))
        return;
    y->rows = n->in[0]->rows;
    for (int i = 1; i < n->n_in && !are_neighbours(n); i++)
        y->rows += n->in[i]->rows * (2 * (uint32_t)i + 1);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    int dim = dim_of(n), shape[GR_MAX_DIM];
    memcpy(shape, n->in[0]->shape, sizeof shape);
    for (int i = 1; i < n->n_in; i++)
        shape[dim] += n->in[i]->shape[dim];
    GR_TRY(gr_tensor_new(n->in[0]->ndim, shape, out));
    if (dim == 0)
        name_rows(n, *out);
    return join_forward(n, blocks_before(*out, dim), *out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return join_backward(n, blocks_before(out, dim_of(n)), dout);
}

static const GrArg args[] = {{.name = "dim",
                              .type = GR_ARG_DIM,
                              .def = -1,
                              .doc = "the dimension that grows; without it the first"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_cat) = {
    .doc =
        {
            .name = "cat",
            .summary = "lays tensors behind one another along a dimension",
            .formula = "y = [a; b; …]",
            .shapes = "a: [M, …], b: [N, …] -> y: [M + N, …] (for dim 1)",
            .source = "Torch7",
            .example = "print(cat({ones(2, 3), zeros(1, 3)}, 1).shape[1])  --> 3",
        },
    .n_in = -1,
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {2, 2, 2},
                                .shape = {{3, 2}, {3, 1}, {3, 4}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1}},
};
