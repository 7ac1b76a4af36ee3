/* sixel.h: pixels as sixels, the pictures that DEC's terminals and many of today's can show. */
#ifndef GR_SIXEL_H
#define GR_SIXEL_H

#include <stdbool.h>

#include "bytes.h"

/* Append the sixels of an image to `out`. pixels: 32 bits each, 0x__RRGGBB in the machine's own
 * order, `stride` bytes a row. Width and height are cut to whole multiples of GR_SIXEL_GRID. False
 * and *why where the library (Chafa) is missing or memory ends. */
bool gr_sixel(const unsigned char *pixels, int width, int height, int stride, GrBytes *out,
              const char **why);

enum { GR_SIXEL_GRID = 6 };

#endif
