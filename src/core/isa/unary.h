/* unary.h: makes an op of one input from two one-line functions. The file that includes it defines
 *
 *     static inline GrReal value(GrReal x, const double *arg);            y = value(x)
 *     static inline GrReal slope(GrReal x, GrReal y, const double *arg);  dy/dx
 *
 * and then its record with .forward = unary_forward, .backward = unary_backward. The record's
 * `saves` says GR_SAVES_IN(0) if slope reads x. With GR_VALUE_ONLY defined there is no backward,
 * and no slope is asked for. */
#ifndef GR_UNARY_H
#define GR_UNARY_H

#include "../graph.h"
#include "vector.h"

static inline GrReal value(GrReal x, const double *arg);
#ifndef GR_VALUE_ONLY
static inline GrReal slope(GrReal x, GrReal y, const double *arg);
#endif

/* Loops in functions of their own, with restrict: gcc vectorises these. */
static __attribute__((noinline)) void values(size_t n, const GrReal *restrict x, GrReal *restrict y,
                                             const double *arg) {
    const double a[2] = {arg[0], arg[1]}; /* a copy that the compiler knows nobody changes */
    for (size_t i = 0; i < n; i++)
        y[i] = value(x[i], a);
}

static GrStatus unary_forward(GrNode *n, GrTensor **out) {
    GR_TRY(gr_tensor_like(n->in[0], out));
    values(n->in[0]->numel, n->in[0]->data, (*out)->data, n->arg);
    return GR_OK;
}

#ifndef GR_VALUE_ONLY

/* dx = dy · dy/dx */
static __attribute__((noinline)) void slopes(size_t n, const GrReal *restrict x,
                                             const GrReal *restrict y, const GrReal *restrict dy,
                                             GrReal *restrict dx, const double *arg) {
    const double a[2] = {arg[0], arg[1]};
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] * slope(x[i], y[i], a);
}

/* The same where nobody needs dy any more: dx takes its place. */
static __attribute__((noinline)) void slopes_in_place(size_t n, const GrReal *restrict x,
                                                      const GrReal *restrict y, GrReal *restrict d,
                                                      const double *arg) {
    const double a[2] = {arg[0], arg[1]};
    for (size_t i = 0; i < n; i++)
        d[i] = d[i] * slope(x[i], y[i], a);
}

static GrStatus unary_backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    const GrReal *x = n->in[0]->data;
    if (gr_grad_is_ours(n->in[0], dout)) {
        slopes_in_place(out->numel, x, out->data, dout->data, n->arg);
        gr_grad_pass(n->in[0], dout);
        return GR_OK;
    }
    GrTensor *dx = NULL;
    GR_TRY(gr_tensor_like(out, &dx));
    slopes(out->numel, x, out->data, dout->data, dx->data, n->arg);
    return gr_grad_give(n->in[0], dx);
}

#endif
#endif
