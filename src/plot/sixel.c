/* sixel.c: sixels by Chafa, which is opened when the first ones are wanted. The only file that
 * includes Chafa's headers.
 *
 * Chafa lays images out on cells of text; cells of GR_SIXEL_GRID pixels a side keep ours as it is.
 */
#include "sixel.h"

#include <chafa.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"

#define FUNCTIONS(X)                                                                               \
    X(chafa_canvas_config_new)                                                                     \
    X(chafa_canvas_config_unref)                                                                   \
    X(chafa_canvas_config_set_geometry)                                                            \
    X(chafa_canvas_config_set_cell_geometry)                                                       \
    X(chafa_canvas_config_set_pixel_mode)                                                          \
    X(chafa_canvas_config_set_dither_mode)                                                         \
    X(chafa_canvas_config_set_canvas_mode)                                                         \
    X(chafa_canvas_new)                                                                            \
    X(chafa_canvas_unref)                                                                          \
    X(chafa_canvas_draw_all_pixels)                                                                \
    X(chafa_canvas_print)                                                                          \
    X(g_string_free)

static struct {
#define X(name) __typeof__(&(name)) name;
    FUNCTIONS(X)
#undef X
} lib;

static bool load(void) {
    static const char *const files[] = {
#ifdef GR_CHAFA_LIBRARY
        GR_CHAFA_LIBRARY,
#endif
        "libchafa.so.0", "libchafa.0.dylib"};
#define X(name) #name,
    static const char *const functions[] = {FUNCTIONS(X)};
#undef X
    static GrLibrary library = GR_LIBRARY(files, functions, lib);
    return gr_library(&library);
}

/* The image as bytes red, green, blue: one order on every machine. */
static unsigned char *rgb_of(const unsigned char *pixels, int width, int height, int stride) {
    unsigned char *rgb = malloc((size_t)width * (size_t)height * 3), *to = rgb;
    if (!rgb)
        return NULL;
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++) {
            uint32_t pixel;
            memcpy(&pixel, pixels + (size_t)row * (size_t)stride + 4 * (size_t)column, 4);
            *to++ = (unsigned char)(pixel >> 16);
            *to++ = (unsigned char)(pixel >> 8);
            *to++ = (unsigned char)pixel;
        }
    return rgb;
}

/* The fixed palette: one made for the image would spend its colours on the greys of smooth letters,
 * and turn a thin blue line into one more of them. */
static ChafaCanvas *new_canvas(int width, int height) {
    ChafaCanvasConfig *config = lib.chafa_canvas_config_new();
    lib.chafa_canvas_config_set_geometry(config, width / GR_SIXEL_GRID, height / GR_SIXEL_GRID);
    lib.chafa_canvas_config_set_cell_geometry(config, GR_SIXEL_GRID, GR_SIXEL_GRID);
    lib.chafa_canvas_config_set_pixel_mode(config, CHAFA_PIXEL_MODE_SIXELS);
    lib.chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_NONE);
    lib.chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_INDEXED_240);
    ChafaCanvas *canvas = lib.chafa_canvas_new(config);
    lib.chafa_canvas_config_unref(config);
    return canvas;
}

bool gr_sixel(const unsigned char *pixels, int width, int height, int stride, GrBytes *out,
              const char **why) {
    if (!load()) {
        *why = "the library Chafa (libchafa.so.0) is missing";
        return false;
    }
    width -= width % GR_SIXEL_GRID;
    height -= height % GR_SIXEL_GRID;
    unsigned char *rgb = rgb_of(pixels, width, height, stride);
    *why = "no memory for a picture";
    if (!rgb)
        return false;
    ChafaCanvas *canvas = new_canvas(width, height);
    lib.chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8, rgb, width, height, 3 * width);
    GString *text = lib.chafa_canvas_print(canvas, NULL);
    bool done = gr_bytes_add(out, text->str, text->len);
    lib.g_string_free(text, TRUE);
    lib.chafa_canvas_unref(canvas);
    free(rgb);
    return done;
}
