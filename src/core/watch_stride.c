/* watch_stride.c: how far the steps of an optimizer move the weights. What is measured costs as
 * much as a step: it is measured in the first steps, in a hundred of the next, then seldom. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "isa.h"
#include "watch_state.h"

/* The first step from `step` on whose length is measured. */
long gr_next_measured(long step) {
    if (step < GR_EARLY || (step >= GR_WARM && step < GR_STEADY))
        return step;
    if (step < GR_WARM)
        return GR_WARM;
    long power = 128;
    while (power < step)
        power *= 2;
    return power;
}

void gr_keep_weights(GrRun *r, const GrOptim *o) {
    if (!r->before)
        r->before = malloc((o->state_size + 1) * sizeof *r->before);
    for (int i = 0; r->before && i < o->n_params; i++)
        memcpy(r->before + o->offset[i], o->param[i]->data, o->param[i]->numel * sizeof(GrReal));
}

double gr_distance(const GrReal *a, const GrReal *b, size_t n) {
    return sqrt(gr_isa->square_apart(n, a, b));
}

static bool is_layer(const GrTensor *p) {
    return p->ndim >= 2 && p->grad;
}

/* Half the length that a layer's weights have when they are drawn as usual: weights that begin at 0
 * or close to it may grow to this length in a few steps. */
double gr_usual_size(const GrTensor *w) {
    double rows = w->ndim ? w->shape[0] : 1, columns = (double)w->numel / rows;
    return 0.3 * sqrt(rows < columns ? rows : columns);
}

static bool has_layers(const GrOptim *o) {
    for (int i = 0; i < o->n_params; i++)
        if (is_layer(o->param[i]))
            return true;
    return false;
}

/* The largest |step| / |weights| among the layers (where there are none: of the first weights);
 * *moved: did any number change? */
static double largest_ratio(const GrRun *r, const GrOptim *o, const GrTensor **layer, bool *moved) {
    double largest = 0;
    bool layers = has_layers(o);
    for (int i = 0; i < o->n_params; i++) {
        const GrTensor *w = o->param[i];
        const GrReal *before = r->before + o->offset[i];
        double step = gr_distance(w->data, before, w->numel);
        *moved |= step != 0; /* NaN moved, too */
        if (layers ? !is_layer(w) : !w->trainee)
            continue;
        double size = fmax(sqrt(gr_square_of(before, w->numel)), gr_usual_size(w));
        if (size > 0 && step / size > largest) {
            largest = step / size;
            *layer = w;
        }
    }
    return largest;
}

static double slope_of(const GrTensor *p) {
    return sqrt(gr_square_of(p->grad->data, p->numel) / (double)p->numel);
}

/* log10 of the first layer's gradient over the last one's; NAN with fewer than three layers. */
static double first_over_last(const GrOptim *o) {
    const GrTensor *first = NULL, *last = NULL;
    int layers = 0;
    for (int i = 0; i < o->n_params; i++)
        if (is_layer(o->param[i])) {
            first = first ? first : o->param[i];
            last = o->param[i];
            layers++;
        }
    return layers > 2 && slope_of(last) > 0 ? log10(slope_of(first) / slope_of(last)) : NAN;
}

#define STILL 1e-4 /* a smaller gradient: the lowest point is reached */
#define THROWN 1   /* a first step as long as a layer's weights */

void gr_measure(GrRun *r, const GrOptim *o) {
    const GrTensor *layer = NULL;
    bool moved = false;
    double ratio = largest_ratio(r, o, &layer, &moved), slope = first_over_last(o);
    r->grad_norm = sqrt(gr_gradient_square(o));
    if (r->steps <= GR_EARLY && ratio > r->early_ratio) {
        r->early_ratio = ratio;
        r->early_rows = layer && layer->ndim ? layer->shape[0] : 0;
        r->early_columns = r->early_rows ? (int)(layer->numel / (size_t)r->early_rows) : 0;
    }
    if (r->steps > GR_WARM && r->n_ratio < GR_STEADY)
        r->ratio[r->n_ratio++] = (float)ratio;
    if (r->steps > GR_STEADY && ratio > r->late_ratio)
        r->late_ratio = ratio;
    if (r->steps > GR_WARM && r->n_slope < GR_STEADY && slope == slope)
        r->slope[r->n_slope++] = (float)slope;
    /* Where weight_decay holds against the gradient, the lowest point has been reached, too; what
     * has moved before may have grown too large for its steps. */
    bool should_move = r->grad_norm > STILL && o->arg[0].num > 0 && !(r->decay > 0);
    should_move &= !(r->early_ratio > THROWN);
    r->still = !moved && should_move ? r->still + 1 : 0;
    if (r->still == 3 && gr_once(&r->said, GR_SEE_no_effect))
        gr_see_run(GR_SEE_no_effect, r)->n[0] = r->grad_norm;
}
