/* loss.h: what all losses share: the reduction and the checks of class labels. */
#ifndef GR_LOSS_COMMON_H
#define GR_LOSS_COMMON_H

#include "def.h"

/* Values of the argument `reduction`, the first of every loss. */
enum { GR_MEAN, GR_SUM, GR_NONE };
#define GR_REDUCTION                                                                               \
    {                                                                                              \
        .name = "reduction", .type = GR_ARG_CHOICE, .def = GR_MEAN, .choices = "mean|sum|none",    \
        .named_only = true, .doc = "average over all numbers, add them up, or keep them apart"     \
    }

/* Applies a loss to {output, target, …}; the coach sees it. */
GrStatus gr_loss_apply(const GrLossDef *def, GrTensor *const *in, int n_in, const double *number,
                       GrTensor **out);

/* Reduces per-element losses; sums in double. */
GrStatus gr_reduce_loss(GrTensor *each, double reduction, GrTensor **out);

/* Multiplies per-element slopes by the incoming gradient: a number (divided by the count for the
 * mean) or, unreduced, a tensor. */
void gr_scale_loss_grad(GrTensor *d, const GrTensor *dout, double reduction);

/* t stretched to the given shape: a new reference to t itself where nothing needs stretching. */
GrStatus gr_expand(GrTensor *t, int ndim, const int *shape, GrTensor **out);

/* Checks that y [n] holds whole numbers 1…K. `what` names the loss in the message. */
GrStatus gr_check_labels(const char *what, const GrTensor *y, int classes);

#endif
