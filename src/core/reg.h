/* reg.h: regularizers: penalties to add to a loss, and constraints to apply after a step. They work
 * on tensors; which tensors of a model are meant (weights, not biases) is the caller's business.
 */
#ifndef GR_REG_H
#define GR_REG_H

#include "def.h"

enum {
#define REG(name) GR_REG_##name,
#include "regs.def"
#undef REG
    GR_REG_COUNT
};
extern const GrRegDef *const gr_regs[GR_REG_COUNT];

/* The last argument of every record: which tensors of a model count. Read by lua/nn/reg.lua. */
#define GR_REG_BIAS                                                                                \
    {                                                                                              \
        .name = "bias", .type = GR_ARG_BOOLEAN, .named_only = true,                                \
        .doc = "includes the biases of a model, too; without it only weights count"                \
    }

/* l1 Σ|w| + l2 Σw² over n tensors, as a differentiable scalar. */
GrStatus gr_penalty(double l1, double l2, GrTensor *const *w, int n, GrTensor **out);

/* The proximal step of that penalty, in place: w = sign(w) max(|w| - lr l1, 0) / (1 + 2 lr l2).
 * Weights that |w| <= lr l1 become exactly 0. */
void gr_penalty_prox(double l1, double l2, GrTensor *w, double lr);

#endif
