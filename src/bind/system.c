/* system.c: memory, threads, instruction set, random state, raw bytes, compression, events. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "args.h"
#include "box.h"
#include "core/blas.h"
#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "error.h"
#include "parts.h"

/* ---- memory and machine --------------------------------------------------------------------- */

/* memory() -> live bytes, peak bytes, blocks in use, blocks ever asked of the system */
static int memory(lua_State *L) {
    GrMemory m = gr_memory();
    lua_pushinteger(L, (lua_Integer)m.live);
    lua_pushinteger(L, (lua_Integer)m.peak);
    lua_pushinteger(L, (lua_Integer)m.count);
    lua_pushinteger(L, (lua_Integer)m.system);
    return 4;
}

static int memory_limit(lua_State *L) {
    if (!lua_isnoneornil(L, 1)) {
        double bytes = grL_check_number(L, 1, "memory_limit"), most = 9e18;
        if (!(bytes >= 1 << 20))
            grL_error(L, GR_RANGE, "gradus.memory_limit(2^31) allows 2 GiB",
                      "memory_limit takes bytes, at least 1048576 (1 MiB), not %.0f", bytes);
        gr_memory_set_limit((size_t)(bytes < most ? bytes : most));
    }
    lua_pushinteger(L, (lua_Integer)gr_memory().limit);
    return 1;
}

/* threads([n]): how many threads large products use */
static int threads(lua_State *L) {
    if (!lua_isnoneornil(L, 1)) {
        double n = grL_check_number(L, 1, "threads");
        if (!(n >= 1 && n <= 256) || n != floor(n))
            grL_error(L, GR_RANGE, NULL, "threads takes a whole number from 1 to 256, not %g", n);
        gr_blas_threads((int)n);
    }
    lua_pushinteger(L, gr_blas_threads(0));
    return 1;
}

static int isa(lua_State *L) {
    lua_pushstring(L, gr_isa_text());
    return 1;
}

static int blas(lua_State *L) {
    lua_pushstring(L, gr_blas_text());
    return 1;
}

static int interrupted(lua_State *L) {
    lua_pushboolean(L, gr_interrupted != 0);
    return 1;
}

/* ---- chance --------------------------------------------------------------------------------- */

static int rng_state(lua_State *L) {
    lua_pushlstring(L, (const char *)gr_rng_global(), sizeof(GrRng));
    return 1;
}

static int set_rng_state(lua_State *L) {
    size_t n;
    const char *state = luaL_checklstring(L, 1, &n);
    luaL_argcheck(L, n == sizeof(GrRng), 1, "not a state that rng_state() gave");
    memcpy(gr_rng_global(), state, n);
    return 0;
}

static int finish_with_seed(lua_State *L, int status, lua_KContext context) {
    (void)context;
    memcpy(gr_rng_global(), lua_touserdata(L, 1), sizeof(GrRng)); /* as it was */
    if (status != LUA_OK && status != LUA_YIELD)
        return lua_error(L);
    return lua_gettop(L) - 1;
}

/* with_seed(seed, fn, …) -> fn(…) with the generator seeded, and afterwards as it was before */
static int with_seed(lua_State *L) {
    lua_Integer seed = luaL_checkinteger(L, 1);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    GrRng *before = lua_newuserdatauv(L, sizeof *before, 0); /* [seed, fn, …, before] */
    *before = *gr_rng_global();
    lua_replace(L, 1); /* [before, fn, …] */
    gr_rng_seed(gr_rng_global(), (uint64_t)seed);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_with_seed);
    return finish_with_seed(L, status, 0);
}

/* ---- bytes ---------------------------------------------------------------------------------- */

/* bytes(t) -> its numbers as little-endian float32 */
static int tensor_bytes(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "bytes");
    luaL_Buffer b;
    char *to = luaL_buffinitsize(L, &b, t->numel * 4 + 1);
    for (size_t i = 0; i < t->numel; i++) {
        float x = (float)t->data[i];
        uint32_t bits;
        memcpy(&bits, &x, 4);
        for (int k = 0; k < 4; k++)
            *to++ = (char)(bits >> (8 * k) & 255);
    }
    luaL_pushresultsize(&b, t->numel * 4);
    return 1;
}

