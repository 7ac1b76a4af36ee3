/* broadcast.c: the walk over two tensors of different shapes. */
#include "broadcast.h"

#include <string.h>

#include "memory.h"

static int size_from_right(const GrTensor *t, int from_right) {
    return from_right < t->ndim ? t->shape[t->ndim - 1 - from_right] : 1;
}

static GrStatus combine_shapes(const char *what, const GrTensor *a, const GrTensor *b,
                               GrBroadcast *w) {
    w->ndim = a->ndim > b->ndim ? a->ndim : b->ndim;
    for (int r = 0; r < w->ndim; r++) {
        int m = size_from_right(a, r), n = size_from_right(b, r);
        if (m != n && m != 1 && n != 1) {
            gr_fail(GR_SHAPE, "%s cannot combine shapes %s and %s: size %d against %d", what,
                    gr_tensor_shape_text(a), gr_tensor_shape_text(b), m, n);
            return gr_hint(GR_SHAPE,
                           "sizes are compared from the last dimension on; each pair must "
                           "be equal or contain a 1");
        }
        w->shape[w->ndim - 1 - r] = m == 1 ? n : m;
    }
    return GR_OK;
}

/* Strides of t along the result's dimensions, 0 where t is stretched. */
static void strides_of(const GrTensor *t, const GrBroadcast *w, size_t *stride) {
    size_t step = 1;
    for (int r = 0; r < w->ndim; r++) {
        int size = size_from_right(t, r);
        stride[w->ndim - 1 - r] = size == 1 ? 0 : step;
        step *= (size_t)size;
    }
}

GrStatus gr_broadcast(const char *what, const GrTensor *a, const GrTensor *b, GrBroadcast *w) {
    memset(w, 0, sizeof *w);
    if (gr_same_shape(a, b)) { /* the common case: one run over everything */
        w->ndim = a->ndim;
        memcpy(w->shape, a->shape, sizeof w->shape);
        w->run = a->numel;
        w->runs = 1;
        w->step[0] = w->step[1] = 1;
        return GR_OK;
    }
    GR_TRY(combine_shapes(what, a, b, w));
    size_t stride[2][GR_MAX_DIM] = {{0}};
    strides_of(a, w, stride[0]);
    strides_of(b, w, stride[1]);
    /* A run takes in dimensions from the right as long as each input goes on as it began: either
     * contiguous or standing still. Dimensions of size 1 are in every run. */
    size_t run = 1;
    int d = w->ndim - 1;
    bool begun = false;
    for (; d >= 0; d--) {
        if (w->shape[d] == 1)
            continue;
        int step[2] = {stride[0][d] != 0, stride[1][d] != 0};
        if (begun && (step[0] != w->step[0] || step[1] != w->step[1]))
            break;
        w->step[0] = step[0];
        w->step[1] = step[1];
        begun = true;
        run *= (size_t)w->shape[d];
    }
    w->run = run;
    w->runs = 1;
    w->outer = d + 1;
    for (int o = 0; o <= d; o++) {
        w->outer_size[o] = w->shape[o];
        w->outer_stride[0][o] = stride[0][o];
        w->outer_stride[1][o] = stride[1][o];
        w->runs *= (size_t)w->shape[o];
    }
    return GR_OK;
}

static void add_up(const GrTensor *t, const GrTensor *like, const GrBroadcast *w, double *sum) {
    memset(sum, 0, like->numel * sizeof *sum);
    for (size_t run = 0; run < w->runs; run++) {
        const GrReal *from = t->data + run * w->run;
        double *to = sum + gr_run_offset(w, run, 1);
        if (w->step[1]) {
            for (size_t i = 0; i < w->run; i++)
                to[i] += (double)from[i];
        } else {
            double total = 0;
            for (size_t i = 0; i < w->run; i++)
                total += (double)from[i];
            *to += total;
        }
    }
}

GrStatus gr_sum_to(GrTensor *t, const GrTensor *like, GrTensor **out) {
    if (gr_same_shape(t, like)) {
        *out = gr_retain(t);
        return GR_OK;
    }
    GrBroadcast w;
    GR_TRY(gr_broadcast("sum", t, like, &w));
    GrTensor *result = NULL;
    GR_TRY(gr_tensor_like(like, &result));
    size_t bytes = (like->numel + 1) * sizeof(double);
    double *sum = gr_alloc(bytes);
    if (!sum) {
        gr_release(result);
        return GR_MEMORY;
    }
    add_up(t, like, &w, sum);
    for (size_t i = 0; i < like->numel; i++)
        result->data[i] = (GrReal)sum[i];
    gr_free(sum, bytes);
    *out = result;
    return GR_OK;
}
