/* pool.h: for ops that turn each k by k window of an image into one number. Windows do not overlap;
 * what is left over at the right and lower edge is not looked at (as PyTorch). A file that includes
 * this writes a function on one window and hands it to pool_forward or pool_backward.
 */
#ifndef GR_POOL_H
#define GR_POOL_H

#include "../graph.h"
#include "vector.h"

static const GrArg pool_args[] = {{.name = "k",
                                   .type = GR_ARG_INTEGER,
                                   .required = true,
                                   .range = "[1, inf)",
                                   .doc = "height and width of the windows"},
                                  {.type = GR_ARG_END}};

typedef struct Pool {
    size_t images; /* B·C */
    int height, width, k, out_h, out_w;
} Pool;

static inline GrStatus pool_sizes(const GrNode *n, Pool *p) {
    const GrTensor *x = n->in[0];
    int k = (int)n->arg[0];
    if (x->ndim != 4)
        return gr_fail(GR_SHAPE,
                       "%s takes images of shape [batch, channels, height, width], not %s",
                       n->op->layer, gr_tensor_shape_text(x));
    if (k < 1 || x->shape[2] < k || x->shape[3] < k)
        return gr_fail(GR_SHAPE, "%s: windows of %d by %d do not fit into images of %d by %d",
                       n->op->layer, k, k, x->shape[2], x->shape[3]);
    *p = (Pool){(size_t)x->shape[0] * (size_t)x->shape[1],
                x->shape[2],
                x->shape[3],
                k,
                x->shape[2] / k,
                x->shape[3] / k};
    return GR_OK;
}

/* Where the window of place (oy, ox) of an image begins. */
static inline size_t window_at(const Pool *p, size_t image, int oy, int ox) {
    size_t row = image * (size_t)p->height + (size_t)(oy * p->k);
    return row * (size_t)p->width + (size_t)(ox * p->k);
}

typedef GrReal WindowValue(const GrReal *window, const Pool *p);
typedef void WindowSlopes(const GrReal *window, const Pool *p, GrReal dy, GrReal *dwindow);

static inline GrStatus pool_forward(GrNode *n, WindowValue *value, GrTensor **out) {
    const GrTensor *x = n->in[0];
    Pool p = {0};
    GR_TRY(pool_sizes(n, &p));
    GR_TRY(gr_tensor_new(4, (int[]){x->shape[0], x->shape[1], p.out_h, p.out_w}, out));
    GrReal *y = (*out)->data;
    for (size_t i = 0; i < p.images; i++)
        for (int oy = 0; oy < p.out_h; oy++)
            for (int ox = 0; ox < p.out_w; ox++)
                *y++ = value(x->data + window_at(&p, i, oy, ox), &p);
    return GR_OK;
}

static inline GrStatus pool_backward(GrNode *n, WindowSlopes *slopes, const GrTensor *dout) {
    const GrTensor *x = n->in[0];
    Pool p = {0};
    GrTensor *dx = NULL;
    GR_TRY(pool_sizes(n, &p));
    GR_TRY(gr_tensor_filled(x->ndim, x->shape, 0, &dx));
    const GrReal *dy = dout->data;
    for (size_t i = 0; i < p.images; i++)
        for (int oy = 0; oy < p.out_h; oy++)
            for (int ox = 0; ox < p.out_w; ox++) {
                size_t at = window_at(&p, i, oy, ox);
                slopes(x->data + at, &p, *dy++, dx->data + at);
            }
    return gr_grad_give(n->in[0], dx);
}

#endif
