/* sys.h - what the Lua side needs of the operating system: the module gradus.sys. */
#ifndef GR_REPL_SYS_H
#define GR_REPL_SYS_H

#include <lua.h>

int luaopen_gradus_sys(lua_State *L);

#endif
