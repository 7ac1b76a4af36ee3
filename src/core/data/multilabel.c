/* multilabel.c: several yes/no questions about each row, none excluding another. */
#include "../data.h"
#include "../memory.h"

enum { N, LABELS, FEATURES };

#define WORLD_SEED 2  /* of the directions, which are the same in every call */
#define THRESHOLD 0.4 /* makes each label true in about two rows of five */

static const GrArg args[] = {GR_DATA_ROWS(500),
                             {.name = "labels",
                              .type = GR_ARG_INTEGER,
                              .def = 4,
                              .range = "[1, 1000]",
                              .doc = "how many questions"},
                             {.name = "features",
                              .type = GR_ARG_INTEGER,
                              .def = 10,
                              .range = "[1, 10000]",
                              .doc = "how many features"},
                             {.type = GR_ARG_END}};

/* Label k is 1 on one side of a plane whose normal is row k of the world. */
static void draw(const GrRow *row) {
    int labels = (int)row->arg[LABELS].num, features = (int)row->arg[FEATURES].num;
    const double *w = row->world;
    for (int d = 0; d < features; d++)
        row->x[d] = (GrReal)gr_rng_normal(row->rng);
    for (int k = 0; k < labels; k++, w += features) {
        double score = 0;
        for (int d = 0; d < features; d++)
            score += w[d] * (double)row->x[d];
        row->y[k] = score > THRESHOLD;
    }
}

/* Directions [labels, features], of length 2 on average. */
static void choose_directions(int labels, int features, double *w) {
    GrRng rng;
    gr_rng_seed(&rng, WORLD_SEED);
    for (int i = 0; i < labels * features; i++)
        w[i] = 2 * gr_rng_normal(&rng) / sqrt(features);
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    int labels = (int)arg[LABELS].num, features = (int)arg[FEATURES].num;
    *task = GR_TASK_MULTILABEL;
    *classes = labels;
    size_t bytes = (size_t)labels * (size_t)features * sizeof(double);
    double *w = gr_alloc(bytes);
    if (!w)
        return GR_MEMORY;
    choose_directions(labels, features, w);
    GrStatus status = gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                             .features = features,
                                             .targets = labels,
                                             .draw = draw,
                                             .arg = arg,
                                             .world = w,
                                             .rng = rng},
                                   x, y);
    gr_free(w, bytes);
    return status;
}

const GrDataDef gr_data_multilabel = {
    .doc =
        {
            .name = "multilabel",
            .summary = "draws rows with several yes/no answers each, none excluding another",
            .formula = "y_k = 1 where w_k x > 0.4, x ~ N(0, 1), the directions w_k are fixed",
            .shapes = "x: [n, features], y: [n, labels] of 0 and 1",
            .example = "print(data.multilabel{n=100}.y.shape[2])  --> 4",
            .note = "one sigmoid for each label; softmax would let only one of them win",
        },
    .args = args,
    .make = make,
};
