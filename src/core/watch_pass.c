/* watch_pass.c: passes through a network: whose rows go in, and whether layers make noise. */
#include "graph.h"
#include "isa.h"
#include "watch_state.h"

GrPass gr_pass, gr_noisy_pass;
GrTestPass gr_test_pass;

/* ---- tags ----------------------------------------------------------------------------------- */

/* p + 1e-9, p - 1e-9: against log(0). */
static bool shifts_a_little(const GrOpDef *op, const GrTensor *by) {
    bool shift = op == GR_OP(add) || op == GR_OP(sub);
    return shift && by->numel == 1 && !by->requires_grad && by->data[0] <= (GrReal)1e-3 &&
           by->data[0] >= (GrReal)-1e-3;
}

static bool is_one(const GrTensor *t) {
    return t->numel == 1 && t->data[0] == 1;
}

/* z / 2, 0 + z, z + another network's z: an average of raw scores, cut at 0 as they are. */
static bool averages(const GrOpDef *op, const GrTensor *z, const GrTensor *with) {
    if (z->tag != GR_TAG_LOGIT || (with->tag != GR_TAG_LOGIT && with->numel != 1))
        return false;
    if (op == GR_OP(add))
        return with->tag == GR_TAG_LOGIT || with->data[0] == 0;
    bool scales = op == GR_OP(mul) || op == GR_OP(div);
    return scales && with->tag != GR_TAG_LOGIT && with->data[0] > 0;
}

void gr_watch_tag(const GrOpDef *op, GrTensor *const *in, int n_in, GrTensor *out) {
    bool two = n_in == 2;
    if (out->tag != GR_TAG_PLAIN)
        return;
    if (op == GR_OP(t) || (two && gr_is_probability(in[0]) && shifts_a_little(op, in[1])))
        out->tag = in[0]->tag;
    else if (two && gr_is_probability(in[1]) && op == GR_OP(sub) && is_one(in[0]))
        out->tag = in[1]->tag; /* 1 - p */
    else if (op == GR_OP(log) && in[0]->tag == GR_TAG_SOFTMAX)
        out->tag = GR_TAG_LOGPROB;
    else if (two && (averages(op, in[0], in[1]) || averages(op, in[1], in[0])))
        out->tag = GR_TAG_LOGIT;
}

/* Such weights, or a number that scales them, or those of a copy, or a sum that began at 0. */
static bool is_of_weights(const GrTensor *t, const GrTensor *other) {
    bool fresh = !t->origin || (t->flags & GR_IS_PARAMETER);
    bool sum = fresh && gr_same_shape(t, other);
    return (t->marks & GR_FEEDS_LOGITS) || !t->ndim || sum;
}

/* w:t(), w * 0.97, or w + other weights: still weights. */
static bool stay_weights(GrTensor *const *in, int n_in) {
    return n_in == 1 || (n_in == 2 && is_of_weights(in[0], in[1]) && is_of_weights(in[1], in[0]));
}

void gr_watch_logits(GrTensor *const *in, int n_in, GrTensor *out) {
    if (stay_weights(in, n_in))
        out->marks |= GR_FEEDS_LOGITS;
    else if (out->tag == GR_TAG_PLAIN)
        out->tag = GR_TAG_LOGIT;
}

/* ---- passes --------------------------------------------------------------------------------- */

static inline void replace(GrTensor **place, GrTensor *t) {
    GrTensor *before = *place;
    *place = t ? gr_retain(t) : NULL;
    if (before)
        gr_release(before);
}

static void let_go(GrPass *p) {
    replace(&p->x, NULL);
    replace(&p->out, NULL);
    p->trainee = NULL;
}

/* The output is needed only where there is noise. */
static inline void keep(GrPass *p, uint64_t number, GrTensor *x, GrTensor *out, GrTrainee *m) {
    p->number = number;
    p->trainee = m;
    replace(&p->x, x);
    if (m->noisy || p->out)
        replace(&p->out, m->noisy ? out : NULL);
}

void gr_watch_drop_passes(void) {
    GrTrainee *nobody;
    gr_settle_judgements(&nobody);
    let_go(&gr_pass);
    let_go(&gr_noisy_pass);
    replace(&gr_test_pass.x, NULL);
    replace(&gr_test_pass.raw, NULL);
    gr_test_pass.trainee = NULL;
    gr_watch_drop_held();
}

