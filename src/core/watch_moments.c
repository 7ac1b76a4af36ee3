/* watch_moments.c: the features of rows: their mean, deviation, variety, and what lies far out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "watch_state.h"

static bool make_room(GrMoments *m, int width) {
    gr_moments_free(m);
    size_t n = (size_t)width;
    m->sum = calloc(n, sizeof *m->sum);
    m->square = calloc(n, sizeof *m->square);
    m->first = calloc(n, sizeof *m->first);
    m->second = calloc(n, sizeof *m->second);
    m->more = calloc(n, sizeof *m->more);
    m->outside = calloc(n, sizeof *m->outside);
    m->width = width;
    if (m->sum && m->square && m->first && m->second && m->more && m->outside)
        return true;
    gr_moments_free(m);
    return false;
}

/* A feature with two values is a yes or no: its scale says nothing. */
static void note_variety(GrMoments *m, size_t j, GrReal x, bool is_first) {
    if (is_first)
        m->first[j] = m->second[j] = x;
    else if (m->second[j] == m->first[j])
        m->second[j] = x;
    else if (x != m->first[j] && x != m->second[j])
        m->more[j] = true;
}

void gr_moments_add(GrMoments *m, const GrTensor *x) {
    size_t width = gr_row_size(x);
    if (!width || width > 1 << 16)
        return;
    if ((size_t)m->width != width && !make_room(m, (int)width))
        return;
    for (int i = 0; i < x->shape[0]; i++) {
        const GrReal *row = x->data + (size_t)i * width;
        for (size_t j = 0; j < width; j++) {
            m->sum[j] += (double)row[j];
            m->square[j] += (double)row[j] * (double)row[j];
        }
        for (size_t j = 0; j < width; j++)
            if (!m->more[j])
                note_variety(m, j, row[j], m->rows == 0);
        m->rows++;
    }
}

/* Counts the values of x that lie farther than three deviations of `usual` from its mean. */
void gr_moments_outside(GrMoments *m, const GrMoments *usual, const GrTensor *x) {
    size_t width = gr_row_size(x);
    if (!width || (size_t)m->width != width || usual->width != m->width)
        return;
    for (size_t j = 0; j < width; j++) {
        double mean = gr_moments_mean(usual, (int)j), far = 3 * gr_moments_sd(usual, (int)j);
        for (size_t i = 0; i < (size_t)x->shape[0]; i++)
            m->outside[j] += fabs((double)x->data[i * width + j] - mean) > far;
    }
}

void gr_moments_clear(GrMoments *m) {
    size_t n = (size_t)m->width;
    m->rows = 0;
    if (!n)
        return;
    memset(m->sum, 0, n * sizeof *m->sum);
    memset(m->square, 0, n * sizeof *m->square);
    memset(m->more, 0, n * sizeof *m->more);
    memset(m->outside, 0, n * sizeof *m->outside);
}

void gr_moments_free(GrMoments *m) {
    free(m->sum);
    free(m->square);
    free(m->first);
    free(m->second);
    free(m->more);
    free(m->outside);
    *m = (GrMoments){0};
}

double gr_moments_mean(const GrMoments *m, int feature) {
    return m->rows ? m->sum[feature] / (double)m->rows : 0;
}

double gr_moments_sd(const GrMoments *m, int feature) {
    double mean = gr_moments_mean(m, feature);
    double variance = m->rows ? m->square[feature] / (double)m->rows - mean * mean : 0;
    return variance > 0 ? sqrt(variance) : 0;
}
