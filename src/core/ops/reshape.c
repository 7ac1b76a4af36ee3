/* reshape.c: the same numbers in another shape, shared with the input;  dx = dy in x's shape.
 * Arguments: the number of sizes, then the sizes; one may be -1 and is worked out. */
#include "../isa/view.h"

static GrStatus wrong_sizes(const GrTensor *x, int ndim, const int *shape) {
    return gr_fail(GR_SHAPE, "reshape cannot arrange %zu numbers (shape %s) as %s", x->numel,
                   gr_tensor_shape_text(x), gr_shape_text(ndim, shape));
}

/* Puts the size that is left in place of -1. */
static GrStatus fill_in(const GrTensor *x, int ndim, int *shape) {
    int open = -1;
    size_t known = 1;
    for (int d = 0; d < ndim; d++) {
        if (shape[d] < -1 || (shape[d] == -1 && open >= 0))
            return gr_hint(wrong_sizes(x, ndim, shape), "one size may be -1: it is worked out");
        if (shape[d] == -1)
            open = d;
        else
            known *= (size_t)shape[d];
    }
    if (open >= 0 && known && x->numel % known == 0) {
        shape[open] = (int)(x->numel / known);
        known *= (size_t)shape[open];
    }
    return known == x->numel && (open < 0 || shape[open] >= 0)
               ? GR_OK
               : gr_hint(wrong_sizes(x, ndim, shape), "the sizes multiplied must give %zu",
                         x->numel);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GrPart p = whole_of(n->in[0]);
    p.ndim = (int)n->arg[0];
    if (p.ndim < 0 || p.ndim > GR_MAX_DIM)
        return gr_fail(GR_SHAPE, "a tensor has at most %d dimensions, not %d", GR_MAX_DIM, p.ndim);
    for (int d = 0; d < p.ndim; d++)
        p.shape[d] = (int)n->arg[1 + d];
    GR_TRY(fill_in(n->in[0], p.ndim, p.shape));
    return part_forward(n, &p, out);
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrPart p = whole_of(n->in[0]);
    return part_backward(n, &p, dout);
}

static const GrArg args[] = {
    {.name = "sizes",
     .type = GR_ARG_OTHER,
     .required = true,
     .range = "[-1, inf)",
     .doc = "the new sizes, as numbers or a list; one may be -1 and is worked out"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_reshape) = {
    .doc =
        {
            .name = "reshape",
            .summary = "arranges the same numbers, row by row, in another shape",
            .formula = "y = x, read row by row",
            .shapes = "x: N numbers -> y: any shape of N numbers",
            .source = "NumPy",
            .example = "print(arange(6):reshape(2, -1).shape[2])  --> 3",
            .note =
                "shares its numbers with x: a change in place of one shows in the other. view is "
                "another name for it",
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
                                .arg = {2, 2, -1}},
};
