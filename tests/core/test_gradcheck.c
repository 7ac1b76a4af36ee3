/* Gradients of every op and loss against finite differences, signed and number by number, on every
 * build; and that the check itself finds mistakes. In float here, in double in
 * test_gradcheck_double.c. */
#include "core/gradcheck.h"

#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "sample.h"

/* 1e-8 in double; in float what float can give (the worst record reaches 2e-3). */
#define BOUND (sizeof(GrReal) == sizeof(double) ? 1e-8 : 5e-3)

typedef struct Trial {
    const GrOpDef *op;
    GrTensor *weight; /* one for each number of the result */
} Trial;

/* Σ op(in) · weight. What is random begins with the same seed each time. */
static GrStatus weighted(GrTensor *const *in, int n, void *data, GrTensor **loss) {
    Trial *trial = data;
    GrTensor *y = NULL, *product = NULL;
    const double all[GR_MAX_ARG] = {-1};
    gr_rng_seed(gr_rng_global(), 5);
    GR_TRY(gr_apply(trial->op, in, n, trial->op->sample->arg, &y));
    assert_int_equal(gr_apply(GR_OP(mul), (GrTensor *[]){y, trial->weight}, 2, NULL, &product), 0);
    assert_int_equal(gr_apply(GR_OP(sum), &product, 1, all, loss), 0);
    gr_release(product);
    gr_release(y);
    return GR_OK;
}

static GrTensor *weights_like(const GrTensor *y, GrRng *rng) {
    GrTensor *w = NULL;
    assert_int_equal(gr_tensor_like(y, &w), GR_OK);
    for (size_t i = 0; i < w->numel; i++)
        w->data[i] = (GrReal)(0.5 + gr_rng_uniform(rng)) * (gr_rng_next(rng) >> 63 ? 1 : -1);
    return w;
}

static double worst_error(const GrOpDef *op, uint64_t seed) {
    GrRng rng;
    GrTensor *in[GR_MAX_SAMPLE], *y = NULL;
    double worst = INFINITY;
    gr_rng_seed(&rng, seed);
    sample_inputs(op->sample, &rng, in);
    assert_int_equal(gr_apply(op, in, op->sample->n_in, op->sample->arg, &y), GR_OK);
    Trial trial = {op, weights_like(y, &rng)};
    if (gr_gradcheck(weighted, in, op->sample->n_in, 0, &trial, &worst) != GR_OK)
        fail_msg("%s: %s", op->doc.name, gr_message());
    gr_release(trial.weight);
    gr_release(y);
    sample_release(op->sample, in);
    return worst;
}

static void check_record(const GrOpDef *op) {
    if (!op->backward)
        return;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        double worst = worst_error(op, seed);
        if (!(worst <= BOUND))
            fail_msg("%s, %s, seed %d: error %g", gr_isa->name, op->doc.name, (int)seed, worst);
    }
}

static void every_backward_is_the_slope(void **state) {
    (void)state;
    static const char *const builds[] = {"base", "avx2", "avx512"};
    for (int b = 0; b < 3; b++) {
        if (!gr_isa_choose(builds[b]))
            continue;
        for (int i = 0; i < GR_OP_COUNT; i++)
            check_record(gr_isa->op[i]);
        for (int i = 0; i < GR_LOSS_COUNT; i++)
            check_record(&gr_isa->loss[i]->op);
    }
    gr_isa_choose(NULL);
}

/* ---- the check finds mistakes
 * -------------------------------------------------------------------- y = x² with a backward that
 * is wrong in one way or another. */

static GrStatus square(GrNode *n, GrTensor **out) {
    GR_TRY(gr_tensor_like(n->in[0], out));
    for (size_t i = 0; i < (*out)->numel; i++)
        (*out)->data[i] = n->in[0]->data[i] * n->in[0]->data[i];
    return GR_OK;
}

static GrStatus give(GrNode *n, GrTensor *dout, double scale, double scale_of_last) {
    GrTensor *dx = NULL;
    GR_TRY(gr_tensor_like(dout, &dx));
    for (size_t i = 0; i < dx->numel; i++)
        dx->data[i] = 2 * n->in[0]->data[i] * dout->data[i] *
                      (GrReal)(i + 1 < dx->numel ? scale : scale_of_last);
    return gr_grad_give(n->in[0], dx);
}

static GrStatus right(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return give(n, dout, 1, 1);
}
static GrStatus flipped(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return give(n, dout, -1, -1);
}
static GrStatus doubled(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return give(n, dout, 2, 2);
}
static GrStatus wrong_at_the_end(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return give(n, dout, 1, 1.1);
}
static GrStatus not_a_number(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    return give(n, dout, 1, NAN);
}
static GrStatus missing(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)n, (void)out, (void)dout;
    return GR_OK;
}

static const GrSample two_by_three = {
    .n_in = 1, .ndim = {2}, .shape = {{2, 3}}, .low = 0.5, .high = 2, .kink = NAN};

static double error_of(GrStatus (*backward)(GrNode *, GrTensor *, GrTensor *)) {
    GrOpDef op = {.doc = {.name = "square"},
                  .n_in = 1,
                  .saves = GR_SAVES_IN(0),
                  .forward = square,
                  .backward = backward,
                  .sample = &two_by_three};
    return worst_error(&op, 1);
}