/* ---- noise ---------------------------------------------------------------------------------- */

enum { PRINTS = 64 };
static struct {
    uint64_t print;
    long count;
} prints[PRINTS];
static int n_prints;

/* A few numbers tell inputs apart: the same rows make the same print. They are taken here and
 * there, so that they do not all fall on a column of zeros. */
uint64_t gr_print_of(const GrTensor *x, size_t most) {
    GrReal some[GR_PRINT];
    size_t n = x->numel < most ? x->numel : most, part = n ? x->numel / n : 1;
    for (size_t i = 0; i < n; i++)
        some[i] = x->data[i * part + i * 2654435769u % part];
    return gr_row_hash(some, n) ^ x->numel;
}

static void count_print(uint64_t print) {
    for (int i = 0; i < n_prints; i++)
        if (prints[i].print == print) {
            prints[i].count++;
            return;
        }
    if (n_prints < PRINTS) {
        prints[n_prints].print = print;
        prints[n_prints++].count = 1;
    }
}

long gr_pass_count(uint64_t print) {
    for (int i = 0; i < n_prints; i++)
        if (prints[i].print == print)
            return prints[i].count;
    return 0;
}

void gr_watch_forget_prints(void) {
    n_prints = 0;
}

static void note_noise(uint64_t print) {
    gr_pass.trainee->noisy = true;
    if (!gr_pass.out)
        return; /* the first time */
    keep(&gr_noisy_pass, gr_pass.number, gr_pass.x, gr_pass.out, gr_pass.trainee);
    gr_reads_wait = true;
    gr_noisy_pass.print = print;
    count_print(print);
}

static uint64_t input_print; /* of data that dropout was let loose on before the first weights, */
static double input_drop[2]; /* which share it drops, and how that was given */

static void note_input_noise(GrTrainee *m, GrTensor *x, GrTensor *out) {
    m->noisy = true;
    m->input_drop = input_drop[0];
    m->input_drop_given = input_drop[1];
    keep(&gr_pass, gr_pass.number, x, out, m);
    note_noise(input_print);
}

/* ---- data meet weights ---------------------------------------------------------------------- */

/* Layers: their first input is x. */
static bool is_layer(const GrOpDef *op) {
    static const int layers[] = {GR_OP_conv2d, GR_OP_batch_norm, GR_OP_layer_norm, GR_OP_maxout};
    if (op == GR_OP(linear))
        return true;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (op == gr_isa->op[layers[i]])
            return true;
    return false;
}

/* Ops in which rows of data meet weights; of the plain ones only x * w and x + b, w and b of one
 * number a column; a list of numbers is a column. */
static bool meets_weights(const GrOpDef *op, GrTensor *const *in, const GrTensor *x,
                          const GrTensor *w) {
    if (is_layer(op))
        return x == in[0];
    if (op == GR_OP(matmul))
        return true;
    bool plain = op == GR_OP(mul) || op == GR_OP(add) || op == GR_OP(sub);
    return plain && ((x->ndim == 2 && w->ndim <= 1) || (x->ndim == 1 && w->ndim == 0));
}

/* The parameter that weights were made of, such as w:t(), or NULL. */
static GrTensor *root_of(GrTensor *w) {
    for (int depth = 0; depth < 8 && w->node && !w->node->freed; depth++) {
        GrTensor *below = NULL;
        for (int i = 0; i < w->node->n_in && !below; i++)
            if (w->node->in[i]->origin & GR_FROM_PARAMETER)
                below = w->node->in[i];
        if (!below)
            return NULL;
        w = below;
    }
    return gr_is_weight(w) ? w : NULL;
}

/* The first input that is no weight, and the first that is one or made of weights; NULL where
 * there is none. */
static void search(GrTensor *const *in, int n_in, GrTensor **data, GrTensor **weight) {
    GrTensor *x = NULL, *w = NULL;
    for (int i = 0; i < n_in && !(x && w); i++) {
        bool of_weights =
            gr_is_weight(in[i]) ||
            (in[i]->origin & (GR_FROM_PARAMETER | GR_FROM_MODEL)) == GR_FROM_PARAMETER;
        if (of_weights && !w)
            w = in[i];
        else if (!of_weights && !x)
            x = in[i];
    }
    *data = x;
    *weight = w;
}

