/* Recording, the walk backward, accumulation, and every way in which backward cannot be done. */
#include "core/graph.h"

#include <string.h>

#include "core/memory.h"
#include "tensors.h"

static size_t count_before;

static int remember(void **state) {
    (void)state;
    count_before = gr_memory().count;
    return 0;
}

static int nothing_is_left(void **state) {
    (void)state;
    gr_interrupted = 0;
    if (gr_memory().count == count_before)
        return 0;
    print_error("%zu blocks are left\n", gr_memory().count - count_before);
    return 1;
}

/* x² summed */
static GrTensor *sum_of_squares(GrTensor *x) {
    GrTensor *square = apply2(GR_OP(mul), x, x), *loss = sum_of(square);
    gr_release(square);
    return loss;
}

static void refuses(GrTensor *loss, GrStatus status, const char *message, const char *hint) {
    assert_int_equal(gr_backward(loss, false), status);
    assert_string_equal(gr_message(), message);
    assert_string_equal(gr_message_hint(), hint);
}

/* ---- what is recorded
 * ------------------------------------------------------------------------------ */

static void only_what_needs_a_gradient_is_recorded(void **state) {
    (void)state;
    GrTensor *a = vector_of(2, (double[]){1, 2}), *w = wants_grad(vector_of(2, (double[]){3, 4}));
    GrTensor *plain = apply2(GR_OP(add), a, a), *computed = apply2(GR_OP(add), a, w);
    GrTensor *compared = apply2(GR_OP(gt), w, a);
    assert_true(!plain->node && !plain->requires_grad);
    assert_true(computed->node && computed->requires_grad);
    assert_true(!compared->node && !compared->requires_grad); /* has no backward */
    bool before = gr_set_grad_enabled(false);
    GrTensor *unseen = apply2(GR_OP(add), a, w);
    assert_true(!unseen->node && !unseen->requires_grad && !gr_grad_enabled());
    gr_set_grad_enabled(before);
    gr_release(plain), gr_release(computed), gr_release(compared), gr_release(unseen);
    gr_release(a), gr_release(w);
}

/* ---- gradients
 * ------------------------------------------------------------------------------------- */

static void gradients_accumulate(void **state) {
    (void)state;
    GrTensor *x = wants_grad(vector_of(2, (double[]){3, -4}));
    for (int round = 1; round <= 3; round++) {
        GrTensor *loss = sum_of_squares(x);
        assert_int_equal(gr_backward(loss, false), GR_OK);
        assert_all_near(x->grad->data, ((double[]){6.0 * round, -8.0 * round}), 2, 1e-6, 0);
        gr_release(loss);
    }
    gr_tensor_zero_grad(x);
    GrTensor *loss = sum_of_squares(x);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_all_near(x->grad->data, ((double[]){6, -8}), 2, 1e-6, 0);
    gr_release(loss);
    gr_release(x);
}

/* y = x·x + x, z = y·y: x is reached by several ways of different length; dz/dx = 2y(2x + 1). */
/* tanh below a leaf makes a tensor for dx; below a computed tensor it writes over dy, unless that
 * is needed elsewhere. */
static void a_slope_in_the_place_of_its_gradient_has_the_same_bits(void **state) {
    (void)state;
    enum { N = 37 };
    double numbers[N];
    for (int i = 0; i < N; i++)
        numbers[i] = 0.17 * i - 3;
    GrTensor *x[3], *zero = vector_of(1, (double[]){0});
    for (int way = 0; way < 3; way++) {
        x[way] = wants_grad(vector_of(N, numbers));
        GrTensor *in = way ? apply2(GR_OP(sub), x[way], zero) : gr_retain(x[way]);
        GrTensor *y = apply1(GR_OP(tanh), in), *loss = sum_of_squares(y);
        int passes = way == 2 ? 2 : 1; /* the third keeps its graph */
        for (int pass = 0; pass < passes; pass++) {
            gr_tensor_zero_grad(x[way]);
            assert_int_equal(gr_backward(loss, way == 2), GR_OK);
        }
        gr_release(in), gr_release(y), gr_release(loss);
    }
    for (int way = 1; way < 3; way++)
        assert_memory_equal(gr_tensor_grad(x[way])->data, gr_tensor_grad(x[0])->data,
                            N * sizeof(GrReal));
    for (int way = 0; way < 3; way++)
        gr_release(x[way]);
    gr_release(zero);
}

