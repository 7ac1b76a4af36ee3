/* How failures are kept: one sentence, perhaps a hint, a code. */
#include "core/status.h"

#include <string.h>

#include "near.h"

static void a_failure_keeps_its_sentence(void **state) {
    (void)state;
    assert_int_equal(gr_fail(GR_SHAPE, "size %d against %s", 3, "four"), GR_SHAPE);
    assert_string_equal(gr_message(), "size 3 against four");
    assert_string_equal(gr_message_hint(), "");
}

static void a_hint_belongs_to_its_failure(void **state) {
    (void)state;
    gr_fail(GR_RANGE, "first");
    assert_int_equal(gr_hint(GR_RANGE, "try %d", 7), GR_RANGE);
    assert_string_equal(gr_message(), "first");
    assert_string_equal(gr_message_hint(), "try 7");
    gr_fail(GR_RANGE, "second");
    assert_string_equal(gr_message_hint(), "");
}

static void a_long_sentence_is_cut(void **state) {
    (void)state;
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    gr_fail(GR_TYPE, "%s", text);
    gr_hint(GR_TYPE, "%s", text);
    assert_int_equal(strlen(gr_message()), 1023);
    assert_int_equal(strlen(gr_message_hint()), 511);
}

static void every_status_has_a_code_of_its_own(void **state) {
    (void)state;
    assert_string_equal(gr_status_code(GR_SHAPE), "E0101");
    assert_string_equal(gr_status_code(GR_INPLACE), "E0202");
    assert_string_equal(gr_status_code(GR_CANCELLED), "E0302");
    for (int s = 1; s < GR_STATUS_COUNT; s++) {
        assert_int_equal(strlen(gr_status_code((GrStatus)s)), 5);
        assert_true(strlen(gr_status_title((GrStatus)s)) > 0);
        for (int other = 0; other < s; other++)
            assert_string_not_equal(gr_status_code((GrStatus)s), gr_status_code((GrStatus)other));
    }
}

static void polling_tells_of_ctrl_c(void **state) {
    (void)state;
    assert_int_equal(gr_poll(), GR_OK);
    gr_interrupted = 1;
    assert_int_equal(gr_poll(), GR_CANCELLED);
    assert_string_equal(gr_message(), "stopped by Ctrl-C");
    gr_interrupted = 0;
    assert_int_equal(gr_poll(), GR_OK);
}

static GrStatus fails_in_between(int *reached) {
    *reached = 1;
    GR_TRY(gr_fail(GR_TYPE, "no"));
    *reached = 2;
    return GR_OK;
}

static void try_returns_at_the_first_failure(void **state) {
    (void)state;
    int reached = 0;
    assert_int_equal(fails_in_between(&reached), GR_TYPE);
    assert_int_equal(reached, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failure_keeps_its_sentence),
                                       cmocka_unit_test(a_hint_belongs_to_its_failure),
                                       cmocka_unit_test(a_long_sentence_is_cut),
                                       cmocka_unit_test(every_status_has_a_code_of_its_own),
                                       cmocka_unit_test(polling_tells_of_ctrl_c),
                                       cmocka_unit_test(try_returns_at_the_first_failure)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
