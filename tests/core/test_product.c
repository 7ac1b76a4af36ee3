/* Matrix products of every build against the plain loops: shapes around the tiles, transposed and
 * accumulated, with bias, with guards around C; and Ctrl-C. In float here, in double in
 * test_product_double.c. */
#include <string.h>

#include "core/isa.h"
#include "core/memory.h"
#include "tensors.h"

#define IS_DOUBLE (sizeof(GrReal) == sizeof(double))
/* k products are rounded k times at most: k · 2⁻²⁴ of the sum of their sizes, here below k. */
#define TOL(k) (((k) + 4) * (IS_DOUBLE ? 1.2e-16 : 6e-8))
#define GUARD ((GrReal)12345)

/* What a product is; the plain twin of the base build. */
void gr_product_plain__base(const GrProduct *p);

static GrRng rng;

/* Room for rows·ld numbers, filled at random, with the slack that kernels may read. */
static GrReal *numbers(size_t n) {
    GrReal *x = gr_alloc((n + 1) * sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < n; i++)
        x[i] = (GrReal)(2 * gr_rng_uniform(&rng) - 1);
    return x;
}

static void give_back(const GrReal *x, size_t n) {
    gr_free((void *)(uintptr_t)x, (n + 1) * sizeof *x);
}

/* Rows as they are stored, and numbers from one to the next (sometimes more than are used). */
static size_t stored(int rows, int cols, bool transposed, int *ld) {
    *ld = (transposed ? rows : cols) + (gr_rng_below(&rng, 4) == 0 ? 3 : 0);
    return (size_t)(transposed ? cols : rows) * (size_t)*ld;
}

static void compare(const GrProduct *p, const GrReal *got, const GrReal *want) {
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->ldc; j++) {
            size_t at = (size_t)i * (size_t)p->ldc + (size_t)j;
            double tol = j < p->n ? TOL(p->k) * (p->k + 2) : 0; /* beyond a row: untouched */
            if (!near((double)got[at], (double)want[at], 0, tol))
                fail_msg("%s, m %d n %d k %d%s%s%s%s: C[%d, %d] is %.9g, expected %.9g",
                         gr_isa->name, p->m, p->n, p->k, p->trans_a ? " Aᵀ" : "",
                         p->trans_b ? " Bᵀ" : "", p->accumulate ? " +=" : "",
                         p->bias ? " + bias" : "", i, j, (double)got[at], (double)want[at]);
        }
}

/* flags: 1 Aᵀ, 2 Bᵀ, 4 accumulate, 8 bias */
static void check(int m, int n, int k, int flags) {
    GrProduct p = {.m = m,
                   .n = n,
                   .k = k,
                   .trans_a = flags & 1,
                   .trans_b = flags & 2,
                   .accumulate = flags & 4};
    size_t size_a = stored(m, k, p.trans_a, &p.lda), size_b = stored(k, n, p.trans_b, &p.ldb);
    size_t size_c = stored(m, n, false, &p.ldc), size_bias = (size_t)n;
    p.a = numbers(size_a);
    p.b = numbers(size_b);
    p.bias = flags & 8 ? numbers(size_bias) : NULL;
    GrReal *got = numbers(size_c + 64), *want = numbers(size_c + 64);
    for (size_t i = size_c; i < size_c + 64; i++)
        got[i] = GUARD;
    memcpy(want, got, (size_c + 64) * sizeof *want);
    p.c = got;
    assert_int_equal(gr_isa->product(&p), GR_OK);
    GrProduct plain = p;
    plain.c = want;
    gr_product_plain__base(&plain);
    compare(&p, got, want);
    for (size_t i = size_c; i < size_c + 64; i++)
        assert_true(got[i] == GUARD);
    give_back(p.a, size_a);
    give_back(p.b, size_b);
    give_back(got, size_c + 64);
    give_back(want, size_c + 64);
    if (p.bias)
        give_back(p.bias, size_bias);
}

static void for_each_build(void (*test)(void)) {
    static const char *const builds[] = {"base", "avx2", "avx512"};
    gr_rng_seed(&rng, 1);
    for (int b = 0; b < 3; b++)
        if (gr_isa_choose(builds[b]))
            test();
    gr_isa_choose(NULL);
}

/* All widths and heights 1…40 with all flags, depths at random. */
static void small_shapes(void) {
    for (int m = 1; m <= 40; m++)
        for (int n = 1; n <= 40; n++)
            check(m, n, 1 + (int)gr_rng_below(&rng, 40), (int)gr_rng_below(&rng, 16));
    for (int flags = 0; flags < 16; flags++)
        for (int i = 0; i < 40; i++)
            check(1 + (int)gr_rng_below(&rng, 70), 1 + (int)gr_rng_below(&rng, 70),
                  1 + (int)gr_rng_below(&rng, 70), flags);
}
static void products_are_products(void **state) {
    (void)state;
    for_each_build(small_shapes);
}

/* Beyond the tile kernel: by the library, in blocks of rows. */
static void large_shapes(void) {
    for (int flags = 0; flags < 16; flags++)
        check(301, 283, 260, flags);
}
static void large_products_are_products(void **state) {
    (void)state;
    for_each_build(large_shapes);
}

static void empty_shapes(void) {
    GrReal c[2] = {3, 4}, bias[16] = {1, 2}, b[16] = {0};
    GrProduct p = {.m = 1, .n = 2, .k = 0, .a = b, .b = b, .c = c, .lda = 0, .ldb = 2, .ldc = 2};
    assert_int_equal(gr_isa->product(&p), GR_OK);
    assert_all_near(c, ((double[]){0, 0}), 2, 0, 0); /* a sum of nothing */
    p.bias = bias;
    assert_int_equal(gr_isa->product(&p), GR_OK);
    assert_all_near(c, ((double[]){1, 2}), 2, 0, 0);
    p.m = 0;
    c[0] = 7;
    assert_int_equal(gr_isa->product(&p), GR_OK);
    assert_near(c[0], 7, 0, 0);
}
static void empty_products(void **state) {
    (void)state;
    for_each_build(empty_shapes);
}

/* NaN and infinity are never lost; 0 · inf is NaN. */
static void special_numbers(void) {
    GrReal a[32] = {0, 1, 2, 3}, b[32] = {0}, c[4];
    b[0] = (GrReal)INFINITY;
    b[3] = (GrReal)NAN;
    GrProduct p = {.m = 2, .n = 2, .k = 2, .a = a, .b = b, .c = c, .lda = 2, .ldb = 2, .ldc = 2};
    assert_int_equal(gr_isa->product(&p), GR_OK);
    assert_true(isnan((double)c[0]) && isnan((double)c[1]) && isnan((double)c[3]));
    assert_true(isinf((double)c[2]));
}
static void special_numbers_pass(void **state) {
    (void)state;
    for_each_build(special_numbers);
}

static void ctrl_c_stops_a_large_product(void **state) {
    (void)state;
    GrReal *x = numbers(600 * 600), *c = numbers(600 * 600);
    GrProduct p = {
        .m = 600, .n = 600, .k = 600, .a = x, .b = x, .c = c, .lda = 600, .ldb = 600, .ldc = 600};
    gr_interrupted = 1;
    assert_int_equal(gr_isa->product(&p), GR_CANCELLED);
    gr_interrupted = 0;
    assert_int_equal(gr_isa->product(&p), GR_OK);
    give_back(x, 600 * 600);
    give_back(c, 600 * 600);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_products), cmocka_unit_test(large_products_are_products),
        cmocka_unit_test(empty_products), cmocka_unit_test(special_numbers_pass),
        cmocka_unit_test(ctrl_c_stops_a_large_product)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
