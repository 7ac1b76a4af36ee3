/* watch_hand.c: steps without an optimizer: the same notes as watch_step.c makes of an optimizer's.
 *
 * A step by hand is a change of leaves by their gradients: in place (w:sub_(w.grad * lr), through a
 * buffer, a view or Lua numbers), or by a new leaf that takes the place of the old one. A network
 * has made a step when its first weights have changed; each backward pass is good for one. How far
 * it went is seen when the next gradient arrives: then all trials and corrections are over. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "watch_state.h"

enum { HANDS = 16 };
typedef struct Hand {
    GrTensor *t;            /* retained */
    const GrTensor *before; /* the leaf whose place it took; only compared */
    uint16_t net;           /* the trainee whose weight it is */
    bool moved;             /* by a step, at least once */
    long turn;              /* the step at which it last changed */
    uint32_t pass;          /* the backward pass that last brought it a gradient */
    GrReal *copy;           /* its numbers when the latest gradient arrived, */
    bool is_fresh;          /* unless that step is not to be measured, */
    long step;              /* and how many steps had been made then */
} Hand;
static Hand hand[HANDS];
static int n_hands;

/* ---- the weights that are known ------------------------------------------------------------- */

static Hand *find(const GrTensor *t) {
    for (int i = 0; i < n_hands; i++)
        if (hand[i].t == t)
            return &hand[i];
    return NULL;
}

static void let_go(Hand *h) {
    free(h->copy);
    gr_release(h->t);
    *h = (Hand){0};
}

/* Steps without a change after which a weight is thought to be gone. */
enum { GONE = 16 };

/* A free place, or that of a weight which is of another network or gone. */
static Hand *place_for(const GrTrainee *m) {
    if (n_hands < HANDS)
        return &hand[n_hands++];
    Hand *oldest = NULL;
    for (int i = 0; i < n_hands; i++) {
        bool may_go = hand[i].net != m->id || hand[i].turn + GONE < m->steps;
        if (may_go && (!oldest || hand[i].turn < oldest->turn))
            oldest = &hand[i];
    }
    if (oldest)
        let_go(oldest);
    return oldest;
}

/* Layers' weights and first weights; not inputs that are changed to suit the network. */
static bool is_layer(const GrTensor *t) {
    bool is_input = gr_pass.x && gr_same_shape(t, gr_pass.x);
    return t->numel && (t->trainee || (t->ndim >= 2 && !is_input));
}

static void keep(GrTensor *t, const GrTrainee *m) {
    Hand *h = place_for(m);
    GrReal *copy = h ? malloc(t->numel * sizeof *copy) : NULL;
    if (!h)
        return;
    if (!copy) {
        *h = hand[--n_hands];
        return;
    }
    *h = (Hand){.t = gr_retain(t), .copy = copy, .turn = m->steps};
}

void gr_watch_forget_hand(void) {
    while (n_hands)
        let_go(&hand[--n_hands]);
}

/* ---- how far a step goes -------------------------------------------------------------------- */

/* The first ones, then one now and then. */
static bool is_measured(long step) {
    return step <= GR_STEADY || (step & (step - 1)) == 0;
}

static void measure(GrTrainee *m, const Hand *h) {
    const GrTensor *t = h->t;
    double size = fmax(sqrt(gr_square_of(h->copy, t->numel)), gr_usual_size(t));
    double step = gr_distance(t->data, h->copy, t->numel);
    if (step <= size * m->hand.largest)
        return;
    m->hand.largest = step / size;
    m->hand.rows = t->ndim ? t->shape[0] : 0;
    m->hand.columns = t->ndim ? (int)(t->numel / (size_t)t->shape[0]) : 0;
}

/* A gradient has arrived at a parameter that no optimizer has. */
void gr_note_hand_gradient(GrTensor *t) {
    GrTrainee *m = gr_backward_trainee;
    if (!m || !is_layer(t))
        return;
    Hand *h = find(t);
    if (!h) {
        m->hand.returns += m->steps && t->trainee == m->id;
        keep(t, m);
        h = find(t);
    }
    if (h)
        h->pass = gr_watch.backwards;
    if (!h || (h->is_fresh && h->net == m->id && h->step == m->steps))
        return;
    if (h->is_fresh && h->net == m->id)
        measure(m, h);
    h->net = m->id;
    h->step = m->steps;
    h->is_fresh = is_measured(m->steps + 1);
    if (h->is_fresh)
        memcpy(h->copy, t->data, t->numel * sizeof *h->copy);
}

/* Along the gradient or against it? Who climbs wants the loss to grow. A step that is nothing but
 * a multiple of the gradient tells its rate. */
static void note_direction(GrTrainee *m, const Hand *h, const GrTensor *now) {
    const GrTensor *grad = h->t->grad;
    if (!h->is_fresh || !grad || (grad->flags & GR_ZERO_PENDING))
        return;
    double along = 0, step = 0, slope = gr_square_of(grad->data, now->numel);
    for (size_t i = 0; i < now->numel; i++) {
        double d = (double)now->data[i] - (double)h->copy[i];
        along += d * (double)grad->data[i];
        step += d * d;
    }
    m->hand.uphill += along > 0;
    m->hand.downhill += along < 0;
    if (h->t->trainee && along < 0 && now->numel > 1 && along * along > 0.999999 * step * slope)
        m->hand.rate = -along / slope;
}

