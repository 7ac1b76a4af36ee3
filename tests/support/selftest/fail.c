/* A test program in which each test must fail: NaN, infinity and a difference beyond tolerance. */
#include "near.h"

static void nan_is_near_nothing(void **state) {
    (void)state;
    assert_near(NAN, NAN, 1, 1);
}

static void nan_in_an_array(void **state) {
    (void)state;
    const float got[] = {1, NAN}, want[] = {1, 2};
    assert_all_near(got, want, 2, 1, 1);
}

static void infinity_is_not_a_number_away(void **state) {
    (void)state;
    assert_near(1, INFINITY, 1, 1);
}

static void a_difference_beyond_tolerance(void **state) {
    (void)state;
    assert_near(1.0, 1.0 + 1e-9, 0, 1e-10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nan_is_near_nothing),
        cmocka_unit_test(nan_in_an_array),
        cmocka_unit_test(infinity_is_not_a_number_away),
        cmocka_unit_test(a_difference_beyond_tolerance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
