/* watch_judge.c: losses that were computed: those that backward has been through by the next step
 * are training, the others are judgements of the network on rows. */
#include <math.h>
#include <string.h>

#include "graph.h"
#include "isa.h"
#include "loss.h"
#include "watch_state.h"

static bool is_due(const GrTrainee *m, const GrLook *l) {
    return l->number % m->look_stride == 0;
}

/* Of each kind of look every second one goes, so that those left are evenly spaced. */
static void thin_looks(GrTrainee *m) {
    int n = 0;
    m->look_stride *= 2;
    for (int i = 0; i < m->n_looks; i++)
        if (is_due(m, &m->look[i]))
            m->look[n++] = m->look[i];
    m->n_looks = n < GR_LOOKS ? n : GR_LOOKS / 2;
}

static GrLook *latest_look(GrTrainee *m, unsigned roles, bool seen) {
    for (int i = m->n_looks - 1; i >= 0; i--)
        if (m->look[i].origin == roles && m->look[i].seen == seen)
            return &m->look[i];
    return NULL;
}

/* The rows of one look, which may come in several batches. The latest look of a kind is always
 * there; it gives way to the next one where it is not due to stay. */
static GrLook *find_look(GrTrainee *m, unsigned origin, bool seen) {
    unsigned roles = origin & GR_ROLES;
    GrLook *l = latest_look(m, roles, seen);
    if (l && l->step == m->steps)
        return l;
    long number = l ? l->number + 1 : 0;
    if (!l || is_due(m, l)) {
        if (m->n_looks == GR_LOOKS)
            thin_looks(m);
        l = &m->look[m->n_looks++];
    }
    *l = (GrLook){.step = m->steps, .number = number, .origin = (uint16_t)roles, .seen = seen};
    return l;
}

/* What the best constant answer costs on these rows. NAN: unknown. */
static double base_of(const GrTrainee *m, const GrTensor *y) {
    static GrTargets t;
    if (!m->targets.loss)
        return NAN;
    t.rows = 0;
    t.loss = NULL;
    gr_targets_add(&t, m->targets.loss, y, m->targets.width);
    return gr_targets_baseline(&t);
}

static double joined(double a, size_t rows, double b, size_t more) {
    return (a * (double)rows + b * (double)more) / (double)(rows + more);
}

static void note_look(const GrJudgement *j) {
    GrTrainee *m = j->trainee;
    size_t rows = (size_t)j->x->shape[0];
    bool seen = !(j->loss->origin & GR_ROLES) && gr_rows_known(m, j->x);
    GrLook *l = find_look(m, j->loss->origin, seen);
    l->loss = joined(l->loss, l->rows, j->value, rows);
    l->base = joined(l->base, l->rows, base_of(m, j->y), rows);
    l->rows += rows;
}

/* ---- waiting -------------------------------------------------------------------------------- */

/* The latest loss waits for its backward; so do others before it, where several passes come before
 * one backward. Those are kept with their rows; the rows of the latest are those of gr_pass. */
enum { SHELF = 4 };
GrJudgement gr_latest;
static GrJudgement shelf[SHELF];
static int n_shelf;

static bool was_trained_on(const GrTensor *loss) {
    return loss->node && loss->node->visited;
}

static void release_judgement(GrJudgement *j) {
    gr_release(j->loss);
    if (j->x)
        gr_release(j->x);
    gr_release(j->y);
    j->loss = NULL;
}

static void judge(const GrJudgement *j) {
    if (!j->x || j->value != j->value)
        return;
    note_look(j);
    gr_watch_scale(j->trainee, j->x, j->y);
}

static void settle(GrJudgement *j, double *sum, int *n) {
    if (was_trained_on(j->loss)) {
        *sum += j->value;
        ++*n;
    } else {
        judge(j);
    }
    release_judgement(j);
}

void gr_shelve_judgement(void) {
    double sum = 0;
    int n = 0;
    if (!gr_latest.loss)
        return;
    if (n_shelf == SHELF) {
        settle(&shelf[0], &sum, &n);
        memmove(shelf, shelf + 1, (size_t)--n_shelf * sizeof *shelf);
    }
    gr_latest.x = gr_pass.x ? gr_retain(gr_pass.x) : NULL;
    shelf[n_shelf++] = gr_latest;
    gr_latest.loss = NULL;
}

double gr_settle_judgements(GrTrainee **trainee) {
    double sum = 0;
    int n = 0;
    if (gr_latest.loss && !was_trained_on(gr_latest.loss))
        gr_shelve_judgement();
    if (gr_latest.loss) {
        *trainee = gr_latest.trainee;
        sum = gr_latest.value;
        n = 1;
        release_judgement(&gr_latest);
        if (!n_shelf)
            return sum; /* the usual case */
    }
    for (int i = 0; i < n_shelf; i++)
        settle(&shelf[i], &sum, &n);
    n_shelf = 0;
    return n ? sum / n : NAN;
}

/* ---- the hook ------------------------------------------------------------------------------- */

/* The mean, whatever the reduction. */
static double mean_of(const GrLossDef *def, const double *number, GrTensor *const *in,
                      const GrTensor *loss) {
    if (loss->numel != 1)
        return NAN;
    double value = (double)loss->data[0];
    if ((int)number[0] != GR_SUM)
        return value;
    bool by_row = in[1]->ndim < in[0]->ndim || def == gr_isa->loss[GR_LOSS_cross_entropy];
    return value / (by_row ? in[0]->shape[0] : (double)in[0]->numel);
}

static void learn_targets(GrTrainee *m, const GrLossDef *def, GrTensor *const *in) {
    int outputs = in[0]->ndim ? in[0]->shape[in[0]->ndim - 1] : 1;
    gr_targets_add(&m->targets, def, in[1], outputs);
    m->knows_targets = m->targets.rows > 4096;
}

void gr_judge(const GrLossDef *def, GrTensor *const *in, const double *number, GrTensor *loss) {
    GrTrainee *m = gr_pass.trainee;
    if (gr_latest.loss)
        gr_shelve_judgement();
    GrJudgement j = {loss, NULL, in[1], m, mean_of(def, number, in, loss)};
    if (!loss->node) {
        j.x = in[0]->ndim && gr_pass.x->shape[0] == in[0]->shape[0] ? gr_pass.x : NULL;
        judge(&j);
        return;
    }
    if (!m->knows_targets)
        learn_targets(m, def, in);
    gr_retain(j.loss);
    gr_retain(j.y);
    gr_latest = j;
}
