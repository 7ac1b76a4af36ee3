/* losses.c: nn.MSELoss() and its kind: values that are called with output and target. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/isa.h"
#include "core/loss.h"
#include "core/memory.h"
#include "error.h"
#include "parts.h"
#include "watch.h"

static GrBound *check_loss(lua_State *L, int arg) {
    GrBound *loss = grL_test(L, arg, GR_KIND_LOSS);
    if (!loss)
        grL_error(L, GR_TYPE, NULL, "a loss was expected, not %s", grL_describe(L, arg));
    return loss;
}

/* nn.MSELoss{…}; upvalue 1: the loss's index */
static int new_loss(lua_State *L) {
    const GrLossDef *def = gr_isa->loss[lua_tointeger(L, lua_upvalueindex(1))];
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, def->op.doc.name, def->op.args, 1, NULL, value);
    GrBox *box = grL_new_box(L, GR_KIND_LOSS);
    GrBound *loss = gr_alloc(sizeof *loss);
    if (!loss)
        grL_raise(L, GR_MEMORY);
    memset(loss, 0, sizeof *loss);
    loss->loss = def;
    box->object = loss;
    for (int i = 0; def->op.args && def->op.args[i].type != GR_ARG_END; i++) {
        loss->arg[i] = value[i];
        if (value[i].tensor)
            gr_retain(value[i].tensor);
    }
    return 1;
}

/* crit(output, target) */
static int call_loss(lua_State *L) {
    const GrBound *loss = check_loss(L, 1);
    const GrOpDef *op = &loss->loss->op;
    GrTensor *in[2 + GR_MAX_ARG], *out = NULL;
    double number[GR_MAX_ARG];
    in[0] = grL_check_tensor(L, 2, op->doc.name);
    if (lua_isnone(L, 3))
        grL_error(L, GR_ARGUMENT, "crit(output, target)",
                  "%s compares an output with a target; the target is missing", op->doc.name);
    in[1] = grL_check_tensor(L, 3, op->doc.name);
    int n = 2 + grL_tensor_args(op->args, loss->arg, in + 2);
    grL_number_args(op->args, loss->arg, number);
    GRL_TRY(L, gr_loss_apply(loss->loss, in, n, number, &out));
    grL_push_tensor(L, out);
    GRL_WATCH(L);
    grL_announce(L, "loss", 4, (int[]){1, 2, 3, lua_gettop(L)});
    return 1;
}

static int loss_name(lua_State *L) {
    lua_pushstring(L, check_loss(L, 1)->loss->op.doc.name);
    return 1;
}

static int loss_args(lua_State *L) {
    GrBound *loss = check_loss(L, 1);
    const GrArg *args = loss->loss->op.args;
    lua_newtable(L); /* [table] */
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        grL_push_value(L, &args[i], &loss->arg[i]);
        lua_setfield(L, -2, args[i].name);
    }
    return 1;
}

static int loss_takes(lua_State *L) {
    const GrLossDef *def = check_loss(L, 1)->loss;
    lua_pushstring(L, def->takes_logits            ? "logits"
                      : def->takes_probability     ? "probability"
                      : def->takes_log_probability ? "log_probability"
                                                   : "any");
    return 1;
}

/* crit.reduction, crit.label_smoothing; upvalue 1: methods */
static int index_loss(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    GrBound *loss = check_loss(L, 1);
    const GrArg *args = loss->loss->op.args;
    const char *names[GR_MAX_ARG + 1];
    int n = 0;
    for (; args && args[n].type != GR_ARG_END; n++)
        names[n] = args[n].name;
    names[n] = NULL;
    int i = lua_type(L, 2) == LUA_TSTRING ? grL_find_arg(args, lua_tostring(L, 2)) : -1;
    if (i < 0)
        return grL_no_such_field(L, loss->loss->op.doc.name, luaL_tolstring(L, 2, NULL), names,
                                 GR_KIND_LOSS, false);
    grL_push_value(L, &args[i], &loss->arg[i]);
    return 1;
}

static int loss_to_text(lua_State *L) {
    lua_pushfstring(L, "%s()", check_loss(L, 1)->loss->op.doc.name);
    return 1;
}

void grL_open_losses(lua_State *L) {
    static const luaL_Reg functions[] = {{"loss_name", loss_name},
                                         {"loss_args", loss_args},
                                         {"loss_takes", loss_takes},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    grL_metamethod(L, GR_KIND_LOSS, "__call", call_loss);
    grL_metamethod(L, GR_KIND_LOSS, "__index", index_loss);
    grL_metamethod(L, GR_KIND_LOSS, "__tostring", loss_to_text);
    grL_method(L, GR_KIND_LOSS, "forward", call_loss);
    lua_getfield(L, -1, "nn"); /* [core, nn] */
    for (int i = 0; i < GR_LOSS_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, new_loss, 1);
        lua_setfield(L, -2, gr_isa->loss[i]->op.doc.name);
    }
    lua_pop(L, 1); /* [core] */
}
