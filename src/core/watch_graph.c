/* watch_graph.c: what backward shows: whether the graph is new, whether the loss is a number,
 * which layers were in evaluation mode. What the graph tells of rows and units is counted in
 * watch_rows.c and watch_units.c. */
#include <math.h>

#include "graph.h"
#include "watch_state.h"

enum { SURVEYS = 6 };

double gr_backward_loss;
GrTrainee *gr_backward_trainee;
const GrTensor *gr_quiet_weight[GR_QUIET];
int gr_n_quiet;

/* ---- before the walk ------------------------------------------------------------------------ */

static bool is_finite(double x) {
    return x - x == 0;
}

/* m: NULL where no network is known: a line of algebra, w * x + b. */
static void see_once(GrTrainee *m, int kind, GrTensor *loss) {
    if (gr_once(m ? &m->said : &gr_said_of_nobody, kind))
        gr_watch_see(kind, loss, NULL)->trainee = m;
}

/* Should the coach look at the graph? The first time, and when it has become another one. */
static bool wants_survey(GrTrainee *m) {
    if (!m->survey || m->surveys >= SURVEYS)
        return false;
    m->surveys++;
    m->survey = false;
    return true;
}

/* What ignorance costs by a loss that is not the library's is worked out in four batches at first,
 * then ever more seldom: it may change in the course of a run. */
enum { FIRST_PRICES = 4, LATER = 64, SELDOM = 3 };
static bool wants_price(GrTrainee *m) {
    if (m->steps < m->next_price || m->targets.rows)
        return false;
    bool is_early = m->steps + 1 < FIRST_PRICES;
    m->next_price = is_early ? m->steps + 1 : m->steps < LATER ? LATER : SELDOM * m->steps;
    return true;
}

/* Many gradients that nobody reads, an optimizer that has the weights, and no step. */
static bool forgets_to_step(GrTrainee *m) {
    return ++m->backwards == 64 && m->owned;
}

/* As many that are read, and nothing has ever changed by them. */
static bool forgets_to_assign(const GrTrainee *m) {
    return m->backwards == 64 && !m->owned && !m->steps && !m->loaded && gr_hand_rests(m);
}

/* The leaf to which the first inputs lead. */
static GrTensor *first_leaf(GrTensor *t) {
    while (t && t->node && !t->node->freed) {
        const GrNode *n = t->node;
        t = NULL;
        for (int i = 0; i < n->n_in && !t; i++)
            t = n->in[i]->requires_grad ? n->in[i] : NULL;
    }
    return t && gr_is_weight(t) ? t : NULL;
}

/* A function without data: the numbers that are sought are known by the first of them. */
static GrTrainee *bare_trainee(GrTensor *loss) {
    GrTensor *leaf = first_leaf(loss);
    GrTrainee *m = leaf ? gr_trainee(leaf->trainee) : NULL;
    if (leaf && !m && (m = gr_open_trainee(leaf)))
        m->bare = true;
    return m;
}

static void see_idle_hand(GrTrainee *m) {
    GrSighting *s = gr_watch_see(GR_SEE_idle_backward, NULL, NULL);
    s->trainee = m;
    s->n[0] = (double)m->backwards;
    s->n[1] = 1;
}

/* The first steps, then one in eight, one in 128, later one in 512: scattered, so that they do not
 * fall on the same batch of each epoch. */
static bool wants_units(long step) {
    uint32_t scattered = (uint32_t)step * 2654435769u;
    int seldom = step < 512 ? 29 : step < 8192 ? 25 : 23;
    return step < GR_EARLY || scattered >> seldom == 0;
}

/* Is there something to be seen in the sorted graph? */
static bool wants_graph(GrTrainee *m, const GrTensor *loss) {
    bool rows = --m->skip < 0;
    return rows || (loss->origin & GR_FROM_QUIET) || wants_units(m->steps);
}

void gr_watch_backward(GrTensor *loss) {
    GrTrainee *m = gr_pass.trainee ? gr_pass.trainee : bare_trainee(loss);
    gr_backward_trainee = m;
    gr_backward_loss = loss->numel == 1 ? (double)loss->data[0] : NAN;
    gr_watch.backwards++;
    gr_n_quiet = 0;
    if (!is_finite(gr_backward_loss))
        see_once(m, GR_SEE_not_finite, loss);
    gr_watch.look = true;
    if (!m)
        return;
    gr_watch.look = wants_graph(m, loss);
    gr_watch.nodes = m->nodes;
    if ((loss->origin & GR_FROM_OUTER) && !m->compares_pairs)
        see_once(m, GR_SEE_outer, loss);
    m->on_test = (loss->origin & GR_FROM_TEST) != 0;
    if (!m->bare && wants_survey(m))
        gr_watch_see(GR_SEE_graph, loss, NULL)->trainee = m;
    if (wants_price(m))
        gr_watch_see(GR_SEE_price, loss, NULL)->trainee = m;
    if (forgets_to_step(m))
        gr_watch_see(GR_SEE_idle_backward, NULL, NULL)->n[0] = (double)m->backwards;
    else if (forgets_to_assign(m))
        see_idle_hand(m);
}

void gr_watch_deep(GrTensor *t) {
    uint32_t age = (uint32_t)gr_watch.steps - t->node->born;
    uint32_t *said = gr_pass.trainee ? &gr_pass.trainee->said : &gr_said_of_nobody;
    bool old = age >= GR_OLD || (age >= GR_AGED && age * t->node->depth >= GR_LONG);
    if (!old || !gr_once(said, GR_SEE_long_graph))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_long_graph, t, NULL);
    s->n[0] = age;
    s->n[1] = t->node->depth;
}

/* ---- modes ---------------------------------------------------------------------------------- */

/* The weights below each layer that was in evaluation mode. */
static void note_quiet(GrTensor *const *computed, size_t n) {
    for (size_t i = 0; i < n && gr_n_quiet < GR_QUIET; i++) {
        const GrNode *node = computed[i]->node;
        bool begins = (computed[i]->origin & ~node->in[0]->origin & GR_FROM_QUIET) != 0;
        bool from_data = (node->in[0]->origin & GR_FROM_QUIET) && !node->in[0]->node;
        if (begins)
            gr_quiet_weight[gr_n_quiet++] = gr_weight_below(computed[i]);
        else if (from_data)
            gr_quiet_weight[gr_n_quiet++] = NULL;
    }
}

/* ---- the sorted graph ----------------------------------------------------------------------- */

void gr_watch_graph(GrTensor *const *computed, size_t n) {
    GrTrainee *m = gr_backward_trainee;
    if (!m || m->bare)
        return;
    if (computed[n - 1]->origin & GR_FROM_QUIET)
        note_quiet(computed, n);
    if (n != m->nodes) {
        m->survey = m->nodes != 0;
        m->nodes = n;
    }
    if (m->skip < 0)
        gr_watch_learn_rows(m, computed, n);
    if (wants_units(m->steps))
        gr_watch_units(m, computed, n);
}
