/* replay.c: the ops behind a tensor once more, on other numbers: for what the coach asks itself.
 * Calls the core's gr_apply; knows nothing of layers or losses. */
#include <lauxlib.h>

#include "box.h"
#include "core/graph.h"
#include "error.h"
#include "parts.h"

enum { MOST = 64 };

/* redo(t, {a, b, …}) -> what the op that made t makes of these tensors, in the order of its own */
static int redo(lua_State *L) {
    const GrTensor *t = grL_check_tensor(L, 1, "redo");
    const GrNode *n = t->node;
    if (!n || n->freed || n->n_in > MOST)
        return 0;
    luaL_checkstack(L, n->n_in + 4, NULL);
    GrTensor *in[MOST], *out = NULL;
    for (int i = 0; i < n->n_in; i++) {
        lua_rawgeti(L, 2, i + 1); /* [t, list, …, input]: stays, to keep it alive */
        in[i] = grL_check_tensor(L, -1, "redo");
    }
    GRL_TRY(L, gr_apply(n->op, in, n->n_in, n->arg, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* record(on) -> whether ops were recorded: inside a sighting they are not */
static int record(lua_State *L) {
    lua_pushboolean(L, gr_set_grad_enabled(lua_toboolean(L, 1)));
    return 1;
}

void grL_open_replay(lua_State *L) {
    static const luaL_Reg functions[] = {{"redo", redo}, {"record", record}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
