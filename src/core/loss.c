/* loss.c: reductions, stretching and label checks that losses share. */
#include "loss.h"

#include <math.h>

#include "broadcast.h"
#include "graph.h"
#include "watch.h"

GrStatus gr_loss_apply(const GrLossDef *def, GrTensor *const *in, int n_in, const double *number,
                       GrTensor **out) {
    GR_TRY(gr_apply(&def->op, in, n_in, number, out));
    if (gr_watch.on)
        gr_watch_loss(def, in, number, *out);
    return GR_OK;
}

/* Four sums side by side: one alone would wait for itself. */
static double sum_of(const GrReal *x, size_t n) {
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t j = 0; j < 4; j++)
            sum[j] += (double)x[i + j];
    for (; i < n; i++)
        sum[0] += (double)x[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

GrStatus gr_reduce_loss(GrTensor *each, double reduction, GrTensor **out) {
    if ((int)reduction == GR_NONE) {
        *out = gr_retain(each);
        return GR_OK;
    }
    double sum = sum_of(each->data, each->numel);
    return gr_tensor_scalar((int)reduction == GR_MEAN ? sum / (double)each->numel : sum, out);
}

void gr_scale_loss_grad(GrTensor *d, const GrTensor *dout, double reduction) {
    if ((int)reduction == GR_NONE) {
        for (size_t i = 0; i < d->numel; i++)
            d->data[i] *= dout->data[i];
        return;
    }
    GrReal scale = dout->data[0];
    if ((int)reduction == GR_MEAN)
        scale /= (GrReal)d->numel;
    for (size_t i = 0; i < d->numel; i++)
        d->data[i] *= scale;
}

GrStatus gr_expand(GrTensor *t, int ndim, const int *shape, GrTensor **out) {
    if (gr_has_shape(t, ndim, shape)) {
        *out = gr_retain(t);
        return GR_OK;
    }
    GrTensor *result = NULL;
    GR_TRY(gr_tensor_new(ndim, shape, &result));
    GrBroadcast w;
    GrStatus status = gr_broadcast("expand", result, t, &w);
    if (status == GR_OK && !gr_has_shape(result, w.ndim, w.shape)) /* t is the larger one */
        status = gr_fail(GR_SHAPE, "shape %s cannot be stretched to %s", gr_tensor_shape_text(t),
                         gr_shape_text(ndim, shape));
    if (status != GR_OK) {
        gr_release(result);
        return status;
    }
    for (size_t run = 0; run < w.runs; run++) {
        GrReal *to = result->data + run * w.run;
        const GrReal *from = t->data + gr_run_offset(&w, run, 1);
        for (size_t i = 0; i < w.run; i++)
            to[i] = from[w.step[1] ? i : 0];
    }
    *out = result;
    return GR_OK;
}

GrStatus gr_check_labels(const char *what, const GrTensor *y, int classes) {
    for (size_t i = 0; i < y->numel; i++) {
        double label = (double)y->data[i];
        if (label >= 1 && label <= classes && label == floor(label))
            continue;
        gr_fail(GR_LABEL, "%s: label %g in row %zu, but with %d classes labels are 1 to %d", what,
                label, i + 1, classes, classes);
        if (label == 0)
            return gr_hint(GR_LABEL, "labels count from 1 here, as everything in Lua: y = y + 1");
        if (label != floor(label))
            return gr_hint(GR_LABEL, "a class is a whole number; for measured values use "
                                     "nn.MSELoss()");
        return gr_hint(GR_LABEL, "the network's last layer must have as many outputs as there are "
                                 "classes");
    }
    return GR_OK;
}
