/* src/plot/canvas.c: pages as files. PNGs are read back by libpng, pixel by pixel. */
#include "plot/canvas.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plot/fonts.h"

enum { W = 60, H = 40 };

static GrCanvas *page(GrFormat format) {
    const char *why = NULL;
    GrCanvas *c = gr_canvas_new(format, W, H, &why);
    assert_non_null(c);
    return c;
}

/* The finished page as pixels 0xRRGGBB, row by row; the canvas is given back. */
static void read_back(GrCanvas *c, uint32_t pixels[W * H]) {
    static unsigned char rgb[W * H * 3];
    const unsigned char *bytes;
    size_t n;
    const char *why;
    assert_true(gr_canvas_finish(c, &bytes, &n, &why));
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, bytes, n));
    assert_int_equal(image.width, W);
    assert_int_equal(image.height, H);
    image.format = PNG_FORMAT_RGB;
    assert_true(png_image_finish_read(&image, NULL, rgb, 0, NULL));
    for (int i = 0; i < W * H; i++)
        pixels[i] = (uint32_t)rgb[3 * i] << 16 | (uint32_t)rgb[3 * i + 1] << 8 | rgb[3 * i + 2];
    gr_canvas_free(c);
}

static int count(const uint32_t *pixels, uint32_t colour) {
    int n = 0;
    for (int i = 0; i < W * H; i++)
        n += pixels[i] == colour;
    return n;
}

static uint32_t pixels[W * H];

static const GrFont letters = {.size = 20, .colour = 0x000000FF};

static void a_letter_that_no_font_has_is_told(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    gr_canvas_text(c, 5, 20, "loss \u2192 \u00B2", &letters);
    assert_null(gr_canvas_missing(c));
    gr_canvas_text(c, 5, 20, "a\U0010FFF0b", &letters);
    assert_string_equal(gr_canvas_missing(c), "\U0010FFF0");
    gr_canvas_free(c);
}

/* Mathematical letters are in few fonts; where one has them, it must be found. */
static void another_font_helps_out(void **state) {
    (void)state;
    const uint32_t script_a = 0x1D49C;
    GrCanvas *c = page(GR_PNG);
    double width = gr_canvas_text_width(c, "x\U0001D49Cx", &letters);
    assert_true(width > gr_canvas_text_width(c, "xx", &letters));
    assert_int_equal(gr_canvas_missing(c) == NULL, gr_font_with(script_a) != NULL);
    gr_canvas_free(c);
}

static void a_long_text_is_drawn_in_runs(void **state) {
    (void)state;
    char text[1001] = {0};
    memset(text, 'n', 1000);
    GrCanvas *c = page(GR_PNG);
    double one = gr_canvas_text_width(c, "n", &letters);
    assert_in_range(lround(gr_canvas_text_width(c, text, &letters)), lround(999 * one),
                    lround(1001 * one));
    gr_canvas_free(c);
}

static void an_empty_page_is_white(void **state) {
    (void)state;
    read_back(page(GR_PNG), pixels);
    assert_int_equal(count(pixels, 0xFFFFFF), W * H);
}

static void a_fill_covers_its_corners(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    gr_canvas_fill(c, (double[]){10, 10, 30, 10, 30, 20, 10, 20}, 4, 0x0B6CB8FF);
    read_back(c, pixels);
    assert_int_equal(count(pixels, 0x0B6CB8), 20 * 10);
    assert_int_equal(pixels[10 * W + 10], 0x0B6CB8);
    assert_int_equal(pixels[10 * W + 9], 0xFFFFFF);
}

static void half_opaque_is_half_way_to_the_page(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    gr_canvas_fill(c, (double[]){0, 0, W, 0, W, H, 0, H}, 4, 0x00000080);
    read_back(c, pixels);
    assert_in_range(pixels[0] & 255, 126, 128);
}

static void a_dashed_line_has_gaps(void **state) {
    (void)state;
    GrPen pen = {.colour = 0x000000FF, .width = 2};
    GrCanvas *c = page(GR_PNG);
    gr_canvas_line(c, (double[]){0, 20, W, 20}, 2, &pen);
    read_back(c, pixels);
    assert_int_equal(count(pixels, 0), 2 * W);
    pen.dash[0] = 10, pen.dash[1] = 5, pen.dashes = 2;
    c = page(GR_PNG);
    gr_canvas_line(c, (double[]){0, 20, W, 20}, 2, &pen);
    read_back(c, pixels);
    assert_int_equal(count(pixels, 0), 2 * W * 10 / 15);
}

static void each_shape_marks_another_area(void **state) {
    (void)state;
    static uint32_t seen[6][W * H];
    for (int shape = GR_CIRCLE; shape <= GR_PLUS; shape++) {
        GrCanvas *c = page(GR_PNG);
        GrMark mark = {.shape = (GrShape)shape, .size = 24, .colour = 0x000000FF};
        gr_canvas_marks(c, (double[]){30, 20}, 1, &mark);
        read_back(c, seen[shape]);
        assert_true(count(seen[shape], 0) > 60);
        for (int other = 0; other < shape; other++)
            assert_memory_not_equal(seen[shape], seen[other], sizeof seen[0]);
    }
}

