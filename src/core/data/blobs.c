/* blobs.c: one round heap of points for each class. */
#include "../data.h"
#include "../memory.h"

enum { N, CLASSES, STD, FEATURES };

#define RADIUS 3.0
#define WORLD_SEED 1 /* of the extra coordinates, which are the same in every call */

static const GrArg args[] = {
    GR_DATA_ROWS(300),
    {.name = "classes",
     .type = GR_ARG_INTEGER,
     .def = 3,
     .range = "[2, 1000]",
     .doc = "how many heaps"},
    {.name = "std",
     .type = GR_ARG_NUMBER,
     .def = 1,
     .range = "[0, inf)",
     .doc = "deviation of the points from their centre, in each feature"},
    {.name = "features",
     .type = GR_ARG_INTEGER,
     .def = 2,
     .range = "[2, 10000]",
     .doc =
         "how many features; a centre's coordinates after the second are drawn once from N(0, 1)"},
    {.type = GR_ARG_END}};

static void draw(const GrRow *row) {
    int features = (int)row->arg[FEATURES].num, class = row->i % (int)row->arg[CLASSES].num;
    const double *centre = row->world + (size_t) class * (size_t)features;
    for (int d = 0; d < features; d++)
        row->x[d] = (GrReal)centre[d];
    *row->y = (GrReal)(class + 1);
}

/* Centres [classes, features]: evenly on a circle, the first on the right. */
static void place_centres(int classes, int features, double *centre) {
    GrRng rng;
    gr_rng_seed(&rng, WORLD_SEED);
    for (int k = 0; k < classes; k++, centre += features) {
        double angle = 2 * GR_PI * k / classes;
        centre[0] = RADIUS * cos(angle);
        centre[1] = RADIUS * sin(angle);
        for (int d = 2; d < features; d++)
            centre[d] = gr_rng_normal(&rng);
    }
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    int features = (int)arg[FEATURES].num;
    *task = GR_TASK_MULTICLASS;
    *classes = (int)arg[CLASSES].num;
    size_t bytes = (size_t)*classes * (size_t)features * sizeof(double);
    double *centre = gr_alloc(bytes);
    if (!centre)
        return GR_MEMORY;
    place_centres(*classes, features, centre);
    GrStatus status = gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                             .features = features,
                                             .noise = arg[STD].num,
                                             .draw = draw,
                                             .arg = arg,
                                             .world = centre,
                                             .rng = rng},
                                   x, y);
    gr_free(centre, bytes);
    return status;
}

const GrDataDef gr_data_blobs = {
    .doc =
        {
            .name = "blobs",
            .summary = "draws one round heap of points for each class (multiclass)",
            .formula = "x ~ N(centre of the class, std^2), centres on a circle of radius 3",
            .shapes = "x: [n, features], y: [n] of 1...classes",
            .source = "as scikit-learn's make_blobs, with fixed centres",
            .example = "print(data.blobs{n=60, classes=4}.x.shape[2])  --> 2",
            .note = "std says how much the heaps overlap",
        },
    .args = args,
    .make = make,
};
