/* canvas.c: src/plot's page as the module gradus.canvas.
 *
 *     canvas.new(format, width, height) -> page, or nil and why
 *
 * format: "svg", "png", "pdf" or "sixel". A page has the methods line, fill, marks, text,
 * text_width, missing, image, clip, unclip, describe and finish (-> the bytes of the file, or nil
 * and why). Looks are tables; colours are numbers 0xRRGGBBAA. Users of `plot` never meet this
 * module, so a wrong argument is an error in Lua's own words.
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"
#include "plot/canvas.h"

static const char *const type_name = "gradus.page";

typedef struct {
    GrCanvas *canvas;
} Page;

static GrCanvas *check_page(lua_State *L) {
    Page *page = luaL_checkudata(L, 1, type_name);
    luaL_argcheck(L, page->canvas, 1, "the page is finished");
    return page->canvas;
}

/* ---- arguments ------------------------------------------------------------------------------ */

/* The number of a field of the table at idx, or `otherwise`. */
static double number_field(lua_State *L, int idx, const char *name, double otherwise) {
    lua_getfield(L, idx, name); /* [value] */
    double value = luaL_optnumber(L, -1, otherwise);
    lua_pop(L, 1);
    return value;
}

static uint32_t colour_field(lua_State *L, int idx, const char *name) {
    lua_getfield(L, idx, name); /* [value] */
    lua_Integer value = luaL_optinteger(L, -1, 0);
    lua_pop(L, 1);
    return (uint32_t)value;
}

