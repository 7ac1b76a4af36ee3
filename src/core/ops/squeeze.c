/* squeeze.c: drops dimensions of size 1;  dx = dy in x's shape. Shares its numbers with x. */
#include "../isa/view.h"

static GrStatus arrange(const GrNode *n, GrPart *p) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[0];
    if (dim >= 0)
        GR_TRY(check_dim("squeeze", x, dim));
    for (int d = 0; d < x->ndim; d++)
        if (x->shape[d] != 1 || (dim >= 0 && d != dim))
            p->shape[p->ndim++] = x->shape[d];
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
                              .type = GR_ARG_DIM,
                              .def = -1,
                              .doc = "the dimension to drop; without it all of size 1"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_squeeze) = {
    .doc =
        {
            .name = "squeeze",
            .summary = "drops dimensions of size 1",
            .formula = "y = x",
            .shapes = "x: [N, 1] -> y: [N]; one dimension only if it is named",
            .source = "NumPy",
            .example = "print(ones(3, 1):squeeze():dim())  --> 1",
            .note = "a named dimension of another size stays as it is",
        },
    .n_in = 1,
    .args = args,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {3},
                                .shape = {{3, 1, 4}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {1}},
};
