/* data.c: drawing a data set row by row, wrong labels, and shuffling. The generators stand in their
 * records in data/. */
#include "data.h"

#define DATA(name) extern const GrDataDef gr_data_##name;
#include "data.def"
#undef DATA

const GrDataDef *const gr_data[GR_DATA_COUNT] = {
#define DATA(name) [GR_DATA_##name] = &gr_data_##name,
#include "data.def"
#undef DATA
};

static GrStatus allocate(const GrPlan *plan, GrTensor **x, GrTensor **y) {
    int shape[] = {plan->rows, plan->targets};
    GR_TRY(gr_tensor_new(2, (int[]){plan->rows, plan->features}, x));
    GrStatus status = gr_tensor_new(plan->targets ? 2 : 1, shape, y);
    if (status != GR_OK)
        gr_release(*x);
    return status;
}

/* 0 becomes 1 and 1 becomes 0; of more classes, one of the others by chance. */
static void change_label(const GrPlan *plan, GrReal *y) {
    if (plan->targets) {
        *y = 1 - *y;
    } else if (plan->classes > 1) {
        size_t other = gr_rng_below(plan->rng, (size_t)plan->classes - 1) + 1;
        *y = (GrReal)(other < (size_t)*y ? other : other + 1);
    }
}

static void draw_row(const GrPlan *plan, int i, GrReal *x, GrReal *y) {
    plan->draw(&(GrRow){i, plan->rows, x, y, plan->arg, plan->world, plan->rng});
    for (int d = 0; plan->noise > 0 && d < plan->features; d++)
        x[d] += (GrReal)(plan->noise * gr_rng_normal(plan->rng));
    if (plan->flip > 0 && gr_rng_uniform(plan->rng) < plan->flip)
        change_label(plan, y);
}

static void swap_rows(GrTensor *t, size_t a, size_t b) {
    size_t width = t->ndim > 1 ? (size_t)t->shape[1] : 1;
    for (size_t d = 0; d < width; d++) {
        GrReal keep = t->data[a * width + d];
        t->data[a * width + d] = t->data[b * width + d];
        t->data[b * width + d] = keep;
    }
}

static GrStatus fill(const GrPlan *plan, GrTensor *x, GrTensor *y) {
    size_t width = (size_t)plan->features, targets = plan->targets ? (size_t)plan->targets : 1;
    for (size_t i = 0; i < (size_t)plan->rows; i++) {
        GR_TRY(gr_poll());
        draw_row(plan, (int)i, x->data + i * width, y->data + i * targets);
    }
    for (size_t i = (size_t)plan->rows; i > 1 && !plan->in_order; i--) {
        size_t other = gr_rng_below(plan->rng, i);
        swap_rows(x, i - 1, other);
        swap_rows(y, i - 1, other);
    }
    return gr_poll();
}

GrStatus gr_draw_rows(const GrPlan *plan, GrTensor **x, GrTensor **y) {
    GrTensor *features = NULL, *targets = NULL;
    GR_TRY(allocate(plan, &features, &targets));
    GrStatus status = fill(plan, features, targets);
    if (status != GR_OK) {
        gr_release(features);
        gr_release(targets);
        return status;
    }
    *x = features;
    *y = targets;
    return GR_OK;
}

double gr_data_place(const GrRow *row, bool even) {
    if (!even)
        return 2 * gr_rng_uniform(row->rng) - 1;
    return row->n > 1 ? 2.0 * row->i / (row->n - 1) - 1 : 0;
}
