/* interrupt.c - Ctrl-C: from the signal to an error value in whatever Lua code is running.
 *
 * The handler does three things that are safe in a handler: it sets the flag that the core polls
 * between nodes and row blocks, counts, and asks Lua for a hook at its next instruction. Whoever
 * comes first, the core's poll or the hook, raises E0302 and clears the flag, so that one press is
 * one error: `fit`, which catches it and returns its history, is not hit a second time.
 *
 * A learner's loop around `pcall` would swallow each press; from the third press in one chunk on
 * the hook stays, and every instruction raises until the chunk is left.
 *
 * Includes the core's flag and Lua; knows no terminal.
 */
#include "interrupt.h"

#include <lauxlib.h>
#include <signal.h>
#include <stddef.h>

#include "core/status.h"

enum { INSIST = 3 }; /* presses in one chunk after which the hook stays */

/* The Lua thread that runs guarded code just now, NULL at the prompt. A hook set on the main thread
 * does not fire while a coroutine runs, therefore resume keeps this up to date. */
static lua_State *volatile running = NULL;
static volatile sig_atomic_t presses = 0;

static const int every_instruction = LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT;

static void raise_interrupted(lua_State *L) {
    lua_createtable(L, 0, 2); /* [error] */
    lua_pushliteral(L, "E0302");
    lua_setfield(L, -2, "code");
    lua_pushliteral(L, "stopped by Ctrl-C");
    lua_setfield(L, -2, "message");
    luaL_setmetatable(L, "gradus.error");
    lua_error(L);
}

static void stop(lua_State *L, lua_Debug *ar) {
    (void)ar;
    int insist = presses >= INSIST;
    if (!insist)
        lua_sethook(L, NULL, 0, 0);
    if (!gr_interrupted && !insist)
        return; /* the core was first */
    gr_interrupted = 0;
    raise_interrupted(L);
}

static void on_sigint(int sig) {
    (void)sig;
    gr_interrupted = 1;
    if (presses < INSIST)
        presses++;
    if (running)
        lua_sethook(running, stop, every_instruction, 1);
}

/* Without SA_RESTART: a learner's io.read() must return when Ctrl-C is pressed. */
void gr_interrupt_install(void) {
    struct sigaction action = {0};
    action.sa_handler = on_sigint;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

int gr_interrupt_take(void) {
    int was = gr_interrupted != 0;
    gr_interrupted = 0;
    presses = 0;
    return was;
}

int gr_interrupt_is_guarding(void) {
    return running != NULL;
}

/* Lua calls no handler where memory is short, and none that fails itself: then it is called here,
 * outside, where there is memory again (see state.c). The error is on top, the handler at index 2.
 */
static void handle_late(lua_State *L) {
    lua_pushvalue(L, 2);
    lua_insert(L, -2); /* [.., handler, error] */
    lua_call(L, 1, 1);
}

/* guard(fn, handler, ...) -> true, results... | false, what handler made of the error
 * As xpcall, with Ctrl-C turned into an error inside of fn. Guards nest; the outermost one starts
 * with a clean flag and leaves a clean flag behind. */
static int guard(lua_State *L) {
    luaL_checkany(L, 2);
    lua_State *outer = running;
    if (!outer)
        gr_interrupt_take();
    lua_pushboolean(L, 1); /* [fn, handler, args..., true] */
    lua_insert(L, 1);      /* [true, fn, handler, args...] */
    lua_pushvalue(L, 2);   /* [true, fn, handler, args..., fn] */
    lua_remove(L, 2);      /* [true, handler, args..., fn] */
    lua_insert(L, 3);      /* [true, handler, fn, args...] */
    running = L;
    int status = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 2);
    running = outer;
    if (!outer) {
        lua_sethook(L, NULL, 0, 0);
        gr_interrupt_take();
    }
    if (status == LUA_ERRMEM || status == LUA_ERRERR)
        handle_late(L);
    lua_remove(L, 2); /* [true, results...] or [true, error] */
    if (status != LUA_OK) {
        lua_pushboolean(L, 0);
        lua_replace(L, 1); /* [false, error] */
    }
    return lua_gettop(L);
}

/* Lua's own function (upvalue 1: coroutine.resume) with `running` set to the thread it resumes. */
static int resume(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    lua_State *outer = running;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1); /* [resume, co, args...] */
    if (outer && co)
        running = co;
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    running = outer;
    if (outer && presses >= INSIST)
        lua_sethook(L, stop, every_instruction, 1);
    if (status != LUA_OK)
        return lua_error(L);
    return lua_gettop(L);
}

/* What coroutine.wrap returns: upvalue 1 is resume, upvalue 2 the thread. */
static int call_wrapped(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_insert(L, 2); /* [resume, co, args...] */
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    if (lua_toboolean(L, 1)) { /* [true, results...] */
        lua_remove(L, 1);
        return lua_gettop(L);
    }
    lua_State *co = lua_tothread(L, lua_upvalueindex(2));
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) { /* it failed: close its pending variables */
        lua_resetthread(co);
        lua_settop(co, 0);
    }
    return lua_error(L); /* [false, error] */
}

static int wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_pushvalue(L, lua_upvalueindex(1)); /* resume */
    lua_State *co = lua_newthread(L);      /* [fn, resume, co] */
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, call_wrapped, 2);
    return 1;
}

/* coroutine.resume and coroutine.wrap do what they did, and can be interrupted. */
static void replace_coroutine_functions(lua_State *L) {
    lua_getglobal(L, "coroutine");  /* [coroutine] */
    lua_getfield(L, -1, "resume");  /* [coroutine, original] */
    lua_pushcclosure(L, resume, 1); /* [coroutine, resume] */
    lua_pushvalue(L, -1);           /* [coroutine, resume, resume] */
    lua_setfield(L, -3, "resume");  /* [coroutine, resume] */
    lua_pushcclosure(L, wrap, 1);   /* [coroutine, wrap] */
    lua_setfield(L, -2, "wrap");
    lua_pop(L, 1);
}

int luaopen_gradus_interrupt(lua_State *L) {
    static const luaL_Reg functions[] = {{"guard", guard}, {NULL, NULL}};
    luaL_newmetatable(L, "gradus.error"); /* shared with lua/err.lua and the binding */
    lua_pop(L, 1);
    replace_coroutine_functions(L);
    luaL_newlib(L, functions);
    return 1;
}
