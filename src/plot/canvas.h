/* canvas.h: a page on which lines, areas, markers, texts and images are drawn; it ends as the bytes
 * of a picture.
 *
 * Lengths are pixels (points in a PDF) from the upper left corner, y downwards; colours 0xRRGGBBAA.
 * Points come as x1, y1, x2, y2, …; what lies outside of the page is not drawn, and is no mistake.
 * No file is touched and nothing printed. What goes wrong on the way is kept and told by
 * gr_canvas_finish. Includes neither Lua nor core.
 */
#ifndef GR_CANVAS_H
#define GR_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct GrCanvas GrCanvas;

/* GR_SIXEL: a picture inside of a terminal, as DEC's terminals take it. */
typedef enum { GR_SVG, GR_PNG, GR_PDF, GR_SIXEL } GrFormat;

typedef enum {
    GR_CIRCLE,
    GR_DIAMOND,
    GR_TRIANGLE,
    GR_SQUARE,
    GR_CROSS,
    GR_PLUS,
} GrShape;

enum { GR_DASHES = 8 };

typedef struct {
    uint32_t colour;
    double width;
    double dash[GR_DASHES]; /* lengths of on, off, on, …; none: a solid line */
    int dashes;
    bool round; /* ends and corners */
} GrPen;

typedef struct {
    GrShape shape;
    double size; /* diameter */
    uint32_t colour;
    uint32_t edge; /* colour of a thin rim; 0: none */
    bool open;     /* only its outline, on the edge's colour */
} GrMark;

typedef struct {
    double size; /* height of a line of text, roughly 1.4 times a capital's */
    uint32_t colour;
    uint32_t halo; /* colour of a soft rim that lifts the text off what is behind; 0: none */
    bool bold;
    double anchor; /* 0: the text begins at x, 0.5: it is centred there, 1: it ends there */
    double angle;  /* in radians, clockwise */
} GrFont;

/* Make a white page. NULL and why: the library is missing or has no memory left. */
GrCanvas *gr_canvas_new(GrFormat format, int width, int height, const char **why);

/* Give the page back; NULL is allowed. */
void gr_canvas_free(GrCanvas *canvas);

/* Title and one-sentence description, for those who do not see the picture (PDF only). */
void gr_canvas_describe(GrCanvas *canvas, const char *title, const char *words);

void gr_canvas_line(GrCanvas *canvas, const double *points, size_t n, const GrPen *pen);
void gr_canvas_fill(GrCanvas *canvas, const double *points, size_t n, uint32_t colour);
void gr_canvas_marks(GrCanvas *canvas, const double *points, size_t n, const GrMark *mark);

/* Draw a text; y is the middle of its capitals. */
void gr_canvas_text(GrCanvas *canvas, double x, double y, const char *text, const GrFont *font);

/* How wide a text is. */
double gr_canvas_text_width(GrCanvas *canvas, const char *text, const GrFont *font);

/* A character of these texts that no font of this system has, and that became a box; or NULL. */
const char *gr_canvas_missing(const GrCanvas *canvas);

typedef struct {
    double x, y, w, h;
} GrBox;

/* Draw nx times ny coloured cells (row by row from the top) into a box; smooth: with soft
 * transitions between their middles. */
void gr_canvas_image(GrCanvas *canvas, GrBox box, const uint32_t *colours, int nx, int ny,
                     bool smooth);

/* From now on draw inside of the box only; gr_canvas_unclip ends that. Boxes do not nest. */
void gr_canvas_clip(GrCanvas *canvas, GrBox box);
void gr_canvas_unclip(GrCanvas *canvas);

/* Finish the page: *bytes (the canvas keeps them) and *n are the file. False and *why where
 * something went wrong, now or earlier. */
bool gr_canvas_finish(GrCanvas *canvas, const unsigned char **bytes, size_t *n, const char **why);

#endif