static void all_ways_to_a_leaf_are_added_up(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(3));
    GrTensor *square = apply2(GR_OP(mul), x, x), *y = apply2(GR_OP(add), square, x);
    GrTensor *z = apply2(GR_OP(mul), y, y);
    assert_int_equal(gr_backward(z, false), GR_OK);
    assert_near(x->grad->data[0], 2 * 12 * 7, 1e-6, 0);
    assert_null(y->grad); /* computed tensors keep no gradient */
    gr_release(square), gr_release(y), gr_release(z), gr_release(x);
}

static void a_leaf_is_its_own_gradient(void **state) {
    (void)state;
    GrTensor *x = wants_grad(tensor_of(2, (int[]){1, 1}, (double[]){3}));
    assert_int_equal(gr_backward(x, false), GR_OK);
    assert_near(x->grad->data[0], 1, 0, 0);
    gr_release(x);
}

static void a_gradient_that_somebody_holds_is_added_to_in_place(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(3)), *loss = sum_of_squares(x);
    assert_int_equal(gr_backward(loss, true), GR_OK);
    GrTensor *held = gr_retain(x->grad);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_near(held->data[0], 12, 0, 0);
    gr_release(held), gr_release(loss), gr_release(x);
}

static void stale_gradients_are_marked(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(3)), *loss = sum_of_squares(x);
    assert_int_equal(gr_backward(loss, true), GR_OK);
    x->grad->flags |= GR_CONSUMED; /* as a step does */
    assert_int_equal(gr_backward(loss, true), GR_OK);
    assert_true(x->grad->flags & GR_STALE);
    gr_tensor_zero_grad(x);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_false(x->grad->flags & GR_STALE);
    gr_release(loss), gr_release(x);
}

static void a_part_gives_its_gradient_to_its_place(void **state) {
    (void)state;
    GrTensor *x = wants_grad(counting(2, (int[]){3, 2}));
    GrTensor *row = apply1(GR_OP(select), x, 0, 1), *loss = sum_of_squares(row);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_all_near(x->grad->data, ((double[]){0, 0, 6, 8, 0, 0}), 6, 0, 0);
    gr_release(row), gr_release(loss), gr_release(x);
}

/* ---- what cannot be differentiated
 * ----------------------------------------------------------------- */

static void only_a_single_number_can_be_differentiated(void **state) {
    (void)state;
    GrTensor *x = wants_grad(vector_of(2, (double[]){1, 2})), *y = apply2(GR_OP(mul), x, x);
    refuses(y, GR_GRAPH,
            "backward() needs a single number to differentiate, not a tensor of shape [2]",
            "reduce it first: t:mean():backward() or t:sum():backward()");
    gr_release(y), gr_release(x);
}

static void something_must_require_a_gradient(void **state) {
    (void)state;
    GrTensor *x = number_of(2), *y = apply2(GR_OP(mul), x, x);
    refuses(y, GR_GRAPH, "nothing that led to this tensor requires a gradient",
            "parameters of a module do; for a tensor of your own write w:requires_grad_(), and do "
            "not compute inside no_grad");
    gr_release(y), gr_release(x);
}

static const char gone[] = "this graph was already used by a backward() and is gone";
static const char gone_hint[] = "run the forward pass again, or loss:backward{retain_graph=true} "
                                "the first time";

static void a_graph_can_be_used_once(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(2)), *loss = sum_of_squares(x);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    refuses(loss, GR_GRAPH, gone, gone_hint);
    assert_near(x->grad->data[0], 4, 0, 0); /* the failure added nothing */
    gr_release(loss), gr_release(x);
}

