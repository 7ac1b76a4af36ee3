/* xor.c: four heaps at the corners of a square; opposite corners belong together. */
#include "../data.h"

enum { N, NOISE };

static const GrArg args[] = {
    GR_DATA_ROWS(200), GR_DATA_NOISE(0.3, "both coordinates"), {.type = GR_ARG_END}};

/* Rows take turns among the corners: bits 0 and 1 of the row number are the two inputs. */
static void draw(const GrRow *row) {
    int a = row->i & 1, b = row->i >> 1 & 1;
    row->x[0] = (GrReal)(a ? 1 : -1);
    row->x[1] = (GrReal)(b ? 1 : -1);
    *row->y = (GrReal)(a ^ b);
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *task = GR_TASK_BINARY;
    *classes = 2;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = 2,
                                  .targets = 1,
                                  .noise = arg[NOISE].num,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_xor = {
    .doc =
        {
            .name = "xor",
            .summary = "draws four heaps at the corners of a square, opposite ones alike (binary)",
            .formula = "x = (a, b) + noise N(0, 1), a and b -1 or 1;  y = 1 where a differs from b",
            .shapes = "x: [n, 2], y: [n, 1] of 0 and 1",
            .source = "Minsky, Papert 1969",
            .example = "print(data.xor{n=100}.y:mean():item())  --> 0.5",
            .note = "the smallest problem that a network without a hidden layer cannot solve",
        },
    .args = args,
    .class_names = (const char *const[]){"alike", "different", NULL},
    .make = make,
};
