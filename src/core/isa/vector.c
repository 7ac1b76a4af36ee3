/* vector.c: the few shared loops that are functions of their own. */
#include "vector.h"

void gr_vector_add(size_t n, const GrReal *restrict x, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] += x[i];
}
