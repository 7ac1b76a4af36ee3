/* box.c: userdata around core objects. See box.h. */
#include "box.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "core/memory.h"
#include "error.h"

#define YOUNG ((size_t)256 << 10) /* bytes of growth between two looks at the young */
#define FULL ((size_t)64 << 20)   /* growth that a full collection is worth at least */

static const char *const kind_names[GR_KIND_COUNT] = {"tensor", "module", "loss", "optimizer",
                                                      "reg"};
/* Where the metatables stand in the registry: by number, which is the quickest way to them. */
static int metatable_ref[GR_KIND_COUNT];

/* ---- life ----------------------------------------------------------------------------------- */

static void free_bound(GrBound *b) {
    for (int i = 0; i < GR_MAX_ARG; i++)
        if (b->arg[i].tensor)
            gr_release(b->arg[i].tensor);
    gr_free(b, sizeof *b);
}

_Static_assert(sizeof(GrBox) == GR_CELL_ROOM, "a box fills its cell");

static void release_rare(GrKind kind, void *object) {
    switch (kind) {
    case GR_KIND_MODULE:
        gr_module_release(object);
        break;
    case GR_KIND_LOSS:
    case GR_KIND_REG:
        free_bound(object);
        break;
    case GR_KIND_OPTIM:
        gr_optim_free(object);
        break;
    case GR_KIND_TENSOR:
    case GR_KIND_COUNT:
        break;
    }
}

/* Lets go of what is in the box. Called while Lua collects garbage: must not touch Lua. */
static void empty(void *cell) {
    GrBox *box = cell;
    void *object = box->object;
    box->object = NULL;
    if (!object)
        return;
    if (box->kind == GR_KIND_TENSOR)
        gr_release(object);
    else
        release_rare(box->kind, object);
}

static GrBox *to_box(lua_State *L, int idx) {
    void *box = lua_touserdata(L, idx);
    return grL_in_cell(box) ? box : NULL;
}

static int close(lua_State *L) {
    GrBox *box = to_box(L, 1);
    if (box)
        empty(box);
    return 0;
}

/* Lua's collector sees 40 bytes where a tensor holds megabytes. So it is told twice: after every
 * YOUNG bytes that the core has grown by it looks at what was made lately (this also hands a loop's
 * buffers out again while they are in the cache), and when the core holds twice what was left after
 * the last full collection, everything is looked at. */
static void settle(lua_State *L) {
    static size_t settled, after_full;
    size_t live = gr_memory_live();
    if (live <= settled) {
        settled = live;
        return;
    }
    if (live - settled < YOUNG || !lua_gc(L, LUA_GCISRUNNING))
        return;
    lua_gc(L, LUA_GCSTEP, 0);
    settled = gr_memory_live();
    if (settled > 2 * after_full + FULL) {
        lua_gc(L, LUA_GCCOLLECT);
        settled = after_full = gr_memory_live();
    }
}

GrBox *grL_new_box(lua_State *L, GrKind kind) {
    int values = kind == GR_KIND_MODULE || kind == GR_KIND_OPTIM;
    GrBox *box = grL_cells_userdata(L, values); /* [box] */
    box->kind = kind;
    box->object = NULL;
    lua_rawgeti(L, LUA_REGISTRYINDEX, metatable_ref[kind]); /* [box, mt] */
    lua_setmetatable(L, -2);                                /* [box] */
    return box;
}

void *grL_test(lua_State *L, int idx, GrKind kind) {
    GrBox *box = to_box(L, idx);
    return box && box->kind == kind ? box->object : NULL;
}

void grL_push_tensor(lua_State *L, GrTensor *t) {
    GrBox *box = grL_new_box(L, GR_KIND_TENSOR);
    box->object = t;
    settle(L);
}

/* ---- arguments ------------------------------------------------------------------------------ */

const char *grL_describe(lua_State *L, int idx) {
    GrTensor *t = grL_test(L, idx, GR_KIND_TENSOR);
    if (t)
        return lua_pushfstring(L, "a tensor of shape %s", gr_tensor_shape_text(t));
    GrBox *box = to_box(L, idx);
    if (box)
        return box->kind == GR_KIND_OPTIM ? "an optimizer"
                                          : lua_pushfstring(L, "a %s", kind_names[box->kind]);
    switch (lua_type(L, idx)) {
    case LUA_TNONE:
        return "nothing";
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(L, idx) ? "true" : "false";
    case LUA_TNUMBER:
        return lua_pushfstring(L, "the number %s", luaL_tolstring(L, idx, NULL));
    case LUA_TSTRING:
        return lua_pushfstring(L, "the text \"%s\"", lua_tostring(L, idx));
    default:
        return lua_pushfstring(L, "a %s", luaL_typename(L, idx));
    }
}

