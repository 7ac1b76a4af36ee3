/* unsqueeze.c: puts in a dimension of size 1;  dx = dy in x's shape. Shares its numbers with x. */
#include "../isa/view.h"

static GrStatus arrange(const GrNode *n, GrPart *p) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[0] < 0 ? (int)n->arg[0] + x->ndim + 1 : (int)n->arg[0];
    if (dim < 0 || dim > x->ndim)
        return gr_fail(GR_RANGE,
                       "unsqueeze at dimension %d of a tensor of shape %s: it can be 1 to %d",
                       (int)n->arg[0] + 1, gr_tensor_shape_text(x), x->ndim + 1);
    if (x->ndim == GR_MAX_DIM)
        return gr_fail(GR_SHAPE,
                       "a tensor has at most %d dimensions: unsqueeze of shape %s would "
                       "make %d",
                       GR_MAX_DIM, gr_tensor_shape_text(x), GR_MAX_DIM + 1);
    p->ndim = x->ndim + 1;
    for (int d = 0; d < x->ndim; d++)
        p->shape[d < dim ? d : d + 1] = x->shape[d];
    p->shape[dim] = 1;
    return GR_OK;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GrPart p = whole_of(n->in[0]);
    GR_TRY(arrange(n, &p));
    return part_forward(n, &p, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrPart p = whole_of(n->in[0]);
    return part_backward(n, &p, dout);
}

static const GrArg args[] = {{.name = "dim",
                              .type = GR_ARG_INDEX,
                              .required = true,
                              .doc = "where it goes: 1 is in front, -1 at the end"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_unsqueeze) = {
    .doc =
        {
            .name = "unsqueeze",
            .summary = "puts in a dimension of size 1",
            .formula = "y = x",
            .shapes = "x: [N] -> y: [1, N] (at 1) or [N, 1] (at 2)",
            .source = "Torch7",
            .example = "print(ones(3):unsqueeze(2):dim())  --> 2",
        },
    .n_in = 1,
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 4}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1}},
};
