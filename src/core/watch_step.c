/* watch_step.c: steps of optimizers: which gradients they use, and what their losses were. The
 * usual step is a few bit tests; how far steps go is measured now and then (watch_stride.c). */
#include <math.h>

#include "isa.h"
#include "watch_state.h"

/* ---- gradients ------------------------------------------------------------------------------ */

double gr_stale_square; /* of the gradients that were left over when a backward came */

double gr_square_of(const GrReal *x, size_t n) {
    return gr_isa->square(n, x);
}

void gr_watch_stale(const GrTensor *grad) {
    gr_stale_square += gr_square_of(grad->data, grad->numel);
}

double gr_gradient_square(const GrOptim *o) {
    double sum = 0;
    for (int i = 0; i < o->n_params; i++)
        if (gr_is_live(o->param[i]))
            sum += gr_square_of(o->param[i]->grad->data, o->param[i]->numel);
    return sum;
}

/* A backward pass later than `last` whose gradients are there to be used; else `last`, or 0 where
 * there are no gradients at all. */
static uint32_t search_pass(const GrOptim *o, uint32_t last, int *passes) {
    uint32_t found = 0;
    for (int i = 0; i < o->n_params && (found == 0 || found == last); i++)
        if (gr_is_live(o->param[i])) {
            found = o->param[i]->grad->pass;
            *passes = o->param[i]->grad->passes;
        }
    return found;
}

static inline uint32_t new_pass(const GrOptim *o, uint32_t last, int *passes) {
    const GrTensor *p = o->n_params ? o->param[0] : NULL;
    if (!p || !gr_is_live(p) || p->grad->pass == last)
        return search_pass(o, last, passes);
    *passes = p->grad->passes;
    return p->grad->pass;
}

GrSighting *gr_see_run(int kind, GrRun *r) {
    GrSighting *s = gr_watch_see(kind, NULL, NULL);
    s->run = r;
    s->trainee = gr_trainee(r->trainee);
    return s;
}

/* What an optimizer before this one left behind (a fit, say) is in its first step only. */
static bool is_inherited(const GrRun *r) {
    return r->inherits && r->steps == 1;
}

static void note_stale(GrRun *r, const GrOptim *o) {
    if (is_inherited(r) || !gr_once(&r->said, GR_SEE_stale))
        return;
    GrSighting *s = gr_see_run(GR_SEE_stale, r);
    s->n[0] = (double)r->steps;
    s->n[1] = sqrt(gr_stale_square);
    s->n[2] = sqrt(gr_gradient_square(o));
}

static bool was_zeroed(const GrOptim *o) {
    for (int i = 0; i < o->n_params; i++)
        if (o->param[i]->grad && !gr_is_live(o->param[i]))
            return true;
    return false;
}

static void note_multiple(GrRun *r, int passes) {
    r->multiple = passes > 1 && passes == r->k ? r->multiple + 1 : 0;
    r->k = passes;
    if (r->multiple == 4 && gr_once(&r->said, GR_SEE_accumulates))
        gr_see_run(GR_SEE_accumulates, r)->n[0] = passes;
}

/* ---- losses ---------------------------------------------------------------------------------- */

static uint16_t last_stepped; /* whose weights the latest step moved */

void gr_count_loss(GrTrainee *m, double loss, GrTensor *const *param, int n) {
    if (last_stepped != m->id) {
        m->switches += m->steps > 0;
        last_stepped = m->id;
        gr_kin_stepped(m, param, n);
    }
    m->steps++;
    if (m->on_test)
        gr_watch_trained_on_test(m);
    m->rows_done += gr_pass.x ? (size_t)gr_pass.x->shape[0] : 0;
    m->backwards = 0;
    if (m->steps == 1)
        m->first_loss = loss;
}

/* ---- the hooks ------------------------------------------------------------------------------ */

void gr_watch_zero_again(GrOptim *o) {
    GrRun *r = gr_run_of(o);
    if (!r)
        return;
    int passes = 0;
    uint32_t pass = new_pass(o, r->last_pass, &passes);
    bool read = o->n_params && (o->param[0]->marks & GR_GRAD_READ);
    if (!pass || pass == r->pass_at_zero || pass == r->last_pass || read)
        return; /* nothing is lost by zeroing */
    r->pass_at_zero = pass;
    if (++r->idle_zero == 10 && gr_once(&r->said, GR_SEE_idle_backward))
        gr_see_run(GR_SEE_idle_backward, r)->n[0] = 10;
}

/* Does o train what lies below a layer that was in evaluation mode? A part that is frozen is
 * rightly left in it. */
