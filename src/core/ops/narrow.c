/* narrow.c: `len` slices along a dimension from `start` on;  dx = dy there, 0 elsewhere. Shares the
 * numbers of x where they lie in one piece (a range of rows). */
#include "../isa/view.h"
#include "../watch.h"

enum { DIM, START, LEN };

static GrStatus check(const GrNode *n) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[DIM];
    double start = n->arg[START], len = n->arg[LEN];
    GR_TRY(check_dim("narrow", x, dim));
    if (start >= 0 && len >= 0 && start + len <= x->shape[dim])
        return GR_OK;
    return gr_fail(GR_RANGE, "narrow asks for %g to %g along dimension %d, which has %d (shape %s)",
                   start + 1, start + len, dim + 1, x->shape[dim], gr_tensor_shape_text(x));
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(check(n));
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[DIM], start = (int)n->arg[START], len = (int)n->arg[LEN];
    GrPart p = slice_of(x, dim, start, len);
    GR_TRY(part_forward(n, &p, out));
    if (dim == 0)
        (*out)->rows = gr_rows_part(x, (size_t)start);
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    GrPart p = slice_of(n->in[0], (int)n->arg[DIM], (int)n->arg[START], (int)n->arg[LEN]);
    return part_backward(n, &p, dout);
}

static const GrArg args[] = {
    {.name = "dim", .type = GR_ARG_DIM, .required = true, .doc = "the dimension to cut"},
    {.name = "start", .type = GR_ARG_INDEX, .required = true, .doc = "the first slice that stays"},
    {.name = "len",
     .type = GR_ARG_INTEGER,
     .required = true,
     .range = "[0, inf)",
     .doc = "how many slices stay"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_narrow) = {
    .doc =
        {
            .name = "narrow",
            .summary = "keeps some neighbouring slices along a dimension",
            .formula = "y_i = x_(start+i-1), i = 1…len",
            .shapes = "x: [N, …] -> y: [len, …] (for dim 1)",
            .source = "Torch7",
            .example = "print(tensor{1, 2, 3, 4}:narrow(1, 2, 2):sum():item())  --> 5.0",
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
                                .arg = {1, 1, 3}},
};
