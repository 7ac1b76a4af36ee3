/* A test program that dies between its tests. */
#include <stdlib.h>

#include "near.h"

static void holds(void **state) {
    (void)state;
}

static void dies(void **state) {
    (void)state;
    abort();
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(holds), cmocka_unit_test(dies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