static void a_freed_part_is_an_error_too(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(2)), *y = apply2(GR_OP(mul), x, x);
    GrTensor *first = apply1(GR_OP(neg), y), *second = apply1(GR_OP(exp), y);
    assert_int_equal(gr_backward(first, false), GR_OK);
    refuses(second, GR_GRAPH, gone, gone_hint);
    gr_release(first), gr_release(second), gr_release(y), gr_release(x);
}

static void a_retained_graph_can_be_used_again(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(2)), *loss = sum_of_squares(x);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(gr_backward(loss, true), GR_OK);
        assert_near(x->grad->data[0], 4 * i, 0, 0);
    }
    gr_release(loss), gr_release(x);
}

/* ---- changes in place
 * ------------------------------------------------------------------------------- */

static void a_changed_input_is_noticed(void **state) {
    (void)state;
    GrTensor *x = wants_grad(vector_of(2, (double[]){1, 2})), *loss = sum_of_squares(x);
    x->data[0] = 5;
    gr_tensor_touch(x);
    refuses(loss, GR_INPLACE,
            "backward through mul needs a tensor of shape [2] that was changed in place afterwards",
            "compute a new tensor instead (a = a + b), or change it after backward()");
    assert_null(x->grad);
    gr_release(loss), gr_release(x);
}

static void a_changed_result_is_noticed(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *y = apply1(GR_OP(exp), x), *loss = sum_of(y);
    y->data[0] = 0;
    gr_tensor_touch(y);
    refuses(loss, GR_INPLACE,
            "backward through exp needs a tensor of shape [] that was changed in place afterwards",
            "compute a new tensor instead (a = a + b), or change it after backward()");
    gr_release(y), gr_release(loss), gr_release(x);
}

static void a_change_through_a_view_is_noticed(void **state) {
    (void)state;
    GrTensor *x = wants_grad(counting(1, (int[]){4})), *view = NULL, *loss = sum_of_squares(x);
    assert_int_equal(gr_tensor_view(x, 2, 1, (int[]){2}, &view), GR_OK);
    gr_tensor_touch(view);
    assert_int_equal(gr_backward(loss, false), GR_INPLACE);
    gr_release(view), gr_release(loss), gr_release(x);
}

static void what_backward_does_not_read_may_change(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *y = apply2(GR_OP(add), x, x);
    gr_tensor_touch(x); /* add needs no numbers of its inputs */
    assert_int_equal(gr_backward(y, false), GR_OK);
    assert_near(x->grad->data[0], 2, 0, 0);
    gr_release(y), gr_release(x);
}

/* ---- long chains and interruptions
 * ------------------------------------------------------------------- */

#ifdef GR_NO_POOL
#define LONG 100000 /* sanitizers and Valgrind are slow; a recursion would still overflow */
#else
#define LONG 1000000
#endif

static GrTensor *chain(GrTensor *x, int length) {
    GrTensor *y = gr_retain(x);
    for (int i = 0; i < length; i++) {
        GrTensor *next = apply1(GR_OP(neg), y);
        gr_release(y);
        y = next;
    }
    return y;
}

static void a_long_chain_is_differentiated(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *y = chain(x, LONG);
    assert_int_equal(gr_backward(y, false), GR_OK);
    assert_near(x->grad->data[0], 1, 0, 0);
    gr_release(y), gr_release(x);
}

static void a_long_chain_is_released(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *y = chain(x, LONG);
    gr_release(y);
    assert_int_equal(x->refs, 1);
    gr_release(x);
}

/* An op whose backward presses Ctrl-C. */
static GrStatus copy_forward(GrNode *n, GrTensor **out) {
    return gr_tensor_clone(n->in[0], out);
}
static GrStatus interrupting_backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    gr_interrupted = 1;
    return gr_grad_give(n->in[0], gr_retain(dout));
}
static const GrOpDef interrupting = {.doc = {.name = "interrupting"},
                                     .n_in = 1,
                                     .forward = copy_forward,
                                     .backward = interrupting_backward};

