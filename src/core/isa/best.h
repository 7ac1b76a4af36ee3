/* best.h: where in a line the largest or smallest number is. NaN, where there is one, is both: an
 * unusable number must not disappear in a maximum. */
#ifndef GR_BEST_H
#define GR_BEST_H

#include "../tensor.h"

static inline size_t place_of_largest(const GrReal *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n && x[best] == x[best]; i++)
        if (x[i] > x[best] || x[i] != x[i])
            best = i;
    return best;
}

static inline size_t place_of_smallest(const GrReal *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n && x[best] == x[best]; i++)
        if (x[i] < x[best] || x[i] != x[i])
            best = i;
    return best;
}

#endif
