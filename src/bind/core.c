/* core.c: the table gradus.core. */
#include <lauxlib.h>

#include "bind.h"
#include "box.h"
#include "core/isa.h"
#include "parts.h"
#include "tensor_parts.h"

int luaopen_gradus_core(lua_State *L) {
    bool chosen = gr_isa_choose(NULL);
    lua_newtable(L); /* [core] */
    lua_pushboolean(L, chosen);
    lua_setfield(L, -2, "isa_known"); /* false: GRADUS_ISA names no build that runs here */
    grL_open_boxes(L);
    grL_open_make(L);
    grL_open_tensor(L);
    grL_open_ops(L);
    grL_open_tensor_methods(L);
    lua_newtable(L); /* [core, nn] */
    lua_setfield(L, -2, "nn");
    grL_open_modules(L);
    grL_open_losses(L);
    grL_open_inits(L);
    grL_open_regs(L);
    grL_open_optims(L);
    grL_open_train(L);
    grL_open_loops(L);
    grL_open_data(L);
    grL_open_records(L);
    grL_open_gradcheck(L);
    grL_open_watch(L);
    grL_open_books(L);
    grL_open_replay(L);
    grL_open_system(L);
    return 1;
}
