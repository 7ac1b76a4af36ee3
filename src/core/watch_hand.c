/* watch_hand.c: steps without an optimizer, w:sub_(lr * w.grad): the same notes as watch_step.c
 * makes of an optimizer's. What a weight was before a step is known from the step before it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "watch_state.h"

enum { HANDS = 16 };
static struct {
    const GrTensor *t; /* only compared */
    GrReal *copy;      /* its numbers after the latest step */
    size_t n;
} hand[HANDS];
static int n_hands;
static double largest; /* |step| / |weights| since the network's step was counted */

static int find(const GrTensor *t) {
    for (int i = 0; i < n_hands; i++)
        if (hand[i].t == t && hand[i].n == t->numel)
            return i;
    return -1;
}

static void keep(const GrTensor *t) {
    if (n_hands == HANDS)
        return;
    GrReal *copy = malloc(t->numel * sizeof *copy);
    if (!copy)
        return;
    memcpy(copy, t->data, t->numel * sizeof *copy);
    hand[n_hands].t = t;
    hand[n_hands].copy = copy;
    hand[n_hands++].n = t->numel;
}

/* A gradient has arrived at a parameter that no optimizer has: what it is now, before any step. */
void gr_note_hand_gradient(const GrTensor *t) {
    const GrTrainee *m = gr_pass.trainee;
    if (m && m->steps < GR_EARLY && t->ndim >= 2 && find(t) < 0)
        keep(t);
}

void gr_note_hand_change(const GrTensor *t) {
    const GrTrainee *m = gr_pass.trainee;
    if (!gr_watch.on || !m || m->steps > GR_STEADY || t->ndim < 2)
        return;
    int i = find(t);
    if (i < 0) {
        keep(t);
        return;
    }
    double size = fmax(sqrt(gr_square_of(hand[i].copy, t->numel)), gr_usual_size(t));
    double step = gr_distance(t->data, hand[i].copy, t->numel);
    if (size > 0 && step / size > largest)
        largest = step / size;
    memcpy(hand[i].copy, t->data, t->numel * sizeof *t->data);
}

static void note_ratio(GrRun *r) {
    if (r->steps <= GR_EARLY && largest > r->early_ratio)
        r->early_ratio = largest;
    if (r->steps > GR_WARM && r->n_ratio < GR_STEADY)
        r->ratio[r->n_ratio++] = (float)largest;
    largest = 0;
}

void gr_note_hand_step(GrTrainee *m, double loss) {
    GrRun *r = gr_run(m->run);
    if (!r && !(r = gr_open_hand_run(m)))
        return;
    m->run = r->id;
    if (++r->steps == 1)
        r->first_loss = loss;
    r->last_loss = loss;
    gr_curve_add(&r->loss, loss);
    note_ratio(r);
    if (r->steps < r->next_milestone)
        return;
    bool first = r->next_milestone == 0;
    r->next_milestone = first ? 20 : r->next_milestone * 2;
    if (!first)
        gr_watch_see(GR_SEE_milestone, NULL, NULL)->trainee = m;
}

void gr_watch_put_back(const GrTensor *t) {
    GrTrainee *m = gr_trainee(t->trainee);
    if (m)
        m->put_back = m->steps;
}

void gr_watch_forget_hand(void) {
    while (n_hands)
        free(hand[--n_hands].copy);
    largest = 0;
}
