/* reg.c: the list of regularizers, and the penalty that three of them share. */
#include "reg.h"

#include "graph.h"
#include "isa.h"

#define REG(name) extern const GrRegDef gr_reg_##name;
#include "regs.def"
#undef REG

const GrRegDef *const gr_regs[GR_REG_COUNT] = {
#define REG(name) [GR_REG_##name] = &gr_reg_##name,
#include "regs.def"
#undef REG
};

GrStatus gr_penalty(double l1, double l2, GrTensor *const *w, int n, GrTensor **out) {
    const double arg[GR_MAX_ARG] = {l1, l2};
    return gr_apply(GR_OP(penalty), w, n, arg, out);
}

void gr_penalty_prox(double l1, double l2, GrTensor *w, double lr) {
    double pull = lr * l1, shrink = 1 / (1 + 2 * lr * l2);
    for (size_t i = 0; i < w->numel; i++) {
        double left = fabs((double)w->data[i]) - pull;
        /* asked this way round, NaN stays NaN */
        w->data[i] = (GrReal)(left <= 0 ? 0 : copysign(left * shrink, (double)w->data[i]));
    }
}
