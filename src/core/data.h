/* data.h: data sets made by the program. What each generator draws stands in its record in data/.
 *
 * A generator's world (its curves, centres, directions) is always the same; the random generator
 * only draws the rows. So a training and a test set may come from two calls with two seeds.
 */
#ifndef GR_DATA_H
#define GR_DATA_H

#include "def.h"

enum {
#define DATA(name) GR_DATA_##name,
#include "data.def"
#undef DATA
    GR_DATA_COUNT
};
extern const GrDataDef *const gr_data[GR_DATA_COUNT];

/* One row that is to be drawn. */
typedef struct GrRow {
    int i, n;            /* row i of n, from 0 */
    GrReal *x, *y;       /* where its features and its targets belong */
    const GrValue *arg;  /* the generator's arguments */
    const double *world; /* numbers that all rows share, or NULL */
    GrRng *rng;
} GrRow;

/* How a data set is drawn row by row. */
typedef struct GrPlan {
    int rows, features;
    int targets;   /* columns of y, or 0: y is [rows] of class labels */
    double noise;  /* deviation of Gaussian noise on the features; 0: none */
    double flip;   /* share of wrong labels: each row's is changed with this probability */
    int classes;   /* for flip; 2 where y holds 0 and 1 */
    bool in_order; /* rows stay as drawn; otherwise they are shuffled */
    void (*draw)(const GrRow *row);
    const GrValue *arg;
    const double *world;
    GrRng *rng;
} GrPlan;

/* Makes x and y; either both or, with a failure, none. Stops between rows on Ctrl-C. */
GrStatus gr_draw_rows(const GrPlan *plan, GrTensor **x, GrTensor **y);

/* Where row->i lies on the line from -1 to 1: by chance, or at equal distances. */
double gr_data_place(const GrRow *row, bool even);

/* Arguments that several generators have. */
#define GR_DATA_ROWS(default_n)                                                                    \
    {                                                                                              \
        .name = "n", .type = GR_ARG_INTEGER, .def = (default_n), .range = "[1, inf)",              \
        .unit = "rows", .doc = "how many rows"                                                     \
    }
#define GR_DATA_NOISE(default_noise, what)                                                         \
    {                                                                                              \
        .name = "noise", .type = GR_ARG_NUMBER, .def = (default_noise), .range = "[0, inf)",       \
        .doc = "deviation of the Gaussian noise on " what                                          \
    }
#define GR_DATA_FLIP                                                                               \
    { .name = "flip", .type = GR_ARG_NUMBER, .range = "[0, 1]", .doc = "share of wrong labels" }
#define GR_DATA_EVEN                                                                               \
    {                                                                                              \
        .name = "even", .type = GR_ARG_BOOLEAN,                                                    \
        .doc = "places x at equal distances from -1 to 1 instead of by chance"                     \
    }

#define GR_PI 3.14159265358979323846

#endif
