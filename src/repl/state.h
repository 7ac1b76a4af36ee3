/* state.h - making the Lua state: libraries, modules written in C, a bound on its memory. */
#ifndef GR_REPL_STATE_H
#define GR_REPL_STATE_H

#include <lua.h>

/* Returns a state in which `require "gradus"` works, or NULL when memory is short.
 * The caller closes it with lua_close. */
lua_State *gr_state_new(void);

#endif
