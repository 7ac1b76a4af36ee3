/* view.h: for ops whose result is a part of their input, or all of it in another shape. The input
 * is seen as `outer` blocks of `block` numbers; the result takes from each the `run` numbers that
 * begin at `start`. Where the result lies in one piece it shares the input's numbers; else it is a
 * copy. Backward adds the gradient to the same places. A file that includes this works out a GrPart
 * in a function of its own and hands it to part_forward and part_backward.
 */
#ifndef GR_VIEW_H
#define GR_VIEW_H

#include <string.h>

#include "../graph.h"
#include "vector.h"

typedef struct GrPart {
    int ndim;
    int shape[GR_MAX_DIM]; /* of the result */
    size_t outer, block, start, run;
} GrPart;

/* All of t: the part that reshape, squeeze and unsqueeze take. The shape is the caller's. */
static inline GrPart whole_of(const GrTensor *t) {
    return (GrPart){.outer = 1, .block = t->numel, .run = t->numel};
}

/* The `length` slices of t along `dim` from number `first` on; the shape is t's, cut. */
static inline GrPart slice_of(const GrTensor *t, int dim, int first, int length) {
    GrPart p = {.ndim = t->ndim, .outer = 1};
    memcpy(p.shape, t->shape, sizeof p.shape);
    p.shape[dim] = length;
    size_t inner = 1;
    for (int d = 0; d < t->ndim; d++)
        *(d < dim ? &p.outer : &inner) *= d == dim ? 1 : (size_t)t->shape[d];
    p.block = inner * (size_t)t->shape[dim];
    p.start = inner * (size_t)first;
    p.run = inner * (size_t)length;
    return p;
}

/* Is dim one of t's dimensions? `what` names the op in the message. */
static inline GrStatus check_dim(const char *what, const GrTensor *t, int dim) {
    if (dim >= 0 && dim < t->ndim)
        return GR_OK;
    gr_fail(GR_RANGE, "%s along dimension %d of a tensor of shape %s, which has %d", what, dim + 1,
            gr_tensor_shape_text(t), t->ndim);
    return t->ndim ? gr_hint(GR_RANGE, "dimensions count from 1 to %d here", t->ndim)
                   : gr_hint(GR_RANGE, "a tensor of shape [] is a single number");
}

static inline GrStatus part_forward(GrNode *n, const GrPart *p, GrTensor **out) {
    GrTensor *x = n->in[0];
    if (p->outer == 1)
        return gr_tensor_view(x, p->start, p->ndim, p->shape, out);
    GR_TRY(gr_tensor_new(p->ndim, p->shape, out));
    for (size_t o = 0; o < p->outer; o++)
        memcpy((*out)->data + o * p->run, x->data + o * p->block + p->start,
               p->run * sizeof(GrReal));
    (*out)->tag = x->tag;
    (*out)->role = x->role;
    return GR_OK;
}

/* dx = dy at the places that were taken, 0 elsewhere */
static inline GrStatus part_backward(GrNode *n, const GrPart *p, GrTensor *dout) {
    GrReal *dx;
    bool fresh;
    GR_TRY(gr_grad_open(n->in[0], &dx, &fresh));
    if (fresh)
        memset(dx, 0, n->in[0]->numel * sizeof(GrReal));
    for (size_t o = 0; o < p->outer; o++)
        gr_vector_add(p->run, dout->data + o * p->run, dx + o * p->block + p->start);
    return GR_OK;
}

#endif
