/* The random generator: the same seed gives the same bits, and the distributions are what they say.
 * Each claim about chance uses a bound of 6 standard errors, so that a correct generator with
 * another seed would fail it once in 500 million times. */
#include "core/rng.h"

#include <string.h>

#include "near.h"

#define N 200000
#define SIGMAS 6

static GrRng seeded(uint64_t seed) {
    GrRng r;
    gr_rng_seed(&r, seed);
    return r;
}

/* The first numbers of xoshiro256** from this state by its authors' reference program. */
static void the_bits_are_those_of_the_reference(void **state) {
    (void)state;
    GrRng r = {.s = {1, 2, 3, 4}};
    static const uint64_t want[] = {11520, 0, 1509978240, 1215971899390074240u};
    for (int i = 0; i < 4; i++)
        assert_true(gr_rng_next(&r) == want[i]);
}

static void equal_seeds_give_equal_bits(void **state) {
    (void)state;
    GrRng a = seeded(7), b = seeded(7), c = seeded(8);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t x = gr_rng_next(&a);
        assert_true(x == gr_rng_next(&b));
        same += x == gr_rng_next(&c);
    }
    assert_int_equal(same, 0);
}

static void seeding_forgets_everything(void **state) {
    (void)state;
    GrRng a = seeded(7), b = seeded(7);
    gr_rng_normal(&a); /* leaves the second value of a pair */
    gr_rng_seed(&a, 7);
    for (int i = 0; i < 5; i++)
        assert_true(gr_rng_normal(&a) == gr_rng_normal(&b));
    assert_true(gr_rng_global() == gr_rng_global());
}

static void uniform_numbers_are_uniform(void **state) {
    (void)state;
    GrRng r = seeded(1);
    double sum = 0, square = 0;
    int tenth[10] = {0};
    for (int i = 0; i < N; i++) {
        double x = gr_rng_uniform(&r);
        assert_true(x >= 0 && x < 1);
        sum += x;
        square += x * x;
        tenth[(int)(x * 10)]++;
    }
    assert_near(sum / N, 0.5, 0, SIGMAS * sqrt(1.0 / 12 / N));
    assert_near(square / N, 1.0 / 3, 0, SIGMAS * sqrt(4.0 / 45 / N));
    for (int t = 0; t < 10; t++)
        assert_near(tenth[t], N / 10.0, 0, SIGMAS * sqrt(N * 0.09));
}

/* Moments 1 to 4 of a normal distribution: 0, 1, 0, 3; and neighbours are not related. */
static void normal_numbers_are_normal(void **state) {
    (void)state;
    GrRng r = seeded(2);
    double m1 = 0, m2 = 0, m3 = 0, m4 = 0, product = 0, before = 0;
    for (int i = 0; i < N; i++) {
        double x = gr_rng_normal(&r);
        m1 += x / N;
        m2 += x * x / N;
        m3 += x * x * x / N;
        m4 += x * x * x * x / N;
        product += x * before / N;
        before = x;
    }
    assert_near(m1, 0, 0, SIGMAS * sqrt(1.0 / N));
    assert_near(m2, 1, 0, SIGMAS * sqrt(2.0 / N));
    assert_near(m3, 0, 0, SIGMAS * sqrt(15.0 / N));
    assert_near(m4, 3, 0, SIGMAS * sqrt(96.0 / N));
    assert_near(product, 0, 0, SIGMAS * sqrt(1.0 / N));
}

static void whole_numbers_are_even_and_in_range(void **state) {
    (void)state;
    GrRng r = seeded(3);
    int hits[7] = {0};
    for (int i = 0; i < N; i++)
        hits[gr_rng_below(&r, 7)]++;
    for (int k = 0; k < 7; k++)
        assert_near(hits[k], N / 7.0, 0, SIGMAS * sqrt(N * 6.0 / 49));
    assert_int_equal(gr_rng_below(&r, 1), 0);
}

/* Each of the 24 orders of 4 things comes up equally often. */
static void orders_are_even(void **state) {
    (void)state;
    GrRng r = seeded(4);
    int hits[256] = {0}, kinds = 0;
    for (int i = 0; i < N / 10; i++) {
        int order[4], seen = 0;
        gr_rng_permutation(&r, 4, order);
        for (int k = 0; k < 4; k++)
            seen |= 1 << order[k];
        assert_int_equal(seen, 15);
        hits[order[0] | order[1] << 2 | order[2] << 4 | order[3] << 6]++;
    }
    for (int k = 0; k < 256; k++)
        if (hits[k]) {
            kinds++;
            assert_near(hits[k], N / 240.0, 0, SIGMAS * sqrt(N / 240.0));
        }
    assert_int_equal(kinds, 24);
}

static void empty_and_single_orders(void **state) {
    (void)state;
    GrRng r = seeded(5);
    int order[1] = {-1};
    gr_rng_permutation(&r, 0, order);
    assert_int_equal(order[0], -1);
    gr_rng_permutation(&r, 1, order);
    assert_int_equal(order[0], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_bits_are_those_of_the_reference),
                                       cmocka_unit_test(equal_seeds_give_equal_bits),
                                       cmocka_unit_test(seeding_forgets_everything),
                                       cmocka_unit_test(uniform_numbers_are_uniform),
                                       cmocka_unit_test(normal_numbers_are_normal),
                                       cmocka_unit_test(whole_numbers_are_even_and_in_range),
                                       cmocka_unit_test(orders_are_even),
                                       cmocka_unit_test(empty_and_single_orders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
