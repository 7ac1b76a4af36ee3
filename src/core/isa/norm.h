/* norm.h: what batch_norm and layer_norm share. Both turn numbers into x̂ = (x - m) / √(v + ε), with
 * the mean m and variance v of a feature over the batch or of a row over its features, and then
 * y = γ x̂ + β with a learned γ and β for each feature. With g = γ dy, over whatever m and v
 * were taken of,
 *
 *     dx = (g - mean(g) - x̂ mean(g x̂)) / √(v + ε),   dγ = Σ dy x̂,   dβ = Σ dy  (over rows)
 */
#ifndef GR_NORM_H
#define GR_NORM_H

#include "../memory.h"
#include "lines.h"

/* Rows and columns of x [B, N]; γ, β: [N]. */
typedef struct Table {
    size_t rows, cols;
    const GrReal *x, *gamma, *beta;
} Table;

/* dβ += sums of dy, dγ += sums of dy x̂, from double sums; for inputs 2 and 1. */
static inline GrStatus give_sums(GrNode *n, int i, const double *sum) {
    GrReal *d;
    bool fresh;
    if (!gr_wants(n, i))
        return GR_OK;
    GR_TRY(gr_grad_open(n->in[i], &d, &fresh));
    for (size_t j = 0; j < n->in[i]->numel; j++)
        d[j] = (fresh ? 0 : d[j]) + (GrReal)sum[j];
    return GR_OK;
}

/* `what` is the layer's name, which its user knows. */
static inline GrStatus check_scale(const GrNode *n, const char *what, int features) {
    for (int i = 1; i < n->n_in; i++)
        if (n->in[i]->ndim != 1 || n->in[i]->shape[0] != features) {
            gr_fail(GR_SHAPE, "%s was made for %zu features, but the input has %d (shape %s)", what,
                    n->in[i]->numel, features, gr_tensor_shape_text(n->in[0]));
            return gr_hint(GR_SHAPE, "the layer's number must equal the number of features, the "
                                     "last size of the input");
        }
    return GR_OK;
}

#endif
