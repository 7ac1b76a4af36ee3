/* index_select.c: the slices that a list of indices names, in its order;  dx adds up the dy of each
 * slice that was taken. The indices, numbers 1…N in a tensor, are not differentiated. */
#include "../isa/view.h"
#include "../watch.h"

enum { DIM };

static GrStatus check(const GrNode *n) {
    const GrTensor *x = n->in[0], *index = n->in[1];
    int dim = (int)n->arg[DIM];
    GR_TRY(check_dim("index_select", x, dim));
    if (index->ndim > 1)
        return gr_fail(GR_SHAPE, "index_select takes a list of indices, not a tensor of shape %s",
                       gr_tensor_shape_text(index));
    for (size_t i = 0; i < index->numel; i++) {
        double at = (double)index->data[i];
        if (at >= 1 && at <= x->shape[dim] && at == floor(at))
            continue;
        gr_fail(GR_RANGE, "index_select: index %g at place %zu, but dimension %d has %d (shape %s)",
                at, i + 1, dim + 1, x->shape[dim], gr_tensor_shape_text(x));
        return at == 0 ? gr_hint(GR_RANGE, "indices count from 1 here") : GR_RANGE;
    }
    return GR_OK;
}

/* The slice of x that index number i names. */
static GrPart slice(const GrNode *n, size_t i) {
    return slice_of(n->in[0], (int)n->arg[DIM], (int)n->in[1]->data[i] - 1, 1);
}

/* Do the indices count up by one? */
static bool is_range(const GrTensor *index) {
    for (size_t i = 1; i < index->numel; i++)
        if (index->data[i] != index->data[i - 1] + 1)
            return false;
    return index->numel > 0;
}

/* A name for the chosen rows of x. */
static uint32_t name_rows(const GrTensor *x, const GrTensor *index) {
    if (!x->rows || is_range(index))
        return index->numel ? gr_rows_part(x, (size_t)index->data[0] - 1) : 0;
    uint32_t order = 0;
    for (size_t i = 0; i < index->numel; i++)
        order += gr_rows_weight(i) * (uint32_t)index->data[i];
    return x->rows * GR_ROWS_MOVED + order;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    const GrTensor *x = n->in[0];
    size_t count = n->in[1]->numel;
    GrPart all = slice_of(x, (int)n->arg[DIM], 0, (int)count);
    GR_TRY(gr_tensor_new(all.ndim, all.shape, out));
    (*out)->tag = x->tag;
    (*out)->role = x->role;
    (*out)->set = x->set;
    (*out)->rows = (int)n->arg[DIM] == 0 ? name_rows(x, n->in[1]) : 0;
    for (size_t i = 0; i < count; i++) {
        GrPart p = slice(n, i);
        for (size_t o = 0; o < p.outer; o++)
            memcpy((*out)->data + (o * count + i) * p.run, x->data + o * p.block + p.start,
                   p.run * sizeof(GrReal));
    }
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrReal *dx;
    bool fresh;
    if (!gr_wants(n, 0))
        return GR_OK;
    GR_TRY(gr_grad_open(n->in[0], &dx, &fresh));
    if (fresh)
        memset(dx, 0, n->in[0]->numel * sizeof(GrReal));
    size_t count = n->in[1]->numel;
    for (size_t i = 0; i < count; i++) {
        GrPart p = slice(n, i);
        for (size_t o = 0; o < p.outer; o++)
            gr_vector_add(p.run, dout->data + (o * count + i) * p.run, dx + o * p.block + p.start);
    }
    return GR_OK;
}

static const GrArg args[] = {
    {.name = "dim", .type = GR_ARG_DIM, .required = true, .doc = "the dimension to pick from"},
    {.name = "index",
     .type = GR_ARG_TENSOR,
     .required = true,
     .range = "[1, inf)",
     .doc = "a list of places along it, each 1 to its size"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_index_select) = {
    .doc =
        {
            .name = "index_select",
            .summary = "picks slices along a dimension by a list of indices",
            .formula = "y_i = x_(index_i)",
            .shapes = "x: [N, …], index: [K] of 1…N -> y: [K, …] (for dim 1)",
            .source = "Torch7",
            .example = "print(tensor{10, 20, 30}:index_select(1, tensor{3, 1})[1])  --> 30.0",
            .note = "an index may come up several times, or not at all; the result is a copy",
        },
    .n_in = 1, /* and the index, a tensor argument */
    .saves = GR_SAVES_IN(1),
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 2,
                                .ndim = {2, 1},
                                .shape = {{3, 4}, {4}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1},
                                .labels = true},
};
