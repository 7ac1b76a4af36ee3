/* extreme.h: makes max and min from one function. The file that includes it defines
 *
 *     static size_t best_place(const GrReal *x, size_t n);   where the best of n numbers stands
 *
 * Along a dimension the gradient goes to the first place that has it; over all numbers it is shared
 * evenly among those that are equal (both as in PyTorch). */
#ifndef GR_EXTREME_H
#define GR_EXTREME_H

#include "best.h"
#include "reduce.h"

static size_t best_place(const GrReal *x, size_t n);

static double value(const GrReal *x, size_t n) {
    return (double)x[best_place(x, n)];
}

static void slopes_first(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    (void)y;
    memset(dx, 0, n * sizeof *dx);
    dx[best_place(x, n)] = (GrReal)dy;
}

static void slopes_shared(const GrReal *x, size_t n, double y, double dy, GrReal *dx) {
    size_t equal = 0;
    for (size_t i = 0; i < n; i++)
        equal += (double)x[i] == y;
    for (size_t i = 0; i < n; i++)
        dx[i] = (double)x[i] == y ? (GrReal)(dy / (double)equal) : 0;
}

static GrStatus extreme_forward(GrNode *n, GrTensor **out) {
    return reduce_some(n, value, out);
}

static GrStatus extreme_backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    bool along = n->arg[REDUCE_DIM] >= 0;
    return reduce_back(n, out, dout, along ? slopes_first : slopes_shared);
}

#endif
