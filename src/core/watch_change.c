/* watch_change.c: parameters that are changed without an optimizer, as the binding tells: is it a
 * step by their gradients? What such steps are like is noted in watch_hand.c. */
#include <math.h>

#include "watch_state.h"

/* The first weights of a network count its steps, one for each backward. */
void gr_count_hand_step(GrTrainee *m, GrTensor *t) {
    if (!gr_watch.on || (m && m->hand.pass == gr_watch.backwards))
        return;
    if (m || !gr_backward_trainee) /* of unknown networks each weight counts */
        gr_watch.steps++;
    if (!m)
        return;
    m->hand.pass = gr_watch.backwards;
    GrTrainee *trained = m;
    double loss = gr_settle_judgements(&trained);
    loss = loss == loss ? loss : gr_backward_loss;
    gr_count_loss(m, loss, &t, 1);
    gr_note_hand_step(m, loss);
    gr_watch_after_step(m);
}

/* What an optimizer's last step left, met by the first step by hand: it is used once more, once. */
static bool is_left_over(GrTrainee *m) {
    const GrRun *r = m ? gr_run(m->run) : NULL;
    if (!r || r->by_hand)
        return false;
    if (!m->hand.left_over)
        m->hand.left_over = gr_watch.backwards;
    return m->hand.left_over == gr_watch.backwards;
}

static void see_stale(GrTensor *t, GrTrainee *m) {
    if (!gr_watch.on || is_left_over(m ? m : gr_backward_trainee))
        return;
    if (!gr_once(m ? &m->said : &gr_said_of_nobody, GR_SEE_stale))
        return;
    GrSighting *s = gr_watch_see(GR_SEE_stale, t, NULL);
    s->trainee = m;
    s->n[0] = m ? (double)(m->steps + 1) : 2;
    s->n[1] = sqrt(gr_stale_square);
    s->n[2] = sqrt(gr_square_of(t->grad->data, t->numel));
}

static void use_gradient(GrTensor *t, GrTrainee *m) {
    if (t->grad->flags & GR_STALE)
        see_stale(t, m);
    t->grad->flags |= GR_CONSUMED;
    gr_stale_square = 0;
}

/* An optimizer that makes this network's steps counts them. */
static bool is_by_hand(const GrTensor *t, const GrTrainee *m) {
    const GrRun *r = gr_run(m->run);
    return !(t->marks & GR_OWNED) || !r || r->by_hand;
}

void gr_watch_by_hand(GrTensor *t) {
    GrTrainee *m = gr_trainee(t->trainee);
    bool live = gr_is_live(t);
    if (live)
        use_gradient(t, m);
    gr_note_hand_change(t);
    if (m ? is_by_hand(t, m) : live)
        gr_count_hand_step(m, t);
}

/* The parameter whose numbers t shows; NULL: they are no parameter's. */
static GrTensor *parameter_of(GrTensor *t) {
    if (t->flags & GR_IS_PARAMETER)
        return t;
    return t->base && (t->base->flags & GR_IS_PARAMETER) ? t->base : NULL;
}

void gr_watch_in_place(GrTensor *t, const GrTensor *by) {
    if (!(by->origin & GR_FROM_GRAD))
        return;
    GrTensor *parameter = parameter_of(t);
    if (parameter)
        gr_watch_by_hand(parameter);
    else /* a velocity, say */
        t->origin |= GR_FROM_GRAD;
}

/* w[1] = w[1] - lr * w.grad[1]: a step, if this gradient was read and has not been used. */
void gr_watch_numbers(GrTensor *t) {
    GrTensor *p = gr_watch.on ? parameter_of(t) : NULL;
    GrTrainee *m = p ? gr_trainee(p->trainee) : NULL;
    if (!m || (p->marks & (GR_OWNED | GR_GRAD_READ)) != GR_GRAD_READ)
        return;
    if (!gr_is_live(p) || (p->grad->flags & GR_CONSUMED))
        return;
    gr_note_hand_change(p);
    gr_count_hand_step(m, p);
}
