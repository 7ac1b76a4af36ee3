/* The same tests of losses, in double. */
#include "test_losses.c"
