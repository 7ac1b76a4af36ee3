/* broadcast.h: how two shapes combine, by NumPy's rule: aligned at the last dimension, sizes equal
 * or one of them 1. */
#ifndef GR_BROADCAST_H
#define GR_BROADCAST_H

#include "tensor.h"

/* The result is walked in `runs` stretches of `run` numbers; along a stretch input s advances by
 * step[s] (0 or 1). The outer dimensions are counted by gr_run_offset. */
typedef struct GrBroadcast {
    int ndim;
    int shape[GR_MAX_DIM];
    size_t run, runs;
    int step[2];
    int outer; /* dimensions outside a run, after merging */
    int outer_size[GR_MAX_DIM];
    size_t outer_stride[2][GR_MAX_DIM];
} GrBroadcast;

/* Works out the walk; `what` names the operation in the message when the shapes do not combine. */
GrStatus gr_broadcast(const char *what, const GrTensor *a, const GrTensor *b, GrBroadcast *w);

/* Where input `side` begins in stretch number `run`. */
static inline size_t gr_run_offset(const GrBroadcast *w, size_t run, int side) {
    size_t offset = 0;
    for (int d = w->outer - 1; d >= 0; d--) {
        size_t size = (size_t)w->outer_size[d];
        offset += run % size * w->outer_stride[side][d];
        run /= size;
    }
    return offset;
}

/* Sums t over the dimensions along which `like` was stretched; if none was, t itself (retained). */
GrStatus gr_sum_to(GrTensor *t, const GrTensor *like, GrTensor **out);

#endif
