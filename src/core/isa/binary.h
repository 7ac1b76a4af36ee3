/* binary.h: makes a broadcasting op of two inputs from three one-line functions. The file that
 * includes it defines
 *
 *     static inline GrReal value(GrReal a, GrReal b);               y = value(a, b)
 *     static inline GrReal slope_a(GrReal a, GrReal b, GrReal y);   dy/da
 *     static inline GrReal slope_b(GrReal a, GrReal b, GrReal y);   dy/db
 *
 * and then its record with .forward = binary_forward, .backward = binary_backward. With
 * GR_VALUE_ONLY defined there is no backward, and no slopes are asked for.
 */
#ifndef GR_BINARY_H
#define GR_BINARY_H

#include "../broadcast.h"
#include "../graph.h"
#include "vector.h"

static inline GrReal value(GrReal a, GrReal b);
#ifndef GR_VALUE_ONLY
static inline GrReal slope_a(GrReal a, GrReal b, GrReal y);
static inline GrReal slope_b(GrReal a, GrReal b, GrReal y);
#endif

#define LOOP static __attribute__((noinline)) void

/* Along one run an input either advances with the result or stands still; one loop for each case,
 * so that every loop vectorises. */
LOOP values_both(size_t n, const GrReal *restrict a, const GrReal *restrict b, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = value(a[i], b[i]);
}

LOOP values_a(size_t n, const GrReal *restrict a, GrReal b, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = value(a[i], b);
}

LOOP values_b(size_t n, GrReal a, const GrReal *restrict b, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = value(a, b[i]);
}

static void value_run(size_t n, const GrReal *a, int step_a, const GrReal *b, int step_b,
                      GrReal *y) {
    if (step_a && step_b)
        values_both(n, a, b, y);
    else if (step_a)
        values_a(n, a, *b, y);
    else if (step_b)
        values_b(n, *a, b, y);
    else
        for (size_t i = 0; i < n; i++)
            y[i] = value(*a, *b);
}

static GrStatus binary_forward(GrNode *node, GrTensor **out) {
    GrBroadcast w;
    GR_TRY(gr_broadcast(node->op->doc.name, node->in[0], node->in[1], &w));
    GR_TRY(gr_tensor_new(w.ndim, w.shape, out));
    const GrReal *a = node->in[0]->data, *b = node->in[1]->data;
    GrReal *y = (*out)->data;
    for (size_t run = 0; run < w.runs; run++, y += w.run)
        value_run(w.run, a + gr_run_offset(&w, run, 0), w.step[0], b + gr_run_offset(&w, run, 1),
                  w.step[1], y);
    return GR_OK;
}

#ifndef GR_VALUE_ONLY

/* d[i] = dy[i] · slope along a run; where an input stands still the slopes are still one a number,
 * to be added up afterwards. */
LOOP slopes_a(size_t n, const GrReal *restrict a, int step_a, const GrReal *restrict b, int step_b,
              const GrReal *restrict y, const GrReal *restrict dy, GrReal *restrict d) {
    if (step_a && step_b)
        for (size_t i = 0; i < n; i++)
            d[i] = dy[i] * slope_a(a[i], b[i], y[i]);
    else
        for (size_t i = 0; i < n; i++)
            d[i] = dy[i] * slope_a(a[step_a ? i : 0], b[step_b ? i : 0], y[i]);
}

LOOP slopes_b(size_t n, const GrReal *restrict a, int step_a, const GrReal *restrict b, int step_b,
              const GrReal *restrict y, const GrReal *restrict dy, GrReal *restrict d) {
    if (step_a && step_b)
        for (size_t i = 0; i < n; i++)
            d[i] = dy[i] * slope_b(a[i], b[i], y[i]);
    else
        for (size_t i = 0; i < n; i++)
            d[i] = dy[i] * slope_b(a[step_a ? i : 0], b[step_b ? i : 0], y[i]);
}

/* The gradient of one input: slopes of the result's shape, then summed down to the input's. */
static GrStatus side_backward(GrNode *node, const GrBroadcast *w, int side, GrTensor *out,
                              GrTensor *dout) {
    GrTensor *d = NULL, *small = NULL;
    GR_TRY(gr_tensor_like(out, &d));
    const GrReal *a = node->in[0]->data, *b = node->in[1]->data;
    for (size_t run = 0; run < w->runs; run++) {
        size_t at = run * w->run;
        (side ? slopes_b : slopes_a)(w->run, a + gr_run_offset(w, run, 0), w->step[0],
                                     b + gr_run_offset(w, run, 1), w->step[1], out->data + at,
                                     dout->data + at, d->data + at);
    }
    GrStatus status = gr_sum_to(d, node->in[side], &small);
    gr_release(d);
    return status == GR_OK ? gr_grad_give(node->in[side], small) : status;
}

static GrStatus binary_backward(GrNode *node, GrTensor *out, GrTensor *dout) {
    GrBroadcast w;
    GR_TRY(gr_broadcast(node->op->doc.name, node->in[0], node->in[1], &w));
    for (int side = 0; side < 2; side++)
        if (gr_wants(node, side))
            GR_TRY(side_backward(node, &w, side, out, dout));
    return GR_OK;
}

#endif
#undef LOOP
#endif
