/* maxout.c: y_o = max of the `pieces` neighbours x_(o·pieces) … ;  dy goes to the largest of them
 * (the first of equals). With the linear layer before it: a unit that learns its own bent
 * activation. */
#include "../isa/best.h"
#include "../isa/lines.h"

static GrStatus check(const GrNode *n, int *pieces) {
    const GrTensor *x = n->in[0];
    *pieces = (int)n->arg[0];
    int last = x->ndim ? x->shape[x->ndim - 1] : 0;
    if (*pieces >= 1 && last > 0 && last % *pieces == 0)
        return GR_OK;
    return gr_fail(GR_SHAPE,
                   "maxout takes the largest of every %d numbers of a row, and shape %s "
                   "cannot be split so",
                   *pieces, gr_tensor_shape_text(x));
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    const GrTensor *x = n->in[0];
    int pieces = 1, shape[GR_MAX_DIM];
    GR_TRY(check(n, &pieces));
    memcpy(shape, x->shape, sizeof shape);
    shape[x->ndim - 1] /= pieces;
    GR_TRY(gr_tensor_new(x->ndim, shape, out));
    for (size_t o = 0; o < (*out)->numel; o++) {
        const GrReal *piece = x->data + o * (size_t)pieces;
        (*out)->data[o] = piece[place_of_largest(piece, (size_t)pieces)];
    }
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    const GrTensor *x = n->in[0];
    GrTensor *dx = NULL;
    size_t pieces = (size_t)n->arg[0];
    GR_TRY(gr_tensor_filled(x->ndim, x->shape, 0, &dx));
    for (size_t o = 0; o < out->numel; o++)
        dx->data[o * pieces + place_of_largest(x->data + o * pieces, pieces)] = dout->data[o];
    return gr_grad_give(n->in[0], dx);
}

static const GrArg args[] = {{.name = "pieces",
                              .type = GR_ARG_INTEGER,
                              .def = 2,
                              .range = "[1, inf)",
                              .doc = "how many linear pieces each unit has"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_maxout) = {
    .doc =
        {
            .name = "maxout",
            .summary = "takes the largest of each group of neighbouring numbers",
            .formula = "y_o = max_p x_(o,p)",
            .shapes = "x: [B, O·pieces] -> y: [B, O]",
            .source = "Goodfellow et al. 2013, equation 1",
            .example = "print(nn.Maxout(2, 3)(ones(4, 2)).shape[2])  --> 3",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{4, 6}},
                                .low = -2,
                                .high = 2,
                                .kink = NAN,
                                .arg = {2}},
};
