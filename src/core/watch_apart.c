/* watch_apart.c: the rows that an op's result holds, and predictions that are set against targets
 * of other rows. */
#include "watch_state.h"

#define ROWS_BACK 0xe8b2f51u /* times GR_ROWS_ON it is 1 */

/* Rows in the order that they have in the data set: time, perhaps. */
static bool is_in_order(const GrTensor *t) {
    return (t->rows - gr_rows_whole(t->set)) * ROWS_BACK < 1u << 24;
}

enum { FARTHEST = 4096 };

/* Do the names differ by a few times `step`? */
static bool is_few(uint32_t difference, uint32_t step) {
    for (uint32_t k = 1; k <= FARTHEST; k++)
        if (difference == k * step || difference == 0 - k * step)
            return true;
    return false;
}

/* Is each row of b so many rows on from that of a: x[i] and y[i + 1], or so before the same ones
 * were picked from both? */
static bool is_shifted(const GrTensor *a, const GrTensor *b) {
    uint32_t weights = 0, difference = a->rows - b->rows;
    for (int i = 0; i < a->shape[0]; i++)
        weights += gr_rows_weight((size_t)i);
    return is_few(difference, weights) || is_few(difference, GR_ROWS_ON * GR_ROWS_MOVED) ||
           ((a->set & GR_SET_MIXED) && is_few(difference, GR_ROWS_ON));
}

/* A prediction is set against a target of the same data set, but of other rows. A target so many
 * rows on may be what is to be foretold, unless rows were shuffled before. */
static bool is_apart(const GrTensor *a, const GrTensor *b) {
    bool as_many = a->rows && b->rows && a->ndim && b->ndim && a->shape[0] == b->shape[0];
    return as_many && ((a->origin ^ b->origin) & GR_FROM_MODEL) &&
           !(is_in_order(a) && is_in_order(b)) && !is_shifted(a, b);
}

static void check_apart(GrTensor *a, GrTensor *b) {
    GrTrainee *m = gr_pass.trainee;
    if (!m || m->said & 1u << GR_SEE_rows || !is_apart(a, b))
        return;
    gr_once(&m->said, GR_SEE_rows);
    if (a->origin & GR_FROM_MODEL)
        gr_watch_see(GR_SEE_rows, a, b);
    else
        gr_watch_see(GR_SEE_rows, b, a);
}

/* Inputs and targets of one data set? */
static bool is_pair(const GrTensor *a, const GrTensor *b) {
    return (a->set ^ b->set) == GR_SET_TARGETS;
}

/* Adds t's rows to those that out is made of. Two kinds are told apart; more have no name. */
static void add_rows(const GrTensor *t, GrTensor *out) {
    bool first = !out->rows;
    bool two = t->set == out->set && !(t->set & GR_SET_MIXED);
    out->rows = first ? t->rows : two ? out->rows + t->rows : 0;
    out->set = first ? t->set : out->set | GR_SET_MIXED;
}

static void name_rows(GrTensor *const *in, int n_in, GrTensor *out) {
    for (int i = 0; i < n_in; i++) {
        const GrTensor *t = in[i];
        if (!t->rows || !t->ndim || t->shape[0] != out->shape[0] || t->rows == out->rows)
            continue;
        add_rows(t, out);
        if (!out->rows)
            return;
    }
}

static bool is_named(const GrTensor *t) {
    return (t->rows | t->role) != 0;
}

/* Only the first input has rows: data, or what became of them, and weights. */
static bool is_alone(GrTensor *const *in, int n_in) {
    return n_in == 1 || (n_in <= 3 && !is_named(in[1]) && (n_in < 3 || !is_named(in[2])));
}

/* out has the rows of x, unless the op has named them itself. */
static void hand_on(const GrTensor *x, GrTensor *out) {
    if (!x->ndim || x->shape[0] != out->shape[0])
        return;
    out->origin |= GR_FROM_CHANGED;
    out->role = out->role ? out->role : x->role;
    if (!out->rows && x->rows) {
        out->rows = x->rows;
        out->set = x->set;
    }
}

void gr_watch_rows(GrTensor *const *in, int n_in, GrTensor *out) {
    if (n_in == 2 && in[0]->rows != in[1]->rows && is_pair(in[0], in[1]) && gr_watch.on)
        check_apart(in[0], in[1]);
    if (!out->ndim)
        return;
    if (is_alone(in, n_in)) {
        hand_on(in[0], out);
        return;
    }
    for (int i = 0; i < n_in; i++) {
        if (!is_named(in[i]) || !in[i]->ndim || in[i]->shape[0] != out->shape[0])
            continue;
        out->origin |= GR_FROM_CHANGED;
        out->role = out->role ? out->role : in[i]->role;
    }
    if (!out->rows) /* the op has not named them itself */
        name_rows(in, n_in, out);
}