static void an_open_marker_is_empty_inside(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    GrMark mark = {.shape = GR_SQUARE, .size = 24, .colour = 0x000000FF, .open = true};
    gr_canvas_marks(c, (double[]){30, 20}, 1, &mark);
    read_back(c, pixels);
    assert_int_equal(pixels[20 * W + 30], 0xFFFFFF);
    assert_true(count(pixels, 0) > 60);
}

static void text_ends_where_its_width_says(void **state) {
    (void)state;
    GrFont font = {.size = 20, .colour = 0x000000FF};
    GrCanvas *c = page(GR_PNG);
    double width = gr_canvas_text_width(c, "mm", &font);
    assert_true(width > 20 && width < W);
    assert_true(gr_canvas_text_width(c, "mmm", &font) > width);
    gr_canvas_text(c, 0, 20, "mm", &font);
    read_back(c, pixels);
    int last = 0;
    for (int i = 0; i < W * H; i++)
        if (pixels[i] < 0x808080 && i % W > last)
            last = i % W;
    assert_true(last > width - 6 && last <= width);
}

static void an_image_keeps_its_cells_apart(void **state) {
    (void)state;
    const uint32_t colours[] = {0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0x000000FF};
    GrCanvas *c = page(GR_PNG);
    gr_canvas_image(c, (GrBox){0, 0, W, H}, colours, 2, 2, false);
    read_back(c, pixels);
    assert_int_equal(pixels[0], 0xFF0000);
    assert_int_equal(pixels[W - 1], 0x00FF00);
    assert_int_equal(pixels[(H - 1) * W], 0x0000FF);
    assert_int_equal(pixels[H * W - 1], 0);
    assert_true(count(pixels, 0xFF0000) >= W * H / 4 - W - H);
}

static void a_smooth_image_mixes_neighbours(void **state) {
    (void)state;
    const uint32_t colours[] = {0x000000FF, 0xFFFFFFFF};
    GrCanvas *c = page(GR_PNG);
    gr_canvas_image(c, (GrBox){0, 0, W, H}, colours, 2, 1, true);
    read_back(c, pixels);
    assert_int_equal(pixels[0], 0);
    assert_in_range(pixels[W / 2] & 255, 100, 155);
    assert_int_equal(pixels[W - 1], 0xFFFFFF);
}

static void what_is_clipped_is_not_drawn(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    gr_canvas_clip(c, (GrBox){0, 0, 10, 10});
    gr_canvas_fill(c, (double[]){0, 0, W, 0, W, H, 0, H}, 4, 0x000000FF);
    gr_canvas_unclip(c);
    gr_canvas_fill(c, (double[]){50, 30, 60, 30, 60, 40, 50, 40}, 4, 0x000000FF);
    read_back(c, pixels);
    assert_int_equal(count(pixels, 0), 200);
}

static void each_format_has_its_own_beginning(void **state) {
    (void)state;
    static const struct {
        GrFormat format;
        const char *begins;
    } expected[] = {{GR_SVG, "<?xml"}, {GR_PNG, "\x89PNG"}, {GR_PDF, "%PDF"}, {GR_SIXEL, "\033P"}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        GrCanvas *c = page(expected[i].format);
        const unsigned char *bytes;
        size_t n;
        const char *why;
        gr_canvas_describe(c, "title", "words");
        assert_true(gr_canvas_finish(c, &bytes, &n, &why));
        assert_true(n > strlen(expected[i].begins));
        assert_memory_equal(bytes, expected[i].begins, strlen(expected[i].begins));
        gr_canvas_free(c);
    }
}

static void a_broken_text_is_told_at_the_end(void **state) {
    (void)state;
    GrCanvas *c = page(GR_PNG);
    gr_canvas_text(c, 0, 20, "\xFF\xFE", &(GrFont){.size = 20, .colour = 0x000000FF});
    const unsigned char *bytes;
    size_t n;
    const char *why = NULL;
    assert_false(gr_canvas_finish(c, &bytes, &n, &why));
    assert_non_null(why);
    gr_canvas_free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_page_is_white),
        cmocka_unit_test(a_letter_that_no_font_has_is_told),
        cmocka_unit_test(another_font_helps_out),
        cmocka_unit_test(a_long_text_is_drawn_in_runs),
        cmocka_unit_test(a_fill_covers_its_corners),
        cmocka_unit_test(half_opaque_is_half_way_to_the_page),
        cmocka_unit_test(a_dashed_line_has_gaps),
        cmocka_unit_test(each_shape_marks_another_area),
        cmocka_unit_test(an_open_marker_is_empty_inside),
        cmocka_unit_test(text_ends_where_its_width_says),
        cmocka_unit_test(an_image_keeps_its_cells_apart),
        cmocka_unit_test(a_smooth_image_mixes_neighbours),
        cmocka_unit_test(what_is_clipped_is_not_drawn),
        cmocka_unit_test(each_format_has_its_own_beginning),
        cmocka_unit_test(a_broken_text_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