static bool flag_field(lua_State *L, int idx, const char *name) {
    lua_getfield(L, idx, name); /* [value] */
    bool value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

/* The points x1, y1, … of the list at idx; the block is left on the stack, which owns it. */
static double *push_points(lua_State *L, int idx, size_t *n) {
    luaL_checktype(L, idx, LUA_TTABLE);
    *n = lua_rawlen(L, idx) / 2;
    double *points = lua_newuserdatauv(L, (2 * *n + 1) * sizeof *points, 0); /* [block] */
    for (size_t i = 0; i < 2 * *n; i++) {
        lua_rawgeti(L, idx, (lua_Integer)i + 1); /* [block, number] */
        points[i] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    return points;
}

static GrBox check_box(lua_State *L, int idx) {
    return (GrBox){luaL_checknumber(L, idx), luaL_checknumber(L, idx + 1),
                   luaL_checknumber(L, idx + 2), luaL_checknumber(L, idx + 3)};
}

/* ---- making a page -------------------------------------------------------------------------- */

static int page_new(lua_State *L) {
    static const char *const formats[] = {"svg", "png", "pdf", "sixel", NULL};
    GrFormat format = (GrFormat)luaL_checkoption(L, 1, NULL, formats);
    lua_Integer width = luaL_checkinteger(L, 2), height = luaL_checkinteger(L, 3);
    luaL_argcheck(L, width > 0 && width <= 10000, 2, "1 to 10000 pixels");
    luaL_argcheck(L, height > 0 && height <= 10000, 3, "1 to 10000 pixels");
    Page *page = lua_newuserdatauv(L, sizeof *page, 0); /* [page] */
    page->canvas = NULL;
    luaL_setmetatable(L, type_name);
    const char *why = NULL;
    page->canvas = gr_canvas_new(format, (int)width, (int)height, &why);
    if (page->canvas)
        return 1;
    lua_pushnil(L);
    lua_pushstring(L, why);
    return 2;
}

static int page_release(lua_State *L) {
    Page *page = luaL_checkudata(L, 1, type_name);
    gr_canvas_free(page->canvas);
    page->canvas = NULL;
    return 0;
}

/* describe(title, words) */
static int page_describe(lua_State *L) {
    gr_canvas_describe(check_page(L), luaL_checkstring(L, 2), luaL_checkstring(L, 3));
    return 0;
}

/* finish() -> bytes, or nil and why */
static int page_finish(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    const unsigned char *bytes;
    size_t n;
    const char *why = "";
    int results = 1;
    if (gr_canvas_finish(canvas, &bytes, &n, &why)) {
        lua_pushlstring(L, (const char *)bytes, n); /* [bytes] */
    } else {
        lua_pushnil(L);
        lua_pushstring(L, why); /* [nil, why] */
        results = 2;
    }
    page_release(L);
    return results;
}

/* ---- drawing -------------------------------------------------------------------------------- */

static void read_dash(lua_State *L, int idx, GrPen *pen) {
    if (lua_getfield(L, idx, "dash") == LUA_TTABLE) { /* [dash] */
        int n = (int)lua_rawlen(L, -1);
        pen->dashes = n < GR_DASHES ? n : GR_DASHES;
        for (int i = 0; i < pen->dashes; i++) {
            lua_rawgeti(L, -1, i + 1); /* [dash, number] */
            pen->dash[i] = lua_tonumber(L, -1);
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
}

/* line(points, {colour, width, dash, round}) */
static int page_line(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    luaL_checktype(L, 3, LUA_TTABLE);
    GrPen pen = {.colour = colour_field(L, 3, "colour"),
                 .width = number_field(L, 3, "width", 1),
                 .round = flag_field(L, 3, "round")};
    read_dash(L, 3, &pen);
    size_t n;
    const double *points = push_points(L, 2, &n);
    gr_canvas_line(canvas, points, n, &pen);
    return 0;
}

/* fill(points, colour) */
static int page_fill(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    uint32_t colour = (uint32_t)luaL_checkinteger(L, 3);
    size_t n;
    const double *points = push_points(L, 2, &n);
    gr_canvas_fill(canvas, points, n, colour);
    return 0;
}

/* marks(points, shape, {size, colour, edge, open}) */
static int page_marks(lua_State *L) {
    static const char *const shapes[] = {"circle", "diamond", "triangle", "square",
                                         "cross",  "plus",    NULL};
    GrCanvas *canvas = check_page(L);
    luaL_checktype(L, 4, LUA_TTABLE);
    GrMark mark = {.shape = (GrShape)luaL_checkoption(L, 3, NULL, shapes),
                   .size = number_field(L, 4, "size", 10),
                   .colour = colour_field(L, 4, "colour"),
                   .edge = colour_field(L, 4, "edge"),
                   .open = flag_field(L, 4, "open")};
    size_t n;
    const double *points = push_points(L, 2, &n);
    gr_canvas_marks(canvas, points, n, &mark);
    return 0;
}

static GrFont read_font(lua_State *L, int idx) {
    luaL_checktype(L, idx, LUA_TTABLE);
    return (GrFont){.size = number_field(L, idx, "size", 16),
                    .colour = colour_field(L, idx, "colour"),
                    .halo = colour_field(L, idx, "halo"),
                    .bold = flag_field(L, idx, "bold"),
                    .anchor = number_field(L, idx, "anchor", 0),
                    .angle = number_field(L, idx, "angle", 0)};
}

/* text(x, y, text, {size, colour, halo, bold, anchor, angle}) */
static int page_text(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    double x = luaL_checknumber(L, 2), y = luaL_checknumber(L, 3);
    const char *text = luaL_checkstring(L, 4);
    GrFont font = read_font(L, 5);
    gr_canvas_text(canvas, x, y, text, &font);
    return 0;
}

/* text_width(text, {size, bold}) -> pixels */
static int page_text_width(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    const char *text = luaL_checkstring(L, 2);
    GrFont font = read_font(L, 3);
    lua_pushnumber(L, gr_canvas_text_width(canvas, text, &font));
    return 1;
}

/* missing() -> a character that no font has, or nil */
static int page_missing(lua_State *L) {
    lua_pushstring(L, gr_canvas_missing(check_page(L)));
    return 1;
}

/* image(x, y, w, h, nx, ny, colours, smooth) */
static int page_image(lua_State *L) {
    GrCanvas *canvas = check_page(L);
    GrBox box = check_box(L, 2);
    lua_Integer nx = luaL_checkinteger(L, 6), ny = luaL_checkinteger(L, 7);
    luaL_argcheck(L, nx > 0 && nx <= 10000, 6, "1 to 10000 cells");
    luaL_argcheck(L, ny > 0 && ny <= 10000, 7, "1 to 10000 cells");
    luaL_checktype(L, 8, LUA_TTABLE);
    luaL_argcheck(L, (lua_Integer)lua_rawlen(L, 8) == nx * ny, 8, "one colour for each cell");
    uint32_t *colours = lua_newuserdatauv(L, (size_t)(nx * ny) * sizeof *colours, 0); /* [block] */
    for (lua_Integer i = 0; i < nx * ny; i++) {
        lua_rawgeti(L, 8, i + 1); /* [block, number] */
        colours[i] = (uint32_t)lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    gr_canvas_image(canvas, box, colours, (int)nx, (int)ny, lua_toboolean(L, 9));
    return 0;
}

/* clip(x, y, w, h) */
static int page_clip(lua_State *L) {
    gr_canvas_clip(check_page(L), check_box(L, 2));
    return 0;
}

static int page_unclip(lua_State *L) {
    gr_canvas_unclip(check_page(L));
    return 0;
}

int luaopen_gradus_canvas(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"line", page_line},       {"fill", page_fill},
        {"marks", page_marks},     {"text", page_text},
        {"image", page_image},     {"text_width", page_text_width},
        {"missing", page_missing}, {"clip", page_clip},
        {"unclip", page_unclip},   {"describe", page_describe},
        {"finish", page_finish},   {"__gc", page_release},
        {"__close", page_release}, {NULL, NULL},
    };
    static const luaL_Reg functions[] = {{"new", page_new}, {NULL, NULL}};
    luaL_newmetatable(L, type_name); /* [metatable] */
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1); /* [metatable, metatable] */
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    luaL_newlib(L, functions); /* [module] */
    return 1;
}
