/* cats.c: the lecture's cat classifier: five things one may see of an animal. */
#include "../data.h"

enum { N };

#define FEATURES 5

static const GrArg args[] = {GR_DATA_ROWS(1000), {.type = GR_ARG_END}};

/* How probable each sign is on another animal (0) and on a cat (1). Eyes and ears hardly tell a
 * cat from others, fur does. */
static const double probability[2][FEATURES] = {{0.25, 0.80, 0.45, 0.55, 0.85},
                                                {0.95, 0.97, 0.93, 0.92, 0.96}};

static void draw(const GrRow *row) {
    int cat = gr_rng_uniform(row->rng) < 0.5;
    for (int d = 0; d < FEATURES; d++)
        row->x[d] = (GrReal)(gr_rng_uniform(row->rng) < probability[cat][d] ? 1 : 0);
    *row->y = (GrReal)cat;
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *task = GR_TASK_BINARY;
    *classes = 2;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = FEATURES,
                                  .targets = 1,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_cats = {
    .doc =
        {
            .name = "cats",
            .summary = "draws animals by five signs; half of them are cats (binary)",
            .formula = "P(sign | cat) = .95 .97 .93 .92 .96, P(sign | other) = .25 .80 .45 .55 .85",
            .shapes = "x: [n, 5] of 0/1 (fur, two eyes, tail, paws, two ears), y: [n, 1], 1: a cat",
            .source = "the lecture's cat classifier; probabilities chosen so that fur tells most",
            .example = "print(data.cats{n=100}.x.shape[2])  --> 5",
            .note = "L1 throws out eyes and ears, which nearly every animal has; L2 keeps all five",
        },
    .args = args,
    .class_names = (const char *const[]){"other", "cat", NULL},
    .feature_names = (const char *const[]){"fur", "eyes", "tail", "paws", "ears", NULL},
    .make = make,
};
