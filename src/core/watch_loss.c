/* watch_loss.c: what goes into a loss: raw scores or probabilities, shapes, answers that are
 * counted. */
#include <math.h>

#include "graph.h"
#include "isa.h"
#include "watch_state.h"

enum { LOOKS_AT_KIND = 5 };

/* ---- kinds ---------------------------------------------------------------------------------- */

/* Is it known to be what the loss takes? */
static bool fits(const GrLossDef *def, const GrTensor *t) {
    if (def->takes_logits)
        return !gr_is_probability(t) && t->tag != GR_TAG_LOGPROB;
    if (def->takes_probability)
        return gr_is_probability(t);
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

/* Is one [N, 1] and the other [1, N]? */
static bool is_crossed(const GrTensor *a, const GrTensor *b) {
    if (a->shape[0] < b->shape[0])
        return is_crossed(b, a);
    return a->ndim == 2 && b->ndim == 2 && a->shape[1] == 1 && b->shape[0] == 1 &&
           a->shape[0] == b->shape[1] && a->shape[0] > 1;
}

/* A loss that is one number compares one with one; without reduction it may be a table of all
 * distances. */
static void check_shapes(const GrLossDef *def, GrTrainee *m, GrTensor *const *in,
                         const GrTensor *out) {
    bool one_to_one = !def->takes_logits && !def->takes_log_probability;
    if (in[1]->shape[0] == in[0]->shape[0] && in[0]->ndim == in[1]->ndim)
        return; /* the usual case */
    bool apart = is_outer(in[0], in[1]) || (out->numel == 1 && is_crossed(in[0], in[1]));
    if (!one_to_one || !apart)
        return;
    if (!gr_once(&m->said, GR_SEE_loss_shape))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_loss_shape, in[0], in[1]);
    s->trainee = m;
    s->name = def->op.doc.name;
}

/* Is y what p should be? Numbers of no network, or of another one that is asked without a record;
 * two predictions may be compared all with all. Numbers of no rows (levels of quantiles, centres)
 * are no target where the prediction has rows. */
static bool is_target_of(const GrTensor *p, const GrTensor *y) {
    if (!(p->origin & GR_FROM_MODEL) || y->requires_grad || (p->rows && !y->rows))
        return false;
    return !(y->origin & GR_FROM_MODEL) || (p->requires_grad && (y->origin & GR_FROM_NO_GRAD));
}

bool gr_watch_is_outer(const GrTensor *a, const GrTensor *b, const GrTensor *out) {
    if (out->ndim != 2 || out->shape[0] != out->shape[1] || !is_outer(a, b))
        return false;
    bool outer = is_target_of(a, b) || is_target_of(b, a);
    if (!outer && (a->origin & b->origin & GR_FROM_MODEL) && gr_pass.trainee)
        gr_pass.trainee->compares_pairs = true; /* on purpose: distances of all to all */
    return outer;
}

/* ---- raw scores ----------------------------------------------------------------------------- */

static bool only_reshapes(const GrOpDef *op) {
    return op == GR_OP(reshape) || op == GR_OP(squeeze) || op == GR_OP(unsqueeze) ||
           op == GR_OP(narrow) || op == GR_OP(select);
}

static bool is_affine(const GrOpDef *op) {
    return op == GR_OP(mul) || op == GR_OP(div) || op == GR_OP(add) || op == GR_OP(sub);
}

/* Is it a parameter, or made of parameters alone? */
static bool is_of_weights(const GrTensor *t) {
    return (t->origin & GR_FROM_PARAMETER) && !(t->origin & GR_FROM_MODEL);
}

/* The weights that node n was given: turned, masked, or as they are; NULL where input i is none. */
static GrTensor *weights_at(const GrNode *n, int i) {
    GrTensor *t = n->in[i];
    for (int depth = 0; depth < 8 && t->node && !t->node->freed && is_of_weights(t); depth++) {
        const GrNode *below = t->node;
        int k = 0;
        while (k < below->n_in - 1 && !is_of_weights(below->in[k]))
            k++;
        t = below->in[k];
    }
    return gr_is_weight(t) ? t : NULL;
}

static bool mark_inputs(const GrNode *n, bool logits) {
    bool found = false;
    for (int i = 0; i < n->n_in; i++) {
        GrTensor *w = weights_at(n, i);
        found |= w != NULL;
        if (w)
            w->marks = (uint8_t)((w->marks & ~GR_FEEDS_LOGITS) | (logits ? GR_FEEDS_LOGITS : 0));
    }
    return found;
}

/* From now on what these weights give is known to be raw scores (gr_watch_logits), or not to be.
 * The scores may have been scaled. */
