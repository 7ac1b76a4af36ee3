/* join.h: what cat and stack share: tensors laid side by side. The result is `outer` blocks; each
 * holds the run of the first tensor, of the second, and so on. A tag that all tensors have
 * in common travels on, and the roles of all. */
#ifndef GR_JOIN_H
#define GR_JOIN_H

#include <string.h>

#include "../graph.h"
#include "vector.h"

/* Numbers of t in each of `outer` blocks. */
static inline size_t run_of(const GrTensor *t, size_t outer) {
    return outer ? t->numel / outer : 0;
}

static inline GrStatus join_forward(GrNode *n, size_t outer, GrTensor *y) {
    size_t block = run_of(y, outer), start = 0;
    y->tag = n->in[0]->tag;
    for (int i = 0; i < n->n_in; i++) {
        const GrTensor *x = n->in[i];
        size_t run = run_of(x, outer);
        for (size_t o = 0; o < outer; o++)
            memcpy(y->data + o * block + start, x->data + o * run, run * sizeof(GrReal));
        start += run;
        y->role |= x->role; /* rows of several parts: the bits of all */
        if (y->tag != x->tag)
            y->tag = GR_TAG_PLAIN;
    }
    return GR_OK;
}

/* dx of each tensor = its part of dy */
static inline GrStatus join_backward(GrNode *n, size_t outer, const GrTensor *dy) {
    size_t block = run_of(dy, outer), start = 0;
    for (int i = 0; i < n->n_in; i++) {
        size_t run = run_of(n->in[i], outer);
        if (gr_wants(n, i)) {
            GrReal *dx;
            bool fresh;
            GR_TRY(gr_grad_open(n->in[i], &dx, &fresh));
            if (fresh)
                memset(dx, 0, n->in[i]->numel * sizeof(GrReal));
            for (size_t o = 0; o < outer; o++)
                gr_vector_add(run, dy->data + o * block + start, dx + o * run);
        }
        start += run;
    }
    return GR_OK;
}

/* Blocks in front of dimension `dim`. */
static inline size_t blocks_before(const GrTensor *t, int dim) {
    size_t outer = 1;
    for (int d = 0; d < dim; d++)
        outer *= (size_t)t->shape[d];
    return outer;
}

static inline GrStatus check_any(const GrNode *n) {
    if (n->n_in > 0)
        return GR_OK;
    return gr_fail(GR_SHAPE, "%s takes a list of at least one tensor", n->op->doc.name);
}

#endif
