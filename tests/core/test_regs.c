/* Regularizers: the lecture's numbers, slopes, exact zeros of the proximal step, and max-norm. */
#include <string.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/reg.h"
#include "near.h"

static GrTensor *vector(int n, const double *number) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(1, &n, &t), GR_OK);
    for (int i = 0; i < n; i++)
        t->data[i] = (GrReal)number[i];
    return t;
}

/* The penalty of a vector under a record with one or two numbers. */
static double penalty(int which, double a, double b, int n, const double *number) {
    GrValue arg[GR_MAX_ARG] = {{.num = a}, {.num = b}};
    GrTensor *w = vector(n, number), *y = NULL;
    assert_int_equal(gr_regs[which]->penalty(arg, &w, 1, &y), GR_OK);
    assert_int_equal(y->ndim, 0);
    double value = (double)y->data[0];
    gr_release(w);
    gr_release(y);
    return value;
}

/* theta1 uses one feature, theta2 all three; both give 1.5 for x = (1, 2, 1). */
static void the_lecture_says_so(void **state) {
    (void)state;
    static const double one[] = {0, 0.75, 0}, all[] = {0.25, 0.5, 0.25};
    assert_near(penalty(GR_REG_l1, 1, 0, 3, one), 0.75, 0, 0);
    assert_near(penalty(GR_REG_l1, 1, 0, 3, all), 1, 0, 0);
    assert_near(penalty(GR_REG_l2, 1, 0, 3, one), 0.5625, 0, 0);
    assert_near(penalty(GR_REG_l2, 1, 0, 3, all), 0.375, 0, 0);
    assert_near(penalty(GR_REG_elastic_net, 2, 4, 3, all), 3.5, 0, 0);
}

/* y = 3 penalty, so dw = 3 (l1 sign(w) + 2 l2 w), added to what is there. */
static void slopes_are_signed_and_add_up(void **state) {
    (void)state;
    static const double number[] = {-2, 0, 0.5};
    const GrValue arg[GR_MAX_ARG] = {{.num = 0.1}, {.num = 0.25}};
    GrTensor *w = vector(3, number);
    w->requires_grad = true;
    for (int pass = 1; pass <= 2; pass++) {
        GrTensor *y = NULL, *three = NULL, *z = NULL;
        assert_int_equal(gr_regs[GR_REG_elastic_net]->penalty(arg, &w, 1, &y), GR_OK);
        assert_int_equal(gr_tensor_scalar(3, &three), GR_OK);
        assert_int_equal(gr_apply(GR_OP(mul), (GrTensor *[]){y, three}, 2, NULL, &z), GR_OK);
        assert_int_equal(gr_backward(z, false), GR_OK);
        const double want[] = {pass * 3 * (-0.1 - 1), 0, pass * 3 * (0.1 + 0.25)};
        assert_all_near(gr_tensor_grad(w)->data, want, 3, 1e-6, 0);
        gr_release(y), gr_release(three), gr_release(z);
    }
    gr_release(w);
}

static void the_proximal_step_gives_exact_zeros(void **state) {
    (void)state;
    static const double number[] = {0.5, -0.5, 0.05, -0.05, 0.0625, 0, NAN};
    const GrValue l1 = {.num = 0.125};
    GrTensor *w = vector(7, number);
    gr_regs[GR_REG_l1]->prox(&l1, w, 0.5); /* lr lambda = 0.0625 */
    const double want[] = {0.4375, -0.4375, 0, 0, 0, 0};
    assert_all_near(w->data, want, 6, 0, 0);
    assert_true(isnan((double)w->data[6]));
    gr_release(w);
}

/* Plain gradient steps on the same penalty jump to and fro across 0 and never hit it. */
static void plain_gradient_steps_do_not(void **state) {
    (void)state;
    const GrValue l1 = {.num = 0.125};
    GrTensor *w = vector(1, (const double[]){0.3});
    w->requires_grad = true;
    for (int step = 0; step < 200; step++) {
        GrTensor *y = NULL;
        assert_int_equal(gr_regs[GR_REG_l1]->penalty(&l1, &w, 1, &y), GR_OK);
        assert_int_equal(gr_backward(y, false), GR_OK);
        w->data[0] -= (GrReal)0.5 * gr_tensor_grad(w)->data[0];
        gr_tensor_zero_grad(w);
        gr_tensor_touch(w);
        gr_release(y);
        assert_true(w->data[0] != 0);
    }
    assert_near((double)w->data[0], 0, 0, 0.07);
    gr_release(w);
}

