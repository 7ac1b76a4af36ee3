/* main.c - the program: makes the Lua state and hands the command line to lua/repl/main.lua.
 *
 * What a command line means is decided there; here are only the things that must happen in C:
 * locale, signals, the exit status, and the check that all output could be written.
 */
#include <errno.h>
#include <lauxlib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "state.h"

/* Text is UTF-8 wherever the terminal says nothing else; numbers always have a decimal point. */
static void set_locale(void) {
    setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static int add_traceback(lua_State *L) {
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

/* run(argc, argv) -> exit status: require("gradus.repl.main").run{[0] = program, words...} */
static int run(lua_State *L) {
    int argc = (int)lua_tointeger(L, 1);
    char **argv = lua_touserdata(L, 2);
    lua_getglobal(L, "require");
    lua_pushliteral(L, "gradus.repl.main");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "run");
    lua_createtable(L, argc, 1);
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i);
    }
    lua_call(L, 1, 1);
    return 1;
}

/* Ends as a program ends that Ctrl-C has killed, so that a loop in the shell stops, too. */
static void die_of_interrupt(void) {
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

int main(int argc, char **argv) {
    enum { INTERRUPTED = 130 };
    set_locale();
    lua_State *L = gr_state_new();
    if (!L) {
        fprintf(stderr, "gradus: not enough memory to start\n");
        return EXIT_FAILURE;
    }
    gr_interrupt_install();
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, run);
    lua_pushinteger(L, argc);
    lua_pushlightuserdata(L, argv);
    int status = EXIT_FAILURE;
    if (lua_pcall(L, 2, 1, 1) == LUA_OK)
        status = (int)lua_tointeger(L, -1);
    else
        fprintf(stderr, "gradus: %s\n", lua_tostring(L, -1));
    lua_close(L);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "gradus: cannot write the output: %s\n", strerror(errno));
        if (status == 0)
            status = EXIT_FAILURE;
    }
    if (status == INTERRUPTED)
        die_of_interrupt();
    return status;
}
