/* product.h: the matrix product of one build. See GrProduct in isa.h. */
#ifndef GR_PRODUCT_H
#define GR_PRODUCT_H

#include "../isa.h"

#define gr_product GR_SYM(gr_product)
#define gr_product_plain GR_SYM(gr_product_plain)

GrStatus gr_product(const GrProduct *p);

/* The plain-loop twin: what a matrix product is, in six lines. Used by the tests. */
void gr_product_plain(const GrProduct *p);

#endif
