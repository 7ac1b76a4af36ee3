/* watch_orphans.c: parameters that get gradients and that no optimizer has, and the other side of
 * it: steps of an optimizer without new gradients. */
#include "watch_state.h"

/* ---- parameters without an owner ------------------------------------------------------------ */

enum { ORPHANS = 16 };
static struct {
    GrTensor *t; /* retained */
    uint32_t version, pass;
    int passes;
    uint64_t step; /* when it was first seen */
} orphan[ORPHANS];
int gr_n_orphans;

static int find_orphan(GrTensor *t) {
    for (int i = 0; i < gr_n_orphans; i++)
        if (orphan[i].t == t)
            return i;
    if (gr_n_orphans == ORPHANS)
        return -1;
    orphan[gr_n_orphans].t = gr_retain(t);
    orphan[gr_n_orphans].version = gr_tensor_version(t);
    orphan[gr_n_orphans].passes = 0;
    orphan[gr_n_orphans].step = gr_watch.steps;
    return gr_n_orphans++;
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
    orphan[i] = orphan[--gr_n_orphans];
}

/* Does something tell why it has gradients and no owner? The gradient of an input is read. */
static bool is_explained(const GrTensor *t) {
    return (t->marks & (GR_OWNED | GR_LOADED | GR_GRAD_READ)) != 0;
}

static bool has_true_orphans(void) {
    for (int i = 0; i < gr_n_orphans; i++)
        if (!is_explained(orphan[i].t))
            return true;
    return false;
}

static bool has_gradient(const GrTensor *t) {
    return t->grad && gr_square_of(t->grad->data, t->numel) > 0;
}

/* Three passes and three steps of others, and nobody has used its gradients. */
void gr_note_orphans(GrRun *r) {
    for (int i = gr_n_orphans - 1; i >= 0; i--) {
        GrTensor *t = orphan[i].t;
        bool explained = is_explained(t);
        bool due = orphan[i].passes >= 3 && gr_watch.steps - orphan[i].step >= 3;
        if (!explained && !due)
            continue;
        if (!explained && orphan[i].version == gr_tensor_version(t) && has_gradient(t)) {
            GrSighting *s = gr_see_run(GR_SEE_unowned, r);
            s->a = gr_retain(t);
            s->n[0] = orphan[i].passes;
        }
        drop_orphan(i);
    }
}

void gr_watch_forget_orphans(void) {
    while (gr_n_orphans)
        drop_orphan(gr_n_orphans - 1);
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
    for (int i = 0; i < gr_n_orphans; i++) {
        GrTensor *t = orphan[i].t;
        if (is_explained(t) || !owns_such(o, t) || !has_gradient(t) ||
            orphan[i].version != gr_tensor_version(t))
            continue;
        if (!gr_once(&r->said, GR_SEE_unowned))
            return;
        GrSighting *s = gr_see_run(GR_SEE_unowned, r);
        s->a = gr_retain(t);
        s->n[0] = orphan[i].passes;
        return;
    }
}

/* Steps that have nothing new to go by: no backward since the last one, or zeroed after it. */
void gr_note_idle(GrRun *r, const GrOptim *o, bool zeroed) {
    if (has_true_orphans()) { /* others get the gradients: that is what to say */
        if (++r->astray == 10)
            note_replaced(r, o);
        return;
    }
    if (++r->idle < 10 || !gr_once(&r->said, GR_SEE_idle_step))
        return;
    GrSighting *s = gr_see_run(GR_SEE_idle_step, r);
    s->n[0] = r->idle;
    s->n[1] = zeroed;
}
