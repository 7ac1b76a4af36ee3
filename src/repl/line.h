/* line.h - reading a line: GNU Readline on a terminal, a plain reader elsewhere. */
#ifndef GR_REPL_LINE_H
#define GR_REPL_LINE_H

#include <lua.h>

/* The Lua module gradus.line (see line.c). */
int luaopen_gradus_line(lua_State *L);

#endif
