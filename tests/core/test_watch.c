/* test_watch.c: what the core notes for the coach: where numbers come from, and what is seen. */
#include <string.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/loss.h"
#include "core/module.h"
#include "core/watch_state.h"
#include "near.h"
#include "tensors.h"

/* A layer, data, a loss and an optimizer: enough to train. */
typedef struct Small {
    GrModule *layer;
    GrOptim *opt;
    GrTensor *x, *y;
} Small;

static Small make_small(void) {
    Small s;
    GrValue arg[GR_MAX_ARG] = {{.num = 2}, {.num = 1}, {.num = 1}, {.num = -1}};
    GrValue option[GR_MAX_ARG] = {{.num = 0.1, .given = true}};
    assert_int_equal(gr_module_new(gr_layers[GR_LAYER_linear], arg, &s.layer), GR_OK);
    assert_int_equal(gr_optim_new(gr_isa->optim[GR_OPTIM_sgd], s.layer->param, 2, option, &s.opt),
                     GR_OK);
    assert_int_equal(gr_tensor_filled(2, (int[]){4, 2}, 1, &s.x), GR_OK);
    assert_int_equal(gr_tensor_filled(2, (int[]){4, 1}, 0, &s.y), GR_OK);
    return s;
}

static void free_small(Small *s) {
    gr_module_release(s->layer);
    gr_optim_free(s->opt);
    gr_release(s->x);
    gr_release(s->y);
}

static GrTensor *loss_of(Small *s) {
    GrTensor *out = NULL, *loss = NULL;
    const double number[GR_MAX_ARG] = {GR_MEAN};
    assert_int_equal(gr_module_forward(s->layer, s->x, &out), GR_OK);
    assert_int_equal(
        gr_loss_apply(gr_isa->loss[GR_LOSS_mse], (GrTensor *[]){out, s->y}, 2, number, &loss),
        GR_OK);
    gr_release(out);
    return loss;
}

static void train_step(Small *s, bool zero) {
    if (zero)
        gr_optim_zero_grad(s->opt);
    GrTensor *loss = loss_of(s);
    gr_watch_backward(loss);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_int_equal(gr_optim_step(s->opt), GR_OK);
    gr_release(loss);
}

/* How many sightings of a kind wait; all are taken. */
static int count_seen(int kind) {
    GrSighting s;
    int n = 0;
    while (gr_watch_next(&s)) {
        n += s.kind == kind;
        if (s.a)
            gr_release(s.a);
        if (s.b)
            gr_release(s.b);
    }
    return n;
}

static void origin_travels(void **state) {
    (void)state;
    Small s = make_small();
    GrTensor *out = NULL, *half = NULL;
    s.x->role = 8;
    assert_int_equal(s.layer->param[0]->origin & GR_FROM_PARAMETER, GR_FROM_PARAMETER);
    gr_watch_set(true);
    assert_int_equal(gr_module_forward(s.layer, s.x, &out), GR_OK);
    assert_true(out->origin & GR_FROM_TEST);
    assert_true(out->origin & GR_FROM_PARAMETER);
    assert_int_equal(out->role, 8);
    gr_watch_set(false);
    assert_int_equal(gr_tensor_view(s.x, 0, 2, (int[]){2, 2}, &half), GR_OK);
    assert_int_equal(half->role, 8);
    gr_release(half);
    gr_release(out);
    free_small(&s);
}

static void rows_have_names(void **state) {
    (void)state;
    GrTensor *x = NULL, *a = NULL, *b = NULL;
    assert_int_equal(gr_tensor_filled(2, (int[]){6, 2}, 1, &x), GR_OK);
    x->rows = 5;
    const double first[GR_MAX_ARG] = {0, 0, 3}, second[GR_MAX_ARG] = {0, 3, 3};
    assert_int_equal(gr_apply(GR_OP(narrow), &x, 1, first, &a), GR_OK);
    assert_int_equal(gr_apply(GR_OP(narrow), &x, 1, second, &b), GR_OK);
    assert_int_not_equal(a->rows, 0);
    assert_int_not_equal(a->rows, b->rows);
    gr_release(b);
    assert_int_equal(gr_apply(GR_OP(tanh), &a, 1, NULL, &b), GR_OK);
    assert_int_equal(a->rows, b->rows);
    gr_tensor_touch(b);
    assert_int_equal(b->rows, 0); /* the numbers may be others now */
    gr_release(a);
    gr_release(b);
    gr_release(x);
}

static void steps_on_old_gradients_are_seen(void **state) {
    (void)state;
    Small s = make_small();
    gr_watch_set(true);
    for (int i = 0; i < 6; i++)
        train_step(&s, true);
    assert_int_equal(count_seen(GR_SEE_stale), 0);
    for (int i = 0; i < 6; i++)
        train_step(&s, false);
    assert_int_equal(count_seen(GR_SEE_stale), 1); /* once */
    gr_watch_set(false);
    free_small(&s);
}

/* Several backwards for one step, and zeroed after it: nothing is stale. */
static void accumulating_is_no_mistake(void **state) {
    (void)state;
    Small s = make_small();
    gr_watch_set(true);
    for (int i = 0; i < 5; i++) {
        for (int k = 0; k < 3; k++) {
            GrTensor *loss = loss_of(&s);
            gr_watch_backward(loss);
            assert_int_equal(gr_backward(loss, false), GR_OK);
            gr_release(loss);
        }
        assert_int_equal(gr_optim_step(s.opt), GR_OK);
        gr_optim_zero_grad(s.opt);
    }
    assert_int_equal(count_seen(GR_SEE_stale), 0);
    gr_watch_set(false);
    free_small(&s);
}

