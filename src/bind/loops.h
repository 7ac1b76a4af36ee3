/* loops.h: what the ledger knows of training loops that students write themselves. The calls cost a
 * few nanoseconds, so they are always made; lua/loops.lua reads what they leave. */
#ifndef GR_LOOPS_H
#define GR_LOOPS_H

#include <lua.h>

#include "core/optim.h"
#include "core/tensor.h"

/* backward() was called on a loss; its number goes with the next step. */
void grL_loops_loss(const GrTensor *loss);

/* An optimizer was made: forgets one that had the same address. */
void grL_loops_made(const GrOptim *o);

/* opt:step() was called from Lua. */
void grL_loops_step(const GrOptim *o);

#endif
