/* regs.c: nn.reg.L1(lambda) and its kind, on single tensors. lua/nn adds up over a module. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/memory.h"
#include "core/reg.h"
#include "error.h"
#include "parts.h"

static GrBound *check_reg(lua_State *L, int arg) {
    GrBound *reg = grL_test(L, arg, GR_KIND_REG);
    if (!reg)
        grL_error(L, GR_TYPE, NULL, "a regularizer was expected, not %s", grL_describe(L, arg));
    return reg;
}

/* reg.L1(lambda); upvalue 1: the regularizer's index */
static int new_reg(lua_State *L) {
    const GrRegDef *def = gr_regs[lua_tointeger(L, lua_upvalueindex(1))];
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, def->doc.name, def->args, 1, NULL, value);
    GrBox *box = grL_new_box(L, GR_KIND_REG);
    GrBound *reg = gr_alloc(sizeof *reg);
    if (!reg)
        grL_raise(L, GR_MEMORY);
    memset(reg, 0, sizeof *reg);
    reg->reg = def;
    memcpy(reg->arg, value, sizeof reg->arg);
    box->object = reg;
    return 1;
}

enum { FEW = 32 };

/* The tensors at `arg`: one, or a list of them. They are put in few[] if there are no more. */
static GrTensor **read_tensors(lua_State *L, int arg, const char *what, GrTensor **few, int *n) {
    bool list = lua_istable(L, arg);
    *n = list ? (int)lua_rawlen(L, arg) : 1;
    GrTensor **tensors = few;
    if (*n > FEW)
        tensors = lua_newuserdatauv(L, (size_t)*n * sizeof *tensors, 0); /* scratch */
    for (int i = 0; i < *n; i++) {
        if (list)
            lua_rawgeti(L, arg, i + 1);
        tensors[i] = grL_check_tensor(L, list ? -1 : arg, what);
        if (list)
            lua_pop(L, 1);
    }
    return tensors;
}

/* reg(t) or reg(list) -> the penalty of one tensor, or of several together */
static int call_reg(lua_State *L) {
    GrBound *reg = check_reg(L, 1);
    const char *name = reg->reg->doc.name;
    if (!reg->reg->penalty)
        grL_error(L, GR_TYPE, "apply it after a step: reg:apply(model)",
                  "%s is a constraint, not a penalty to add to a loss", name);
    int n;
    GrTensor *few[FEW], **tensors = read_tensors(L, 2, name, few, &n), *out = NULL;
    GRL_TRY(L, reg->reg->penalty(reg->arg, tensors, n, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* reg_prox(reg, t, lr): the proximal step in place */
static int reg_prox(lua_State *L) {
    GrBound *reg = check_reg(L, 1);
    GrTensor *t = grL_check_tensor(L, 2, "prox");
    double lr = luaL_checknumber(L, 3);
    if (!reg->reg->prox)
        grL_error(L, GR_TYPE, "nn.reg.L1 has one", "%s has no proximal step", reg->reg->doc.name);
    reg->reg->prox(reg->arg, t, lr);
    gr_tensor_touch(t);
    return 0;
}

/* reg_apply(reg, t): the constraint in place */
static int reg_apply(lua_State *L) {
    GrBound *reg = check_reg(L, 1);
    GrTensor *t = grL_check_tensor(L, 2, "apply");
    if (!reg->reg->apply)
        grL_error(L, GR_TYPE, "add it to the loss: loss + reg(model)",
                  "%s is a penalty, not a constraint to apply", reg->reg->doc.name);
    reg->reg->apply(reg->arg, t);
    gr_tensor_touch(t);
    return 0;
}

static int reg_name(lua_State *L) {
    lua_pushstring(L, check_reg(L, 1)->reg->doc.name);
    return 1;
}

/* reg.lambda; upvalue 1: methods */
static int index_reg(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    GrBound *reg = check_reg(L, 1);
    const char *name = luaL_tolstring(L, 2, NULL);
    int i = grL_find_arg(reg->reg->args, name);
    if (i < 0)
        return grL_no_such_field(L, reg->reg->doc.name, name, NULL, GR_KIND_REG, false);
    grL_push_value(L, &reg->reg->args[i], &reg->arg[i]);
    return 1;
}

void grL_open_regs(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"reg_prox", reg_prox}, {"reg_apply", reg_apply}, {"reg_name", reg_name}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    grL_metamethod(L, GR_KIND_REG, "__index", index_reg);
    grL_metamethod(L, GR_KIND_REG, "__call", call_reg);
    lua_newtable(L); /* [core, reg] */
    for (int i = 0; i < GR_REG_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, new_reg, 1);
        lua_setfield(L, -2, gr_regs[i]->doc.name);
    }
    lua_setfield(L, -2, "reg"); /* [core] */
}
