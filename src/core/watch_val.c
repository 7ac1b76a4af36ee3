/* watch_val.c: rows kept for judging, asked for after many steps: are they the same numbers each
 * time? Noise that is meant for training makes the judgement a matter of chance. */
#include "watch_state.h"

enum { ENOUGH = 3 };

/* Numbers that a network or a gradient made change as the network learns. */
static bool is_made(const GrTensor *x) {
    return (x->origin & (GR_FROM_ANY_NETWORK | GR_FROM_GRAD)) != 0;
}

/* The first rows of each look, if they are the same rows as the last time. */
void gr_watch_val(GrTrainee *m, const GrTensor *x) {
    GrValRows *v = &m->val;
    if (v->step == m->steps || !x->rows || is_made(x))
        return;
    bool same = v->rows == x->rows && v->set == x->set && v->numel == x->numel;
    uint64_t print = gr_print_of(x, GR_PRINT);
    v->changes = same && print != v->print ? v->changes + 1 : 0;
    *v = (GrValRows){m->steps, x->rows, x->set, v->changes, x->numel, print};
    if (v->changes == ENOUGH && gr_once(&m->said, GR_SEE_val_changes))
        gr_watch_see(GR_SEE_val_changes, NULL, NULL)->trainee = m;
}
