/* polynomial.c: points around a polynomial that needs its whole degree. */
#include "../data.h"

enum { N, DEGREE, NOISE, EVEN };

static const GrArg args[] = {GR_DATA_ROWS(100),
                             {.name = "degree",
                              .type = GR_ARG_INTEGER,
                              .def = 3,
                              .range = "[0, 20]",
                              .doc = "degree of the polynomial"},
                             GR_DATA_NOISE(0.3, "y"),
                             GR_DATA_EVEN,
                             {.type = GR_ARG_END}};

/* Chebyshev's polynomial of degree n: T0 = 1, T1 = x, Tn = 2 x Tn-1 - Tn-2. */
static double chebyshev(int n, double x) {
    double now = 1, next = x;
    for (int i = 0; i < n; i++) {
        double after = 2 * x * next - now;
        now = next;
        next = after;
    }
    return now;
}

static void draw(const GrRow *row) {
    double x = gr_data_place(row, row->arg[EVEN].num != 0);
    double noise = row->arg[NOISE].num * gr_rng_normal(row->rng);
    *row->x = (GrReal)x;
    *row->y = (GrReal)(chebyshev((int)row->arg[DEGREE].num, x) + noise);
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

const GrDataDef gr_data_polynomial = {
    .doc =
        {
            .name = "polynomial",
            .summary = "draws points around a polynomial of the degree you name (regression)",
            .formula = "y = T(x) + noise N(0, 1), x ~ U(-1, 1); T_3(x) = 4x^3 - 3x",
            .shapes = "x: [n, 1], y: [n, 1]",
            .source = "Chebyshev 1854",
            .example = "print(data.polynomial{n=50, degree=4}.task)  --> regression",
            .note = "Chebyshev's polynomials swing between -1 and 1 as often as their degree lets "
                    "them, so that a lower degree cannot follow",
        },
    .args = args,
    .make = make,
};
