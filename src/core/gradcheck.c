/* gradcheck.c: the difference quotient
 *
 *     df/dx ≈ (8 [f(x+h) - f(x-h)] - [f(x+2h) - f(x-2h)]) / 12h        error: h⁴ f⁗′/30
 *
 * whose large step keeps rounding small. h is a power of two, so that x ± h is exact. Where the
 * two disagree smaller steps get a chance, since the large one may have crossed a kink; a wrong
 * gradient disagrees at every step. Knows graph and tensors, no single op. */
#include "gradcheck.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "graph.h"
#include "memory.h"

#define STEPS 3 /* h, h/8, h/64 */

typedef struct Check {
    GrScalarFn *f;
    GrTensor *const *in;
    int n;
    void *data;
    double step;
    double loss; /* |f| at the inputs: what rounding errors are proportional to */
    double worst;
} Check;

/* How an input looked before it was checked. */
typedef struct Before {
    bool required, had_grad;
    uint8_t grad_flags;
    GrTensor *grad; /* a copy of the numbers, or NULL */
} Before;

static GrStatus check_inputs(const Check *c) {
    for (int i = 0; i < c->n; i++)
        if (c->in[i]->node) {
            gr_fail(GR_GRAPH, "gradcheck: input %d was computed from other tensors", i + 1);
            return gr_hint(GR_GRAPH, "give it the tensors that the computation starts from");
        }
    return GR_OK;
}

static GrStatus evaluate(const Check *c, GrTensor **loss) {
    GR_TRY(c->f(c->in, c->n, c->data, loss));
    if ((*loss)->numel == 1)
        return GR_OK;
    gr_fail(GR_GRAPH, "gradcheck: the function must give a single number, not a tensor of shape %s",
            gr_tensor_shape_text(*loss));
    gr_release(*loss);
    *loss = NULL;
    return gr_hint(GR_GRAPH, "let it end in :sum()");
}

/* f without a graph. */
static GrStatus number(const Check *c, double *y) {
    GrTensor *loss = NULL;
    bool before = gr_set_grad_enabled(false);
    GrStatus status = evaluate(c, &loss);
    gr_set_grad_enabled(before);
    if (status != GR_OK)
        return status;
    *y = (double)loss->data[0];
    gr_release(loss);
    return GR_OK;
}

static GrStatus difference(const Check *c, GrReal *x, double h, double *slope) {
    static const double place[] = {1, -1, 2, -2}, weight[] = {8, -8, -1, 1};
    GrReal here = *x;
    GrStatus status = GR_OK;
    *slope = 0;
    for (int i = 0; i < 4 && status == GR_OK; i++) {
        double y = 0;
        *x = (GrReal)((double)here + place[i] * h);
        status = number(c, &y);
        *slope += weight[i] * y / (12 * h);
    }
    *x = here;
    return status;
}

static double relative_error(double a, double d, double floor) {
    double size = fmax(fmax(fabs(a), fabs(d)), floor);
    double error = a == d ? 0 : fabs(a - d) / size;
    return isnan(error) ? INFINITY : error;
}

static GrStatus check_number(Check *c, GrReal *x, double a, double floor) {
    double best = INFINITY, h = c->step;
    for (int s = 0; s < STEPS && best > GR_GRADCHECK_BOUND / 10; s++, h /= 8) {
        double d, noise = (double)(sizeof(GrReal) == sizeof(double) ? DBL_EPSILON : FLT_EPSILON);
        GR_TRY(gr_poll());
        GR_TRY(difference(c, x, h, &d));
        best = fmin(best, relative_error(a, d, fmax(floor, 100 * noise * c->loss / h)));
    }
    c->worst = fmax(c->worst, best);
    return GR_OK;
}

static GrStatus check_input(Check *c, GrTensor *t) {
    const GrTensor *g = gr_tensor_grad(t);
    double largest = 0;
    for (size_t i = 0; g && i < t->numel; i++)
        largest = fmax(largest, fabs((double)g->data[i]));
    for (size_t i = 0; i < t->numel; i++)
        GR_TRY(check_number(c, &t->data[i], g ? (double)g->data[i] : 0, largest / 100));
    return GR_OK;
}

static GrStatus check_all(Check *c) {
    GrTensor *loss = NULL;
    bool enabled = gr_set_grad_enabled(true);
    GrStatus status = evaluate(c, &loss);
    gr_set_grad_enabled(enabled);
    if (status != GR_OK)
        return status;
    c->loss = fabs((double)loss->data[0]);
    if (loss->requires_grad)
        status = gr_backward(loss, false);
    gr_release(loss);
    for (int i = 0; i < c->n && status == GR_OK; i++)
        if (c->in[i]->requires_grad)
            status = check_input(c, c->in[i]);
    return status;
}

/* ---- leaving everything as it was ------------------------------------------------------------ */

static GrStatus put_aside(GrTensor *t, bool require, Before *b) {
    b->required = t->requires_grad;
    b->had_grad = t->grad != NULL;
    t->requires_grad = require || t->requires_grad;
    if (!t->grad)
        return GR_OK;
    b->grad_flags = t->grad->flags;
    GR_TRY(gr_tensor_clone(gr_tensor_grad(t), &b->grad));
    gr_tensor_zero_grad(t);
    return GR_OK;
}

static void put_back(GrTensor *t, Before *b) {
    t->requires_grad = b->required;
    if (b->grad) {
        memcpy(t->grad->data, b->grad->data, t->numel * sizeof(GrReal));
        t->grad->flags = b->grad_flags & (uint8_t)~GR_ZERO_PENDING;
        gr_release(b->grad);
    } else if (t->grad && !b->had_grad) {
        gr_release(t->grad);
        t->grad = NULL;
    }
}

static GrStatus with_all_put_aside(Check *c, Before *before) {
    bool none = true;
    for (int i = 0; i < c->n; i++)
        none = none && !c->in[i]->requires_grad;
    GrStatus status = GR_OK;
    int aside = 0;
    for (; aside < c->n && status == GR_OK; aside++)
        status = put_aside(c->in[aside], none, &before[aside]);
    if (status == GR_OK)
        status = check_all(c);
    while (aside-- > 0)
        put_back(c->in[aside], &before[aside]);
    return status;
}

GrStatus gr_gradcheck(GrScalarFn *f, GrTensor *const *in, int n, double eps, void *data,
                      double *worst) {
    double step = exp2(round(log2(eps > 0 ? eps : GR_GRADCHECK_STEP)));
    Check c = {.f = f, .in = in, .n = n, .data = data, .step = step};
    GR_TRY(check_inputs(&c));
    size_t bytes = ((size_t)n + 1) * sizeof(Before);
    Before *before = gr_alloc(bytes);
    if (!before)
        return GR_MEMORY;
    memset(before, 0, bytes);
    GrStatus status = with_all_put_aside(&c, before);
    gr_free(before, bytes);
    if (status == GR_OK)
        *worst = c.worst;
    return status;
}
