/* Choosing among the builds of the numeric files. */
#include "core/isa.h"

#include <stdlib.h>
#include <string.h>

#include "near.h"

static void the_base_build_runs_everywhere(void **state) {
    (void)state;
    assert_true(gr_isa_choose("base"));
    assert_string_equal(gr_isa->name, "base");
    assert_true(gr_isa->lanes >= 2);
    assert_memory_equal(gr_isa_text(), "base (of base", 13);
}

static void unknown_builds_change_nothing(void **state) {
    (void)state;
    assert_true(gr_isa_choose("base"));
    assert_false(gr_isa_choose("mmx"));
    assert_string_equal(gr_isa->name, "base");
}

/* Without a name: what GRADUS_ISA says, else the last of the list, which is the best. */
static void the_best_is_chosen_unless_told_otherwise(void **state) {
    (void)state;
    assert_int_equal(setenv("GRADUS_ISA", "base", 1), 0);
    assert_true(gr_isa_choose(NULL));
    assert_string_equal(gr_isa->name, "base");
    assert_int_equal(setenv("GRADUS_ISA", "mmx", 1), 0);
    assert_false(gr_isa_choose(NULL));
    assert_int_equal(unsetenv("GRADUS_ISA"), 0);
    assert_true(gr_isa_choose(NULL));
    const char *text = gr_isa_text(), *last = strrchr(text, ' ') + 1;
    assert_memory_equal(last, gr_isa->name, strlen(gr_isa->name));
    assert_string_equal(last + strlen(gr_isa->name), ")");
}

static void every_build_has_every_record(void **state) {
    (void)state;
    static const char *const builds[] = {"base", "avx2", "avx512"};
    for (int b = 0; b < 3; b++)
        if (gr_isa_choose(builds[b])) {
            for (int i = 0; i < GR_OP_COUNT; i++)
                assert_non_null(gr_isa->op[i]);
            for (int i = 0; i < GR_LOSS_COUNT; i++)
                assert_non_null(gr_isa->loss[i]);
            for (int i = 0; i < GR_OPTIM_COUNT; i++)
                assert_non_null(gr_isa->optim[i]);
        }
}

/* Lengths around a vector's; the sum of the first n squares is n (n + 1) (2n + 1) / 6. */
static void squares_add_up_in_every_build(void **state) {
    (void)state;
    static const char *const builds[] = {"base", "avx2", "avx512"};
    GrReal x[100], y[100];
    for (int i = 0; i < 100; i++) {
        x[i] = (GrReal)(i + 1);
        y[i] = (GrReal)(3 * (i + 1));
    }
    for (int b = 0; b < 3; b++)
        for (size_t n = 0; n <= 100 && gr_isa_choose(builds[b]); n++) {
            double sum = (double)(n * (n + 1) * (2 * n + 1) / 6);
            assert_near(gr_isa->square(n, x), sum, 0, 0);
            assert_near(gr_isa->square_apart(n, x, y), 4 * sum, 0, 0);
        }
}

/* Column j of eleven rows holds i - j; so many are below 0, or above 5. */
static void numbers_outside_are_counted_in_every_build(void **state) {
    (void)state;
    static const char *const builds[] = {"base", "avx2", "avx512"};
    enum { ROWS = 11, COLUMNS = 37 };
    GrReal x[ROWS][COLUMNS];
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLUMNS; j++)
            x[i][j] = (GrReal)(i - j);
    for (int b = 0; b < 3; b++) {
        uint32_t count[COLUMNS] = {[3] = 100};
        if (!gr_isa_choose(builds[b]))
            continue;
        gr_isa->count_outside(ROWS, COLUMNS, &x[0][0], 0, 5, count);
        for (int j = 0; j < COLUMNS; j++) {
            int below = j < ROWS ? j : ROWS, above = j < ROWS - 6 ? ROWS - 6 - j : 0;
            assert_int_equal(count[j], below + above + (j == 3 ? 100 : 0));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_base_build_runs_everywhere),
        cmocka_unit_test(unknown_builds_change_nothing),
        cmocka_unit_test(the_best_is_chosen_unless_told_otherwise),
        cmocka_unit_test(every_build_has_every_record),
        cmocka_unit_test(squares_add_up_in_every_build),
        cmocka_unit_test(numbers_outside_are_counted_in_every_build)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
