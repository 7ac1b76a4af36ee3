/* The same tests of optimizers, in double. */
#include "test_optims.c"
