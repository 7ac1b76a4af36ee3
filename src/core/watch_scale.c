/* watch_scale.c: have rows that are judged the scale of those trained on? */
#include <math.h>

#include "watch_state.h"

static bool is_elsewhere(const GrTrainee *m, int j) {
    double sd = gr_moments_sd(&m->trained, j), other = gr_moments_sd(&m->judged, j);
    double shift = fabs(gr_moments_mean(&m->judged, j) - gr_moments_mean(&m->trained, j));
    if (sd <= 0)
        return false;
    /* A few values far out make a deviation large: it takes one in five. */
    bool wider = other > 3 * sd && 5 * m->judged.outside[j] > m->judged.rows;
    return shift > 1.5 * sd || wider || other * 20 < sd;
}

/* Compares them; true when they differ and that is told: the coach reads the numbers then. */
static bool compare_scales(GrTrainee *m) {
    if (m->trained.width != m->judged.width || m->trained.rows < 30)
        return false;
    int elsewhere = 0, vary = 0;
    for (int j = 0; j < m->trained.width; j++) {
        vary += gr_moments_sd(&m->trained, j) > 0;
        elsewhere += is_elsewhere(m, j);
    }
    if (4 * elsewhere <= vary || !gr_once(&m->said, GR_SEE_scales))
        return false;
    GrSighting *s = gr_watch_see(GR_SEE_scales, NULL, NULL);
    s->trainee = m;
    s->n[0] = elsewhere;
    s->n[1] = vary;
    return true;
}

/* Are there different targets? Rows of one class alone are no fair sample. */
static bool varies(const GrTensor *y) {
    for (size_t i = 1; i < y->numel; i++)
        if (y->data[i] != y->data[0])
            return true;
    return false;
}

static bool was_compared(GrTrainee *m, const GrTensor *x) {
    uint64_t print = gr_print_of(x, GR_PRINT);
    enum { ROOM = sizeof m->compared / sizeof *m->compared };
    for (int i = 0; i < ROOM; i++)
        if (m->compared[i] == print)
            return true;
    m->compared[m->comparisons % ROOM] = print;
    return false;
}

enum { FAIR = sizeof((GrTrainee *)0)->fair / sizeof(uint64_t) };

static uint64_t part_of(const GrTensor *x) {
    return (uint64_t)x->set << 8 | x->role;
}

static bool was_fair(const GrTrainee *m, const GrTensor *x) {
    for (int i = 0; x->set && i < FAIR; i++)
        if (m->fair[i] == part_of(x))
            return true;
    return false;
}

static void note_fair(GrTrainee *m, const GrTensor *x) {
    if (x->set && !was_fair(m, x))
        m->fair[m->n_fair++ % FAIR] = part_of(x);
}

/* Rows that were judged as they are, and are now judged darker, or noisier: an experiment. */
static bool is_tried_out(const GrTrainee *m, const GrTensor *x) {
    return (x->origin & GR_FROM_CHANGED) && was_fair(m, x);
}

/* Rows that are judged are compared with those trained on, once, and not too often. What a frozen
 * batch normalisation made of them has another scale by itself until its averages have settled. */
void gr_watch_scale(GrTrainee *m, const GrTensor *x, const GrTensor *y) {
    m = gr_trained(m);
    if (m->trained_normed || m->comparisons > 400 || !m->steps || !varies(y) || was_compared(m, x))
        return;
    if (x->role != m->judged_role) {
        gr_moments_clear(&m->judged);
        m->judged_role = x->role;
    }
    if (x->origin & GR_FROM_MODEL)
        return; /* codes of another network, which may be in training itself */
    if ((x->role << GR_ROLE_SHIFT) & GR_FROM_ELSEWHERE || is_tried_out(m, x))
        return;
    m->comparisons++;
    gr_moments_add(&m->judged, x);
    gr_moments_outside(&m->judged, &m->trained, x);
    if (m->judged.rows < 30)
        return;
    if (compare_scales(m))
        return;
    gr_moments_clear(&m->judged);
    note_fair(m, x);
}
