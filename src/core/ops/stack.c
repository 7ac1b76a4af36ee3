/* stack.c: tensors of one shape laid side by side along a new dimension;  each gets its part of dy.
 */
#include "../isa/join.h"

static int dim_of(const GrNode *n) {
    return n->arg[0] < 0 ? 0 : (int)n->arg[0];
}

static GrStatus check(const GrNode *n) {
    GR_TRY(check_any(n));
    if (dim_of(n) > n->in[0]->ndim)
        return gr_fail(GR_RANGE,
                       "stack along dimension %d of tensors of shape %s: it can be 1 to %d",
                       dim_of(n) + 1, gr_tensor_shape_text(n->in[0]), n->in[0]->ndim + 1);
    for (int i = 1; i < n->n_in; i++)
        if (!gr_same_shape(n->in[0], n->in[i])) {
            gr_fail(GR_SHAPE, "stack takes tensors of one shape: tensor 1 has %s, tensor %d %s",
                    gr_tensor_shape_text(n->in[0]), i + 1, gr_tensor_shape_text(n->in[i]));
            return gr_hint(GR_SHAPE, "cat joins along a dimension that is there already");
        }
    return GR_OK;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    const GrTensor *first = n->in[0];
    int dim = dim_of(n), shape[GR_MAX_DIM + 1];
    for (int d = 0; d < first->ndim; d++)
        shape[d < dim ? d : d + 1] = first->shape[d];
    shape[dim] = n->n_in;
    GR_TRY(gr_tensor_new(first->ndim + 1, shape, out));
    return join_forward(n, blocks_before(*out, dim), *out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    return join_backward(n, blocks_before(out, dim_of(n)), dout);
}

static const GrArg args[] = {{.name = "dim",
                              .type = GR_ARG_INDEX,
                              .def = -1,
                              .doc = "where the new dimension goes; without it in front"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_stack) = {
    .doc =
        {
            .name = "stack",
            .summary = "lays tensors of one shape side by side along a new dimension",
            .formula = "y_i = the i-th tensor",
            .shapes = "K tensors […] -> y: [K, …] (for dim 1)",
            .source = "NumPy",
            .example = "print(stack{tensor{1, 2}, tensor{3, 4}}:sum():item())  --> 10.0",
        },
    .n_in = -1,
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {2, 2, 2},
                                .shape = {{3, 2}, {3, 2}, {3, 2}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1}},
};
