/* The gradient check of every record, in double. */
#include "test_gradcheck.c"
