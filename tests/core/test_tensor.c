/* Life of tensors: shapes, references, views, gradients, arenas. */
#include "core/tensor.h"

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
    if (gr_memory().count == count_before)
        return 0;
    print_error("%zu blocks are left\n", gr_memory().count - count_before);
    return 1;
}

static void shapes_are_counted_and_written(void **state) {
    (void)state;
    GrTensor *t = counting(3, (int[]){2, 3, 4}), *number = number_of(5), *none = NULL;
    assert_int_equal(t->numel, 24);
    assert_string_equal(gr_tensor_shape_text(t), "[2, 3, 4]");
    assert_int_equal(number->numel, 1);
    assert_string_equal(gr_tensor_shape_text(number), "[]");
    assert_int_equal(gr_tensor_new(2, (int[]){0, 5}, &none), GR_OK);
    assert_int_equal(none->numel, 0);
    assert_string_equal(gr_tensor_shape_text(none), "[0, 5]");
    gr_release(t);
    gr_release(number);
    gr_release(none);
}

static void impossible_shapes_are_refused(void **state) {
    (void)state;
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(7, (int[]){1, 1, 1, 1, 1, 1, 1}, &t), GR_SHAPE);
    assert_string_equal(gr_message(), "a tensor has at most 6 dimensions, not 7");
    assert_int_equal(gr_tensor_new(2, (int[]){3, -1}, &t), GR_SHAPE);
    assert_string_equal(gr_message(), "a dimension cannot have size -1");
    assert_int_equal(gr_tensor_new(3, (int[]){2000000000, 2000000000, 2000000000}, &t), GR_MEMORY);
    assert_string_equal(gr_message(),
                        "a tensor of shape [2000000000, 2000000000, 2000000000] is too large");
    assert_null(t);
}

static void making_and_copying(void **state) {
    (void)state;
    GrTensor *t = NULL, *copy = NULL, *like = NULL, *number = NULL;
    assert_int_equal(gr_tensor_filled(1, (int[]){3}, 2.5, &t), GR_OK);
    t->tag = GR_TAG_SOFTMAX;
    t->role = 3;
    assert_int_equal(gr_tensor_clone(t, &copy), GR_OK);
    assert_int_equal(gr_tensor_like(t, &like), GR_OK);
    assert_int_equal(gr_tensor_scalar(-1, &number), GR_OK);
    t->data[0] = 9;
    assert_all_near(copy->data, ((double[]){2.5, 2.5, 2.5}), 3, 0, 0);
    assert_int_equal(copy->tag, GR_TAG_SOFTMAX);
    assert_int_equal(copy->role, 3);
    assert_true(gr_same_shape(like, t) && !gr_same_shape(number, t));
    assert_near(number->data[0], -1, 0, 0);
    gr_release(t), gr_release(copy), gr_release(like), gr_release(number);
}

/* Small tensors keep their numbers behind the struct, large ones in a block of their own. */
static void numbers_survive_whatever_their_place(void **state) {
    (void)state;
    for (int n = 1; n < 5000; n = n * 3 / 2 + 1) {
        GrTensor *t = counting(1, &n), *copy = NULL;
        assert_int_equal((uintptr_t)t->data % 64, 0);
        assert_int_equal(gr_tensor_clone(t, &copy), GR_OK);
        assert_memory_equal(t->data, copy->data, (size_t)n * sizeof(GrReal));
        gr_release(t);
        assert_near(copy->data[n - 1], n, 0, 0);
        gr_release(copy);
    }
}

/* ---- views
 * ---------------------------------------------------------------------------------------- */

static void a_view_shares_numbers(void **state) {
    (void)state;
    GrTensor *t = counting(2, (int[]){3, 4}), *rows = NULL, *one = NULL;
    t->role = 2;
    assert_int_equal(gr_tensor_view(t, 4, 2, (int[]){2, 4}, &rows), GR_OK);
    assert_int_equal(gr_tensor_view(rows, 5, 0, NULL, &one), GR_OK);
    assert_ptr_equal(one->base, t); /* a view of a view views the base */
    assert_near(one->data[0], 10, 0, 0);
    assert_int_equal(one->role, 2);
    one->data[0] = -1;
    assert_near(t->data[9], -1, 0, 0);
    assert_int_equal(t->views, 2);
    gr_release(rows);
    assert_int_equal(t->views, 1);
    gr_release(t); /* the view keeps its base alive */
    assert_near(one->data[0], -1, 0, 0);
    gr_release(one);
}

static void changes_through_a_view_are_noticed(void **state) {
    (void)state;
    GrTensor *t = counting(1, (int[]){4}), *a = NULL, *b = NULL;
    assert_int_equal(gr_tensor_view(t, 0, 1, (int[]){2}, &a), GR_OK);
    assert_int_equal(gr_tensor_view(t, 2, 1, (int[]){2}, &b), GR_OK);
    uint32_t before = gr_tensor_version(b);
    a->tag = GR_TAG_SIGMOID;
    gr_tensor_touch(a);
    assert_int_equal(gr_tensor_version(t), before + 1);
    assert_int_equal(gr_tensor_version(b), before + 1);
    assert_int_equal(a->tag, GR_TAG_PLAIN); /* nobody knows what its numbers are now */
    gr_release(t), gr_release(a), gr_release(b);
}

