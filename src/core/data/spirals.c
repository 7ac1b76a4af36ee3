/* spirals.c: arms that wind around the origin side by side. */
#include "../data.h"

enum { N, CLASSES, NOISE, FLIP };

#define TURN 4.0 /* an arm's angle from its beginning to its end, radians */

static const GrArg args[] = {GR_DATA_ROWS(300),
                             {.name = "classes",
                              .type = GR_ARG_INTEGER,
                              .def = 2,
                              .range = "[2, 100]",
                              .doc = "how many arms; 2: binary, more: multiclass"},
                             GR_DATA_NOISE(0.2, "the angle, in radians"),
                             GR_DATA_FLIP,
                             {.type = GR_ARG_END}};

/* Rows take turns among the arms; along an arm the radius grows evenly from 0 to 1. */
static void draw(const GrRow *row) {
    int arms = (int)row->arg[CLASSES].num;
    int arm = row->i % arms, place = row->i / arms;
    int places = (row->n - arm + arms - 1) / arms;
    double r = places > 1 ? (double)place / (places - 1) : 0;
    double t = 2 * GR_PI * arm / arms + TURN * r + row->arg[NOISE].num * gr_rng_normal(row->rng);
    row->x[0] = (GrReal)(r * sin(t));
    row->x[1] = (GrReal)(r * cos(t));
    *row->y = (GrReal)(arms == 2 ? arm : arm + 1);
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *classes = (int)arg[CLASSES].num;
    *task = *classes == 2 ? GR_TASK_BINARY : GR_TASK_MULTICLASS;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = 2,
                                  .targets = *classes == 2 ? 1 : 0,
                                  .flip = arg[FLIP].num,
                                  .classes = *classes,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_spirals = {
    .doc =
        {
            .name = "spirals",
            .summary = "draws arms that wind around each other (binary, or one class each)",
            .formula = "r (sin t, cos t), t = 2 pi arm / classes + 4 r + noise N(0, 1), r in 0...1",
            .shapes = "x: [n, 2], y: [n, 1] of 0/1, or [n] of 1...classes",
            .source = "Lang, Witbrock 1988; this form: Karpathy, CS231n",
            .example = "print(data.spirals{n=90, classes=3}.task)  --> multiclass",
            .note = "near the middle the arms touch: no model gets every row right",
        },
    .args = args,
    .make = make,
};
