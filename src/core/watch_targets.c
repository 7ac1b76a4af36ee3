/* watch_targets.c: B, the loss of the best constant answer: what a network that has learned nothing
 * costs. Entropy of the labels for class losses, variance for squared errors. */
#include <math.h>

#include "isa.h"
#include "loss.h"
#include "watch_state.h"

static bool is_loss(const GrLossDef *def, int index) {
    return def == gr_isa->loss[index];
}

static bool takes_classes(const GrLossDef *def) {
    return is_loss(def, GR_LOSS_cross_entropy) || is_loss(def, GR_LOSS_nll);
}

static double x_log_x(double x) {
    return x > 0 ? x * log(x) : 0;
}

static double entropy_of_counts(const double *count, int n) {
    double sum = 0, total = 0;
    for (int k = 0; k < n; k++)
        total += count[k];
    for (int k = 0; k < n && total > 0; k++)
        sum -= x_log_x(count[k] / total);
    return sum;
}

/* How many classes come together? A batch should hold them mixed; one of a few rows says nothing.
 */
enum { FEWEST_ROWS = 8 };

static void note_batch(GrTargets *t, const double *count, int n, size_t rows) {
    if (rows < FEWEST_ROWS)
        return;
    t->batches++;
    t->variety += entropy_of_counts(count, n);
    int kinds = 0;
    for (int k = 0; k < n; k++)
        kinds += count[k] > 0;
    t->narrow += kinds < 2;
}

static void add_labels(GrTargets *t, const GrTensor *y) {
    double count[GR_MAX_CLASSES] = {0};
    for (size_t i = 0; i < y->numel; i++) {
        int k = (int)y->data[i] - 1;
        if (k >= 0 && k < t->width)
            count[k]++;
    }
    for (int k = 0; k < t->width; k++)
        t->sum[k] += count[k];
    t->rows += y->numel;
    note_batch(t, count, t->width, y->numel);
}

/* One column of 0 and 1: two classes. */
static void note_yes_no(GrTargets *t, const GrTensor *y) {
    double count[2] = {0};
    for (size_t i = 0; i < y->numel; i++) {
        if (y->data[i] != 0 && y->data[i] != 1)
            return;
        count[y->data[i] == 1]++;
    }
    note_batch(t, count, 2, y->numel);
}

static void add_columns(GrTargets *t, const GrTensor *y) {
    size_t width = (size_t)t->width;
    for (size_t i = 0; i < y->numel; i++) {
        double x = (double)y->data[i];
        t->sum[i % width] += x;
        t->square[i % width] += x * x;
        t->low = x < t->low ? x : t->low;
        t->high = x > t->high ? x : t->high;
    }
    t->rows += y->numel / width;
    if (width == 1)
        note_yes_no(t, y);
}

void gr_targets_add(GrTargets *t, const GrLossDef *loss, const GrTensor *y, int outputs) {
    bool labels = takes_classes(loss) && y->ndim == 1;
    int width = labels ? outputs : y->ndim == 2 ? y->shape[1] : 1;
    if (width < 1 || width > GR_MAX_CLASSES)
        return;
    if (t->loss != loss || t->width != width)
        *t = (GrTargets){.loss = loss, .width = width, .low = INFINITY, .high = -INFINITY};
    if (labels)
        add_labels(t, y);
    else
        add_columns(t, y);
}

static double entropy_of_columns(const GrTargets *t) {
    double sum = 0;
    for (int k = 0; k < t->width; k++) {
        double p = t->sum[k] / (double)t->rows;
        sum -= x_log_x(p) + x_log_x(1 - p);
    }
    return sum / t->width;
}

static double variance(const GrTargets *t) {
    double sum = 0;
    for (int k = 0; k < t->width; k++) {
        double mean = t->sum[k] / (double)t->rows;
        double v = t->square[k] / (double)t->rows - mean * mean;
        sum += v > 0 ? v : 0;
    }
    return sum / t->width;
}

double gr_targets_sd(const GrTargets *t) {
    return t->rows ? sqrt(variance(t)) : NAN;
}

/* Hinge, targets -1 and 1: always the more frequent one. */
static double rarer_twice(const GrTargets *t) {
    double p = (t->sum[0] / (double)t->rows + 1) / 2;
    return 2 * (p < 0.5 ? p : 1 - p);
}

/* Of the absolute error as for normally distributed targets: the median is not kept. */
static double absolute(const GrTargets *t) {
    return sqrt(2 / acos(-1.0) * variance(t));
}

double gr_targets_baseline(const GrTargets *t) {
    if (t->rows < 2)
        return NAN;
    if (takes_classes(t->loss))
        return entropy_of_counts(t->sum, t->width);
    if (is_loss(t->loss, GR_LOSS_bce) || is_loss(t->loss, GR_LOSS_bce_with_logits))
        return entropy_of_columns(t);
    if (is_loss(t->loss, GR_LOSS_mse))
        return variance(t);
    if (is_loss(t->loss, GR_LOSS_l1))
        return absolute(t);
    if (is_loss(t->loss, GR_LOSS_huber))
        return variance(t) < 1 ? variance(t) / 2 : absolute(t) - 0.3;
    if (is_loss(t->loss, GR_LOSS_hinge) && t->width == 1)
        return rarer_twice(t);
    return NAN;
}
