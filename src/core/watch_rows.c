/* watch_rows.c: rows of data as the coach remembers them: hashes of those trained on. */
#include <stdlib.h>
#include <string.h>

#include "graph.h"
#include "watch_state.h"

#define MOST ((size_t)1 << 17) /* rows remembered of one network's data */

/* ---- hashes --------------------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t h, uint64_t bits) {
    h = (h ^ bits) * 0x9e3779b97f4a7c15ull;
    return h ^ h >> 29;
}

static inline uint64_t bits_of(GrReal number) {
    double x = (double)number + 0.0; /* -0 is 0 */
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Long rows in four chains: one alone would wait for itself. */
uint64_t gr_row_hash(const GrReal *row, size_t n) {
    uint64_t chain[4] = {n, 1, 2, 3};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t j = 0; j < 4; j++)
            chain[j] = mix(chain[j], bits_of(row[i + j]));
    uint64_t h = chain[0];
    for (size_t j = 1; j < 4 && n >= 4; j++)
        h = mix(h, chain[j]);
    for (; i < n; i++)
        h = mix(h, bits_of(row[i]));
    return h ? h : 1;
}

static size_t place(const GrRowSet *s, uint64_t hash) {
    size_t i = hash & (s->room - 1);
    while (s->slot[i] && s->slot[i] != hash)
        i = (i + 1) & (s->room - 1);
    return i;
}

bool gr_rowset_has(const GrRowSet *s, uint64_t hash) {
    return s->room && s->slot[place(s, hash)] == hash;
}

static bool grow(GrRowSet *s) {
    GrRowSet larger = {.room = s->room ? 2 * s->room : 512, .count = s->count};
    larger.slot = calloc(larger.room, sizeof *larger.slot);
    if (!larger.slot)
        return false;
    for (size_t i = 0; i < s->room; i++)
        if (s->slot[i])
            larger.slot[place(&larger, s->slot[i])] = s->slot[i];
    free(s->slot);
    *s = larger;
    return true;
}

bool gr_rowset_add(GrRowSet *s, uint64_t hash) {
    if (gr_rowset_has(s, hash) || s->count >= MOST)
        return false;
    if (2 * (s->count + 1) > s->room && !grow(s))
        return false;
    s->slot[place(s, hash)] = hash;
    s->count++;
    return true;
}

void gr_rowset_free(GrRowSet *s) {
    free(s->slot);
    *s = (GrRowSet){0};
}

/* ---- rows of a network ---------------------------------------------------------------------- */

/* Are most of a few rows of x among those trained on? */
bool gr_rows_known(const GrTrainee *m, const GrTensor *x) {
    size_t width = gr_row_size(x);
    if (!width || !m->rows.count)
        return false;
    int n = x->shape[0], step = n > 8 ? n / 8 : 1, asked = 0, known = 0;
    for (int i = 0; i < n; i += step, asked++)
        known += gr_rowset_has(&m->rows, gr_row_hash(x->data + (size_t)i * width, width));
    return 2 * known > asked;
}

/* The share of x's rows that are among those trained on, how many of them are different, and a
 * print that knows the rows again in whatever order. */
double gr_rows_share(const GrTrainee *m, const GrTensor *x, double *distinct, uint64_t *print) {
    size_t width = gr_row_size(x), n = width ? (size_t)x->shape[0] : 0, known = 0;
    GrRowSet own = {0};
    n = n > 2000 ? 2000 : n;
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = gr_row_hash(x->data + i * width, width);
        known += gr_rowset_has(&m->rows, hash);
        gr_rowset_add(&own, hash);
        *print += hash;
    }
    *distinct = n ? (double)own.count / (double)n : 0;
    gr_rowset_free(&own);
    return n ? (double)known / (double)n : 0;
}

/* Rows of x that were there before (*again), and those of them whose row of y was not. */
void gr_rows_compare(const GrTensor *x, const GrTensor *y, size_t *again, size_t *conflicts) {
    size_t width = gr_row_size(x), target = gr_row_size(y);
    GrRowSet inputs = {0}, both = {0};
    for (int i = 0; width && target && i < x->shape[0] && i < y->shape[0]; i++) {
        uint64_t hash = gr_row_hash(x->data + (size_t)i * width, width);
        uint64_t pair = hash * 31 + gr_row_hash(y->data + (size_t)i * target, target);
        if (!gr_rowset_has(&inputs, hash)) {
            gr_rowset_add(&inputs, hash);
        } else {
            ++*again;
            *conflicts += !gr_rowset_has(&both, pair);
        }
        gr_rowset_add(&both, pair);
    }
    gr_rowset_free(&inputs);
    gr_rowset_free(&both);
}

