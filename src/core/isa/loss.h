/* loss.h: makes a loss that compares output and target number by number from three one-line
 * functions. The file that includes it defines
 *
 *     static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg);
 *     static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg);  d value / do
 *     static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg);  d value / dt
 *
 * with arg[0] the reduction and arg[1]… the loss's own numbers, and then its record with
 * .forward = loss_forward (or loss_forward_strict), .backward = loss_backward. w is the optional
 * third input (pos_weight), 1 without it.
 */
#ifndef GR_LOSS_H
#define GR_LOSS_H

#include "../broadcast.h"
#include "../graph.h"
#include "../loss.h"
#include "vector.h"

static inline GrReal value(GrReal o, GrReal t, GrReal w, const double *arg);
static inline GrReal slope_o(GrReal o, GrReal t, GrReal w, const double *arg);
static inline GrReal slope_t(GrReal o, GrReal t, GrReal w, const double *arg);

/* The inputs stretched to one shape: outputs, targets, weights (NULL: all 1). */
typedef struct Sides {
    GrTensor *o, *t, *w;
} Sides;

static void release_sides(Sides *s) {
    if (s->o)
        gr_release(s->o);
    if (s->t)
        gr_release(s->t);
    if (s->w)
        gr_release(s->w);
}

static GrStatus stretch_weight(const GrNode *n, const GrBroadcast *walk, GrTensor **out) {
    const GrTensor *w = n->in[2];
    GrStatus status = gr_expand(n->in[2], walk->ndim, walk->shape, out);
    if (status != GR_SHAPE)
        return status;
    gr_fail(GR_SHAPE, "%s: a weight of shape %s does not fit outputs of shape %s", n->op->doc.name,
            gr_tensor_shape_text(w), gr_shape_text(walk->ndim, walk->shape));
    return gr_hint(GR_SHAPE, "it is a number, or holds one for each column");
}

static GrStatus stretch_sides(const GrNode *n, Sides *s) {
    GrBroadcast walk;
    *s = (Sides){0};
    if (n->n_in == 2 && gr_same_shape(n->in[0], n->in[1])) { /* the usual case */
        s->o = gr_retain(n->in[0]);
        s->t = gr_retain(n->in[1]);
        return GR_OK;
    }
    GR_TRY(gr_broadcast(n->op->doc.name, n->in[0], n->in[1], &walk));
    GrStatus status = gr_expand(n->in[0], walk.ndim, walk.shape, &s->o);
    if (status == GR_OK)
        status = gr_expand(n->in[1], walk.ndim, walk.shape, &s->t);
    if (status == GR_OK && n->n_in > 2)
        status = stretch_weight(n, &walk, &s->w);
    if (status != GR_OK)
        release_sides(s);
    return status;
}

#define LOOP static __attribute__((noinline)) void

LOOP loss_values(size_t n, const GrReal *restrict o, const GrReal *restrict t,
                 const GrReal *restrict w, GrReal *restrict y, const double *arg) {
    const double a[3] = {arg[0], arg[1], arg[2]};
    if (w)
        for (size_t i = 0; i < n; i++)
            y[i] = value(o[i], t[i], w[i], a);
    else
        for (size_t i = 0; i < n; i++)
            y[i] = value(o[i], t[i], 1, a);
}

LOOP loss_slopes_o(size_t n, const GrReal *restrict o, const GrReal *restrict t,
                   const GrReal *restrict w, GrReal *restrict d, const double *arg) {
    const double a[3] = {arg[0], arg[1], arg[2]};
    if (w)
        for (size_t i = 0; i < n; i++)
            d[i] = slope_o(o[i], t[i], w[i], a);
    else
        for (size_t i = 0; i < n; i++)
            d[i] = slope_o(o[i], t[i], 1, a);
}

LOOP loss_slopes_t(size_t n, const GrReal *restrict o, const GrReal *restrict t,
                   const GrReal *restrict w, GrReal *restrict d, const double *arg) {
    const double a[3] = {arg[0], arg[1], arg[2]};
    for (size_t i = 0; i < n; i++)
        d[i] = slope_t(o[i], t[i], w ? w[i] : 1, a);
}

#undef LOOP

static GrStatus loss_forward(GrNode *n, GrTensor **out) {
    Sides s;
    GR_TRY(stretch_sides(n, &s));
    GrTensor *each = NULL;
    GrStatus status = gr_tensor_like(s.o, &each);
    if (status == GR_OK) {
        loss_values(each->numel, s.o->data, s.t->data, s.w ? s.w->data : NULL, each->data, n->arg);
        status = gr_reduce_loss(each, n->arg[0], out);
        gr_release(each);
    }
    release_sides(&s);
    return status;
}

/* The gradient of output (side 0) or target (side 1). */
static GrStatus loss_side_backward(GrNode *n, const Sides *s, int side, const GrTensor *dout) {
    GrTensor *d = NULL, *small = NULL;
    GR_TRY(gr_tensor_like(s->o, &d));
    (side ? loss_slopes_t : loss_slopes_o)(d->numel, s->o->data, s->t->data,
                                           s->w ? s->w->data : NULL, d->data, n->arg);
    gr_scale_loss_grad(d, dout, n->arg[0]);
    GrStatus status = gr_sum_to(d, n->in[side], &small);
    gr_release(d);
    return status == GR_OK ? gr_grad_give(n->in[side], small) : status;
}

static GrStatus loss_backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Sides s;
    GR_TRY(stretch_sides(n, &s));
    GrStatus status = GR_OK;
    for (int side = 0; side < 2 && status == GR_OK; side++)
        if (gr_wants(n, side))
            status = loss_side_backward(n, &s, side, dout);
    release_sides(&s);
    return status;
}

/* For losses where different shapes can only be a mistake. */
static inline GrStatus loss_forward_strict(GrNode *n, GrTensor **out) {
    const GrTensor *o = n->in[0], *t = n->in[1];
    if (!gr_same_shape(o, t)) {
        gr_fail(GR_SHAPE, "%s needs output and target of the same shape, not %s and %s",
                n->op->doc.name, gr_tensor_shape_text(o), gr_tensor_shape_text(t));
        if (o->numel == t->numel)
            gr_hint(GR_SHAPE, "target:reshape(%d, 1), or output:squeeze(2)",
                    o->ndim ? o->shape[0] : 1);
        return GR_SHAPE;
    }
    return loss_forward(n, out);
}

#endif
