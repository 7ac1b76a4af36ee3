/* softmax.h: what softmax and log_softmax share: a function on each line along a dimension (the
 * last one if none is named), and exponentials that stay finite. */
#ifndef GR_SOFTMAX_H
#define GR_SOFTMAX_H

#include "lines.h"

static const GrArg softmax_args[] = {
    {.name = "dim",
     .type = GR_ARG_DIM,
     .def = -1,
     .doc = "the dimension along which the probabilities add up to 1; without it the last"},
    {.type = GR_ARG_END}};

/* y = e^(x - top), and their sum in double. */
static __attribute__((noinline)) double exponentials(const GrReal *restrict x, size_t n, GrReal top,
                                                     GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = gr_exp(x[i] - top);
    return sum_line(y, n);
}

/* The largest number of a line. NaN may go unnoticed here: it makes the sum of exponentials NaN. */
static inline GrReal top_of_line(const GrReal *x, size_t n) {
    GrReal lane[16], top = x[0];
    size_t i = 0;
    for (size_t j = 0; j < 16; j++)
        lane[j] = x[0];
    for (; i + 16 <= n; i += 16)
        for (size_t j = 0; j < 16; j++)
            lane[j] = x[i + j] > lane[j] ? x[i + j] : lane[j];
    for (size_t j = 0; n >= 16 && j < 16; j++)
        top = lane[j] > top ? lane[j] : top;
    for (; i < n; i++)
        top = x[i] > top ? x[i] : top;
    return top;
}

typedef void LineMap(const GrReal *x, size_t n, GrReal *y);
typedef void LineMapSlopes(const GrReal *y, const GrReal *dy, size_t n, GrReal *dx);

static inline GrStatus map_dim(const GrNode *n, Lines *l) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[0];
    if (dim < 0)
        dim += x->ndim; /* -1 is the last, also where none is named */
    if (dim < 0 && x->ndim)
        return check_dim(n->op->doc.name, x, dim);
    return lines_along(n->op->doc.name, x, dim, l); /* a single number is a line of its own */
}

static inline GrStatus map_lines(GrNode *n, LineMap *map, GrTensor **out) {
    const GrTensor *x = n->in[0];
    Lines l;
    GrReal *from = NULL, *to = NULL;
    GR_TRY(map_dim(n, &l));
    GR_TRY(gr_tensor_like(x, out));
    GrStatus status = block_new(&l, &from);
    if (status == GR_OK)
        status = block_new(&l, &to);
    for (size_t o = 0; status == GR_OK && l.n && o < l.outer; o++)
        for (size_t i = 0; i < l.inner; i += LINE_BLOCK) {
            const GrReal *line = take_lines(&l, x->data, o, i, from);
            GrReal *y = lines_to_fill(&l, (*out)->data, o, to);
            for (size_t c = 0; c < block_count(&l, i); c++)
                map(line + c * l.pitch, l.n, y + c * l.pitch);
            put_lines(&l, y, o, i, (*out)->data);
        }
    block_free(&l, from);
    block_free(&l, to);
    return status;
}

static inline GrStatus map_lines_back(GrNode *n, GrTensor *out, GrTensor *dout,
                                      LineMapSlopes *slopes) {
    Lines l;
    GrTensor *dx = NULL;
    GrReal *block[3] = {NULL, NULL, NULL};
    GR_TRY(map_dim(n, &l));
    GR_TRY(gr_tensor_like(out, &dx));
    GrStatus status = GR_OK;
    for (int b = 0; b < 3 && status == GR_OK; b++)
        status = block_new(&l, &block[b]);
    for (size_t o = 0; status == GR_OK && l.n && o < l.outer; o++)
        for (size_t i = 0; i < l.inner; i += LINE_BLOCK) {
            const GrReal *y = take_lines(&l, out->data, o, i, block[0]);
            const GrReal *dy = take_lines(&l, dout->data, o, i, block[1]);
            GrReal *to = lines_to_fill(&l, dx->data, o, block[2]);
            for (size_t c = 0; c < block_count(&l, i); c++)
                slopes(y + c * l.pitch, dy + c * l.pitch, l.n, to + c * l.pitch);
            put_lines(&l, to, o, i, dx->data);
        }
    for (int b = 0; b < 3; b++)
        block_free(&l, block[b]);
    if (status == GR_OK)
        return gr_grad_give(n->in[0], dx);
    gr_release(dx);
    return status;
}

#endif