/* How many units of a layer have a twin: equal incoming weights, and an equal bias. */
int gr_twins(const GrTensor *weight, const GrTensor *bias) {
    size_t width = gr_row_size(weight);
    GrRowSet seen = {0}, twice = {0};
    int n = weight->shape[0], twins = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < n; i++) {
            uint64_t hash = gr_row_hash(weight->data + (size_t)i * width, width);
            if (bias && bias->numel == (size_t)n)
                hash ^= gr_row_hash(bias->data + i, 1);
            if (pass)
                twins += gr_rowset_has(&twice, hash);
            else if (!gr_rowset_add(&seen, hash))
                gr_rowset_add(&twice, hash);
        }
    gr_rowset_free(&seen);
    gr_rowset_free(&twice);
    return twins;
}

static bool is_data(const GrTensor *t) {
    return t->ndim > 0 && !t->requires_grad && !t->node && !(t->flags & GR_IS_PARAMETER);
}

/* x * w, or w * x */
static GrTensor *data_of(const GrNode *n) {
    bool turned = n->n_in == 2 && (n->in[0]->flags & GR_IS_PARAMETER);
    GrTensor *x = n->in[turned];
    return is_data(x) ? x : NULL;
}

static bool has_weight(const GrNode *n) {
    for (int i = 0; i < n->n_in; i++)
        if (gr_is_weight(n->in[i]))
            return true;
    return false;
}

/* Data tell their scale. What another network made counts only where there are no data. */
static void learn_scale(GrTrainee *m, const GrTensor *x) {
    bool made = x->origin & (GR_FROM_MODEL | GR_FROM_FROZEN | GR_FROM_NO_GRAD);
    if (m->sees_data && made)
        return;
    if (!m->sees_data && !made && m->trained.rows)
        gr_moments_clear(&m->trained);
    m->sees_data |= !made;
    if (m->trained.rows < 4096)
        gr_moments_add(&m->trained, x);
}

/* Adds the rows of x; were there new ones? */
static bool learn(GrTrainee *m, GrTensor *x) {
    bool leaks = (x->origin & ~(unsigned)(x->role << GR_ROLE_SHIFT) & GR_FROM_TEST) != 0;
    if (leaks && gr_once(&m->said, GR_SEE_leak))
        gr_watch_see(GR_SEE_leak, x, NULL)->trainee = m;
    size_t width = gr_row_size(x), before = m->rows.count;
    for (int i = 0; width && i < x->shape[0]; i++)
        gr_rowset_add(&m->rows, gr_row_hash(x->data + (size_t)i * width, width));
    m->trained_normed |= (x->origin & GR_FROM_BATCH) != 0;
    learn_scale(m, x);
    return m->rows.count > before;
}

/* A layer that was trained on another network's numbers is now trained together with it. */
static void note_joined(const GrNode *n) {
    for (int i = 0; i < n->n_in; i++) {
        GrTrainee *m = gr_trainee(n->in[i]->trainee);
        if (m) {
            m->joined = true;
            m->on_codes = false;
        }
    }
}

/* Each batch in the first epoch, then ever more seldom. */
static void pause_looking(GrTrainee *m, bool new_rows) {
    m->quiet = new_rows ? 0 : m->quiet + 1;
    m->skip = new_rows ? (m->rows.count > 8192 ? 7 : 0) : m->quiet < 12 ? 1l << m->quiet : 4096;
}

/* Gradients of test rows may be looked at; only a step trains on them. */
enum { HELD = 4 };
static GrTensor *held[HELD]; /* retained */
static int n_held;

void gr_watch_drop_rows(void) {
    while (n_held)
        gr_release(held[--n_held]);
}

void gr_watch_trained_on_test(GrTrainee *m) {
    bool new_rows = false, looked = n_held > 0;
    bool measured = m->test_read && m->test_read != gr_pass.number;
    if (m->test_step || !measured) { /* who measures first may train on these rows afterwards */
        m->test_step = m->steps;
        m->test_set = gr_pass.x ? gr_pass.x->set : 0;
    }
    m->on_test = false;
    for (int i = 0; i < n_held; i++)
        new_rows |= learn(m, held[i]);
    gr_watch_drop_rows();
    if (looked)
        pause_looking(m, new_rows);
}

/* Looks at the rows of a training batch. */
void gr_watch_learn_rows(GrTrainee *m, GrTensor *const *computed, size_t n) {
    bool new_rows = false;
    gr_watch_drop_rows();
    for (size_t i = 0; i < n; i++) {
        const GrNode *node = computed[i]->node;
        GrTensor *x = data_of(node);
        if (!x && node->in[0]->node)
            note_joined(node);
        if (!x || !has_weight(node))
            continue;
        if (!m->on_test)
            new_rows |= learn(m, x);
        else if (n_held < HELD)
            held[n_held++] = gr_retain(x);
    }
    if (!m->on_test)
        pause_looking(m, new_rows);
}
