/* watch.h: where the binding lets the coach look. Each macro costs one test while nobody looks. */
#ifndef GR_BIND_WATCH_H
#define GR_BIND_WATCH_H

#include <lua.h>

#include "core/watch.h"

/* Calls the coach with everything that has been seen. */
void grL_watch_tell(lua_State *L);

/* Before backward, while the graph is still there. */
void grL_watch_backward(lua_State *L, GrTensor *loss);

/* A tensor's numbers leave it. */
void grL_watch_read(lua_State *L, GrTensor *t);

#define GRL_WATCH(L)                                                                               \
    do {                                                                                           \
        if (gr_watch.pending)                                                                      \
            grL_watch_tell(L);                                                                     \
    } while (0)

#define GRL_WATCH_READ(L, t)                                                                       \
    do {                                                                                           \
        if (gr_watch.on && ((t)->origin & GR_FROM_READABLE))                                       \
            grL_watch_read(L, t);                                                                  \
    } while (0)

#endif
