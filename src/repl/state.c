/* state.c - making the Lua state: libraries, modules written in C, a bound on its memory.
 *
 * Includes the binding and the other files of this room; knows no terminal.
 */
#include "state.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>

#include "bind/bind.h"
#include "embed.h"
#include "interrupt.h"
#include "line.h"
#include "sys.h"

/* A learner's endless `t[#t+1] = {}` must end in an error, not in the machine's out-of-memory
 * killer. Tensors have a limit of their own (gradus.memory_limit). */
static const size_t heap_limit = (size_t)2 << 30;
/* What is kept back from a learner's code: when it has used up the rest, the error must be told,
 * and then `t = nil` be read and run, for which each line gets a little of it. */
static const size_t reserve = (size_t)256 << 20;
static const size_t per_line = (size_t)16 << 20;
static size_t line_limit = 0; /* as much as a line may use that begins with what is used now */
static size_t heap_used = 0;

static size_t limit_now(void) {
    size_t all = heap_limit + reserve;
    if (!gr_interrupt_is_guarding()) {
        line_limit = heap_used + per_line;
        return all;
    }
    size_t most = line_limit > heap_limit ? line_limit : heap_limit;
    return most < all ? most : all;
}

static void *bounded_alloc(void *user, void *block, size_t old_size, size_t new_size) {
    (void)user;
    if (!block)
        old_size = 0; /* Lua passes the kind of object there */
    if (new_size == 0) {
        free(block);
        heap_used -= old_size;
        return NULL;
    }
    if (new_size > old_size && heap_used + (new_size - old_size) > limit_now())
        return NULL;
    void *moved = realloc(block, new_size);
    if (moved)
        heap_used += new_size - old_size;
    return moved;
}

/* Modules that exist once `require` asks for them. */
static void preload(lua_State *L) {
    static const luaL_Reg modules[] = {
        {"gradus.canvas", luaopen_gradus_canvas}, {"gradus.core", luaopen_gradus_core},
        {"gradus.embed", luaopen_gradus_embed},   {"gradus.interrupt", luaopen_gradus_interrupt},
        {"gradus.json", luaopen_gradus_json},     {"gradus.line", luaopen_gradus_line},
        {"gradus.sys", luaopen_gradus_sys},       {NULL, NULL},
    };
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE); /* [preload] */
    luaL_setfuncs(L, modules, 0);
    lua_pop(L, 1);
}

/* ready(): the program's own modules are loaded, the learner's code follows. A training step leaves
 * a few boxes that die at once: the young are collected often (each time the heap has grown by 5
 * %), so that their buffers are handed out again while they are in the cache. */
static int ready(lua_State *L) {
    lua_gc(L, LUA_GCRESTART);
    lua_gc(L, LUA_GCGEN, 5, 0);
    return 0;
}

static int open_all(lua_State *L) {
    luaL_openlibs(L);
    preload(L);
    luaL_requiref(L, "gradus.interrupt", luaopen_gradus_interrupt,
                  0); /* before anything is copied */
    lua_pop(L, 1);
    gr_embed_install_searcher(L);
    lua_pushcfunction(L, ready);
    lua_setfield(L, LUA_REGISTRYINDEX, "gradus.ready");
    lua_gc(L, LUA_GCSTOP); /* what loads at the start stays: see ready */
    return 0;
}

lua_State *gr_state_new(void) {
    lua_State *L = luaL_newstate();
    if (!L)
        return NULL;
    heap_used = (size_t)lua_gc(L, LUA_GCCOUNT) * 1024 + (size_t)lua_gc(L, LUA_GCCOUNTB);
    lua_setallocf(L, bounded_alloc, NULL);
    lua_pushcfunction(L, open_all);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
        lua_close(L);
        return NULL;
    }
    return L;
}
