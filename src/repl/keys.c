/* keys.c - single keys from the terminal: sys.raw and sys.key. Includes POSIX and Lua. */
#define _XOPEN_SOURCE 700
#include "keys.h"

#include <errno.h>
#include <lauxlib.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios usual; /* as it was found; valid while raw */
static bool is_raw;

static void put_back(void) {
    if (is_raw)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &usual);
    is_raw = false;
}

/* Whatever ends the program, the shell finds its terminal as it was. */
static void put_back_at_exit(void) {
    static bool is_registered;
    if (!is_registered)
        atexit(put_back);
    is_registered = true;
}

static bool make_raw(void) {
    if (is_raw)
        return true;
    if (tcgetattr(STDIN_FILENO, &usual) != 0)
        return false;
    struct termios raw = usual;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    put_back_at_exit();
    is_raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
    return is_raw;
}

int gr_raw(lua_State *L) {
    bool on = lua_toboolean(L, 1);
    if (!on)
        put_back();
    if (!on || make_raw()) {
        lua_pushboolean(L, true);
        return 1;
    }
    lua_pushnil(L);
    lua_pushstring(L, strerror(errno));
    return 2;
}

int gr_key(lua_State *L) {
    double seconds = luaL_checknumber(L, 1);
    struct pollfd one = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = poll(&one, 1, seconds > 0 ? (int)(seconds * 1000 + 0.5) : 0);
    if (ready <= 0) {
        lua_pushnil(L);
        return 1;
    }
    char bytes[64];
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n > 0) {
        lua_pushlstring(L, bytes, (size_t)n);
        return 1;
    }
    lua_pushnil(L);
    if (n < 0 && errno == EINTR)
        return 1;
    lua_pushliteral(L, "end");
    return 2;
}