/* w that minimises (w - v)²/2 + lr (l1 |w| + l2 w²), found on a grid of steps of 0.0005. */
static void the_proximal_step_is_the_minimum(void **state) {
    (void)state;
    const GrValue arg[GR_MAX_ARG] = {{.num = 0.3}, {.num = 0.7}};
    for (double v = -1; v <= 1; v += 0.125) {
        GrTensor *w = vector(1, &v);
        double best = 0, least = INFINITY;
        for (double u = -1; u <= 1; u += 0.0005) {
            double cost = (u - v) * (u - v) / 2 + 0.5 * (0.3 * fabs(u) + 0.7 * u * u);
            if (cost < least)
                least = cost, best = u;
        }
        gr_regs[GR_REG_elastic_net]->prox(arg, w, 0.5);
        assert_near((double)w->data[0], best, 0, 0.0005);
        gr_release(w);
    }
}

static void max_norm_shortens_each_unit_on_its_own(void **state) {
    (void)state;
    const GrValue c = {.num = 2};
    GrTensor *w = NULL;
    static const double number[] = {3, 4, 0.6, 0.8, 0, 0, 0, -2};
    assert_int_equal(gr_tensor_new(2, (int[]){4, 2}, &w), GR_OK);
    for (int i = 0; i < 8; i++)
        w->data[i] = (GrReal)number[i];
    gr_regs[GR_REG_max_norm]->apply(&c, w);
    const double want[] = {1.2, 1.6, 0.6, 0.8, 0, 0, 0, -2};
    assert_all_near(w->data, want, 8, 1e-6, 0);
    gr_release(w);
}

static void max_norm_of_a_filter_and_of_a_vector(void **state) {
    (void)state;
    const GrValue c = {.num = 1};
    GrTensor *filters = NULL, *bias = vector(3, (const double[]){2, 0, 0});
    assert_int_equal(gr_tensor_filled(4, (int[]){2, 1, 2, 2}, 3, &filters), GR_OK);
    gr_regs[GR_REG_max_norm]->apply(&c, filters);
    for (int i = 0; i < 8; i++)
        assert_near((double)filters->data[i], 0.5, 1e-6, 0);
    gr_regs[GR_REG_max_norm]->apply(&c, bias);
    assert_near((double)bias->data[0], 1, 1e-6, 0);
    gr_release(filters), gr_release(bias);
}

static void infinite_weights_cost_infinity(void **state) {
    (void)state;
    static const double number[] = {1, INFINITY};
    assert_near(penalty(GR_REG_l2, 1, 0, 2, number), INFINITY, 0, 0);
    assert_near(penalty(GR_REG_l1, 1, 0, 2, number), INFINITY, 0, 0);
}

static void records_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < GR_REG_COUNT; i++) {
        const GrRegDef *def = gr_regs[i];
        assert_true(def->doc.name && def->doc.summary && def->doc.formula && def->doc.shapes);
        assert_true(def->doc.source && def->doc.example && def->args[0].doc);
        assert_true((def->penalty != NULL) != (def->apply != NULL));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lecture_says_so),
        cmocka_unit_test(slopes_are_signed_and_add_up),
        cmocka_unit_test(the_proximal_step_gives_exact_zeros),
        cmocka_unit_test(plain_gradient_steps_do_not),
        cmocka_unit_test(the_proximal_step_is_the_minimum),
        cmocka_unit_test(max_norm_shortens_each_unit_on_its_own),
        cmocka_unit_test(max_norm_of_a_filter_and_of_a_vector),
        cmocka_unit_test(infinite_weights_cost_infinity),
        cmocka_unit_test(records_are_complete),
    };
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