static GR_SELDOM bool trains_quiet_layer(const GrOptim *o) {
    for (int q = 0; q < gr_n_quiet; q++) {
        if (!gr_quiet_weight[q])
            return true;
        for (int i = 0; i < o->n_params; i++)
            if (o->param[i] == gr_quiet_weight[q])
                return true;
    }
    return false;
}

static void note_gradients(GrRun *r, const GrOptim *o) {
    int passes = 0;
    uint32_t pass = new_pass(o, r->last_pass, &passes);
    if (pass == 0 || pass == r->last_pass) {
        gr_note_idle(r, o, pass == 0 && was_zeroed(o));
    } else {
        r->idle = r->astray = 0;
        note_multiple(r, passes);
    }
    r->quiet = gr_n_quiet && pass && pass != r->last_pass && trains_quiet_layer(o);
    r->last_pass = pass ? pass : r->last_pass;
    r->idle_zero = 0;
}

void gr_watch_step_begin(GrOptim *o) {
    GrRun *r = gr_run_of(o);
    if (r && gr_next_measured(r->steps) == r->steps)
        gr_keep_weights(r, o);
}

/* One optimizer after the other with the same settings: what they remember is forgotten. */
static void note_successor(GrRun *r, GrTrainee *m) {
    const GrRun *before = gr_run(m->run);
    if (!before || before == r || m->bare)
        return; /* two that take turns are no successors; nor is a search that begins again */
    m->successors = before->settings == r->settings ? m->successors + 1 : 0;
    if (m->successors < 5 || m->successors % 5)
        return;
    GrSighting *s = gr_see_run(GR_SEE_successors, r);
    s->trainee = m;
    s->n[0] = m->successors;
    s->n[1] = (double)m->steps;
}

static void note_loss(GrRun *r, const GrOptim *o) {
    GrTrainee *m = gr_backward_trainee;
    double loss = gr_settle_judgements(&m);
    if (!(loss == loss))
        loss = gr_backward_loss;
    if (!m)
        return;
    if (r->steps == 1) {
        note_successor(r, m);
        r->first_loss = loss;
        r->inherits = m->run && m->run != r->id && !m->inherited;
        m->inherited |= r->inherits;
    }
    r->trainee = m->id;
    m->turns += m->run && m->run != r->id;
    m->run = r->id;
    gr_count_loss(m, loss, o->param, o->n_params);
    r->last_loss = loss;
    gr_curve_add(&r->loss, loss);
}

static void note_rate(GrRun *r, double lr) {
    r->lr = lr;
    if (lr > r->lr_peak)
        r->lr_peak = lr;
}

/* Twenty steps, and a parameter that is trained has never had a gradient, while others have. */
static void note_detached(GrRun *r, const GrOptim *o) {
    GrTensor *first = NULL;
    int without = 0;
    for (int i = 0; i < o->n_params; i++)
        if (o->param[i]->requires_grad && !o->param[i]->grad) {
            first = first ? first : o->param[i];
            without++;
        }
    if (!without || without == o->n_params || !gr_once(&r->said, GR_SEE_detached))
        return;
    GrSighting *s = gr_see_run(GR_SEE_detached, r);
    s->a = gr_retain(first);
    s->n[0] = without;
    s->n[1] = o->n_params;
}

static void give_attention(GrRun *r, const GrOptim *o) {
    if (gr_next_measured(r->steps - 1) == r->steps - 1 && r->before)
        gr_measure(r, o);
    if (r->steps >= r->next_milestone) {
        bool first = r->next_milestone == 0;
        r->next_milestone = first ? 20 : r->next_milestone * 2;
        if (r->steps == 20)
            note_detached(r, o);
        if (!first)
            gr_see_run(GR_SEE_milestone, r);
    }
    long measured = gr_next_measured(r->steps);
    r->attention = measured < r->next_milestone ? measured : r->next_milestone;
}

void gr_watch_step_end(GrOptim *o, unsigned seen) {
    GrRun *r = gr_run_of(o);
    if (!r)
        return;
    note_gradients(r, o);
    gr_watch.steps++;
    r->steps++;
    note_loss(r, o);
    note_rate(r, o->arg[0].num);
    if (seen & GR_STALE)
        note_stale(r, o);
    gr_stale_square = 0;
    if (r->quiet && gr_once(&r->said, GR_SEE_quiet_step))
        gr_see_run(GR_SEE_quiet_step, r);
    if (gr_n_orphans)
        gr_note_orphans(r);
    if (r->steps > r->attention)
        give_attention(r, o);
    o->measured = r->steps >= r->attention;
    if (gr_reads_wait || gr_watch.tell_step)
        gr_watch_after_step(gr_trainee(r->trainee));
}
