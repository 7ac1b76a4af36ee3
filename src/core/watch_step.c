/* watch_step.c: steps of optimizers: which gradients they use, and how far they move the weights.
 * What is not a bit test is measured in the first steps, in a hundred of the next, then seldom. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "isa.h"
#include "watch_state.h"

/* ---- gradients ------------------------------------------------------------------------------ */

static double stale_square; /* of the gradients that were left over when a backward came */

double gr_square_of(const GrReal *x, size_t n) {
    return gr_isa->square(n, x);
}

void gr_watch_stale(const GrTensor *grad) {
    stale_square += gr_square_of(grad->data, grad->numel);
}

static inline bool is_live(const GrTensor *p) {
    return p->grad && p->grad->passes && !(p->grad->flags & GR_ZERO_PENDING);
}

static double gradient_square(const GrOptim *o) {
    double sum = 0;
    for (int i = 0; i < o->n_params; i++)
        if (is_live(o->param[i]))
            sum += gr_square_of(o->param[i]->grad->data, o->param[i]->numel);
    return sum;
}

/* A backward pass later than `last` whose gradients are there to be used; else `last`, or 0 where
 * there are no gradients at all. */
static uint32_t search_pass(const GrOptim *o, uint32_t last, int *passes) {
    uint32_t found = 0;
    for (int i = 0; i < o->n_params && (found == 0 || found == last); i++)
        if (is_live(o->param[i])) {
            found = o->param[i]->grad->pass;
            *passes = o->param[i]->grad->passes;
        }
    return found;
}

static inline uint32_t new_pass(const GrOptim *o, uint32_t last, int *passes) {
    const GrTensor *p = o->n_params ? o->param[0] : NULL;
    if (!p || !is_live(p) || p->grad->pass == last)
        return search_pass(o, last, passes);
    *passes = p->grad->passes;
    return p->grad->pass;
}

static GR_SELDOM GrSighting *see(int kind, GrRun *r) {
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
    GrSighting *s = see(GR_SEE_stale, r);
    s->n[0] = (double)r->steps;
    s->n[1] = sqrt(stale_square);
    s->n[2] = sqrt(gradient_square(o));
}

static bool was_zeroed(const GrOptim *o) {
    for (int i = 0; i < o->n_params; i++)
        if (o->param[i]->grad && !is_live(o->param[i]))
            return true;
    return false;
}

static void note_multiple(GrRun *r, int passes) {
    r->multiple = passes > 1 && passes == r->k ? r->multiple + 1 : 0;
    r->k = passes;
    if (r->multiple == 4 && gr_once(&r->said, GR_SEE_accumulates))
        see(GR_SEE_accumulates, r)->n[0] = passes;
}

/* ---- parameters without an owner ------------------------------------------------------------ */

enum { ORPHANS = 16 };
static struct {
    GrTensor *t; /* retained */
    uint32_t version, pass;
    int passes;
    uint64_t step; /* when it was first seen */
} orphan[ORPHANS];
static int n_orphans;

static int find_orphan(GrTensor *t) {
    for (int i = 0; i < n_orphans; i++)
        if (orphan[i].t == t)
            return i;
    if (n_orphans == ORPHANS)
        return -1;
    orphan[n_orphans].t = gr_retain(t);
    orphan[n_orphans].version = gr_tensor_version(t);
    orphan[n_orphans].passes = 0;
    orphan[n_orphans].step = gr_watch.steps;
    return n_orphans++;
}

void gr_watch_unowned(GrTensor *t) {
    gr_note_hand_gradient(t);
    int i = find_orphan(t);
    if (i < 0 || orphan[i].pass == t->grad->pass)
        return;
    if (orphan[i].version != gr_tensor_version(t)) { /* changed by hand: that is a step */
        orphan[i].version = gr_tensor_version(t);
        orphan[i].passes = 0;
        orphan[i].step = gr_watch.steps;
    }
    orphan[i].pass = t->grad->pass;
    orphan[i].passes++;
}

static void drop_orphan(int i) {
    gr_release(orphan[i].t);
    orphan[i] = orphan[--n_orphans];
}

/* Does something tell why it has gradients and no owner? The gradient of an input is read. */
static bool is_explained(const GrTensor *t) {
    return (t->marks & (GR_OWNED | GR_LOADED | GR_GRAD_READ)) != 0;
}

static bool has_true_orphans(void) {
    for (int i = 0; i < n_orphans; i++)
        if (!is_explained(orphan[i].t))
            return true;
    return false;
}

