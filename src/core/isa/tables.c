/* tables.c: gathers the records of one build (compiled once per instruction set). */
#include "../isa.h"
#include "product.h"
#include "vector.h"

#define OP(name) extern const GrOpDef GR_SYM(gr_op_##name);
#include "../ops.def"
#undef OP
#define LOSS(name) extern const GrLossDef GR_SYM(gr_loss_##name);
#include "../losses.def"
#undef LOSS
#define OPTIM(name) extern const GrOptimDef GR_SYM(gr_optim_##name);
#include "../optims.def"
#undef OPTIM

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

extern const GrTables GR_SYM(gr_tables);
const GrTables GR_SYM(gr_tables) = {
    .name = TEXT(GR_ISA),
    .lanes = GR_LANES,
    .op =
        {
#define OP(name) [GR_OP_##name] = &GR_SYM(gr_op_##name),
#include "../ops.def"
#undef OP
        },
    .loss =
        {
#define LOSS(name) [GR_LOSS_##name] = &GR_SYM(gr_loss_##name),
#include "../losses.def"
#undef LOSS
        },
    .optim =
        {
#define OPTIM(name) [GR_OPTIM_##name] = &GR_SYM(gr_optim_##name),
#include "../optims.def"
#undef OPTIM
        },
    .product = gr_product,
    .add = gr_vector_add,
    .count_outside = gr_vector_count_outside,
    .square = gr_vector_square,
    .square_apart = gr_vector_square_apart,
};
