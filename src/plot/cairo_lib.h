/* cairo_lib.h: Cairo's functions, found when the first picture is made.
 *
 * The library and the two dozen that it needs would double the time in which Gradus starts, and
 * most sessions save no picture: it is opened with dlopen, as OpenBLAS is. Includes Cairo's
 * headers; the types of the functions are theirs.
 */
#ifndef GR_CAIRO_LIB_H
#define GR_CAIRO_LIB_H

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

/* Every function of Cairo that this room calls: X(create) stands for cairo_create. */
#define GR_CAIRO_FUNCTIONS(X)                                                                      \
    X(create)                                                                                      \
    X(destroy)                                                                                     \
    X(status)                                                                                      \
    X(status_to_string)                                                                            \
    X(surface_status)                                                                              \
    X(surface_finish)                                                                              \
    X(surface_flush)                                                                               \
    X(surface_destroy)                                                                             \
    X(surface_mark_dirty)                                                                          \
    X(surface_write_to_png_stream)                                                                 \
    X(image_surface_create)                                                                        \
    X(image_surface_get_data)                                                                      \
    X(image_surface_get_stride)                                                                    \
    X(svg_surface_create_for_stream)                                                               \
    X(svg_surface_set_document_unit)                                                               \
    X(pdf_surface_create_for_stream)                                                               \
    X(pdf_surface_set_metadata)                                                                    \
    X(save)                                                                                        \
    X(restore)                                                                                     \
    X(translate)                                                                                   \
    X(rotate)                                                                                      \
    X(scale)                                                                                       \
    X(rectangle)                                                                                   \
    X(clip)                                                                                        \
    X(new_path)                                                                                    \
    X(new_sub_path)                                                                                \
    X(move_to)                                                                                     \
    X(line_to)                                                                                     \
    X(arc)                                                                                         \
    X(close_path)                                                                                  \
    X(stroke)                                                                                      \
    X(stroke_preserve)                                                                             \
    X(fill)                                                                                        \
    X(fill_preserve)                                                                               \
    X(paint)                                                                                       \
    X(set_source_rgba)                                                                             \
    X(set_source_surface)                                                                          \
    X(get_source)                                                                                  \
    X(pattern_set_filter)                                                                          \
    X(pattern_set_extend)                                                                          \
    X(set_line_width)                                                                              \
    X(set_line_cap)                                                                                \
    X(set_line_join)                                                                               \
    X(set_dash)                                                                                    \
    X(select_font_face)                                                                            \
    X(get_scaled_font)                                                                             \
    X(scaled_font_text_to_glyphs)                                                                  \
    X(glyph_free)                                                                                  \
    X(set_font_size)                                                                               \
    X(font_options_create)                                                                         \
    X(font_options_destroy)                                                                        \
    X(font_options_set_hint_style)                                                                 \
    X(font_options_set_hint_metrics)                                                               \
    X(set_font_options)                                                                            \
    X(text_extents)                                                                                \
    X(text_path)                                                                                   \
    X(show_text)

typedef struct {
#define X(name) __typeof__(&cairo_##name) name;
    GR_CAIRO_FUNCTIONS(X)
#undef X
} GrCairo;

/* Cairo's functions, or NULL where the library is missing; it is looked for once. */
const GrCairo *gr_cairo(void);

#endif
