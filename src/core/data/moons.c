/* moons.c: two half circles that reach into each other, and noise. */
#include "../data.h"

enum { N, NOISE, FLIP };

static const GrArg args[] = {
    GR_DATA_ROWS(200), GR_DATA_NOISE(0.1, "both coordinates"), GR_DATA_FLIP, {.type = GR_ARG_END}};

/* The first half of the rows is the upper moon; t is an angle in 0…π. */
static void draw(const GrRow *row) {
    double t = GR_PI * gr_rng_uniform(row->rng);
    bool lower = row->i >= row->n / 2;
    row->x[0] = (GrReal)(lower ? 1 - cos(t) : cos(t));
    row->x[1] = (GrReal)(lower ? 0.5 - sin(t) : sin(t));
    *row->y = lower;
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *task = GR_TASK_BINARY;
    *classes = 2;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = 2,
                                  .targets = 1,
                                  .noise = arg[NOISE].num,
                                  .flip = arg[FLIP].num,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_moons = {
    .doc =
        {
            .name = "moons",
            .summary = "draws two half moons that reach into each other (binary)",
            .formula = "upper: (cos t, sin t), lower: (1 - cos t, 1/2 - sin t), t ~ U(0, pi)",
            .shapes = "x: [n, 2], y: [n, 1] of 0 (upper) and 1 (lower)",
            .source = "geometry of scikit-learn's make_moons",
            .example = "print(#data.moons{n=100, noise=0.2})  --> 100",
            .note = "no straight line separates them; scikit-learn spaces t evenly, here it is "
                    "drawn, so that two samples differ even without noise",
        },
    .args = args,
    .class_names = (const char *const[]){"upper", "lower", NULL},
    .make = make,
};
