/* error.c: error values, and the nearest name for a misspelt one. */
#include "error.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Pushes {code, message, hint, where}; lua/err.lua gives the shared metatable its behaviour. */
static void push_value(lua_State *L, GrStatus status, const char *message, const char *hint) {
    lua_createtable(L, 0, 4); /* [e] */
    lua_pushstring(L, gr_status_code(status));
    lua_setfield(L, -2, "code");
    lua_pushstring(L, message);
    lua_setfield(L, -2, "message");
    if (hint && *hint) {
        lua_pushstring(L, hint);
        lua_setfield(L, -2, "hint");
    }
    luaL_where(L, 1); /* [e, "file:line: "] */
    size_t n;
    const char *where = lua_tolstring(L, -1, &n);
    if (n > 2) {
        lua_pushlstring(L, where, n - 2); /* without ": " */
        lua_setfield(L, -3, "where");
    }
    lua_pop(L, 1); /* [e] */
    luaL_setmetatable(L, "gradus.error");
}

int grL_raise(lua_State *L, GrStatus status) {
    if (status == GR_CANCELLED)
        gr_interrupted = 0; /* one press is one error: fit, which catches it, must get no second */
    push_value(L, status, gr_message(), gr_message_hint());
    return lua_error(L);
}

int grL_error(lua_State *L, GrStatus status, const char *hint, const char *format, ...) {
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    gr_plain_nan(message);
    push_value(L, status, message, hint);
    return lua_error(L);
}

#define LONGEST 40

static int least(int a, int b, int c) {
    int m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edits (insert, delete, replace, swap neighbours) between two short words; 99 for long ones. */
static int edits(const char *a, const char *b) {
    int m = (int)strlen(a), n = (int)strlen(b);
    if (m > LONGEST || n > LONGEST)
        return 99;
    int d[LONGEST + 1][LONGEST + 1];
    for (int i = 0; i <= m; i++)
        d[i][0] = i;
    for (int j = 0; j <= n; j++)
        d[0][j] = j;
    for (int i = 1; i <= m; i++)
        for (int j = 1; j <= n; j++) {
            int replace = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1, replace);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[m][n];
}

const char *grL_nearest(const char *word, const char *const *names) {
    const char *best = NULL;
    int fewest = (int)strlen(word) > 3 ? 3 : 2; /* below this many edits */
    for (; *names; names++) {
        int e = edits(word, *names);
        if (e < fewest) {
            fewest = e;
            best = *names;
        }
    }
    return best;
}
