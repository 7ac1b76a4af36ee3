/* circles.c: a ring inside a ring, and noise. */
#include "../data.h"

enum { N, NOISE, FACTOR, FLIP };

static const GrArg args[] = {GR_DATA_ROWS(200),
                             GR_DATA_NOISE(0.1, "both coordinates"),
                             {.name = "factor",
                              .type = GR_ARG_NUMBER,
                              .def = 0.5,
                              .range = "[0, 1]",
                              .doc = "radius of the inner ring; the outer ring's is 1"},
                             GR_DATA_FLIP,
                             {.type = GR_ARG_END}};

static void draw(const GrRow *row) {
    double t = 2 * GR_PI * gr_rng_uniform(row->rng);
    bool inner = row->i >= row->n / 2;
    double radius = inner ? row->arg[FACTOR].num : 1;
    row->x[0] = (GrReal)(radius * cos(t));
    row->x[1] = (GrReal)(radius * sin(t));
    *row->y = inner;
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

const GrDataDef gr_data_circles = {
    .doc =
        {
            .name = "circles",
            .summary = "draws a ring inside a ring (binary)",
            .formula = "r (cos t, sin t), r = 1 or factor, t ~ U(0, 2 pi)",
            .shapes = "x: [n, 2], y: [n, 1] of 0 (outer) and 1 (inner)",
            .source = "geometry of scikit-learn's make_circles",
            .example = "print(data.circles{n=100}.task)  --> binary",
            .note = "no straight line separates them; the distance from the middle does",
        },
    .args = args,
    .class_names = (const char *const[]){"outer", "inner", NULL},
    .make = make,
};
