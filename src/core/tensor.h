/* tensor.h: dense, row-major tensors of GrReal with reference counts.
 *
 * Ownership, for the whole core: every gr_ function borrows its arguments and returns a new
 * reference; who gets it, releases it.
 *
 * Dimension letters used in all comments: B batch, I inputs, O outputs, K classes, N any count,
 * H, W height and width.
 */
#ifndef GR_TENSOR_H
#define GR_TENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

#ifndef GR_REAL
#define GR_REAL float
#endif
typedef GR_REAL GrReal;

#define GR_MAX_DIM 6

typedef struct GrTensor GrTensor;
typedef struct GrNode GrNode;
typedef struct GrArena GrArena;

/* Bits of GrTensor.flags. */
enum {
    GR_ZERO_PENDING = 1, /* a gradient that counts as zero; written before it is read */
    GR_OWN_BUFFER = 2,   /* data is a block of its own, not the tail of this struct */
    GR_IS_PARAMETER = 4, /* made by a module or by requires_grad_() */
    GR_CONSUMED = 8,     /* a gradient that a step has used since it was last zeroed */
    GR_STALE = 16,       /* a consumed gradient that backward added to */
};

/* What a tensor's numbers are known to be, kept for the coach. LOGIT: raw scores of a layer whose
 * outputs a loss takes as such. A change in place makes them PLAIN. */
typedef enum GrTag {
    GR_TAG_PLAIN,
    GR_TAG_SOFTMAX,
    GR_TAG_SIGMOID,
    GR_TAG_LOGPROB,
    GR_TAG_LOGIT
} GrTag;

/* A tensor owns its numbers (data behind the struct or in a block of its own), or views those of
 * `base` (which is never itself a view), or lives in an arena shared with other parameters. */
struct GrTensor {
    int refs;
    uint8_t ndim;
    bool requires_grad;
    uint8_t flags;
    uint8_t tag;     /* GrTag */
    uint8_t role;    /* which data set part the rows come from: 0 none, else bits */
    uint8_t marks;   /* of a parameter: see watch.h */
    uint16_t origin; /* what went into the numbers: see watch.h */
    int shape[GR_MAX_DIM];
    uint32_t rows; /* a name for its rows in their order (see watch.h); 0: unknown */
    size_t numel;
    GrReal *data;
    GrTensor *base; /* the tensor whose numbers these are, or NULL */
    GrArena *arena;
    uint32_t version; /* counts in-place changes; a view counts on its base */
    int views;        /* live views of this tensor */
    GrTensor *grad;   /* gradient of a leaf; in backward also of computed tensors */
    GrNode *node;     /* how it was computed, or NULL */
    uint32_t pass;    /* of a gradient: the backward pass that last added to it, */
    uint16_t passes;  /* and how many have since it was zero */
    uint16_t set;     /* the data set that the rows belong to; 0: none */
    uint16_t trainee; /* of a first weight: which network it belongs to (see watch.h) */
};

/* New tensor with uninitialised numbers. ndim 0 is a scalar. Fails with GR_MEMORY or GR_SHAPE. */
GrStatus gr_tensor_new(int ndim, const int *shape, GrTensor **out);
GrStatus gr_tensor_filled(int ndim, const int *shape, double value, GrTensor **out);
GrStatus gr_tensor_scalar(double value, GrTensor **out);
GrStatus gr_tensor_like(const GrTensor *t, GrTensor **out);
GrStatus gr_tensor_clone(const GrTensor *t, GrTensor **out); /* numbers only, no history */

/* A tensor that shares t's numbers from element `offset` on. Not differentiable by itself. */
GrStatus gr_tensor_view(GrTensor *t, size_t offset, int ndim, const int *shape, GrTensor **out);

static inline GrTensor *gr_retain(GrTensor *t) {
    t->refs++;
    return t;
}
/* Frees t and all that it held last; iterative: a chain of a million nodes does not overflow the
 * stack. For gr_release. */
void gr_tensor_bury(GrTensor *t);
static inline void gr_release(GrTensor *t) {
    if (t && --t->refs == 0)
        gr_tensor_bury(t);
}

/* The gradient with a pending zero written out, or NULL. Borrowed. */
GrTensor *gr_tensor_grad(GrTensor *t);
void gr_tensor_zero_grad(GrTensor *t);

/* Marks an in-place change, so that backward notices it. */
void gr_tensor_touch(GrTensor *t);
static inline uint32_t gr_tensor_version(const GrTensor *t) {
    return t->base ? t->base->version : t->version;
}

/* Do t's sizes equal these? */
static inline bool gr_has_shape(const GrTensor *t, int ndim, const int *shape) {
    if (t->ndim != ndim)
        return false;
    for (int d = 0; d < ndim; d++)
        if (t->shape[d] != shape[d])
            return false;
    return true;
}

static inline bool gr_same_shape(const GrTensor *a, const GrTensor *b) {
    return gr_has_shape(a, b->ndim, b->shape);
}

/* "[32, 2]" in one of a few rotating static buffers, for messages. */
const char *gr_shape_text(int ndim, const int *shape);
const char *gr_tensor_shape_text(const GrTensor *t);

/* One block for many parameters and one for their gradients, in the same order, so that an
 * optimizer is one loop over flat vectors. */
struct GrArena {
    int refs;
    size_t numel;
    GrReal *data; /* numel values, then numel gradients */
};
GrStatus gr_arena_new(size_t numel, GrArena **out); /* zeroed */
void gr_arena_release(GrArena *arena);
/* Moves t's numbers (and gradient) into the arena; false if t's numbers are shared with a view or
 * another arena and must stay where they are. */
bool gr_tensor_move_to_arena(GrTensor *t, GrArena *arena, size_t offset);

/* An uninitialised gradient for t, in t's arena where it has one. */
GrStatus gr_grad_new(const GrTensor *t, GrTensor **out);

#endif
