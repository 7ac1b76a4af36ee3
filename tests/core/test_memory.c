/* The pool: sizes, accounting, the limit, and allocations that fail on demand. */
#include "core/memory.h"

#include <string.h>

#include "core/status.h"
#include "near.h"

#define MANY 2000

/* Sizes around the borders of size classes, from nothing to beyond the largest class. */
static size_t odd_size(size_t i) {
    static const size_t around[] = {0, 1, 63, 64, 65, 127, 128, 129};
    size_t base = (size_t)1 << (i / 8 % 18);
    return base * 3 / 2 + around[i % 8];
}

static void blocks_are_aligned_and_apart(void **state) {
    (void)state;
    static unsigned char *block[MANY];
    size_t count = gr_memory().count, live = gr_memory().live;
    for (size_t i = 0; i < MANY; i++) {
        block[i] = gr_alloc(odd_size(i));
        assert_non_null(block[i]);
        assert_int_equal((uintptr_t)block[i] % 64, 0);
        memset(block[i], (int)(i % 251), odd_size(i));
    }
    assert_int_equal(gr_memory().count, count + MANY);
    for (size_t i = 0; i < MANY; i++) {
        for (size_t k = 0; k < odd_size(i); k++)
            if (block[i][k] != i % 251)
                fail_msg("block %zu of %zu bytes was overwritten at %zu", i, odd_size(i), k);
        gr_free(block[i], odd_size(i));
    }
    assert_int_equal(gr_memory().count, count);
    assert_int_equal(gr_memory().live, live);
}

/* Vector kernels read up to GR_SLACK bytes past the end (a sanitizer would see a block too small).
 */
static void the_slack_can_be_read(void **state) {
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        size_t bytes = odd_size(i);
        volatile unsigned char *block = gr_alloc(bytes), sum = 0;
        assert_non_null((void *)(uintptr_t)block);
        memset((void *)(uintptr_t)block, 0, bytes + GR_SLACK);
        for (size_t k = 0; k < GR_SLACK; k++)
            sum = (unsigned char)(sum + block[bytes + k]);
        assert_int_equal(sum, 0);
        gr_free((void *)(uintptr_t)block, bytes);
    }
}

static void the_account_counts_bytes_and_blocks(void **state) {
    (void)state;
    size_t live = gr_memory().live, count = gr_memory().count;
    gr_memory_reset_peak();
    void *a = gr_alloc(1000), *b = gr_alloc(50000);
    size_t high = gr_memory().live;
    assert_in_range(high - live, 51000, 51000 * 5 / 4 + 512); /* at most a fifth unused */
    gr_free(a, 1000);
    gr_free(b, 50000);
    gr_free(NULL, 12);
    assert_int_equal(gr_memory().live, live);
    assert_int_equal(gr_memory().count, count);
    assert_int_equal(gr_memory().peak, high);
    gr_memory_reset_peak();
    assert_int_equal(gr_memory().peak, live);
}

#ifdef GR_NO_POOL
#define REUSED 0 /* every block comes from the system, for the sanitizers to see */
#else
#define REUSED 1
#endif

static void a_warm_loop_asks_the_system_for_nothing(void **state) {
    (void)state;
    size_t system = 0;
    for (int round = 0; round < 50; round++) {
        void *block[64];
        for (size_t i = 0; i < 64; i++)
            block[i] = gr_alloc(odd_size(i * 7));
        for (size_t i = 0; i < 64; i++)
            gr_free(block[i], odd_size(i * 7));
        if (round == 0)
            system = gr_memory().system;
    }
    assert_int_equal(gr_memory().system, system + (REUSED ? 0 : 49 * 64));
    system = gr_memory().system;
    gr_memory_trim();
    gr_free(gr_alloc(64), 64);
    assert_int_equal(gr_memory().system, system + 1);
}

static void the_limit_refuses(void **state) {
    (void)state;
    GrMemory before = gr_memory();
    gr_memory_set_limit(before.live + ((size_t)1 << 20));
    assert_null(gr_alloc((size_t)1 << 20));
    assert_string_equal(gr_message_hint(), "smaller tensors, or gradus.memory_limit(bytes) if the "
                                           "machine has more");
    assert_memory_equal(gr_message(), "this needs 1.2 MiB more, and ", 29);
    assert_int_equal(gr_memory().count, before.count);
    void *fits = gr_alloc((size_t)700 << 10);
    assert_non_null(fits);
    assert_null(gr_alloc((size_t)700 << 10));
    gr_free(fits, (size_t)700 << 10);
    assert_null(gr_alloc(SIZE_MAX / 2)); /* no wrap-around */
    assert_null(gr_alloc((size_t)1 << 62));
    gr_memory_set_limit(before.limit);
}

static void large_blocks_work_too(void **state) {
    (void)state;
    GrMemory before = gr_memory();
    size_t bytes = ((size_t)1 << 29) + 1; /* beyond the classes; never touched, so never in use */
    void *block = gr_alloc(bytes);
    assert_non_null(block);
    assert_in_range(gr_memory().live - before.live, bytes, bytes + 4096);
    gr_free(block, bytes);
    assert_int_equal(gr_memory().live, before.live);
    gr_memory_trim();
}

static void the_nth_allocation_fails_once(void **state) {
    (void)state;
    size_t count = gr_memory().count;
    gr_memory_fail_at(2);
    void *first = gr_alloc(100);
    assert_non_null(first);
    assert_null(gr_alloc(100));
    assert_string_equal(gr_message(), "an allocation of 192 bytes failed (asked for by a test)");
    void *third = gr_alloc(100);
    assert_non_null(third);
    gr_free(first, 100);
    gr_free(third, 100);
    gr_memory_fail_at(1);
    gr_memory_fail_at(0); /* called off */
    gr_free(gr_alloc(1), 1);
    assert_int_equal(gr_memory().count, count);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_are_aligned_and_apart),
                                       cmocka_unit_test(the_slack_can_be_read),
                                       cmocka_unit_test(the_account_counts_bytes_and_blocks),
                                       cmocka_unit_test(a_warm_loop_asks_the_system_for_nothing),
                                       cmocka_unit_test(the_limit_refuses),
                                       cmocka_unit_test(large_blocks_work_too),
                                       cmocka_unit_test(the_nth_allocation_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