/* A weight has changed, in place or by giving way to `now`. */
static void note_change(GrTrainee *m, Hand *h, GrTensor *now) {
    note_direction(m, h, now);
    h->moved = true;
    h->turn = m->steps;
    if (now == h->t)
        return;
    h->before = h->t;
    gr_release(h->t);
    h->t = gr_retain(now);
}

void gr_note_hand_change(GrTensor *t) {
    GrTrainee *m = gr_backward_trainee;
    Hand *h = gr_watch.on && m ? find(t) : NULL;
    if (h && h->net == m->id)
        note_change(m, h, t);
}

bool gr_hand_rests(const GrTrainee *m) {
    for (int i = 0; i < n_hands; i++) {
        const Hand *h = &hand[i];
        bool is_first = h->net == m->id && h->t->trainee == m->id;
        if (is_first && !h->moved && (h->t->marks & GR_GRAD_READ))
            return true;
    }
    return false;
}

/* ---- new leaves ----------------------------------------------------------------------------- */

/* Is a, rather than b, the weight that gives way to t? The latest pass brought it a gradient; or it
 * is nearer. */
static bool is_likelier(const Hand *a, const Hand *b, const GrTensor *t) {
    if (a->pass != b->pass)
        return a->pass > b->pass;
    double near = gr_distance(a->t->data, t->data, t->numel);
    double far = gr_distance(b->t->data, t->data, t->numel);
    return near < far || (near == far && a->turn < b->turn);
}

static Hand *find_forerunner(const GrTrainee *m, const GrTensor *t) {
    Hand *found = NULL;
    for (int i = 0; i < n_hands; i++) {
        Hand *h = &hand[i];
        bool fits = h->net == m->id && h->t->grad && gr_same_shape(h->t, t);
        if (fits && (!found || is_likelier(h, found, t)))
            found = h;
    }
    return found;
}

/* t was computed from gradients and is a parameter now: w = (w - w.grad * lr):requires_grad_(). */
void gr_watch_new_leaf(GrTensor *t) {
    t->origin &= (uint16_t)~GR_FROM_GRAD;
    GrTrainee *m = gr_backward_trainee;
    Hand *h = gr_watch.on && m && !t->trainee ? find_forerunner(m, t) : NULL;
    if (!h)
        return;
    t->trainee = h->t->trainee;
    t->marks |= h->t->marks;
    note_change(m, h, t);
    gr_count_hand_step(gr_trainee(t->trainee), t);
}

/* ---- the network's step --------------------------------------------------------------------- */

static void note_rate(GrRun *r, GrTrainee *m) {
    if (m->hand.rate <= 0)
        return;
    r->lr = m->hand.rate;
    m->hand.rates++;
    if (r->steps == 1)
        r->lr_first = r->lr;
    if (r->lr > r->lr_peak)
        r->lr_peak = r->lr;
    m->hand.rate = 0;
}

static void note_ratio(GrRun *r, GrTrainee *m) {
    double largest = m->hand.largest;
    if (r->steps <= GR_EARLY && largest > r->early_ratio) {
        r->early_ratio = largest;
        r->early_rows = m->hand.rows;
        r->early_columns = m->hand.columns;
    }
    if (r->steps > GR_WARM && r->steps <= GR_STEADY && r->n_ratio < GR_STEADY)
        r->ratio[r->n_ratio++] = (float)largest;
    if (r->steps > GR_STEADY && largest > r->late_ratio)
        r->late_ratio = largest;
    m->hand.largest = 0;
}

/* Do the steps move what lies below a layer that was in evaluation mode? */
static bool moves_quiet_layer(const GrTrainee *m) {
    for (int q = 0; q < gr_n_quiet; q++) {
        const GrTensor *w = gr_quiet_weight[q];
        if (!w)
            return true;
        for (int i = 0; i < n_hands; i++)
            if (hand[i].net == m->id && hand[i].moved && (hand[i].t == w || hand[i].before == w))
                return true;
    }
    return false;
}

static void see(int kind, GrRun *r, GrTrainee *m) {
    GrSighting *s = gr_watch_see(kind, NULL, NULL);
    s->run = r;
    s->trainee = m;
}

void gr_note_hand_step(GrTrainee *m, double loss) {
    GrRun *r = gr_run(m->run);
    if (!r && !(r = gr_open_hand_run(m)))
        return;
    m->run = r->id;
    if (++r->steps == 1)
        r->first_loss = loss;
    r->last_loss = loss;
    gr_curve_add(&r->loss, loss);
    note_rate(r, m);
    note_ratio(r, m);
    if (gr_n_quiet && moves_quiet_layer(m) && gr_once(&r->said, GR_SEE_quiet_step))
        see(GR_SEE_quiet_step, r, m);
    if (r->steps < r->next_milestone)
        return;
    bool first = r->next_milestone == 0;
    r->next_milestone = first ? 20 : r->next_milestone * 2;
    if (!first)
        see(GR_SEE_milestone, r, m);
}
