/* Matrix products, in double. */
#include "test_product.c"
