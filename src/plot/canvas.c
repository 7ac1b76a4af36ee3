/* canvas.c: the page, drawn by Cairo. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "cairo_lib.h"
#include "fonts.h"
#include "sixel.h"

struct GrCanvas {
    const GrCairo *cairo;
    GrFormat format;
    int width, height;
    cairo_surface_t *surface;
    cairo_t *cr;
    GrBytes file; /* what has been written so far */
    bool clipped;
    char missing[GR_CHARACTER]; /* a letter that no font has */
};

static cairo_status_t keep(void *to, const unsigned char *data, unsigned int n) {
    return gr_bytes_add(to, data, n) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *open_surface(GrCanvas *c) {
    const GrCairo *cairo = c->cairo;
    if (c->format == GR_PDF)
        return cairo->pdf_surface_create_for_stream(keep, &c->file, c->width, c->height);
    if (c->format != GR_SVG)
        return cairo->image_surface_create(CAIRO_FORMAT_RGB24, c->width, c->height);
    cairo_surface_t *svg =
        cairo->svg_surface_create_for_stream(keep, &c->file, c->width, c->height);
    if (cairo->surface_status(svg) == CAIRO_STATUS_SUCCESS)
        cairo->svg_surface_set_document_unit(svg, CAIRO_SVG_UNIT_PX);
    return svg;
}

static void set_colour(GrCanvas *c, uint32_t colour) {
    c->cairo->set_source_rgba(c->cr, (colour >> 24) / 255.0, (colour >> 16 & 255) / 255.0,
                              (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

/* The same letters at the same places in each format: nothing is moved to whole pixels. */
static void choose_letters(GrCanvas *c) {
    cairo_font_options_t *options = c->cairo->font_options_create();
    c->cairo->font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    c->cairo->font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    c->cairo->set_font_options(c->cr, options);
    c->cairo->font_options_destroy(options);
}

GrCanvas *gr_canvas_new(GrFormat format, int width, int height, const char **why) {
    const GrCairo *cairo = gr_cairo();
    GrCanvas *c = cairo ? calloc(1, sizeof *c) : NULL;
    if (!c) {
        *why = cairo ? "no memory for a picture" : "the library Cairo (libcairo.so.2) is missing";
        return NULL;
    }
    *c = (GrCanvas){.cairo = cairo, .format = format, .width = width, .height = height};
    c->surface = open_surface(c);
    c->cr = cairo->create(c->surface);
    choose_letters(c);
    set_colour(c, 0xFFFFFFFF);
    cairo->paint(c->cr);
    return c;
}

void gr_canvas_free(GrCanvas *c) {
    if (!c)
        return;
    c->cairo->destroy(c->cr);
    c->cairo->surface_destroy(c->surface);
    gr_bytes_free(&c->file);
    free(c);
}

void gr_canvas_describe(GrCanvas *c, const char *title, const char *words) {
    if (c->format != GR_PDF)
        return;
    c->cairo->pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_TITLE, title);
    c->cairo->pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_SUBJECT, words);
}

/* ---- lines and areas ------------------------------------------------------------------------ */

static void trace(GrCanvas *c, const double *points, size_t n) {
    c->cairo->new_path(c->cr);
    for (size_t i = 0; i < n; i++)
        c->cairo->line_to(c->cr, points[2 * i], points[2 * i + 1]);
}

static void take_pen(GrCanvas *c, const GrPen *pen) {
    set_colour(c, pen->colour);
    c->cairo->set_line_width(c->cr, pen->width);
    c->cairo->set_line_cap(c->cr, pen->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    c->cairo->set_line_join(c->cr, pen->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
    c->cairo->set_dash(c->cr, pen->dash, pen->dashes, 0);
}

void gr_canvas_line(GrCanvas *c, const double *points, size_t n, const GrPen *pen) {
    trace(c, points, n);
    take_pen(c, pen);
    c->cairo->stroke(c->cr);
}

void gr_canvas_fill(GrCanvas *c, const double *points, size_t n, uint32_t colour) {
    trace(c, points, n);
    c->cairo->close_path(c->cr);
    set_colour(c, colour);
    c->cairo->fill(c->cr);
}

/* ---- markers -------------------------------------------------------------------------------- */

/* Corners of the shapes that have some, for a radius of 1; all cover about the same area. */
static const struct {
    int n;
    double at[8];
} corners[] = {
    [GR_DIAMOND] = {4, {0, -1.2, 1.2, 0, 0, 1.2, -1.2, 0}},
    [GR_TRIANGLE] = {3, {0, -1.2, 1.16, 0.85, -1.16, 0.85}},
    [GR_SQUARE] = {4, {-0.87, -0.87, 0.87, -0.87, 0.87, 0.87, -0.87, 0.87}},
};

/* Ends of the two strokes of a cross and of a plus. */
static const double strokes[][8] = {
    [GR_CROSS] = {-0.8, -0.8, 0.8, 0.8, -0.8, 0.8, 0.8, -0.8},
    [GR_PLUS] = {-1.1, 0, 1.1, 0, 0, -1.1, 0, 1.1},
};

static bool is_stroked(GrShape shape) {
    return shape == GR_CROSS || shape == GR_PLUS;
}

static void trace_shape(GrCanvas *c, GrShape shape, double x, double y, double r) {
    if (shape == GR_CIRCLE) {
        c->cairo->new_sub_path(c->cr);
        c->cairo->arc(c->cr, x, y, r, 0, 2 * 3.14159265358979);
        return;
    }
    if (is_stroked(shape)) {
        const double *at = strokes[shape];
        for (int k = 0; k < 2; k++, at += 4) {
            c->cairo->move_to(c->cr, x + r * at[0], y + r * at[1]);
            c->cairo->line_to(c->cr, x + r * at[2], y + r * at[3]);
        }
        return;
    }
    const double *at = corners[shape].at;
    c->cairo->move_to(c->cr, x + r * at[0], y + r * at[1]);
    for (int k = 1; k < corners[shape].n; k++)
        c->cairo->line_to(c->cr, x + r * at[2 * k], y + r * at[2 * k + 1]);
    c->cairo->close_path(c->cr);
}

static void stroke_shape(GrCanvas *c, uint32_t colour, double width) {
    take_pen(c, &(GrPen){.colour = colour, .width = width});
    c->cairo->stroke(c->cr);
}

static void draw_mark(GrCanvas *c, double x, double y, const GrMark *mark) {
    double r = mark->size / 2, line = fmax(1, mark->size / 5);
    c->cairo->new_path(c->cr);
    trace_shape(c, mark->shape, x, y, mark->open ? r - line / 4 : r);
    if (is_stroked(mark->shape) || mark->open) {
        if (mark->open) {
            set_colour(c, mark->edge ? mark->edge : 0xFFFFFFFF);
            c->cairo->fill_preserve(c->cr);
        }
        stroke_shape(c, mark->colour, line);
        return;
    }
    set_colour(c, mark->colour);
    c->cairo->fill_preserve(c->cr);
    if (mark->edge)
        stroke_shape(c, mark->edge, fmax(0.7, mark->size / 12));
    c->cairo->new_path(c->cr);
}

void gr_canvas_marks(GrCanvas *c, const double *points, size_t n, const GrMark *mark) {
    for (size_t i = 0; i < n; i++)
        draw_mark(c, points[2 * i], points[2 * i + 1], mark);
}

/* ---- texts ---------------------------------------------------------------------------------- */

/* Calls visit for each stretch of the text that one font can draw, that font selected. */
static void each_run(GrCanvas *c, const char *text, const GrFont *font,
                     void (*visit)(GrCanvas *c, const char *run, void *to), void *to) {
    c->cairo->set_font_size(c->cr, font->size);
    while (*text) {
        char run[GR_RUN + 1];
        size_t n = gr_font_choose(c->cairo, c->cr, text, font->bold, c->missing);
        memcpy(run, text, n);
        run[n] = '\0';
        visit(c, run, to);
        text += n;
    }
}

static void add_width(GrCanvas *c, const char *run, void *to) {
    cairo_text_extents_t extents;
    c->cairo->text_extents(c->cr, run, &extents);
    *(double *)to += extents.x_advance;
}

double gr_canvas_text_width(GrCanvas *c, const char *text, const GrFont *font) {
    double width = 0;
    each_run(c, text, font, add_width, &width);
    return width;
}

static void add_outline(GrCanvas *c, const char *run, void *to) {
    (void)to;
    c->cairo->text_path(c->cr, run);
}

/* A rim in the colour of the page, wide enough to hide a line that runs behind the letters. */
static void draw_halo(GrCanvas *c, const char *text, const GrFont *font) {
    each_run(c, text, font, add_outline, NULL);
    take_pen(c, &(GrPen){.colour = font->halo, .width = font->size / 4, .round = true});
    c->cairo->stroke(c->cr);
}

static void show_run(GrCanvas *c, const char *run, void *to) {
    (void)to;
    c->cairo->show_text(c->cr, run);
}

void gr_canvas_text(GrCanvas *c, double x, double y, const char *text, const GrFont *font) {
    const double half_capital = 0.36 * font->size; /* of common typefaces, 0.35 to 0.37 */
    double width = gr_canvas_text_width(c, text, font);
    c->cairo->save(c->cr);
    c->cairo->translate(c->cr, x, y);
    c->cairo->rotate(c->cr, font->angle);
    c->cairo->translate(c->cr, -font->anchor * width, half_capital);
    if (font->halo) {
        c->cairo->move_to(c->cr, 0, 0);
        draw_halo(c, text, font);
    }
    c->cairo->move_to(c->cr, 0, 0);
    set_colour(c, font->colour);
    each_run(c, text, font, show_run, NULL);
    c->cairo->restore(c->cr);
}

const char *gr_canvas_missing(const GrCanvas *c) {
    return *c->missing ? c->missing : NULL;
}

/* ---- images --------------------------------------------------------------------------------- */

/* Cairo's pixels: 0xAARRGGBB, multiplied by their opacity. */
static uint32_t pixel_of(uint32_t colour) {
    uint32_t a = colour & 255, r = (colour >> 24) * a / 255, g = (colour >> 16 & 255) * a / 255,
             b = (colour >> 8 & 255) * a / 255;
    return a << 24 | r << 16 | g << 8 | b;
}

static cairo_surface_t *image_of(GrCanvas *c, const uint32_t *colours, int nx, int ny) {
    cairo_surface_t *image = c->cairo->image_surface_create(CAIRO_FORMAT_ARGB32, nx, ny);
    unsigned char *data = c->cairo->image_surface_get_data(image);
    if (!data)
        return image; /* in an error state that setting it as a source passes on */
    int stride = c->cairo->image_surface_get_stride(image);
    for (int row = 0; row < ny; row++)
        for (int column = 0; column < nx; column++) {
            uint32_t pixel = pixel_of(colours[row * nx + column]);
            memcpy(data + (size_t)row * (size_t)stride + 4 * (size_t)column, &pixel, 4);
        }
    c->cairo->surface_mark_dirty(image);
    return image;
}

/* Viewers of vector pictures choose for themselves how to enlarge an image, and most blur it: cells
 * with sharp edges are drawn as rectangles there. */
static void draw_cells(GrCanvas *c, GrBox box, const uint32_t *colours, int nx, int ny) {
    double w = box.w / nx, h = box.h / ny;
    for (int row = 0; row < ny; row++)
        for (int column = 0; column < nx; column++) {
            set_colour(c, colours[row * nx + column]);
            /* a hair wider: neighbours must not let the page shine through between them */
            c->cairo->rectangle(c->cr, box.x + column * w, box.y + row * h,
                                w + (column + 1 < nx ? 0.4 : 0), h + (row + 1 < ny ? 0.4 : 0));
            c->cairo->fill(c->cr);
        }
}

enum { MOST_CELLS = 10000 }; /* as rectangles; more make an image even where it may be blurred */

void gr_canvas_image(GrCanvas *c, GrBox box, const uint32_t *colours, int nx, int ny, bool smooth) {
    if (!smooth && nx * ny <= MOST_CELLS) {
        draw_cells(c, box, colours, nx, ny);
        return;
    }
    cairo_surface_t *image = image_of(c, colours, nx, ny);
    c->cairo->save(c->cr);
    c->cairo->rectangle(c->cr, box.x, box.y, box.w, box.h);
    c->cairo->clip(c->cr);
    c->cairo->translate(c->cr, box.x, box.y);
    c->cairo->scale(c->cr, box.w / nx, box.h / ny);
    c->cairo->set_source_surface(c->cr, image, 0, 0);
    c->cairo->pattern_set_filter(c->cairo->get_source(c->cr),
                                 smooth ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
    c->cairo->pattern_set_extend(c->cairo->get_source(c->cr), CAIRO_EXTEND_PAD);
    c->cairo->paint(c->cr);
    c->cairo->restore(c->cr);
    c->cairo->surface_destroy(image);
}

/* ---- clipping and the end ------------------------------------------------------------------- */

void gr_canvas_clip(GrCanvas *c, GrBox box) {
    gr_canvas_unclip(c);
    c->cairo->save(c->cr);
    c->cairo->rectangle(c->cr, box.x, box.y, box.w, box.h);
    c->cairo->clip(c->cr);
    c->clipped = true;
}

void gr_canvas_unclip(GrCanvas *c) {
    if (c->clipped)
        c->cairo->restore(c->cr);
    c->clipped = false;
}

static bool write_sixels(GrCanvas *c, const char **why) {
    c->cairo->surface_flush(c->surface);
    const unsigned char *pixels = c->cairo->image_surface_get_data(c->surface);
    int stride = c->cairo->image_surface_get_stride(c->surface);
    return gr_sixel(pixels, c->width, c->height, stride, &c->file, why);
}

bool gr_canvas_finish(GrCanvas *c, const unsigned char **bytes, size_t *n, const char **why) {
    gr_canvas_unclip(c);
    cairo_status_t status = c->cairo->status(c->cr);
    if (status == CAIRO_STATUS_SUCCESS && c->format == GR_PNG)
        status = c->cairo->surface_write_to_png_stream(c->surface, keep, &c->file);
    if (status == CAIRO_STATUS_SUCCESS && c->format == GR_SIXEL && !write_sixels(c, why))
        return false;
    if (status == CAIRO_STATUS_SUCCESS) {
        c->cairo->surface_finish(c->surface);
        status = c->cairo->surface_status(c->surface);
    }
    *why = c->cairo->status_to_string(status);
    *bytes = c->file.data;
    *n = c->file.n;
    return status == CAIRO_STATUS_SUCCESS;
}