static void a_run_keeps_a_book(void **state) {
    (void)state;
    Small s = make_small();
    gr_watch_set(true);
    for (int i = 0; i < 30; i++)
        train_step(&s, true);
    const GrRun *r = gr_run(s.opt->run);
    const GrTrainee *m = gr_trainee(s.layer->param[0]->trainee);
    assert_non_null(r);
    assert_non_null(m);
    assert_int_equal(r->steps, 30);
    assert_int_equal(m->steps, 30);
    assert_int_equal(m->rows.count, 1); /* four equal rows */
    assert_true(r->first_loss > r->last_loss);
    assert_true(r->early_ratio > 0);
    gr_watch_set(false);
    assert_null(gr_run(s.opt->run)); /* forgotten */
    free_small(&s);
}

static void the_best_constant_costs_the_entropy(void **state) {
    (void)state;
    GrTensor *y = NULL;
    GrTargets t = {0};
    assert_int_equal(gr_tensor_filled(2, (int[]){8, 1}, 0, &y), GR_OK);
    y->data[0] = y->data[1] = 1;
    gr_targets_add(&t, gr_isa->loss[GR_LOSS_bce_with_logits], y, 1);
    assert_near(gr_targets_baseline(&t), -(0.25 * log(0.25) + 0.75 * log(0.75)), 1e-12, 0);
    gr_targets_add(&t, gr_isa->loss[GR_LOSS_mse], y, 1); /* another loss: from the start */
    assert_near(gr_targets_baseline(&t), 0.25 * 0.75, 1e-12, 0);
    gr_release(y);
}

/* A step without an optimizer: w = w - 0.5 dw. */
static void step_by_hand(GrTensor *w) {
    for (size_t i = 0; i < w->numel; i++)
        w->data[i] -= (GrReal)0.5 * w->grad->data[i];
    gr_tensor_touch(w);
    gr_watch_by_hand(w);
}

static void steps_by_hand_are_a_run(void **state) {
    (void)state;
    Small s = make_small();
    GrTensor *w = s.layer->param[0];
    w->marks &= (uint8_t)~GR_OWNED;
    gr_watch_set(true);
    for (int i = 0; i < 12; i++) {
        GrTensor *loss = loss_of(&s);
        gr_watch_backward(loss);
        assert_int_equal(gr_backward(loss, false), GR_OK);
        gr_release(loss);
        step_by_hand(w);
        gr_tensor_zero_grad(w);
    }
    const GrTrainee *m = gr_trainee(w->trainee);
    assert_non_null(m);
    const GrRun *r = gr_run(m->run);
    assert_non_null(r);
    assert_string_equal(r->name, "by hand");
    assert_int_equal(r->steps, 12);
    assert_int_equal(r->loss.count, 12);
    assert_true(r->early_ratio > 0.01); /* the first step counts as well */
    assert_true(r->n_ratio > 0);
    gr_watch_set(false);
    free_small(&s);
}

/* Many looks: the first and the latest are there, and those between evenly spaced. */
static void looks_stay_evenly_spaced(void **state) {
    (void)state;
    Small s = make_small();
    gr_watch_set(true);
    for (int i = 0; i < 1000; i++) {
        train_step(&s, true);
        bool before = gr_set_grad_enabled(false);
        s.x->role = 4;
        gr_release(loss_of(&s));
        s.x->role = 0;
        gr_set_grad_enabled(before);
    }
    const GrTrainee *m = gr_trainee(s.layer->param[0]->trainee);
    assert_true(m->n_looks > GR_LOOKS / 4 && m->n_looks <= GR_LOOKS);
    assert_int_equal(m->look[0].step, 1);
    assert_int_equal(m->look[m->n_looks - 1].step, 1000);
    for (int i = 1; i + 1 < m->n_looks; i++)
        assert_int_equal(m->look[i].step - m->look[i - 1].step, m->look_stride);
    gr_watch_set(false);
    free_small(&s);
}

static void batches_of_one_class_are_counted(void **state) {
    (void)state;
    GrTargets t = {0};
    GrTensor *ones = NULL, *mixed = NULL;
    assert_int_equal(gr_tensor_filled(2, (int[]){10, 1}, 1, &ones), GR_OK);
    assert_int_equal(gr_tensor_filled(2, (int[]){10, 1}, 0, &mixed), GR_OK);
    mixed->data[3] = 1;
    const GrLossDef *bce = gr_isa->loss[GR_LOSS_bce_with_logits];
    gr_targets_add(&t, bce, ones, 1);
    gr_targets_add(&t, bce, mixed, 1);
    assert_int_equal(t.batches, 2);
    assert_int_equal(t.narrow, 1);
    gr_release(ones);
    gr_release(mixed);
}

static void looking_can_be_paused(void **state) {
    (void)state;
    Small s = make_small();
    gr_watch_set(true);
    assert_false(gr_watch_pause(true));
    train_step(&s, true);
    train_step(&s, false);
    assert_true(gr_watch_pause(false));
    assert_int_equal(count_seen(GR_SEE_stale), 0);
    gr_watch_set(false);
    free_small(&s);
}

int main(void) {
    gr_isa_choose(NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origin_travels),
        cmocka_unit_test(rows_have_names),
        cmocka_unit_test(steps_on_old_gradients_are_seen),
        cmocka_unit_test(accumulating_is_no_mistake),
        cmocka_unit_test(a_run_keeps_a_book),
        cmocka_unit_test(the_best_constant_costs_the_entropy),
        cmocka_unit_test(steps_by_hand_are_a_run),
        cmocka_unit_test(looks_stay_evenly_spaced),
        cmocka_unit_test(batches_of_one_class_are_counted),
        cmocka_unit_test(looking_can_be_paused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
