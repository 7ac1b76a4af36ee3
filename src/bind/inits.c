/* inits.c: nn.init.kaiming_normal_(t) and its kind: fill a tensor in place and return it. */
#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "core/init.h"
#include "core/watch.h"
#include "error.h"
#include "parts.h"

/* init.name_(t, …); upvalue 1: the initializer's index */
static int call_init(lua_State *L) {
    const GrInitDef *def = gr_inits[lua_tointeger(L, lua_upvalueindex(1))];
    GrTensor *t = grL_check_tensor(L, 1, def->doc.name);
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, def->doc.name, def->args, 2, t, value);
    GRL_TRY(L, def->fill(t, value, gr_rng_global()));
    gr_tensor_touch(t);
    gr_watch_reborn(t);
    lua_settop(L, 1);
    return 1;
}

void grL_open_inits(lua_State *L) {
    lua_newtable(L); /* [core, init] */
    for (int i = 0; i < GR_INIT_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, call_init, 1);
        lua_setfield(L, -2, gr_inits[i]->doc.name);
    }
    lua_setfield(L, -2, "init"); /* [core] */
}
