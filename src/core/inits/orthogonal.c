/* orthogonal.c: weights that turn a signal without stretching it. */
#include <math.h>
#include <string.h>

#include "../init.h"
#include "../memory.h"

enum { GAIN };

static const GrArg args[] = {GR_INIT_GAIN, {.type = GR_ARG_END}};

/* Takes from v its parts along the n vectors of q, and makes it length 1. Twice, because the first
 * round leaves rounding errors where v lay almost within them. */
static void straighten(double *v, const double *q, size_t n, size_t width) {
    for (int round = 0; round < 2; round++)
        for (size_t k = 0; k < n; k++) {
            const double *u = q + k * width;
            double along = 0;
            for (size_t i = 0; i < width; i++)
                along += u[i] * v[i];
            for (size_t i = 0; i < width; i++)
                v[i] -= along * u[i];
        }
    double square = 0;
    for (size_t i = 0; i < width; i++)
        square += v[i] * v[i];
    for (size_t i = 0; i < width; i++)
        v[i] /= sqrt(square);
}

/* n <= width random vectors of length 1 at right angles (Gram, Schmidt). */
static GrStatus draw_basis(double *q, size_t n, size_t width, GrRng *rng) {
    for (size_t k = 0; k < n; k++) {
        GR_TRY(gr_poll());
        for (size_t i = 0; i < width; i++)
            q[k * width + i] = gr_rng_normal(rng);
        straighten(q + k * width, q, k, width);
    }
    return GR_OK;
}

static GrStatus fill(GrTensor *t, const GrValue *arg, GrRng *rng) {
    double fan_in, fan_out;
    GR_TRY(gr_unit_fans("orthogonal_", t, &fan_in, &fan_out));
    size_t rows = (size_t)t->shape[0], columns = rows ? t->numel / rows : 0;
    bool wide = rows <= columns; /* rows at right angles; otherwise columns */
    size_t n = wide ? rows : columns, width = wide ? columns : rows;
    size_t bytes = (n * width + 1) * sizeof(double);
    double *q = gr_alloc(bytes);
    if (!q)
        return GR_MEMORY;
    GrStatus status = draw_basis(q, n, width, rng);
    for (size_t i = 0; status == GR_OK && i < t->numel; i++) {
        size_t row = i / columns, column = i % columns;
        t->data[i] =
            (GrReal)(arg[GAIN].num * q[wide ? row * width + column : column * width + row]);
    }
    gr_free(q, bytes);
    return status;
}

const GrInitDef gr_init_orthogonal = {
    .doc =
        {
            .name = "orthogonal_",
            .summary = "draws weights that turn a signal without stretching it",
            .formula = "W W^T = gain^2 1 (W^T W where W is taller than wide)",
            .shapes = "t: [O, I]; of [O, I, H, W] the rows [O, I H W]",
            .source = "Saxe et al. 2014",
            .example = "w = nn.init.orthogonal_(zeros(2, 2))\nprint(w:norm():item())  --> 1.4142",
            .note = "signals keep their exact size through any number of linear layers",
        },
    .short_name = "orthogonal",
    .args = args,
    .one = gr_init_gain,
    .fill = fill,
};