static void ctrl_c_ends_backward(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *square = apply2(GR_OP(mul), x, x);
    GrTensor *y = apply1(&interrupting, square), *loss = apply1(GR_OP(neg), y);
    assert_int_equal(gr_backward(loss, false), GR_CANCELLED);
    assert_string_equal(gr_message(), "stopped by Ctrl-C");
    assert_null(x->grad);
    assert_true(!square->grad && !y->grad); /* no half-made gradients */
    gr_interrupted = 0;
    gr_release(square), gr_release(y), gr_release(loss), gr_release(x);
}

static void ctrl_c_before_backward(void **state) {
    (void)state;
    GrTensor *x = wants_grad(number_of(1)), *loss = sum_of_squares(x);
    gr_interrupted = 1;
    assert_int_equal(gr_backward(loss, false), GR_CANCELLED);
    gr_interrupted = 0;
    assert_int_equal(gr_backward(loss, false), GR_OK); /* the graph is still there */
    assert_near(x->grad->data[0], 2, 0, 0);
    gr_release(loss), gr_release(x);
}

/* ---- ops that fail
 * ---------------------------------------------------------------------------------- */

static GrStatus failing_forward(GrNode *n, GrTensor **out) {
    GR_TRY(gr_tensor_like(n->in[0], out));
    GR_TRY(gr_tensor_like(n->in[0], &n->saved[0]));
    return gr_fail(GR_RANGE, "cannot");
}
static GrStatus failing_backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)n, (void)out, (void)dout;
    return gr_fail(GR_RANGE, "cannot go back");
}

static void a_failed_forward_leaves_nothing(void **state) {
    (void)state;
    const GrOpDef op = {.doc = {.name = "failing"}, .n_in = 1, .forward = failing_forward};
    GrTensor *x = number_of(1);
    refuses_all(&op, &x, 1, NULL, GR_RANGE, "cannot", "");
    gr_release(x);
}

static void a_failed_backward_leaves_no_half_gradients(void **state) {
    (void)state;
    const GrOpDef op = {.doc = {.name = "failing"},
                        .n_in = 1,
                        .forward = copy_forward,
                        .backward = failing_backward};
    GrTensor *x = wants_grad(number_of(2)), *a = apply1(GR_OP(neg), x), *b = apply1(&op, a);
    GrTensor *sum = apply2(GR_OP(add), a, b); /* a has its first gradient when b's fails */
    refuses(sum, GR_RANGE, "cannot go back", "");
    assert_true(!a->grad && !b->grad && !x->grad);
    gr_release(a), gr_release(b), gr_release(sum), gr_release(x);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, remember, nothing_is_left)
    const struct CMUnitTest tests[] = {TEST(only_what_needs_a_gradient_is_recorded),
                                       TEST(gradients_accumulate),
                                       TEST(a_slope_in_the_place_of_its_gradient_has_the_same_bits),
                                       TEST(all_ways_to_a_leaf_are_added_up),
                                       TEST(a_leaf_is_its_own_gradient),
                                       TEST(a_gradient_that_somebody_holds_is_added_to_in_place),
                                       TEST(stale_gradients_are_marked),
                                       TEST(a_part_gives_its_gradient_to_its_place),
                                       TEST(only_a_single_number_can_be_differentiated),
                                       TEST(something_must_require_a_gradient),
                                       TEST(a_graph_can_be_used_once),
                                       TEST(a_freed_part_is_an_error_too),
                                       TEST(a_retained_graph_can_be_used_again),
                                       TEST(a_changed_input_is_noticed),
                                       TEST(a_changed_result_is_noticed),
                                       TEST(a_change_through_a_view_is_noticed),
                                       TEST(what_backward_does_not_read_may_change),
                                       TEST(a_long_chain_is_differentiated),
                                       TEST(a_long_chain_is_released),
                                       TEST(ctrl_c_ends_backward),
                                       TEST(ctrl_c_before_backward),
                                       TEST(a_failed_forward_leaves_nothing),
                                       TEST(a_failed_backward_leaves_no_half_gradients)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
