/* gradcheck.h: compares the gradients of backward with finite differences. The judge of every
 * backward in the core, and of what users write. */
#ifndef GR_GRADCHECK_H
#define GR_GRADCHECK_H

#include "tensor.h"

/* Computes a single number from the inputs (by ops); *loss is a new reference. Called many times:
 * it must give the same answer for the same numbers. */
typedef GrStatus GrScalarFn(GrTensor *const *in, int n, void *data, GrTensor **loss);

/* A step and a bound on the error that suit the precision in use. */
#define GR_GRADCHECK_STEP (sizeof(GrReal) == sizeof(double) ? 1.0 / 1024 : 1.0 / 64)
#define GR_GRADCHECK_BOUND (sizeof(GrReal) == sizeof(double) ? 1e-8 : 2e-2)

/* Differentiates f at the inputs by backward and by differences of step eps (0: GR_GRADCHECK_STEP),
 * number by number, signs included. Only inputs that require a gradient are checked, or all if none
 * does. *worst is the largest |a - d| / max(|a|, |d|, 1 % of the largest |a|), infinite where
 * either is not a number; what rounding alone can do to d counts for less than 0.01. The inputs and
 * their gradients are left as they were. Fails with GR_GRAPH for computed inputs or a result that
 * is not a single number. */
GrStatus gr_gradcheck(GrScalarFn *f, GrTensor *const *in, int n, double eps, void *data,
                      double *worst);

#endif
