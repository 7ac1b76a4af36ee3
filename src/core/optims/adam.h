/* adam.h: the moments that Adam and its relatives share. Included by their files.
 *
 *     m = β1 m + (1 - β1) g              running mean of the gradient
 *     v = β2 v + (1 - β2) g²             running mean of its square
 */
#ifndef GR_ADAM_H
#define GR_ADAM_H

#include "../isa/vector.h"

enum { LR, BETAS, EPS, WEIGHT_DECAY, AMSGRAD };

#define GR_ADAM_ARGS(lr_default, decay_default)                                                    \
    {.name = "lr", .type = GR_ARG_NUMBER, .def = (lr_default), .range = "[0, inf)",                \
     .doc = "learning rate: about the size of a step"},                                            \
    {.name = "betas", .type = GR_ARG_PAIR, .def = 0.9, .def2 = 0.999, .range = "[0, 1)",           \
     .doc = "how long the mean and the mean square of the gradient remember"},                     \
    {.name = "eps", .type = GR_ARG_NUMBER, .def = 1e-8, .range = "[0, inf)",                       \
     .doc = "keeps the division from exploding"},                                                  \
    {.name = "weight_decay", .type = GR_ARG_NUMBER, .def = (decay_default), .range = "[0, inf)",   \
     .doc = "pulls weights towards 0"}

#endif
