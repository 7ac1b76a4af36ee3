/* A test program that passes: the self-test's control. */
#include "near.h"

static void holds(void **state) {
    (void)state;
    assert_near(1.0, 1.0 + 1e-9, 1e-6, 0);
    assert_near(INFINITY, INFINITY, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
