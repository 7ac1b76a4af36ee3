/* watch_loss.c: what goes into a loss: raw scores or probabilities, shapes, rows; and whether rows
 * that are judged have the scale of those trained on. */
#include <math.h>

#include "graph.h"
#include "isa.h"
#include "watch_state.h"

enum { LOOKS_AT_KIND = 5 };

/* ---- kinds ---------------------------------------------------------------------------------- */

static bool is_probability(const GrTensor *t) {
    return t->tag == GR_TAG_SOFTMAX || t->tag == GR_TAG_SIGMOID;
}

/* Is it known to be what the loss takes? */
static bool fits(const GrLossDef *def, const GrTensor *t) {
    if (def->takes_logits)
        return !is_probability(t) && t->tag != GR_TAG_LOGPROB;
    if (def->takes_probability)
        return is_probability(t);
    if (def->takes_log_probability)
        return t->tag == GR_TAG_LOGPROB;
    return true;
}

static void check_kind(const GrLossDef *def, GrTrainee *m, GrTensor *const *in, GrTensor *out) {
    if (fits(def, in[0]) || m->kind_looks >= LOOKS_AT_KIND)
        return;
    m->kind_looks++;
    GrSighting *s = gr_watch_see(GR_SEE_loss, in[0], out);
    s->trainee = m;
    s->name = def->op.doc.name;
}

/* ---- shapes and rows ------------------------------------------------------------------------ */

/* Is one [N, 1] and the other [N]? */
static bool is_outer(const GrTensor *a, const GrTensor *b) {
    if (a->ndim < b->ndim)
        return is_outer(b, a);
    return a->ndim == 2 && b->ndim == 1 && a->shape[1] == 1 && a->shape[0] == b->shape[0] &&
           b->shape[0] > 1;
}

static void check_shapes(const GrLossDef *def, GrTrainee *m, GrTensor *const *in) {
    bool one_to_one = !def->takes_logits && !def->takes_log_probability;
    if (in[0]->ndim == in[1]->ndim || !one_to_one || !is_outer(in[0], in[1]))
        return;
    if (!gr_once(&m->said, GR_SEE_loss_shape))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_loss_shape, in[0], in[1]);
    s->trainee = m;
    s->name = def->op.doc.name;
}

/* A prediction against a target only: two predictions may be compared all with all. */
bool gr_watch_is_outer(const GrTensor *a, const GrTensor *b, const GrTensor *out) {
    return out->ndim == 2 && out->shape[0] == out->shape[1] &&
           ((a->origin ^ b->origin) & GR_FROM_MODEL) && is_outer(a, b);
}

/* ---- raw scores ----------------------------------------------------------------------------- */

static bool only_reshapes(const GrOpDef *op) {
    return op == GR_OP(reshape) || op == GR_OP(squeeze) || op == GR_OP(unsqueeze) ||
           op == GR_OP(narrow) || op == GR_OP(select);
}

/* From now on what these weights give is known to be raw scores (pass_on in graph.c). */
static void mark_logits(GrTrainee *m, const GrTensor *scores) {
    const GrNode *n = scores->node;
    while (n && !n->freed && only_reshapes(n->op))
        n = n->in[0]->node;
    if (!n || n->freed || !gr_once(&m->said, GR_SEE_cut))
        return;
    for (int i = 1; i < n->n_in; i++)
        if ((n->in[i]->flags & GR_IS_PARAMETER) && !n->in[i]->node)
            n->in[i]->marks |= GR_FEEDS_LOGITS;
}

/* ---- the hook ------------------------------------------------------------------------------- */

void gr_watch_loss(const GrLossDef *def, GrTensor *const *in, const double *number, GrTensor *out) {
    GrTrainee *m = gr_pass.trainee;
    if (!m || !(in[0]->origin & GR_FROM_MODEL))
        return; /* tried out by hand */
    check_kind(def, m, in, out);
    check_shapes(def, m, in);
    if (def == gr_isa->loss[GR_LOSS_bce_with_logits] && !(m->said & 1u << GR_SEE_cut))
        mark_logits(m, in[0]);
    if (out->numel == 1 && out->requires_grad && (double)(out->data[0] - out->data[0]) != 0 &&
        gr_once(&m->said, GR_SEE_not_finite))
        gr_watch_see(GR_SEE_not_finite, out, NULL)->trainee = m;
    gr_judge(def, in, number, out);
}

/* ---- scales --------------------------------------------------------------------------------- */

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
    uint64_t print = gr_print_of(x);
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
    if (m->trained_normed || m->comparisons > 400 || !m->steps || !varies(y) || was_compared(m, x))
        return;
    if (x->role != m->judged_role) {
        gr_moments_clear(&m->judged);
        m->judged_role = x->role;
    }
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

/* ---- answers counted as right or wrong ------------------------------------------------------ */

static double share_of_equal(const GrTensor *a, const GrTensor *b) {
    size_t equal = 0;
    for (size_t i = 0; i < a->numel; i++)
        equal += a->data[i] == b->data[i];
    return (double)equal / (double)a->numel;
}

/* The share of the most frequent class; 0 where there are too many to be classes. */
static double majority_of(const GrTensor *y) {
    size_t count[GR_MAX_CLASSES] = {0}, most = 0;
    for (size_t i = 0; i < y->numel; i++) {
        int k = (int)y->data[i];
        if (k < 0 || k >= GR_MAX_CLASSES || (GrReal)k != y->data[i])
            return 0;
        most = ++count[k] > most ? count[k] : most;
    }
    return (double)most / (double)y->numel;
}

enum { FEWEST_ANSWERS = 30 };

/* As many right answers as always giving the same one would have, and that is most of them. */
static void check_majority(GrTrainee *m, const GrTensor *answers, const GrTensor *truth) {
    if (answers->numel != truth->numel || truth->numel < FEWEST_ANSWERS || !m->steps)
        return;
    double most = majority_of(truth);
    if (most <= 0.8 || most == 1)
        return;
    double right = share_of_equal(answers, truth);
    if (fabs(right - most) > 0.02 || !gr_once(&m->said, GR_SEE_majority))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_majority, NULL, NULL);
    s->n[0] = right;
    s->n[1] = most;
    s->n[2] = (double)truth->numel;
}

/* The latest answers on rows that are not trained on; several batches between two steps add up. */
static void note_match(GrTrainee *m, const GrTensor *answers, const GrTensor *truth) {
    GrMatch *a = &m->match;
    if (answers->numel != truth->numel || !truth->numel)
        return;
    if (a->step != m->steps)
        *a = (GrMatch){.step = m->steps};
    double n = (double)truth->numel;
    a->right += share_of_equal(answers, truth) * n;
    a->most += majority_of(truth) * n;
    a->rows += n;
}

void gr_watch_match(const GrTensor *answers, const GrTensor *truth) {
    GrTrainee *m = gr_pass.trainee;
    bool judged = (answers->origin & GR_FROM_MODEL) && !(truth->origin & GR_FROM_MODEL);
    bool same_rows = judged && m && truth->ndim && gr_pass.x->shape[0] == truth->shape[0];
    if (!same_rows)
        return;
    check_majority(m, answers, truth);
    if (gr_rows_known(m, gr_pass.x))
        return;
    m->val_read |= !gr_pass.x->role;
    note_match(m, answers, truth);
    gr_watch_scale(m, gr_pass.x, truth);
}
