/* vector.c: the few shared loops that are functions of their own. */
#include "vector.h"

void gr_vector_add(size_t n, const GrReal *restrict x, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] += x[i];
}

void gr_vector_count_outside(size_t rows, size_t columns, const GrReal *restrict x, GrReal low,
                             GrReal high, uint32_t *restrict count) {
    for (size_t i = 0; i < rows; i++, x += columns)
        for (size_t j = 0; j < columns; j++)
            count[j] += (uint32_t)(x[j] < low) | (uint32_t)(x[j] > high);
}

/* ---- sums of squares ------------------------------------------------------------------------ */

enum { CHAINS = 16 }; /* sums side by side: one alone would wait for itself */

static inline double together(const double *sum) {
    double all = 0;
    for (int j = 0; j < CHAINS; j++)
        all += sum[j];
    return all;
}

static inline double square(GrReal x, GrReal y) {
    double d = (double)x - (double)y;
    return d * d;
}

double gr_vector_square(size_t n, const GrReal *x) {
    double sum[CHAINS] = {0};
    size_t i = 0;
    for (; i + CHAINS <= n; i += CHAINS)
        for (size_t j = 0; j < CHAINS; j++)
            sum[j] += square(x[i + j], 0);
    for (; i < n; i++)
        sum[i % CHAINS] += square(x[i], 0);
    return together(sum);
}

double gr_vector_square_apart(size_t n, const GrReal *restrict x, const GrReal *restrict y) {
    double sum[CHAINS] = {0};
    size_t i = 0;
    for (; i + CHAINS <= n; i += CHAINS)
        for (size_t j = 0; j < CHAINS; j++)
            sum[j] += square(x[i + j], y[i + j]);
    for (; i < n; i++)
        sum[i % CHAINS] += square(x[i], y[i]);
    return together(sum);
}