/* ---- gradients
 * ------------------------------------------------------------------------------------ */

static void zeroing_waits_until_somebody_looks(void **state) {
    (void)state;
    GrTensor *t = counting(1, (int[]){2});
    t->grad = counting(1, (int[]){2});
    gr_tensor_zero_grad(t);
    assert_near(t->grad->data[1], 2, 0, 0);
    assert_all_near(gr_tensor_grad(t)->data, ((double[]){0, 0}), 2, 0, 0);
    GrTensor *seen = gr_retain(t->grad); /* somebody holds the gradient … */
    seen->data[0] = 7;
    gr_tensor_zero_grad(t);
    assert_near(seen->data[0], 0, 0, 0); /* … and sees the zeros at once */
    gr_release(seen);
    gr_release(t);
}

static void without_a_gradient_zeroing_does_nothing(void **state) {
    (void)state;
    GrTensor *t = number_of(1);
    gr_tensor_zero_grad(t);
    assert_null(gr_tensor_grad(t));
    gr_release(t);
}

static void zeroing_ends_what_was_known_of_a_gradient(void **state) {
    (void)state;
    GrTensor *t = number_of(1);
    t->grad = number_of(2);
    t->grad->flags |= GR_CONSUMED | GR_STALE;
    gr_tensor_zero_grad(t);
    assert_false(t->grad->flags & (GR_CONSUMED | GR_STALE));
    gr_release(t);
}

/* ---- arenas
 * ---------------------------------------------------------------------------------------- */

static void an_arena_takes_numbers_and_gradients(void **state) {
    (void)state;
    GrTensor *a = counting(1, (int[]){3}), *b = counting(1, (int[]){4000}), *g = NULL;
    GrArena *arena = NULL;
    b->grad = counting(1, (int[]){4000});
    assert_int_equal(gr_arena_new(5000, &arena), GR_OK);
    assert_true(gr_tensor_move_to_arena(a, arena, 0));
    assert_true(gr_tensor_move_to_arena(b, arena, 16));
    assert_ptr_equal(a->data, arena->data);
    assert_ptr_equal(b->data, arena->data + 16);
    assert_ptr_equal(b->grad->data, arena->data + 5000 + 16);
    assert_near(b->data[3999], 4000, 0, 0);
    assert_near(b->grad->data[3999], 4000, 0, 0);
    assert_int_equal(gr_grad_new(a, &g), GR_OK);
    assert_ptr_equal(g->data, arena->data + 5000);
    assert_false(gr_tensor_move_to_arena(a, arena, 0)); /* has moved already */
    gr_arena_release(arena);
    gr_release(a);
    gr_release(b);
    g->data[0] = 1; /* the gradient holds the arena */
    gr_release(g);
}

static void who_shares_numbers_stays(void **state) {
    (void)state;
    GrTensor *t = counting(1, (int[]){3}), *view = NULL;
    GrArena *arena = NULL;
    assert_int_equal(gr_arena_new(16, &arena), GR_OK);
    assert_int_equal(gr_tensor_view(t, 0, 1, (int[]){3}, &view), GR_OK);
    assert_false(gr_tensor_move_to_arena(t, arena, 0));
    assert_false(gr_tensor_move_to_arena(view, arena, 0));
    gr_release(view);
    assert_true(gr_tensor_move_to_arena(t, arena, 0));
    gr_arena_release(arena);
    gr_release(t);
}

static void failed_allocations_leave_nothing(void **state) {
    (void)state;
    GrTensor *t = NULL;
    GrArena *arena = NULL;
    for (size_t n = 1; n <= 2; n++) {
        gr_memory_fail_at(n);
        assert_int_equal(gr_tensor_new(1, (int[]){100000}, &t), GR_MEMORY);
        gr_memory_fail_at(n);
        assert_int_equal(gr_arena_new(100, &arena), GR_MEMORY);
        assert_int_equal(gr_memory().count, count_before);
    }
    gr_memory_fail_at(0);
    assert_true(!t && !arena);
}

static void giant_tensors_are_an_error(void **state) {
    (void)state;
    GrTensor *t = NULL;
    size_t limit = gr_memory().limit;
    gr_memory_set_limit((size_t)1 << 30);
    assert_int_equal(gr_tensor_new(2, (int[]){1 << 18, 1 << 14}, &t), GR_MEMORY);
    assert_int_equal(gr_tensor_new(2, (int[]){1 << 20, 1 << 20}, &t), GR_MEMORY);
    gr_memory_set_limit(limit);
    assert_null(t);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, remember, nothing_is_left)
    const struct CMUnitTest tests[] = {TEST(shapes_are_counted_and_written),
                                       TEST(impossible_shapes_are_refused),
                                       TEST(making_and_copying),
                                       TEST(numbers_survive_whatever_their_place),
                                       TEST(a_view_shares_numbers),
                                       TEST(changes_through_a_view_are_noticed),
                                       TEST(zeroing_waits_until_somebody_looks),
                                       TEST(without_a_gradient_zeroing_does_nothing),
                                       TEST(zeroing_ends_what_was_known_of_a_gradient),
                                       TEST(an_arena_takes_numbers_and_gradients),
                                       TEST(who_shares_numbers_stays),
                                       TEST(failed_allocations_leave_nothing),
                                       TEST(giant_tensors_are_an_error)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
