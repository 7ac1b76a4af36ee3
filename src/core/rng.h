/* rng.h: one kind of random generator, seedable and copyable, so that the same seed gives the same
 * run bit for bit. The program has one global generator; data sets with a seed of their own use a
 * private one and leave the global one untouched. */
#ifndef GR_RNG_H
#define GR_RNG_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman, Vigna 2018), seeded through splitmix64. */
typedef struct GrRng {
    uint64_t s[4];
    double spare; /* the second value of a Box-Muller pair */
    int has_spare;
} GrRng;

GrRng *gr_rng_global(void);
void gr_rng_seed(GrRng *r, uint64_t seed);
uint64_t gr_rng_next(GrRng *r);
double gr_rng_uniform(GrRng *r);         /* [0, 1) */
double gr_rng_normal(GrRng *r);          /* mean 0, deviation 1 */
size_t gr_rng_below(GrRng *r, size_t n); /* 0 … n-1, unbiased; n >= 1 */

/* A random order of 0 … n-1 (Fisher-Yates). Ends early when the user asks to stop; gr_poll() tells.
 */
void gr_rng_permutation(GrRng *r, size_t n, int *order);

#endif
