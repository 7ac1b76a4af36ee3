/* fonts.c: the usual font, and for what it lacks another one. The only file that includes
 * fontconfig's headers. */
#include "fonts.h"

#include <stdio.h>
#include <string.h>

#include "library.h"

/* ---- a font that has a character ------------------------------------------------------------- */

#if __has_include(<fontconfig/fontconfig.h>)
#include <fontconfig/fontconfig.h>

#define FUNCTIONS(X)                                                                               \
    X(FcPatternCreate)                                                                             \
    X(FcPatternDestroy)                                                                            \
    X(FcPatternAddCharSet)                                                                         \
    X(FcPatternGetCharSet)                                                                         \
    X(FcPatternGetString)                                                                          \
    X(FcCharSetCreate)                                                                             \
    X(FcCharSetDestroy)                                                                            \
    X(FcCharSetAddChar)                                                                            \
    X(FcCharSetHasChar)                                                                            \
    X(FcConfigSubstitute)                                                                          \
    X(FcDefaultSubstitute)                                                                         \
    X(FcFontMatch)

static struct {
#define X(name) __typeof__(&(name)) name;
    FUNCTIONS(X)
#undef X
} lib;

static bool is_loaded(void) {
    static const char *const files[] = {"libfontconfig.so.1", "libfontconfig.1.dylib"};
#define X(name) #name,
    static const char *const functions[] = {FUNCTIONS(X)};
#undef X
    static GrLibrary library = GR_LIBRARY(files, functions, lib);
    return gr_library(&library);
}

/* What fontconfig finds nearest to "a font with this character". */
static FcPattern *nearest(uint32_t character) {
    FcPattern *wanted = lib.FcPatternCreate();
    FcCharSet *set = lib.FcCharSetCreate();
    lib.FcCharSetAddChar(set, character);
    lib.FcPatternAddCharSet(wanted, FC_CHARSET, set);
    lib.FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    lib.FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *found = lib.FcFontMatch(NULL, wanted, &result);
    lib.FcCharSetDestroy(set);
    lib.FcPatternDestroy(wanted);
    return found;
}

const char *gr_font_with(uint32_t character) {
    static char family[128];
    FcPattern *found = is_loaded() ? nearest(character) : NULL;
    FcCharSet *set;
    FcChar8 *name;
    bool has_it = found && lib.FcPatternGetCharSet(found, FC_CHARSET, 0, &set) == FcResultMatch &&
                  lib.FcCharSetHasChar(set, character) &&
                  lib.FcPatternGetString(found, FC_FAMILY, 0, &name) == FcResultMatch;
    if (has_it)
        snprintf(family, sizeof family, "%s", (const char *)name);
    if (found)
        lib.FcPatternDestroy(found);
    return has_it ? family : NULL;
}

#else

const char *gr_font_with(uint32_t character) {
    (void)character;
    return NULL;
}

#endif

/* ---- runs ------------------------------------------------------------------------------------ */

/* How many bytes the first character of a text takes, and which one it is. */
static size_t first_of(const char *text, uint32_t *character) {
    unsigned char lead = (unsigned char)*text;
    size_t n = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *character = n == 1 ? lead : lead & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        *character = *character << 6 | ((unsigned char)text[i] & 0x3F);
    return n;
}

static bool has_letter(const GrCairo *cairo, cairo_t *cr, const char *text, size_t n) {
    if (n == 1)
        return true; /* ASCII: every font has it */
    cairo_glyph_t *glyphs = NULL;
    int count = 0;
    cairo_status_t status = cairo->scaled_font_text_to_glyphs(
        cairo->get_scaled_font(cr), 0, 0, text, (int)n, &glyphs, &count, NULL, NULL, NULL);
    bool has_it = status == CAIRO_STATUS_SUCCESS && count > 0 && glyphs[0].index != 0;
    cairo->glyph_free(glyphs);
    return has_it;
}

/* How many bytes of a text the selected font draws, up to the first letter that it lacks; with
 * no_ascii up to the next plain letter, which is the usual font's. */
static size_t drawable(const GrCairo *cairo, cairo_t *cr, const char *text, bool no_ascii) {
    size_t n = 0;
    while (text[n]) {
        uint32_t character;
        size_t length = first_of(text + n, &character);
        if (n + length > GR_RUN || (no_ascii && length == 1) ||
            !has_letter(cairo, cr, text + n, length))
            break;
        n += length;
    }
    return n;
}

static void take_family(const GrCairo *cairo, cairo_t *cr, const char *family, bool bold) {
    cairo->select_font_face(cr, family, CAIRO_FONT_SLANT_NORMAL,
                            bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
}

size_t gr_font_choose(const GrCairo *cairo, cairo_t *cr, const char *text, bool bold,
                      char missing[GR_CHARACTER]) {
    static const char usual[] = "sans-serif";
    take_family(cairo, cr, usual, bold);
    size_t n = drawable(cairo, cr, text, false);
    if (n > 0)
        return n;
    uint32_t character;
    size_t length = first_of(text, &character);
    const char *family = gr_font_with(character);
    if (family) {
        take_family(cairo, cr, family, bold);
        n = drawable(cairo, cr, text, true);
    }
    if (n > 0)
        return n;
    take_family(cairo, cr, usual, bold);
    memcpy(missing, text, length);
    missing[length] = '\0';
    return length;
}