static bool has_gradient(const GrTensor *t) {
    return t->grad && gr_square_of(t->grad->data, t->numel) > 0;
}

/* Three passes and three steps of others, and nobody has used its gradients. */
static void note_orphans(GrRun *r) {
    for (int i = n_orphans - 1; i >= 0; i--) {
        GrTensor *t = orphan[i].t;
        bool explained = is_explained(t);
        bool due = orphan[i].passes >= 3 && gr_watch.steps - orphan[i].step >= 3;
        if (!explained && !due)
            continue;
        if (!explained && orphan[i].version == gr_tensor_version(t) && has_gradient(t)) {
            GrSighting *s = see(GR_SEE_unowned, r);
            s->a = gr_retain(t);
            s->n[0] = orphan[i].passes;
        }
        drop_orphan(i);
    }
}

void gr_watch_forget_orphans(void) {
    while (n_orphans)
        drop_orphan(n_orphans - 1);
    stale_square = 0;
}

/* ---- steps without gradients ---------------------------------------------------------------- */

static bool owns_such(const GrOptim *o, const GrTensor *t) {
    for (int i = 0; i < o->n_params; i++)
        if (gr_same_shape(o->param[i], t))
            return true;
    return false;
}

/* An optimizer's steps are in vain, while tensors like its own get the gradients: a network that
 * is built anew before each step. */
static void note_replaced(GrRun *r, const GrOptim *o) {
    for (int i = 0; i < n_orphans; i++) {
        GrTensor *t = orphan[i].t;
        if (is_explained(t) || !owns_such(o, t) || !has_gradient(t) ||
            orphan[i].version != gr_tensor_version(t))
            continue;
        if (!gr_once(&r->said, GR_SEE_unowned))
            return;
        GrSighting *s = see(GR_SEE_unowned, r);
        s->a = gr_retain(t);
        s->n[0] = orphan[i].passes;
        return;
    }
}

/* Steps that have nothing new to go by: no backward since the last one, or zeroed after it. */
static void note_idle(GrRun *r, const GrOptim *o, bool zeroed) {
    if (has_true_orphans()) { /* others get the gradients: that is what to say */
        if (++r->astray == 10)
            note_replaced(r, o);
        return;
    }
    if (++r->idle < 10 || !gr_once(&r->said, GR_SEE_idle_step))
        return;
    GrSighting *s = see(GR_SEE_idle_step, r);
    s->n[0] = r->idle;
    s->n[1] = zeroed;
}

/* ---- how far a step goes -------------------------------------------------------------------- */

/* The first step from `step` on whose length is measured. */
static long next_measured(long step) {
    if (step < GR_EARLY || (step >= GR_WARM && step < GR_STEADY))
        return step;
    if (step < GR_WARM)
        return GR_WARM;
    long power = 128;
    while (power < step)
        power *= 2;
    return power;
}