GrTensor *grL_check_tensor(lua_State *L, int arg, const char *what) {
    GrTensor *t = grL_test(L, arg, GR_KIND_TENSOR);
    if (t)
        return t;
    const char *hint = lua_istable(L, arg) ? "tensor(list) turns a table of numbers into one"
                       : lua_isnone(L, arg) && arg == 1
                           ? "methods take a colon: t:name(), not t.name()"
                           : NULL;
    grL_error(L, GR_TYPE, hint, "%s needs a tensor, not %s", what, grL_describe(L, arg));
    return NULL;
}

double grL_check_number(lua_State *L, int arg, const char *what) {
    if (lua_type(L, arg) != LUA_TNUMBER)
        grL_error(L, GR_TYPE, NULL, "%s takes a number, not %s", what, grL_describe(L, arg));
    return lua_tonumber(L, arg);
}

GrTensor *grL_to_tensor(lua_State *L, int arg, const char *what, int *pushed) {
    if (lua_type(L, arg) != LUA_TNUMBER)
        return grL_check_tensor(L, arg, what);
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_scalar(lua_tonumber(L, arg), &t));
    grL_push_tensor(L, t);
    ++*pushed;
    return t;
}

/* ---- fields --------------------------------------------------------------------------------- */

#define MAX_NAMES 256

/* Collects the string keys of the methods table, then `extra`, into names (NULL-terminated). The
 * strings stay alive: methods tables are never emptied. */
static void collect_names(lua_State *L, GrKind kind, const char *const *extra, const char **names) {
    int n = 0;
    grL_push_methods(L, kind); /* [methods] */
    for (lua_pushnil(L); lua_next(L, -2) && n < MAX_NAMES / 2; lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING)
            names[n++] = lua_tostring(L, -2);
    lua_pop(L, 1);
    for (; extra && *extra && n < MAX_NAMES - 1; extra++)
        names[n++] = *extra;
    names[n] = NULL;
}

int grL_no_such_field(lua_State *L, const char *what, const char *field, const char *const *extra,
                      GrKind kind, bool writing) {
    const char *names[MAX_NAMES];
    char hint[128] = "";
    lua_settop(L, lua_gettop(L) > 3 ? 3 : lua_gettop(L));
    collect_names(L, kind, extra, names);
    const char *near = grL_nearest(field, names);
    if (near && strcmp(near, field) == 0)
        snprintf(hint, sizeof hint, "%s can only be read", field);
    else if (near)
        snprintf(hint, sizeof hint, "did you mean %s?", near);
    return grL_error(L, GR_FIELD, hint,
                     writing ? "%s has no field '%s' that can be set"
                             : "%s has no field or method '%s'",
                     what, field);
}

/* ---- metatables ----------------------------------------------------------------------------- */

static void push_metatable(lua_State *L, GrKind kind) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, metatable_ref[kind]);
}

void grL_push_methods(lua_State *L, GrKind kind) {
    push_metatable(L, kind);          /* [mt] */
    lua_getfield(L, -1, "__methods"); /* [mt, methods] */
    lua_remove(L, -2);                /* [methods] */
}

void grL_method(lua_State *L, GrKind kind, const char *name, lua_CFunction fn) {
    grL_push_methods(L, kind); /* [methods] */
    lua_pushcfunction(L, fn);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

void grL_metamethod(lua_State *L, GrKind kind, const char *name, lua_CFunction fn) {
    push_metatable(L, kind);   /* [mt] */
    grL_push_methods(L, kind); /* [mt, methods]; upvalue 1 of every metamethod */
    lua_pushcclosure(L, fn, 1);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

static void make_metatable(lua_State *L, GrKind kind) {
    lua_createtable(L, 0, 24); /* [mt] */
    lua_pushvalue(L, -1);
    metatable_ref[kind] = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_createtable(L, 0, 96); /* [mt, methods] */
    lua_setfield(L, -2, "__methods");
    lua_pushfstring(L, "gradus.%s", kind_names[kind]);
    lua_setfield(L, -2, "__name");
    lua_pushcfunction(L, close);
    lua_setfield(L, -2, "__close");
    lua_pop(L, 1);
}

static int core_kind(lua_State *L) {
    GrBox *box = to_box(L, 1);
    if (box)
        lua_pushstring(L, kind_names[box->kind]);
    else
        lua_pushnil(L);
    return 1;
}

static int core_methods(lua_State *L) {
    grL_push_methods(L, (GrKind)luaL_checkoption(L, 1, NULL, kind_names));
    return 1;
}

static int core_metatable(lua_State *L) {
    push_metatable(L, (GrKind)luaL_checkoption(L, 1, NULL, kind_names));
    return 1;
}

void grL_open_boxes(lua_State *L) {
    if (!grL_cells_open(L, empty))
        luaL_error(L, "the system has no memory for Gradus");
    for (int kind = 0; kind < GR_KIND_COUNT; kind++)
        make_metatable(L, (GrKind)kind);
    luaL_newmetatable(L, "gradus.error"); /* lua/err.lua fills it */
    lua_pop(L, 1);
    static const luaL_Reg functions[] = {{"kind", core_kind},
                                         {"methods", core_methods},
                                         {"metatable", core_metatable},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0); /* into gradus.core, on top of the stack */
}
