/* select.c: one slice along a dimension, which goes: t[i] is select along the first. dx = dy there,
 * 0 elsewhere. Shares the numbers of x where they lie in one piece (a row). */
#include "../isa/view.h"
#include "../watch.h"

enum { DIM, INDEX };

static GrStatus check(const GrNode *n) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[DIM];
    GR_TRY(check_dim("select", x, dim));
    if (n->arg[INDEX] >= 0 && n->arg[INDEX] < x->shape[dim])
        return GR_OK;
    return gr_fail(GR_RANGE, "index %g along dimension %d, which has %d (shape %s)",
                   n->arg[INDEX] + 1, dim + 1, x->shape[dim], gr_tensor_shape_text(x));
}

static GrPart part(const GrNode *n) {
    int dim = (int)n->arg[DIM];
    GrPart p = slice_of(n->in[0], dim, (int)n->arg[INDEX], 1);
    p.ndim--;
    for (int d = dim; d < p.ndim; d++)
        p.shape[d] = p.shape[d + 1];
    return p;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    GrPart p = part(n);
    GR_TRY(part_forward(n, &p, out));
    const GrTensor *x = n->in[0];
    if ((int)n->arg[DIM] == 0 && !(x->set & GR_SET_CUT)) {
        (*out)->rows = gr_rows_part(x, (size_t)n->arg[INDEX]);
        (*out)->set = x->set | GR_SET_CUT;
    }
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrPart p = part(n);
    return part_backward(n, &p, dout);
}

static const GrArg args[] = {
    {.name = "dim", .type = GR_ARG_DIM, .required = true, .doc = "the dimension that goes"},
    {.name = "index", .type = GR_ARG_INDEX, .required = true, .doc = "which slice stays"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_select) = {
    .doc =
        {
            .name = "select",
            .summary = "takes one slice along a dimension: t[i] takes a row",
            .formula = "y = x_i",
            .shapes = "x: [N, …] -> y: […] (for dim 1)",
            .source = "Torch7",
            .example = "print(tensor{{1, 2}, {3, 4}}:select(2, 1):sum():item())  --> 4.0",
            .note = "along the first dimension it shares its numbers with x",
        },
    .n_in = 1,
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1, 2}},
};