/* Numbers that another network made without recording are data, too: of a layer that is trained on
 * them, and from then on. */
static bool is_code(const GrTensor *x, const GrTensor *w) {
    if (x->requires_grad)
        return false;
    const GrTrainee *m = gr_trainee(w->trainee);
    return (gr_grad_enabled() && w->requires_grad) || (m && m->on_codes);
}

static bool is_test(const GrTensor *x) {
    return x->role << GR_ROLE_SHIFT == GR_FROM_TEST;
}

/* Test rows go into a network that is not trained: what comes out is no longer known as these. */
static void note_raw_test(GrTensor *x) {
    if (is_test(x) && !(x->origin & GR_FROM_ANY_NETWORK))
        replace(&gr_test_pass.raw, x);
}

static GR_SELDOM void note_test(GrTrainee *m, GrTensor *x) {
    note_raw_test(x);
    replace(&gr_test_pass.x, x);
    gr_test_pass.trainee = m;
    gr_test_pass.number = gr_pass.number;
    gr_test_pass.step = gr_trained(m)->steps;
}

static void note_part(GrTrainee *m, GrTensor *x) {
    gr_pass.recorded = gr_grad_enabled();
    if (is_test(x))
        note_test(m, x);
    else if (x->role << GR_ROLE_SHIFT == GR_FROM_VAL)
        gr_watch_val(gr_trained(m), x);
}

static inline void note_pass(GrTrainee *m, GrTensor *x, GrTensor *w, GrTensor *out) {
    m->bare = false;
    m->owned = (w->marks & (GR_OWNED | GR_GRAD_READ)) == GR_OWNED;
    m->on_codes = (x->origin & GR_FROM_PARAMETER) && !m->joined;
    if (gr_latest.loss)
        gr_shelve_judgement();
    keep(&gr_pass, gr_pass.number + 1, x, out, m);
    if (!m->steps)
        gr_kin_look(m, w);
    if (x->role << GR_ROLE_SHIFT >= GR_FROM_VAL)
        note_part(m, x);
    if (x->origin & GR_FROM_NOISE)
        note_input_noise(m, x, out);
}

void gr_watch_input(const GrOpDef *op, GrTensor *const *in, int n_in, GrTensor *out) {
    GrTensor *x = in[0], *w = in[1];
    bool usual = op == GR_OP(linear) && gr_is_weight(w) && !gr_is_weight(x);
    if (!usual) {
        search(in, n_in, &x, &w);
        if (!x || !w || !x->ndim || !meets_weights(op, in, x, w))
            return;
        w = gr_is_weight(w) ? w : root_of(w);
        if (!w)
            return;
    }
    if (!(w->origin & GR_FROM_PARAMETER)) {
        note_raw_test(x);
        return;
    }
    if ((x->origin & GR_FROM_PARAMETER) && !is_code(x, w))
        return;
    out->origin = (uint16_t)((out->origin & ~GR_ROLES) | (unsigned)(x->role << GR_ROLE_SHIFT) |
                             GR_FROM_MODEL);
    GrTrainee *m = gr_trainee_of(w);
    if (m)
        note_pass(m, x, w, out);
}

/* A noisy layer is the first one: its own pass. */
static void note_first_noise(GrTensor *y) {
    gr_pass.trainee->noisy = true;
    keep(&gr_pass, gr_pass.number, gr_pass.x, y, gr_pass.trainee);
    note_noise(gr_print_of(gr_pass.x, 8));
}

void gr_watch_noise(const GrTensor *x, GrTensor *y, unsigned bit) {
    bool first = !(x->origin & GR_FROM_NOISE);
    y->origin |= (uint16_t)bit;
    if (!gr_watch.on || !first)
        return;
    bool begun = (y->origin & GR_FROM_MODEL) && gr_pass.trainee && gr_pass.x == x;
    if (!(x->origin & GR_FROM_MODEL) && begun)
        note_first_noise(y);
    else if (!(x->origin & GR_FROM_MODEL))
        input_print = gr_print_of(x, 8); /* its pass is still to begin: note_input_noise */
    else if (gr_pass.trainee)
        note_noise(gr_print_of(x, 8));
}

void gr_watch_input_drop(double drop, double how_given) {
    input_drop[0] = drop;
    input_drop[1] = how_given;
}
