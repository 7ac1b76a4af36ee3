/* vector.h: loops that many numeric files share, and the elementary functions they vectorise.
 * Compiled once per instruction set; every function here is local to the file that includes it or
 * carries the instruction set's name. No -ffast-math anywhere: NaN and infinity pass through. */
#ifndef GR_VECTOR_H
#define GR_VECTOR_H

#include <math.h>
#include <string.h>

#include "../def.h"

#if defined(__AVX512F__)
#define GR_VECTOR_BYTES 64
#elif defined(__AVX__)
#define GR_VECTOR_BYTES 32
#else
#define GR_VECTOR_BYTES 16
#endif
#define GR_LANES (GR_VECTOR_BYTES / (int)sizeof(GrReal))

#define gr_vector_add GR_SYM(gr_vector_add)
void gr_vector_add(size_t n, const GrReal *x, GrReal *y);
#define gr_vector_count_outside GR_SYM(gr_vector_count_outside)
void gr_vector_count_outside(size_t rows, size_t columns, const GrReal *x, GrReal low, GrReal high,
                             uint32_t *count);
#define gr_vector_square GR_SYM(gr_vector_square)
double gr_vector_square(size_t n, const GrReal *x);
#define gr_vector_square_apart GR_SYM(gr_vector_square_apart)
double gr_vector_square_apart(size_t n, const GrReal *x, const GrReal *y);

#define gr_is_double (sizeof(GrReal) == sizeof(double))

/* e^x. Splits x = k ln 2 + r with |r| <= ln 2 / 2, a polynomial of degree 6 for e^r, and puts k
 * into the exponent. Relative error below 2e-7; overflows to infinity, underflows to 0, keeps NaN.
 * In double precision it is libm's. (Cody, Waite 1980; coefficients are Taylor's, rescaled.) */
static inline float gr_expf(float x) {
    float y = x > 88.72f ? 88.72f : x; /* keeps NaN: the comparison is false */
    y = y < -87.33f ? -87.33f : y;
    float shifted = y * 1.44269504f + 12582912.0f; /* 1.5 * 2^23: adding it rounds to an integer */
    float k = shifted - 12582912.0f;
    float r = y - k * 0.693145752f;
    r -= k * 1.42860677e-6f;
    float p = 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    uint32_t bits; /* of `shifted`: the low ones are k, whatever x is */
    float scale;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 127) << 23;
    memcpy(&scale, &bits, sizeof scale);
    float result = p * scale;
    result = x > 88.72f ? INFINITY : result;
    result = x < -87.33f ? 0.0f : result;
    return x != x ? x : result;
}

/* tanh(x) as a ratio of polynomials of degree 13 and 6 in x, exact to 3e-7; beyond 7.99 it is 1 to
 * the last bit of a float. (The rational form that Eigen and XLA use.) */
static inline float gr_tanhf(float x) {
    float y = x > 7.99f ? 7.99f : x;
    y = y < -7.99f ? -7.99f : y;
    float s = y * y;
    float p = -2.76076847742355e-16f;
    p = p * s + 2.00018790482477e-13f;
    p = p * s + -8.60467152213735e-11f;
    p = p * s + 5.12229709037114e-08f;
    p = p * s + 1.48572235717979e-05f;
    p = p * s + 6.37261928875436e-04f;
    p = p * s + 4.89352455891786e-03f;
    float q = 1.19825839466702e-06f;
    q = q * s + 1.18534705686654e-04f;
    q = q * s + 2.26843463243900e-03f;
    q = q * s + 4.89352518554385e-03f;
    return y * p / q;
}

static inline GrReal gr_exp(GrReal x) {
    return gr_is_double ? (GrReal)exp((double)x) : (GrReal)gr_expf((float)x);
}

static inline GrReal gr_sqrt(GrReal x) {
    return gr_is_double ? (GrReal)sqrt((double)x) : (GrReal)sqrtf((float)x);
}

static inline GrReal gr_tanh(GrReal x) {
    return gr_is_double ? (GrReal)tanh((double)x) : (GrReal)gr_tanhf((float)x);
}

/* ln x: x = 2^k m with m in sqrt(1/2)…sqrt(2), and ln m = 2 atanh(s) with s = (m-1)/(m+1), by its
 * series up to s^9. Relative error below 3e-7. ln 0 = -inf, of negative numbers NaN. */
static inline float gr_logf(float x) {
    float y = x < 1.17549435e-38f ? x * 8388608.0f : x; /* denormals, by 2^23 */
    int32_t bits;
    memcpy(&bits, &y, sizeof bits);
    int32_t shifted = bits - 0x3f3504f3; /* the bits of sqrt(1/2) */
    float k = (float)(shifted >> 23) - (x < 1.17549435e-38f ? 23.0f : 0.0f);
    bits = (shifted & 0x007fffff) + 0x3f3504f3;
    float m;
    memcpy(&m, &bits, sizeof m);
    float s = (m - 1) / (m + 1), t = s * s;
    float p = 2.0f / 9;
    p = p * t + 2.0f / 7;
    p = p * t + 2.0f / 5;
    p = p * t + 2.0f / 3;
    float result = k * 0.693147181f + (s * 2 + s * t * p);
    result = x > 3.4028234e38f ? x : result;
    result = x == 0 ? -INFINITY : result;
    return x < 0 || x != x ? NAN : result;
}

static inline GrReal gr_log(GrReal x) {
    return gr_is_double ? (GrReal)log((double)x) : (GrReal)gr_logf((float)x);
}

/* ln(1 + x), exact near 0: the rounding error of 1 + x is divided out again (Kahan). */
static inline GrReal gr_log1p(GrReal x) {
    if (gr_is_double)
        return (GrReal)log1p((double)x);
    float u = 1 + (float)x, d = u - 1;
    float l = gr_logf(u);
    return (GrReal)(d == 0 ? (float)x : l * ((float)x / d));
}

static inline GrReal gr_sigmoid(GrReal x) {
    return 1 / (1 + gr_exp(-x));
}

/* e^x - 1 for x <= 0, exact near 0: 2t / (1 - t) with t = tanh(x/2). */
static inline GrReal gr_expm1_below(GrReal x) {
    GrReal t = gr_tanh(x / 2);
    return 2 * t / (1 - t);
}

/* erfc(x) = 1 - erf(x), small values included: for z = |x| it is t e^(-z² + q(t)) with
 * t = 1 / (1 + z/2) and q a polynomial (least squares on Chebyshev nodes over z in 0…10, made with
 * mpmath). Relative error below 2e-6 up to z = 5. */
static inline float gr_erfcf(float x) {
    float z = x < 0 ? -x : x;
    float t = 1 / (1 + z * 0.5f);
    float q = 0.144930214f;
    q = q * t - 0.680827179f;
    q = q * t + 1.156733759f;
    q = q * t - 0.696251901f;
    q = q * t - 0.080280431f;
    q = q * t + 0.001267586f;
    q = q * t + 0.0346028f;
    q = q * t + 0.386640412f;
    q = q * t + 0.998632783f;
    q = q * t - 1.265447997f;
    float tail = t * gr_expf(q - z * z);
    return x < 0 ? 2 - tail : tail;
}

static inline GrReal gr_erfc(GrReal x) {
    return gr_is_double ? (GrReal)erfc((double)x) : (GrReal)gr_erfcf((float)x);
}

#endif
