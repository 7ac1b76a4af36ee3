/* interrupt.h - Ctrl-C: from the signal to an error value in whatever Lua code is running.
 *
 * May be included by the program (src/repl) only. The numerical core knows nothing of signals: it
 * polls `gr_interrupted` (core/status.h), which the handler sets.
 */
#ifndef GR_REPL_INTERRUPT_H
#define GR_REPL_INTERRUPT_H

#include <lua.h>

/* Install the SIGINT handler. Once per process, after the Lua state exists. */
void gr_interrupt_install(void);

/* Tell whether Ctrl-C was pressed since the last call, and forget it. */
int gr_interrupt_take(void);

/* Tell whether a learner's code is running (and not ours between their lines). */
int gr_interrupt_is_guarding(void);

/* The Lua module gradus.interrupt: guard(fn, handler, ...), and coroutines that can be interrupted.
 */
int luaopen_gradus_interrupt(lua_State *L);

#endif