static void wrong_gradients_are_found(void **state) {
    (void)state;
    assert_true(error_of(right) < BOUND);
    assert_near(error_of(flipped), 2, 0.01, 0);
    assert_near(error_of(doubled), 0.5, 0.01, 0);
    assert_near(error_of(wrong_at_the_end), 0.1 / 1.1, 0.05, 0);
    assert_near(error_of(missing), 1, 0.01, 0);
    assert_true(isinf(error_of(not_a_number)));
}

/* ---- manners
 * ------------------------------------------------------------------------------------- */

static GrTensor *vector(int n, const double *numbers) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(1, &n, &t), GR_OK);
    for (int i = 0; i < n; i++)
        t->data[i] = (GrReal)numbers[i];
    return t;
}

static GrStatus sum_of_products(GrTensor *const *in, int n, void *data, GrTensor **loss) {
    (void)n, (void)data;
    GrTensor *product = NULL;
    const double all[GR_MAX_ARG] = {-1};
    GR_TRY(gr_apply(GR_OP(mul), in, 2, NULL, &product));
    GrStatus status = gr_apply(GR_OP(sum), &product, 1, all, loss);
    gr_release(product);
    return status;
}

static GrStatus products(GrTensor *const *in, int n, void *data, GrTensor **loss) {
    (void)n, (void)data;
    return gr_apply(GR_OP(mul), in, 2, NULL, loss);
}

static void inputs_are_left_as_they_were(void **state) {
    (void)state;
    GrTensor *in[2] = {vector(2, (double[]){1.25, -2}), vector(2, (double[]){3, 5})};
    double worst = 0;
    in[0]->requires_grad = true;
    in[0]->grad = vector(2, (double[]){7, 8});
    in[0]->grad->flags |= GR_CONSUMED;
    assert_int_equal(gr_gradcheck(sum_of_products, in, 2, 0, NULL, &worst), GR_OK);
    assert_true(worst < BOUND);
    assert_all_near(in[0]->data, ((double[]){1.25, -2}), 2, 0, 0);
    assert_all_near(in[0]->grad->data, ((double[]){7, 8}), 2, 0, 0);
    assert_true(in[0]->grad->flags & GR_CONSUMED);
    assert_null(in[1]->grad);
    assert_true(in[0]->requires_grad && !in[1]->requires_grad);
    gr_release(in[0]);
    gr_release(in[1]);
}

static void without_a_demand_all_inputs_are_checked(void **state) {
    (void)state;
    GrTensor *in[2] = {vector(2, (double[]){1, -2}), vector(2, (double[]){3, 5})};
    double worst = INFINITY;
    bool before = gr_set_grad_enabled(false); /* even inside no_grad */
    assert_int_equal(gr_gradcheck(sum_of_products, in, 2, 0, NULL, &worst), GR_OK);
    assert_false(gr_set_grad_enabled(before));
    assert_true(worst < BOUND);
    assert_true(!in[0]->requires_grad && !in[1]->requires_grad && !in[0]->grad && !in[1]->grad);
    gr_release(in[0]);
    gr_release(in[1]);
}

static void what_cannot_be_checked_is_said(void **state) {
    (void)state;
    GrTensor *in[2] = {vector(2, (double[]){1, -2}), vector(2, (double[]){3, 5})}, *y = NULL;
    double worst = 0;
    assert_int_equal(gr_gradcheck(products, in, 2, 0, NULL, &worst), GR_GRAPH);
    assert_string_equal(gr_message(), "gradcheck: the function must give a single number, not a "
                                      "tensor of shape [2]");
    in[0]->requires_grad = true;
    assert_int_equal(gr_apply(GR_OP(neg), in, 1, NULL, &y), GR_OK);
    assert_int_equal(gr_gradcheck(sum_of_products, (GrTensor *[]){in[1], y}, 2, 0, NULL, &worst),
                     GR_GRAPH);
    assert_string_equal(gr_message(), "gradcheck: input 2 was computed from other tensors");
    gr_interrupted = 1;
    assert_int_equal(gr_gradcheck(sum_of_products, in, 2, 0, NULL, &worst), GR_CANCELLED);
    gr_interrupted = 0;
    assert_all_near(in[0]->data, ((double[]){1, -2}), 2, 0, 0);
    assert_null(in[0]->grad);
    gr_release(y);
    gr_release(in[0]);
    gr_release(in[1]);
}

static void failed_allocations_leave_nothing(void **state) {
    (void)state;
    GrTensor *in[2] = {vector(1, (double[]){1}), vector(1, (double[]){3})};
    in[0]->requires_grad = true;
    in[0]->grad = vector(1, (double[]){7});
    size_t before = gr_memory().count;
    GrStatus status = GR_MEMORY;
    int n = 1;
    for (; status != GR_OK && n < 200; n++) {
        double worst;
        gr_memory_fail_at((size_t)n);
        status = gr_gradcheck(sum_of_products, in, 2, 0, NULL, &worst);
        gr_memory_fail_at(0);
        assert_true(status == GR_OK || status == GR_MEMORY);
        assert_int_equal(gr_memory().count, before);
        assert_near(in[0]->grad->data[0], 7, 0, 0);
        assert_near(in[0]->data[0], 1, 0, 0);
    }
    assert_in_range(n, 5, 199);
    gr_release(in[0]);
    gr_release(in[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_backward_is_the_slope),
                                       cmocka_unit_test(wrong_gradients_are_found),
                                       cmocka_unit_test(inputs_are_left_as_they_were),
                                       cmocka_unit_test(without_a_demand_all_inputs_are_checked),
                                       cmocka_unit_test(what_cannot_be_checked_is_said),
                                       cmocka_unit_test(failed_allocations_leave_nothing)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
