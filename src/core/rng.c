/* rng.c: xoshiro256** and the distributions that training needs. */
#include "rng.h"

#include <math.h>

#include "status.h"

static GrRng global_rng = {
    {0x9E3779B97F4A7C15u, 0xBF58476D1CE4E5B9u, 0x94D049BB133111EBu, 1}, 0, 0};

GrRng *gr_rng_global(void) {
    return &global_rng;
}

static uint64_t splitmix64(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void gr_rng_seed(GrRng *r, uint64_t seed) {
    for (int i = 0; i < 4; i++)
        r->s[i] = splitmix64(&seed);
    r->has_spare = 0;
}

static uint64_t rotate_left(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
}

uint64_t gr_rng_next(GrRng *r) {
    uint64_t *s = r->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double gr_rng_uniform(GrRng *r) {
    return (double)(gr_rng_next(r) >> 11) * 0x1.0p-53;
}

double gr_rng_normal(GrRng *r) {
    if (r->has_spare) {
        r->has_spare = 0;
        return r->spare;
    }
    double radius = sqrt(-2 * log(1 - gr_rng_uniform(r)));
    double angle = 6.283185307179586 * gr_rng_uniform(r);
    r->spare = radius * sin(angle);
    r->has_spare = 1;
    return radius * cos(angle);
}

size_t gr_rng_below(GrRng *r, size_t n) {
    uint64_t limit = UINT64_MAX - UINT64_MAX % n; /* reject the incomplete last stretch */
    uint64_t x;
    do
        x = gr_rng_next(r);
    while (x >= limit);
    return (size_t)(x % n);
}

void gr_rng_permutation(GrRng *r, size_t n, int *order) {
    for (size_t i = 0; i < n; i++)
        order[i] = (int)i;
    for (size_t i = n; i > 1; i--) {
        if (i % (1 << 16) == 0 && gr_interrupted)
            return;
        size_t j = gr_rng_below(r, i);
        int swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}
