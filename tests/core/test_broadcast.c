/* How two shapes combine: against a walk that looks up every index one by one. */
#include "core/broadcast.h"

#include <string.h>

#include "core/loss.h"
#include "core/memory.h"
#include "tensors.h"

/* ---- the slow twin
 * ---------------------------------------------------------------------------------- */

/* Size of t at dimension d of a result with ndim dimensions. */
static int size_at(const GrTensor *t, int ndim, int d) {
    int own = d - (ndim - t->ndim);
    return own < 0 ? 1 : t->shape[own];
}

static bool combine(const GrTensor *a, const GrTensor *b, int *ndim, int *shape) {
    *ndim = a->ndim > b->ndim ? a->ndim : b->ndim;
    for (int d = 0; d < *ndim; d++) {
        int m = size_at(a, *ndim, d), n = size_at(b, *ndim, d);
        if (m != n && m != 1 && n != 1)
            return false;
        shape[d] = m == 1 ? n : m;
    }
    return true;
}

/* Which number of t meets number i of the result. */
static size_t place_in(const GrTensor *t, int ndim, const int *shape, size_t i) {
    size_t place = 0, step = 1;
    for (int d = ndim - 1; d >= 0; d--) {
        size_t index = i % (size_t)shape[d], size = (size_t)size_at(t, ndim, d);
        place += (size == 1 ? 0 : index) * step;
        step *= size;
        i /= (size_t)shape[d];
    }
    return place;
}

/* ---- the fast walk
 * ---------------------------------------------------------------------------------- */

static void check_walk(const GrTensor *a, const GrTensor *b) {
    int ndim, shape[GR_MAX_DIM];
    GrBroadcast w;
    bool fits = combine(a, b, &ndim, shape);
    assert_int_equal(gr_broadcast("test", a, b, &w), fits ? GR_OK : GR_SHAPE);
    if (!fits)
        return;
    assert_int_equal(w.ndim, ndim);
    assert_memory_equal(w.shape, shape, (size_t)ndim * sizeof *shape);
    size_t i = 0;
    for (size_t run = 0; run < w.runs; run++)
        for (size_t k = 0; k < w.run; k++, i++) {
            assert_int_equal(gr_run_offset(&w, run, 0) + (w.step[0] ? k : 0),
                             place_in(a, ndim, shape, i));
            assert_int_equal(gr_run_offset(&w, run, 1) + (w.step[1] ? k : 0),
                             place_in(b, ndim, shape, i));
        }
    size_t numel = 1;
    for (int d = 0; d < ndim; d++)
        numel *= (size_t)shape[d];
    assert_int_equal(i, numel);
}

/* A shape in which 1 is frequent; now and then 0. */
static GrTensor *random_shape(GrRng *rng) {
    int ndim = (int)gr_rng_below(rng, 5), shape[GR_MAX_DIM];
    for (int d = 0; d < ndim; d++)
        shape[d] = gr_rng_below(rng, 2)    ? 1
                   : gr_rng_below(rng, 25) ? 2 + (int)gr_rng_below(rng, 2)
                                           : 0;
    return random_tensor(rng, ndim, shape);
}

static void walks_meet_the_right_numbers(void **state) {
    (void)state;
    GrRng rng;
    gr_rng_seed(&rng, 1);
    for (int i = 0; i < 5000; i++) {
        GrTensor *a = random_shape(&rng), *b = random_shape(&rng);
        check_walk(a, b);
        check_walk(b, a);
        check_walk(a, a);
        gr_release(a), gr_release(b);
    }
}

static void equal_shapes_are_one_run(void **state) {
    (void)state;
    GrTensor *a = counting(3, (int[]){2, 3, 4});
    GrBroadcast w;
    assert_int_equal(gr_broadcast("test", a, a, &w), GR_OK);
    assert_int_equal(w.runs, 1);
    assert_int_equal(w.run, 24);
    gr_release(a);
}

static void shapes_that_do_not_combine_are_named(void **state) {
    (void)state;
    GrTensor *a = counting(2, (int[]){32, 2}), *b = counting(2, (int[]){32, 3});
    refuses_all(GR_OP(add), (GrTensor *[]){a, b}, 2, NULL, GR_SHAPE,
                "add cannot combine shapes [32, 2] and [32, 3]: size 2 against 3",
                "sizes are compared from the last dimension on; each pair must be equal or contain "
                "a 1");
    gr_release(a), gr_release(b);
}

/* ---- the way back
 * ----------------------------------------------------------------------------------- */

static void check_sum(GrTensor *t, const GrTensor *like) {
    GrTensor *got = NULL, *want = NULL;
    assert_int_equal(gr_tensor_filled(like->ndim, like->shape, 0, &want), GR_OK);
    for (size_t i = 0; i < t->numel; i++)
        want->data[place_in(like, t->ndim, t->shape, i)] += t->data[i];
    assert_int_equal(gr_sum_to(t, like, &got), GR_OK);
    assert_true(gr_same_shape(got, like));
    assert_all_near(got->data, want->data, want->numel, 1e-5, 1e-5);
    gr_release(got), gr_release(want);
}

static void sums_undo_stretching(void **state) {
    (void)state;
    GrRng rng;
    int ndim, shape[GR_MAX_DIM], checked = 0;
    gr_rng_seed(&rng, 2);
    for (int i = 0; i < 3000; i++) {
        GrTensor *a = random_shape(&rng), *b = random_shape(&rng);
        if (combine(a, b, &ndim, shape)) {
            GrTensor *t = random_tensor(&rng, ndim, shape);
            check_sum(t, a);
            check_sum(t, b);
            gr_release(t);
            checked++;
        }
        gr_release(a), gr_release(b);
    }
    assert_true(checked > 500);
}

static void stretching_repeats(void **state) {
    (void)state;
    GrTensor *row = vector_of(2, (double[]){1, 2}), *wide = NULL, *same = NULL;
    assert_int_equal(gr_expand(row, 2, (int[]){3, 2}, &wide), GR_OK);
    assert_all_near(wide->data, ((double[]){1, 2, 1, 2, 1, 2}), 6, 0, 0);
    assert_int_equal(gr_expand(wide, 2, (int[]){3, 2}, &same), GR_OK);
    assert_ptr_equal(same, wide);
    gr_release(row), gr_release(wide), gr_release(same);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_meet_the_right_numbers), cmocka_unit_test(equal_shapes_are_one_run),
        cmocka_unit_test(shapes_that_do_not_combine_are_named),
        cmocka_unit_test(sums_undo_stretching), cmocka_unit_test(stretching_repeats)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