static bool mark_weights(const GrTensor *scores, bool logits) {
    const GrNode *n = scores->node;
    while (n && !n->freed && !mark_inputs(n, logits)) {
        if (!only_reshapes(n->op) && !is_affine(n->op))
            return true;
        n = n->in[0]->node ? n->in[0]->node : n->n_in > 1 ? n->in[1]->node : NULL;
    }
    return n && !n->freed;
}

static void note_logits(const GrLossDef *def, GrTrainee *m, const GrTensor *scores) {
    bool known = m->said & 1u << GR_SEE_cut;
    if (scores->tag == GR_TAG_LOGIT && !def->takes_logits) /* a copy that learns something else */
        mark_weights(scores, false);
    else if (!known && def == gr_isa->loss[GR_LOSS_bce_with_logits] && mark_weights(scores, true))
        m->said |= 1u << GR_SEE_cut;
}

/* ---- the hook ------------------------------------------------------------------------------- */

static inline bool has_as_many(GrTensor *const *in) {
    return in[0]->shape[0] == in[1]->shape[0];
}

/* What the checks go by: the output's tag, the dimensions of both, and whether they have as many
 * rows. */
static inline uint32_t form_of(GrTensor *const *in) {
    return (uint32_t)has_as_many(in) << 24 | (uint32_t)in[0]->tag << 16 |
           (uint32_t)in[0]->ndim << 8 | in[1]->ndim;
}

/* Will the checks have nothing to say of this form, whatever comes? */
static bool is_sound(const GrLossDef *def, const GrTrainee *m, GrTensor *const *in) {
    bool learns = def == gr_isa->loss[GR_LOSS_bce_with_logits] && !(m->said & 1u << GR_SEE_cut);
    bool unlearns = in[0]->tag == GR_TAG_LOGIT && !def->takes_logits;
    bool alike = in[0]->ndim == in[1]->ndim && has_as_many(in);
    return fits(def, in[0]) && alike && !learns && !unlearns;
}

static GR_SELDOM void check(const GrLossDef *def, GrTrainee *m, GrTensor *const *in,
                            GrTensor *out) {
    check_kind(def, m, in, out);
    check_shapes(def, m, in, out);
    note_logits(def, m, in[0]);
    if (!is_sound(def, m, in))
        return;
    m->sound_loss = def;
    m->sound_form = form_of(in);
}

void gr_watch_loss(const GrLossDef *def, GrTensor *const *in, const double *number, GrTensor *out) {
    GrTrainee *m = gr_pass.trainee;
    if (!m || !(in[0]->origin & GR_FROM_MODEL))
        return; /* tried out by hand */
    if (m->sound_loss != def || m->sound_form != form_of(in))
        check(def, m, in, out);
    if (out->numel == 1 && out->requires_grad && (double)(out->data[0] - out->data[0]) != 0 &&
        gr_once(&m->said, GR_SEE_not_finite))
        gr_watch_see(GR_SEE_not_finite, out, NULL)->trainee = m;
    gr_judge(def, in, number, out);
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

/* The share of numbers that are no whole ones; 0 where one is no number at all. */
static double share_between(const GrTensor *t) {
    size_t between = 0;
    for (size_t i = 0; i < t->numel; i++) {
        double x = (double)t->data[i];
        if (x - x != 0)
            return 0;
        between += x != rint(x);
    }
    return (double)between / (double)t->numel;
}

/* Amounts, rather than classes or yes and no? */
static bool are_raw(const GrTensor *outputs) {
    return outputs->tag != GR_TAG_PLAIN || share_between(outputs) > 0.5;
}

/* Targets: of a data set, or classes. Other numbers may be outputs that were kept. */
static bool are_targets(const GrTensor *t) {
    return t->rows || share_between(t) == 0;
}

/* Which outputs equal their targets to the last bit? Nobody wants to know. */
static void check_raw(GrTrainee *m, GrTensor *outputs, GrTensor *truth) {
    bool comparable = outputs->numel == truth->numel && truth->numel;
    if (!comparable || !are_raw(outputs) || !are_targets(truth))
        return;
    if (2 * share_of_equal(outputs, truth) > 1 || !gr_once(&m->said, GR_SEE_raw_match))
        return;
    gr_watch_see(GR_SEE_raw_match, outputs, truth);
}

void gr_watch_match(GrTensor *answers, GrTensor *truth) {
    GrTrainee *m = gr_pass.trainee;
    bool judged = (answers->origin & GR_FROM_MODEL) && !(truth->origin & GR_FROM_MODEL);
    if (!judged || !m || !truth->ndim)
        return;
    check_raw(m, answers, truth);
    if (gr_pass.x->shape[0] != truth->shape[0])
        return; /* collected from several passes, perhaps */
    check_majority(m, answers, truth);
    if (gr_rows_known(gr_trained(m), gr_pass.x))
        return;
    gr_trained(m)->val_read |= !gr_pass.x->role;
    note_match(m, answers, truth);
    gr_watch_scale(m, gr_pass.x, truth);
}
