/* lines.h: the numbers of a tensor along one dimension, line by line. A line whose numbers do not
 * lie side by side is first copied to a place where they do, in company of its neighbours, so that
 * what is done with a line is always a plain loop over x[0]…x[n-1].
 */
#ifndef GR_LINES_H
#define GR_LINES_H

#include "../graph.h"
#include "../memory.h"
#include "vector.h"
#include "view.h"

#define LINE_BLOCK 16 /* lines copied together */

/* outer · inner lines of n numbers each, `inner` apart. When worked on, one line begins `pitch`
 * numbers after the other (copies keep some distance: powers of two would share cache lines). */
typedef struct Lines {
    size_t outer, n, inner, pitch;
} Lines;

/* The lines along `dim`; -1: one line of all numbers. */
static inline GrStatus lines_along(const char *what, const GrTensor *t, int dim, Lines *l) {
    *l = (Lines){.outer = 1, .n = t->numel, .inner = 1, .pitch = t->numel};
    if (dim < 0)
        return GR_OK;
    GR_TRY(check_dim(what, t, dim));
    l->n = (size_t)t->shape[dim];
    for (int d = 0; d < t->ndim; d++)
        if (d != dim)
            *(d < dim ? &l->outer : &l->inner) *= (size_t)t->shape[d];
    l->pitch = l->inner == 1 ? l->n : l->n + 16;
    return GR_OK;
}

/* Room for one block of lines; NULL without failure where lines need no copying. */
static inline size_t block_bytes(const Lines *l) {
    return (LINE_BLOCK * l->pitch + 1) * sizeof(GrReal);
}
static inline GrStatus block_new(const Lines *l, GrReal **block) {
    *block = l->inner > 1 ? gr_alloc(block_bytes(l)) : NULL;
    return l->inner > 1 && !*block ? GR_MEMORY : GR_OK;
}
static inline void block_free(const Lines *l, GrReal *block) {
    gr_free(block, block_bytes(l));
}

/* How many lines the block that begins at line `i` of an outer step has. */
static inline size_t block_count(const Lines *l, size_t i) {
    return l->inner - i < LINE_BLOCK ? l->inner - i : LINE_BLOCK;
}

/* The lines i, i+1, … of outer step o, one behind the other. */
static inline const GrReal *take_lines(const Lines *l, const GrReal *x, size_t o, size_t i,
                                       GrReal *block) {
    x += o * l->n * l->inner + i;
    if (l->inner == 1)
        return x;
    size_t count = block_count(l, i);
    for (size_t k = 0; k < l->n; k++)
        for (size_t c = 0; c < count; c++)
            block[c * l->pitch + k] = x[k * l->inner + c];
    return block;
}

/* Where lines are to be written: straight into y, or into the block, for put_lines to spread. */
static inline GrReal *lines_to_fill(const Lines *l, GrReal *y, size_t o, GrReal *block) {
    return l->inner == 1 ? y + o * l->n : block;
}
static inline void put_lines(const Lines *l, const GrReal *block, size_t o, size_t i, GrReal *y) {
    if (l->inner == 1)
        return;
    y += o * l->n * l->inner + i;
    size_t count = block_count(l, i);
    for (size_t k = 0; k < l->n; k++)
        for (size_t c = 0; c < count; c++)
            y[k * l->inner + c] = block[c * l->pitch + k];
}

/* ---- sums along a line, in double
 * ------------------------------------------------------------------ Eight sums side by side, which
 * the compiler makes one vector; the rest of the line in a ninth. */

#define SUM_LANES 8

static inline double sum_of_lanes(const double *lane) {
    return ((lane[0] + lane[4]) + (lane[1] + lane[5])) +
           ((lane[2] + lane[6]) + (lane[3] + lane[7]));
}

/* Σ x */
static inline double sum_line(const GrReal *x, size_t n) {
    double lane[SUM_LANES] = {0}, rest = 0;
    size_t i = 0;
    for (; i + SUM_LANES <= n; i += SUM_LANES)
        for (size_t j = 0; j < SUM_LANES; j++)
            lane[j] += (double)x[i + j];
    for (; i < n; i++)
        rest += (double)x[i];
    return sum_of_lanes(lane) + rest;
}

/* Σ x y */
static inline double dot_line(const GrReal *x, const GrReal *y, size_t n) {
    double lane[SUM_LANES] = {0}, rest = 0;
    size_t i = 0;
    for (; i + SUM_LANES <= n; i += SUM_LANES)
        for (size_t j = 0; j < SUM_LANES; j++)
            lane[j] += (double)x[i + j] * (double)y[i + j];
    for (; i < n; i++)
        rest += (double)x[i] * (double)y[i];
    return sum_of_lanes(lane) + rest;
}

/* Σ (x - centre)² */
static inline double spread(const GrReal *x, size_t n, double centre) {
    double lane[SUM_LANES] = {0}, rest = 0;
    size_t i = 0;
    for (; i + SUM_LANES <= n; i += SUM_LANES)
        for (size_t j = 0; j < SUM_LANES; j++)
            lane[j] += ((double)x[i + j] - centre) * ((double)x[i + j] - centre);
    for (; i < n; i++)
        rest += ((double)x[i] - centre) * ((double)x[i] - centre);
    return sum_of_lanes(lane) + rest;
}

#endif
