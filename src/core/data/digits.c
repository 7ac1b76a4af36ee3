/* digits.c: the digits 0 to 9, drawn with a shaky pen on 8 by 8 pixels. */
#include "../data.h"

enum { N, NOISE };

#define SIDE 8
#define POINTS 16 /* most corners of a glyph */

static const GrArg args[] = {
    GR_DATA_ROWS(1000), GR_DATA_NOISE(0.1, "each pixel"), {.type = GR_ARG_END}};

typedef struct Point {
    double x, y;
} Point;

/* Each digit is one stroke of the pen: corners on a grid of 10 by 10, y downwards. */
typedef struct Glyph {
    int n;
    Point at[POINTS];
} Glyph;

/* clang-format off */
static const Glyph glyphs[10] = {
    {11, {{5, 0}, {7, 1}, {8, 3}, {8, 7}, {7, 9}, {5, 10}, {3, 9}, {2, 7}, {2, 3}, {3, 1}, {5, 0}}},
    {3, {{3, 2}, {5, 0}, {5, 10}}},
    {7, {{2, 2}, {4, 0}, {6, 0}, {8, 2}, {8, 4}, {2, 10}, {8, 10}}},
    {11, {{2, 1}, {4, 0}, {6, 0}, {8, 2}, {7, 4}, {5, 5}, {7, 6}, {8, 8}, {6, 10}, {4, 10}, {2, 9}}},
    {4, {{6, 10}, {6, 0}, {2, 7}, {8, 7}}},
    {9, {{8, 0}, {2, 0}, {2, 5}, {5, 4}, {7, 5}, {8, 7}, {7, 9}, {5, 10}, {2, 9}}},
    {10, {{7, 0}, {4, 2}, {2, 6}, {3, 9}, {5, 10}, {7, 9}, {8, 7}, {6, 5}, {4, 5}, {2, 7}}},
    {3, {{2, 0}, {8, 0}, {4, 10}}},
    {15, {{5, 5}, {3, 4}, {2, 2}, {4, 0}, {6, 0}, {8, 2}, {7, 4}, {5, 5},
          {3, 6}, {2, 8}, {4, 10}, {6, 10}, {8, 8}, {7, 6}, {5, 5}}},
    {10, {{8, 3}, {6, 5}, {4, 5}, {2, 3}, {3, 1}, {5, 0}, {7, 1}, {8, 3}, {7, 7}, {5, 10}}},
};
/* clang-format on */

static double between(GrRng *rng, double low, double high) {
    return low + (high - low) * gr_rng_uniform(rng);
}

/* How a hand holds the pen this time. */
typedef struct Hand {
    double wide, high;  /* pixels for a step on the grid */
    double turn, slant; /* radians; sideways for a step up */
    Point centre;       /* pixels */
    double shake;       /* deviation of each corner, pixels */
    double radius;      /* half the width of the stroke, pixels */
} Hand;

/* One number a line, because C does not say in which order a list is worked out. */
static Hand take_pen(GrRng *rng) {
    Hand h = {.shake = 0.2};
    h.wide = between(rng, 0.5, 0.7);
    h.high = between(rng, 0.5, 0.7);
    h.turn = between(rng, -0.2, 0.2);
    h.slant = between(rng, -0.25, 0.25);
    h.centre.x = between(rng, 2.8, 4.2);
    h.centre.y = between(rng, 2.8, 4.2);
    h.radius = between(rng, 0.4, 0.8);
    return h;
}

/* The corner of a glyph as this hand places it. */
static Point place(const Hand *h, Point p, GrRng *rng) {
    double up = (p.y - 5) * h->high, side = (p.x - 5) * h->wide - h->slant * up;
    double c = cos(h->turn), s = sin(h->turn);
    Point corner = h->centre;
    corner.x += c * side - s * up + h->shake * gr_rng_normal(rng);
    corner.y += s * side + c * up + h->shake * gr_rng_normal(rng);
    return corner;
}

static double distance_to_line(Point p, Point a, Point b) {
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double along = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/* 1 under the stroke, 0 beside it, in between at its edge. */
static double ink(const Glyph *drawn, double radius, Point pixel) {
    double nearest = INFINITY;
    for (int i = 1; i < drawn->n; i++)
        nearest = fmin(nearest, distance_to_line(pixel, drawn->at[i - 1], drawn->at[i]));
    return fmax(0, fmin(1, radius + 0.5 - nearest));
}

static void draw(const GrRow *row) {
    int digit = row->i % 10;
    Hand hand = take_pen(row->rng);
    Glyph drawn = {.n = glyphs[digit].n};
    for (int i = 0; i < drawn.n; i++)
        drawn.at[i] = place(&hand, glyphs[digit].at[i], row->rng);
    for (int i = 0; i < SIDE * SIDE; i++)
        row->x[i] = (GrReal)ink(&drawn, hand.radius, (Point){i % SIDE, i / SIDE});
    *row->y = (GrReal)(digit + 1);
}

static GrStatus make(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes) {
    *task = GR_TASK_MULTICLASS;
    *classes = 10;
    return gr_draw_rows(&(GrPlan){.rows = (int)arg[N].num,
                                  .features = SIDE * SIDE,
                                  .noise = arg[NOISE].num,
                                  .draw = draw,
                                  .arg = arg,
                                  .rng = rng},
                        x, y);
}

const GrDataDef gr_data_digits = {
    .doc =
        {
            .name = "digits",
            .summary = "draws digits on 8 by 8 pixels, no two alike (multiclass)",
            .formula = "x = ink + noise N(0, 1), ink in 0...1",
            .shapes = "x: [n, 64], row by row from the top left, y: [n] of 1...10",
            .example = "print(data.digits{n=10}.classes[1])  --> 0",
            .note = "label 1 is the digit 0: labels count from 1. Size, place, slant, width and "
                    "corners of each stroke are drawn by chance",
        },
    .args = args,
    .class_names = (const char *const[]){"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL},
    .make = make,
};
