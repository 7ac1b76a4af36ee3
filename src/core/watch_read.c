/* watch_read.c: numbers that leave the tensors: read by item(), tolist(), print, or compared. A
 * number computed in training mode waits for the next step: was it part of the training, or a
 * judgement by half a network? */
#include <string.h>

#include "graph.h"
#include "watch_state.h"

bool gr_reads_wait;
char gr_watch_where[GR_WHERE]; /* the user's line of the latest noisy read */

/* ---- noise ---------------------------------------------------------------------------------- */

enum { HELD = 4 };
static struct {
    GrPass pass; /* x and out retained */
    uint16_t origin;
    char where[GR_WHERE];
} held[HELD];
static int n_held;

static void drop_held(int i) {
    gr_release(held[i].pass.x);
    gr_release(held[i].pass.out);
    memmove(&held[i], &held[i + 1], (size_t)(--n_held - i) * sizeof held[0]);
}

void gr_watch_drop_held(void) {
    while (n_held)
        drop_held(n_held - 1);
}

/* Was this pass part of a training step? */
static bool was_trained_on(const GrPass *p) {
    return p->out->node && p->out->node->visited;
}

/* Rows of the training part, recorded: the loss of the batch in hand, most likely. */
static bool is_training(const GrPass *p, unsigned origin) {
    unsigned roles = origin & GR_ROLES;
    return p->out->node && (roles == GR_FROM_TRAIN || was_trained_on(p));
}

bool gr_watch_wants_line(const GrTensor *t) {
    if (!(t->origin & GR_FROM_NOISE) || !gr_noisy_pass.trainee)
        return false;
    const GrTrainee *m = gr_trained(gr_noisy_pass.trainee);
    if ((!m->steps && !m->loaded) || is_training(&gr_noisy_pass, t->origin))
        return false;
    return !n_held || held[n_held - 1].pass.number != gr_noisy_pass.number;
}

static void hold(const GrTensor *t) {
    if (n_held == HELD)
        drop_held(0);
    held[n_held].pass = gr_noisy_pass;
    gr_retain(gr_noisy_pass.x);
    gr_retain(gr_noisy_pass.out);
    held[n_held].origin = t->origin;
    memcpy(held[n_held++].where, gr_watch_where, GR_WHERE);
    gr_reads_wait = true;
}

/* Is this a judgement? Monte Carlo dropout asks five times or more about the same rows. */
static bool is_judgement(int i) {
    const GrPass *p = &held[i].pass;
    unsigned roles = held[i].origin & GR_ROLES;
    bool others = roles & (GR_FROM_VAL | GR_FROM_TEST | GR_FROM_TRAIN_DEV);
    bool unrecorded = !p->out->node;
    bool unseen = !roles && !gr_rows_known(gr_trained(p->trainee), p->x);
    return !was_trained_on(p) && gr_pass_count(p->print) < 5 && (others || unrecorded || unseen);
}

static void tell(int i) {
    const GrPass *p = &held[i].pass;
    memcpy(gr_watch_where, held[i].where, GR_WHERE);
    GrSighting *s = gr_watch_see(GR_SEE_noisy_read, NULL, NULL);
    s->trainee = p->trainee;
    s->n[0] = p->x->shape[0];
    s->n[1] = held[i].origin;
    s->n[2] = (double)gr_pass_count(p->print);
}

void gr_watch_settle_reads(void) {
    for (int i = 0; i < n_held; i++)
        if (is_judgement(i) && gr_once(&held[i].pass.trainee->said, GR_SEE_noisy_read))
            tell(i);
    gr_watch_drop_held();
    gr_watch_forget_prints();
    gr_reads_wait = false;
}

/* What was not recorded is no part of a training step; neither are rows kept apart for judging. */
static bool is_sure(int i) {
    bool others = held[i].origin & (GR_FROM_VAL | GR_FROM_TEST);
    return (others || !held[i].pass.out->node) && is_judgement(i);
}

void gr_watch_settle_sure(void) {
    for (int i = n_held - 1; i >= 0; i--)
        if (is_sure(i)) {
            if (gr_once(&held[i].pass.trainee->said, GR_SEE_noisy_read))
                tell(i);
            drop_held(i);
        }
}

/* ---- the hooks ------------------------------------------------------------------------------ */

/* Was it computed from rows of the test set alone, and those of training to compare with? */
static bool is_of_test(const GrTensor *t) {
    const GrTestPass *p = &gr_test_pass;
    unsigned role = (unsigned)gr_pass.x->role << GR_ROLE_SHIFT;
    bool mixed = gr_pass.recorded && (role & GR_FROM_TEST) && role != GR_FROM_TEST;
    return (t->origin & GR_FROM_TEST) && (t->origin & GR_FROM_MODEL) && !mixed && p->trainee &&
           p->step == gr_trained(p->trainee)->steps;
}

/* The test rows as they are in the data set, where they are known. */
static const GrTensor *raw_test(void) {
    const GrTensor *x = gr_test_pass.x, *raw = gr_test_pass.raw;
    bool same = raw && raw->shape[0] == x->shape[0] && raw->rows == x->rows && raw->set == x->set;
    return same ? raw : x;
}

static void see_test(GrTensor *t) {
    GrTrainee *m = gr_trained(gr_test_pass.trainee);
    double unused;
    uint64_t print = 0;
    m->test_read = gr_test_pass.number;
    if (m->told_test == m->steps + 1)
        return;
    m->told_test = m->steps + 1;
    GrSighting *s = gr_watch_see(GR_SEE_test_read, t, gr_test_pass.x);
    s->trainee = m;
    s->n[0] = (double)m->steps;
    s->n[1] = gr_rows_share(m, gr_test_pass.x, &s->n[2], &print);
    s->n[3] = gr_test_pass.x->shape[0];
    gr_rows_share(m, raw_test(), &unused, &s->print);
}

void gr_watch_read(GrTensor *t) {
    GrTrainee *m = gr_pass.trainee;
    if (!m)
        return;
    if (gr_watch_wants_line(t))
        hold(t);
    if ((t->origin & (GR_FROM_VAL | GR_FROM_TRAIN_DEV)) && (t->origin & GR_FROM_MODEL))
        gr_trained(m)->val_read = true;
    if ((t->origin & GR_FROM_OUTER) && !m->compares_pairs && gr_once(&m->said, GR_SEE_outer))
        gr_watch_see(GR_SEE_outer, t, NULL);
    if (is_of_test(t))
        see_test(t);
}

void gr_watch_compare(GrTensor *t, double with) {
    if (t->tag == GR_TAG_LOGIT && with == 0.5 && gr_pass.trainee && !gr_pass.trainee->told_cut) {
        gr_pass.trainee->told_cut = true;
        gr_watch_see(GR_SEE_cut, t, NULL);
    }
}

/* The largest of one number is always number 1. */
void gr_watch_argmax_one(GrTensor *t) {
    GrTrainee *m = gr_pass.trainee;
    if (m && (t->origin & GR_FROM_MODEL) && t->shape[0] > 1 && gr_once(&m->said, GR_SEE_argmax_one))
        gr_watch_see(GR_SEE_argmax_one, t, NULL);
}

void gr_watch_after_step(GrTrainee *m) {
    gr_watch_settle_reads();
    if (gr_watch.tell_step)
        gr_watch_see(GR_SEE_step, NULL, NULL)->trainee = m;
}
