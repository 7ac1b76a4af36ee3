/* ask.h - asking the terminal what it can do. */
#ifndef GR_REPL_ASK_H
#define GR_REPL_ASK_H

#include <lua.h>

/* ask(query, seconds) -> reply | nil, why. Writes the query to the terminal, followed by the one
 * question that every terminal answers (DA1, "what are you"), and reads until that answer has come
 * or the time is over. Does nothing where keys are waiting to be read: they are the user's. */
int gr_ask(lua_State *L);

#endif
