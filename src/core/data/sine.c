/* sine.c: one wave of a sine with noise. */
#include "../data.h"

enum { N, NOISE, EVEN };

static const GrArg args[] = {
    GR_DATA_ROWS(100), GR_DATA_NOISE(0.3, "y"), GR_DATA_EVEN, {.type = GR_ARG_END}};

static void draw(const GrRow *row) {
    double x = gr_data_place(row, row->arg[EVEN].num != 0);
    *row->x = (GrReal)x;
    *row->y = (GrReal)(sin(GR_PI * x) + row->arg[NOISE].num * gr_rng_normal(row->rng));
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *task = GR_TASK_REGRESSION;
    *classes = 0;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = 1,
                                  .targets = 1,
                                  .in_order = arg[EVEN].num != 0,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_sine = {
    .doc =
        {
            .name = "sine",
            .summary = "draws points around one wave of a sine (regression)",
            .formula = "y = sin(pi x) + noise N(0, 1), x ~ U(-1, 1)",
            .shapes = "x: [n, 1], y: [n, 1]",
            .source = "Bishop 2006, figure 1.2",
            .example = "print(data.sine{n=50}.task)  --> regression",
            .note = "no model gets below a mean squared error of noise^2 on new data",
        },
    .args = args,
    .make = make,
};