static void keep_weights(GrRun *r, const GrOptim *o) {
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

static void measure(GrRun *r, const GrOptim *o) {
    const GrTensor *layer = NULL;
    bool moved = false;
    double ratio = largest_ratio(r, o, &layer, &moved), slope = first_over_last(o);
    r->grad_norm = sqrt(gradient_square(o));
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
        see(GR_SEE_no_effect, r)->n[0] = r->grad_norm;
}

/* ---- losses ---------------------------------------------------------------------------------- */

static uint16_t last_stepped; /* whose weights the latest step moved */

static void count_loss(GrTrainee *m, double loss, GrTensor *const *param, int n) {
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

/* ---- steps by hand -------------------------------------------------------------------------- */

/* The first weights of a network count its steps, one for each backward. */
void gr_count_hand_step(GrTrainee *m, GrTensor *t) {
    if (!gr_watch.on || (m && m->hand.pass == gr_watch.backwards))
        return;
    if (m || !gr_backward_trainee) /* of unknown networks each weight counts */
        gr_watch.steps++;
    if (!m)
        return;
    m->hand.pass = gr_watch.backwards;
    GrTrainee *trained = m;
    double loss = gr_settle_judgements(&trained);
    loss = loss == loss ? loss : gr_backward_loss;
    count_loss(m, loss, &t, 1);
    gr_note_hand_step(m, loss);
    gr_watch_after_step(m);
}

/* What an optimizer's last step left, met by the first step by hand: it is used once more, once. */
static bool is_left_over(GrTrainee *m) {
    const GrRun *r = m ? gr_run(m->run) : NULL;
    if (!r || r->by_hand)
        return false;
    if (!m->hand.left_over)
        m->hand.left_over = gr_watch.backwards;
    return m->hand.left_over == gr_watch.backwards;
}

static void see_stale(GrTensor *t, GrTrainee *m) {
    if (!gr_watch.on || is_left_over(m ? m : gr_backward_trainee))
        return;
    if (!gr_once(m ? &m->said : &gr_said_of_nobody, GR_SEE_stale))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_stale, t, NULL);
    s->trainee = m;
    s->n[0] = m ? (double)(m->steps + 1) : 2;
    s->n[1] = sqrt(stale_square);
    s->n[2] = sqrt(gr_square_of(t->grad->data, t->numel));
}

static void use_gradient(GrTensor *t, GrTrainee *m) {
    if (t->grad->flags & GR_STALE)
        see_stale(t, m);
    t->grad->flags |= GR_CONSUMED;
    stale_square = 0;
}

/* An optimizer that makes this network's steps counts them. */
static bool is_by_hand(const GrTensor *t, const GrTrainee *m) {
    const GrRun *r = gr_run(m->run);
    return !(t->marks & GR_OWNED) || !r || r->by_hand;
}

void gr_watch_by_hand(GrTensor *t) {
    GrTrainee *m = gr_trainee(t->trainee);
    bool live = is_live(t);
    if (live)
        use_gradient(t, m);
    gr_note_hand_change(t);
    if (m ? is_by_hand(t, m) : live)
        gr_count_hand_step(m, t);
}

/* The parameter whose numbers t shows; NULL: they are no parameter's. */
static GrTensor *parameter_of(GrTensor *t) {
    if (t->flags & GR_IS_PARAMETER)
        return t;
    return t->base && (t->base->flags & GR_IS_PARAMETER) ? t->base : NULL;
}

void gr_watch_in_place(GrTensor *t, const GrTensor *by) {
    if (!(by->origin & GR_FROM_GRAD))
        return;
    GrTensor *parameter = parameter_of(t);
    if (parameter)
        gr_watch_by_hand(parameter);
    else /* a velocity, say */
        t->origin |= GR_FROM_GRAD;
}

/* w[1] = w[1] - lr * w.grad[1]: a step, if this gradient was read and has not been used. */
void gr_watch_numbers(GrTensor *t) {
    GrTensor *p = gr_watch.on ? parameter_of(t) : NULL;
    GrTrainee *m = p ? gr_trainee(p->trainee) : NULL;
    if (!m || (p->marks & (GR_OWNED | GR_GRAD_READ)) != GR_GRAD_READ)
        return;
    if (!is_live(p) || (p->grad->flags & GR_CONSUMED))
        return;
    gr_note_hand_change(p);
    gr_count_hand_step(m, p);
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
        see(GR_SEE_idle_backward, r)->n[0] = 10;
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
        note_idle(r, o, pass == 0 && was_zeroed(o));
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
    if (r && next_measured(r->steps) == r->steps)
        keep_weights(r, o);
}

/* One optimizer after the other with the same settings: what they remember is forgotten. */
static void note_successor(GrRun *r, GrTrainee *m) {
    const GrRun *before = gr_run(m->run);
    if (!before || before == r || m->bare)
        return; /* two that take turns are no successors; nor is a search that begins again */
    m->successors = before->settings == r->settings ? m->successors + 1 : 0;
    if (m->successors < 5 || m->successors % 5)
        return;
    GrSighting *s = see(GR_SEE_successors, r);
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
    count_loss(m, loss, o->param, o->n_params);
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
    GrSighting *s = see(GR_SEE_detached, r);
    s->a = gr_retain(first);
    s->n[0] = without;
    s->n[1] = o->n_params;
}

static void give_attention(GrRun *r, const GrOptim *o) {
    if (next_measured(r->steps - 1) == r->steps - 1 && r->before)
        measure(r, o);
    if (r->steps >= r->next_milestone) {
        bool first = r->next_milestone == 0;
        r->next_milestone = first ? 20 : r->next_milestone * 2;
        if (r->steps == 20)
            note_detached(r, o);
        if (!first)
            see(GR_SEE_milestone, r);
    }
    long measured = next_measured(r->steps);
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
    stale_square = 0;
    if (r->quiet && gr_once(&r->said, GR_SEE_quiet_step))
        see(GR_SEE_quiet_step, r);
    if (n_orphans)
        note_orphans(r);
    if (r->steps > r->attention)
        give_attention(r, o);
    o->measured = r->steps >= r->attention;
    if (gr_reads_wait || gr_watch.tell_step)
        gr_watch_after_step(gr_trainee(r->trainee));
}
