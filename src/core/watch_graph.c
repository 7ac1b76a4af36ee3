/* watch_graph.c: what backward shows: whether the graph is new, whether the loss is a number, which
 * rows are trained on, and how the hidden units do. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph.h"
#include "isa.h"
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
    return t && (t->flags & GR_IS_PARAMETER) && !t->node ? t : NULL;
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
    GrSighting *s;
    uint32_t age = (uint32_t)gr_watch.steps - t->node->born;
    uint32_t *said = gr_pass.trainee ? &gr_pass.trainee->said : &gr_said_of_nobody;
    bool old = age >= GR_OLD || (age >= GR_AGED && age * t->node->depth >= GR_LONG);
    if (!old)
        return;
    if (!gr_once(said, GR_SEE_long_graph))
        return;
    s = gr_watch_see(GR_SEE_long_graph, t, NULL);
    s->n[0] = (double)((uint32_t)gr_watch.steps - t->node->born);
    s->n[1] = t->node->depth;
}

/* ---- hidden units --------------------------------------------------------------------------- */

static char kind_of(const GrTensor *t) {
    const GrOpDef *op = t->node ? t->node->op : NULL;
    return op == GR_OP(relu) ? 'r' : op == GR_OP(tanh) ? 't' : op == GR_OP(sigmoid) ? 's' : 0;
}

static bool is_weight(const GrTensor *t) {
    return (t->flags & GR_IS_PARAMETER) && !t->node && t->ndim >= 2;
}

static GrTensor *weight_of(const GrNode *n) {
    for (int i = 1; n && !n->freed && i < n->n_in; i++)
        if (is_weight(n->in[i]))
            return n->in[i];
    return NULL;
}

/* Through what does not compute: what dropout, normalisation and reshaping were given. */
static const GrTensor *through(const GrTensor *t) {
    while (t && t->node && !t->node->freed) {
        const GrOpDef *op = t->node->op;
        bool passes = op == GR_OP(dropout) || op == GR_OP(batch_norm) || op == GR_OP(layer_norm) ||
                      op == GR_OP(reshape);
        if (!passes)
            break;
        t = t->node->in[0];
    }
    return t;
}

/* The weights whose units the activation t shows. */
static const GrTensor *weight_below(const GrTensor *t) {
    for (int depth = 0; depth < 6 && t && t->node && !t->node->freed; depth++) {
        GrTensor *w = weight_of(t->node);
        if (w)
            return w;
        t = t->node->in[0];
    }
    return NULL;
}

static GrUnits *units_of(GrTrainee *m, const GrTensor *weight, char kind, int units) {
    for (int i = 0; i < m->n_layers; i++)
        if (m->layer[i]->weight == weight && m->layer[i]->kind == kind)
            return m->layer[i];
    if (m->n_layers == GR_LAYERS)
        return NULL;
    GrUnits *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->weight = weight;
    u->kind = kind;
    u->units = units;
    return m->layer[m->n_layers++] = u;
}

static void count_alive(GrUnits *u, const GrTensor *y, size_t inner) {
    const GrReal *at = y->data;
    for (int i = 0; i < y->shape[0]; i++)
        for (int j = 0; j < u->units; j++)
            for (size_t k = 0; k < inner; k++)
                u->out[j] += *at++ > 0;
}

static void count_units(GrTrainee *m, const GrTensor *y, char kind) {
    const GrTensor *weight = weight_below(y->node->in[0]);
    if (!weight || y->ndim < 2 || y->shape[1] > GR_UNITS || (kind != 'r' && y->ndim != 2))
        return;
    GrUnits *u = units_of(m, weight, kind, y->shape[1]);
    if (!u || u->units != y->shape[1] || !y->numel)
        return;
    size_t rows = (size_t)y->shape[0], columns = (size_t)u->units;
    GrReal low = kind == 'r' ? -(GrReal)INFINITY : (GrReal)(kind == 't' ? -0.98 : 0.02);
    if (y->ndim == 2)
        gr_isa->count_outside(rows, columns, y->data, low, (GrReal)(kind == 'r' ? 0 : 0.98),
                              u->out);
    else
        count_alive(u, y, y->numel / rows / columns);
    u->rows += (size_t)y->shape[0];
}

/* An activation is a hidden one where weights follow it. */
void gr_watch_units(GrTrainee *m, GrTensor *const *computed, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!weight_of(computed[i]->node))
            continue;
        const GrTensor *y = through(computed[i]->node->in[0]);
        char kind = y ? kind_of(y) : 0;
        if (kind)
            count_units(m, y, kind);
    }
}

/* ---- modes ---------------------------------------------------------------------------------- */

/* The weights below each layer that was in evaluation mode. */
static void note_quiet(GrTensor *const *computed, size_t n) {
    for (size_t i = 0; i < n && gr_n_quiet < GR_QUIET; i++) {
        const GrNode *node = computed[i]->node;
        bool begins = (computed[i]->origin & ~node->in[0]->origin & GR_FROM_QUIET) != 0;
        bool from_data = (node->in[0]->origin & GR_FROM_QUIET) && !node->in[0]->node;
        if (begins)
            gr_quiet_weight[gr_n_quiet++] = weight_below(computed[i]);
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
