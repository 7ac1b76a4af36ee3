/* The golden tables, in double. */
#include "test_golden.c"
