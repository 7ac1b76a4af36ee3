/* watch_kin.c: networks that no step has moved, and yet are trained: a clone of the best one, a
 * slow average of another. They are known by first weights that resemble those which the latest
 * step moved. */
#include <math.h>

#include "watch_state.h"

#define KINDRED 0.6 /* the cosine of weights that have a past in common, at least */

static GrTensor *moved; /* first weights of the network stepped last, or NULL; retained */
static uint16_t mover;  /* and whose they are */

void gr_kin_forget(void) {
    if (moved)
        gr_release(moved);
    moved = NULL;
}

/* Another network is trained now than before; its first weights are among the parameters. */
void gr_kin_stepped(const GrTrainee *m, GrTensor *const *param, int n) {
    gr_kin_forget();
    mover = m->id;
    for (int i = 0; i < n && !moved; i++)
        if (param[i]->trainee == m->id)
            moved = gr_retain(param[i]);
}

double gr_cosine(const GrReal *a, const GrReal *b, size_t n) {
    double product = 0;
    for (size_t i = 0; i < n; i++)
        product += (double)a[i] * (double)b[i];
    double size = sqrt(gr_square_of(a, n) * gr_square_of(b, n));
    return size > 0 ? product / size : 0;
}

/* A few numbers resemble others by chance. */
static bool is_alike(const GrTensor *a, const GrTensor *b) {
    if (a->ndim != b->ndim || a->numel != b->numel || a->shape[0] != b->shape[0])
        return false;
    return gr_cosine(a->data, b->data, a->numel) > (a->numel < GR_ENOUGH ? 0.999 : KINDRED);
}

/* Looked for in the first passes, then ever more seldom. */
void gr_kin_look(GrTrainee *m, const GrTensor *weight) {
    uint32_t n = ++m->passes;
    if (moved && mover != m->id && !(n & (n - 1)) && is_alike(weight, moved))
        m->kin = mover;
}

GrTrainee *gr_trained(GrTrainee *m) {
    GrTrainee *kin = m->steps || !m->kin ? NULL : gr_trainee(m->kin);
    return kin ? kin : m;
}

/* Only what it was trained on is forgotten: it is the same network, with a new life. */
void gr_watch_reborn(const GrTensor *weight) {
    GrTrainee *m = weight->trainee ? gr_trainee(weight->trainee) : NULL;
    if (!m || !m->rows.count)
        return;
    m->lives++;
    m->rows_done = 0;
    m->skip = m->quiet = 0;
    m->test_step = 0;
    m->n_looks = 0;
    m->look_stride = 1;
    gr_rowset_free(&m->rows);
    gr_moments_clear(&m->trained);
    gr_moments_clear(&m->judged);
}

/* Other numbers are about to be put in the place of first weights: those it was born with, or of a
 * network that has nothing in common with it? Then it begins anew. Else they are its best ones. */
void gr_watch_put_back(GrTensor *weight, const GrTensor *numbers) {
    GrTrainee *m = gr_trainee(weight->trainee);
    if (!m)
        return;
    bool at_birth = gr_row_hash(numbers->data, weight->numel) == m->birth;
    bool strange = weight->numel >= GR_ENOUGH && m->steps &&
                   gr_cosine(weight->data, numbers->data, weight->numel) < KINDRED;
    m->hand.returns += m->put_back != m->steps;
    m->put_back = m->steps;
    if (at_birth || strange)
        gr_watch_reborn(weight);
}
