/* optim.h: optimizers. The parameters' numbers, gradients and state lie in flat vectors, so that an
 * update is one loop over stretches of neighbours. */
#ifndef GR_OPTIM_H
#define GR_OPTIM_H

#include "def.h"

typedef struct GrOptim {
    const GrOptimDef *def;
    GrValue arg[GR_MAX_ARG]; /* arg[0].num is the learning rate; may be changed between steps */
    int n_params;
    GrTensor **param;  /* retained */
    size_t *offset;    /* where each one's state begins */
    long *age;         /* updates each has had */
    size_t state_size; /* numbers in one state vector */
    GrReal *state[GR_MAX_STATE];
    uint32_t run; /* the coach's book on it (watch_state.h); 0: none */
    /* The coach's, to be asked in the usual step without a call: */
    bool zeroed;   /* there was no step since; */
    bool measured; /* the next step is to be */
} GrOptim;

/* Parameters that live alone are moved behind one another; the tensors stay the same objects. */
GrStatus gr_optim_new(const GrOptimDef *def, GrTensor *const *params, int n_params,
                      const GrValue *arg, GrOptim **out);
void gr_optim_free(GrOptim *o);

/* Updates every parameter that has a gradient. Polls for Ctrl-C before it begins, never inside. */
GrStatus gr_optim_step(GrOptim *o);

/* Marks every gradient as zero. */
void gr_optim_zero_grad(GrOptim *o);

#endif