/* version(t) -> how often its numbers have been changed in place */
static int tensor_version(lua_State *L) {
    lua_pushinteger(L, gr_tensor_version(grL_check_tensor(L, 1, "version")));
    return 1;
}

/* from_bytes(text, shape) -> tensor */
static int from_bytes(lua_State *L) {
    size_t n;
    const unsigned char *from = (const unsigned char *)luaL_checklstring(L, 1, &n);
    luaL_checktype(L, 2, LUA_TTABLE);
    int shape[GR_MAX_DIM], ndim = (int)lua_rawlen(L, 2);
    if (ndim > GR_MAX_DIM)
        grL_error(L, GR_SHAPE, NULL, "a tensor has at most %d dimensions, not %d", GR_MAX_DIM,
                  ndim);
    double numel = 1;
    for (int d = 0; d < ndim; d++) {
        lua_rawgeti(L, 2, d + 1);
        shape[d] = (int)luaL_checkinteger(L, -1);
        numel *= shape[d];
        lua_pop(L, 1);
    }
    if (numel * 4 != (double)n)
        grL_error(L, GR_FILE, NULL, "%zu bytes cannot be a float32 tensor of shape %s", n,
                  gr_shape_text(ndim, shape));
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_new(ndim, shape, &t));
    for (size_t i = 0; i < t->numel; i++, from += 4) {
        uint32_t bits = (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 |
                        (uint32_t)from[3] << 24;
        float x;
        memcpy(&x, &bits, 4);
        t->data[i] = (GrReal)x;
    }
    grL_push_tensor(L, t);
    return 1;
}

#define GUNZIP_LIMIT ((size_t)1 << 30)

/* gunzip(text) -> text, or nil, why */
static int gunzip(lua_State *L) {
    size_t n;
    const char *from = luaL_checklstring(L, 1, &n);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)from, .avail_in = (uInt)n};
    if (n > 0xffffffffu || inflateInit2(&z, 15 + 32) != Z_OK)
        return lua_pushnil(L), lua_pushliteral(L, "cannot unpack this much"), 2;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    int status = Z_OK;
    size_t total = 0;
    while (status == Z_OK && total < GUNZIP_LIMIT) {
        z.next_out = (Bytef *)luaL_prepbuffer(&b);
        z.avail_out = LUAL_BUFFERSIZE;
        status = inflate(&z, Z_NO_FLUSH);
        luaL_addsize(&b, LUAL_BUFFERSIZE - z.avail_out);
        total += LUAL_BUFFERSIZE - z.avail_out;
    }
    inflateEnd(&z);
    luaL_pushresult(&b);
    if (status == Z_STREAM_END)
        return 1;
    return lua_pushnil(L), lua_pushliteral(L, "the compressed data are damaged or cut off"), 2;
}

/* ---- events --------------------------------------------------------------------------------- */

static char listener_key;
static bool somebody_listens;

/* on_event(fn): fn(name, …) is called at each event of the core; on_event(nil): nobody listens */
static int on_event(lua_State *L) {
    lua_settop(L, 1);
    somebody_listens = !lua_isnil(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &listener_key);
    return 0;
}

void grL_announce(lua_State *L, const char *event, int n, const int *slots) {
    if (!somebody_listens)
        return;
    luaL_checkstack(L, n + 2, NULL);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &listener_key);
    lua_pushstring(L, event);
    for (int i = 0; i < n; i++)
        lua_pushvalue(L, slots[i]);
    lua_call(L, n + 1, 0);
}

void grL_open_system(lua_State *L) {
    static const luaL_Reg functions[] = {{"memory", memory},
                                         {"memory_limit", memory_limit},
                                         {"threads", threads},
                                         {"isa", isa},
                                         {"blas", blas},
                                         {"interrupted", interrupted},
                                         {"rng_state", rng_state},
                                         {"set_rng_state", set_rng_state},
                                         {"with_seed", with_seed},
                                         {"bytes", tensor_bytes},
                                         {"version", tensor_version},
                                         {"from_bytes", from_bytes},
                                         {"gunzip", gunzip},
                                         {"on_event", on_event},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
