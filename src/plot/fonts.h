/* fonts.h: letters for every script: the usual font, and for what it lacks another one.
 *
 * Cairo's plain text draws with one font alone and puts a box where that has no letter. Here a text
 * is cut into runs that one font can draw; fontconfig, which Cairo itself needs, knows which. It is
 * opened when the first letter is missing. Includes Cairo's headers.
 */
#ifndef GR_FONTS_H
#define GR_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cairo_lib.h"

enum { GR_RUN = 240, GR_CHARACTER = 8 };

/* Select in `cr` a font for the beginning of a text (valid UTF-8, not empty) and return how many of
 * its bytes, at most GR_RUN, that font draws. Where no font has the first character, it is copied
 * to `missing` and will be a box. */
size_t gr_font_choose(const GrCairo *cairo, cairo_t *cr, const char *text, bool bold,
                      char missing[GR_CHARACTER]);

/* The family of a font that has the character; NULL: there is none, or fontconfig is missing. The
 * name is valid until the next call. */
const char *gr_font_with(uint32_t character);

#endif
