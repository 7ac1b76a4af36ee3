/* near.h: what every C test includes: cmocka and comparisons that NaN fails.
 * Works in double whatever the core's number type is. cmocka's own float assertions are not used:
 * they round to float, and NaN passes them. */
#ifndef GR_TESTS_NEAR_H
#define GR_TESTS_NEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

/* Is |a - b| <= atol + rtol |b|?  b is the number expected. Equal infinities are near, NaN is near
 * nothing, not even itself. */
static inline bool near(double a, double b, double rtol, double atol) {
    return (isinf(a) && a == b) || fabs(a - b) <= atol + (isinf(b) ? 0 : rtol * fabs(b));
}

static inline void check_near(double a, double b, double rtol, double atol, const char *text,
                              const char *file, int line) {
    if (near(a, b, rtol, atol))
        return;
    print_error("%s is %.17g, expected %.17g (rtol %g, atol %g)\n", text, a, b, rtol, atol);
    _fail(file, line);
}

/* assert_near(got, expected, rtol, atol) */
#define assert_near(a, b, rtol, atol) check_near(a, b, rtol, atol, #a, __FILE__, __LINE__)

/* assert_all_near(got, expected, n, rtol, atol): n numbers each, of any floating type. */
#define assert_all_near(got, want, n, rtol, atol)                                                  \
    do {                                                                                           \
        for (size_t near_i = 0; near_i < (size_t)(n); near_i++) {                                  \
            if (!near((double)(got)[near_i], (double)(want)[near_i], rtol, atol))                  \
                print_error("element %zu of %zu:\n", near_i, (size_t)(n));                         \
            check_near((double)(got)[near_i], (double)(want)[near_i], rtol, atol, #got, __FILE__,  \
                       __LINE__);                                                                  \
        }                                                                                          \
    } while (0)

#endif
