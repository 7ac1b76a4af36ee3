/* reduce.h: for ops that turn each line along a dimension (or all numbers) into one number. The
 * file that includes it writes
 *
 *     static double value(const GrReal *x, size_t n);                      y of one line
 *     static void slopes(const GrReal *x, size_t n, double y, double dy,
 *                        GrReal *dx);                                      dx[i] = dy · dy/dx[i]
 *
 * and hands them to reduce and reduce_back. Arguments: dim (-1: everything), keepdim.
 */
#ifndef GR_REDUCE_H
#define GR_REDUCE_H

#include "lines.h"

enum { REDUCE_DIM, REDUCE_KEEPDIM };

static const GrArg reduce_args[] = {
    {.name = "dim",
     .type = GR_ARG_DIM,
     .def = -1,
     .doc = "the dimension that goes; without it all numbers become one"},
    {.name = "keepdim", .type = GR_ARG_BOOLEAN, .doc = "leaves a size of 1 in its place"},
    {.type = GR_ARG_END}};

typedef double LineValue(const GrReal *x, size_t n);
typedef void LineSlopes(const GrReal *x, size_t n, double y, double dy, GrReal *dx);

/* The shape that is left: without the dimension, or with 1 in its place. */
static inline GrStatus reduced_new(const GrNode *n, GrTensor **out) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[REDUCE_DIM], ndim = 0, shape[GR_MAX_DIM];
    bool keep = n->arg[REDUCE_KEEPDIM] != 0;
    for (int d = 0; d < x->ndim; d++)
        if (dim >= 0 && d != dim)
            shape[ndim++] = x->shape[d];
        else if (keep)
            shape[ndim++] = 1;
    return gr_tensor_new(ndim, shape, out);
}

static inline GrStatus reduce(GrNode *n, LineValue *value, GrTensor **out) {
    const GrTensor *x = n->in[0];
    Lines l;
    GrReal *block;
    GR_TRY(lines_along(n->op->doc.name, x, (int)n->arg[REDUCE_DIM], &l));
    GR_TRY(reduced_new(n, out));
    GR_TRY(block_new(&l, &block));
    GrReal *y = (*out)->data;
    for (size_t o = 0; o < l.outer; o++)
        for (size_t i = 0; i < l.inner; i += LINE_BLOCK) {
            const GrReal *line = take_lines(&l, x->data, o, i, block);
            for (size_t c = 0; c < block_count(&l, i); c++)
                *y++ = (GrReal)value(line + c * l.pitch, l.n);
        }
    block_free(&l, block);
    return GR_OK;
}

/* As reduce, for ops that have no answer for no numbers. */
static inline GrStatus reduce_some(GrNode *n, LineValue *value, GrTensor **out) {
    const GrTensor *x = n->in[0];
    int dim = (int)n->arg[REDUCE_DIM];
    if (dim < x->ndim && (dim < 0 ? x->numel : (size_t)x->shape[dim]) == 0)
        return gr_fail(GR_SHAPE, "%s of no numbers: the tensor has shape %s", n->op->doc.name,
                       gr_tensor_shape_text(x));
    return reduce(n, value, out);
}

static inline GrStatus reduce_back(GrNode *n, GrTensor *out, GrTensor *dout, LineSlopes *slopes) {
    const GrTensor *x = n->in[0];
    Lines l;
    GrTensor *dx = NULL;
    GrReal *from = NULL, *to = NULL;
    GR_TRY(lines_along(n->op->doc.name, x, (int)n->arg[REDUCE_DIM], &l));
    GR_TRY(gr_tensor_like(x, &dx));
    GrStatus status = block_new(&l, &from);
    if (status == GR_OK)
        status = block_new(&l, &to);
    const GrReal *y = out->data, *dy = dout->data;
    for (size_t o = 0; status == GR_OK && o < l.outer; o++)
        for (size_t i = 0; i < l.inner; i += LINE_BLOCK) {
            const GrReal *line = take_lines(&l, x->data, o, i, from);
            GrReal *dline = lines_to_fill(&l, dx->data, o, to);
            for (size_t c = 0; c < block_count(&l, i); c++)
                slopes(line + c * l.pitch, l.n, (double)*y++, (double)*dy++, dline + c * l.pitch);
            put_lines(&l, dline, o, i, dx->data);
        }
    block_free(&l, from);
    block_free(&l, to);
    if (status == GR_OK)
        return gr_grad_give(n->in[0], dx);
    gr_release(dx);
    return status;
}

#endif
