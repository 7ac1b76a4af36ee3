/* error.h: from a core status to a Lua error value {code, message, hint}. The only place of the
 * binding that raises. */
#ifndef GR_ERROR_H
#define GR_ERROR_H

#include <lua.h>

#include "core/status.h"

/* Raises the failure that the core kept. Does not return. */
int grL_raise(lua_State *L, GrStatus status);

/* Raises a failure of the binding's own. Does not return. */
int grL_error(lua_State *L, GrStatus status, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Runs a core call; when memory is short, collects garbage and tries once more; raises a failure.
 */
#define GRL_TRY(L, call)                                                                           \
    do {                                                                                           \
        GrStatus grl_status = (call);                                                              \
        if (grl_status == GR_MEMORY) {                                                             \
            lua_gc(L, LUA_GCCOLLECT);                                                              \
            grl_status = (call);                                                                   \
        }                                                                                          \
        if (grl_status != GR_OK)                                                                   \
            grL_raise(L, grl_status);                                                              \
    } while (0)

/* The one of `names` (NULL-terminated) nearest to `word`, or NULL: at most two edits away. */
const char *grL_nearest(const char *word, const char *const *names);

#endif
