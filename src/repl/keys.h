/* keys.h - single keys from the terminal, for screens that are worked without a prompt. */
#ifndef GR_REPL_KEYS_H
#define GR_REPL_KEYS_H

#include <lua.h>

/* raw(on) -> true | nil, why. Raw, the terminal hands over each key as it comes, shows none of them
 * and takes none for itself, Ctrl-C included. It is put back by raw(false) and when the program
 * ends. */
int gr_raw(lua_State *L);

/* key(seconds) -> what was typed, as bytes (an arrow is three of them); nil where nothing was typed
 * in that time or a signal came; nil, "end" where nothing can come any more. */
int gr_key(lua_State *L);

#endif
