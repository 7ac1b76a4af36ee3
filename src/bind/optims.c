/* optims.c: optimizers as Lua values. lua/optim wraps the constructors so that a module may stand
 * for its parameters; here a list of tensors is expected. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/optim.h"
#include "error.h"
#include "loops.h"
#include "parts.h"
#include "watch.h"

static GrOptim *check_optim(lua_State *L, int arg) {
    GrOptim *o = grL_test(L, arg, GR_KIND_OPTIM);
    if (!o)
        grL_error(L, GR_TYPE, "methods take a colon: opt:step()",
                  "an optimizer was expected, not %s", grL_describe(L, arg));
    return o;
}

/* ---- construction --------------------------------------------------------------------------- */

/* Checks the list at `idx`: tensors, each once, that may be trained. */
static GrTensor **read_params(lua_State *L, const char *what, int idx, int *n) {
    if (!lua_istable(L, idx))
        grL_error(L, GR_TYPE, "optim.SGD(model:parameters(), {lr=0.1})",
                  "%s needs the parameters it is to change, not %s", what, grL_describe(L, idx));
    *n = (int)lua_rawlen(L, idx);
    if (*n == 0)
        grL_error(L, GR_ARGUMENT, "a model without layers that learn has none",
                  "%s was given an empty list of parameters", what);
    GrTensor **params = lua_newuserdatauv(L, (size_t)*n * sizeof *params, 0); /* scratch */
    for (int i = 0; i < *n; i++) {
        lua_rawgeti(L, idx, i + 1);
        params[i] = grL_test(L, -1, GR_KIND_TENSOR);
        if (!params[i])
            grL_error(L, GR_TYPE, NULL, "%s: entry %d of the list is %s, not a parameter", what,
                      i + 1, grL_describe(L, -1));
        bool is_frozen = (params[i]->flags & GR_IS_PARAMETER) != 0; /* it may thaw later */
        if ((!params[i]->requires_grad && !is_frozen) || params[i]->node)
            grL_error(L, GR_TYPE, "make it one with w:requires_grad_()",
                      "%s: entry %d of the list, %s, is not a parameter: it %s", what, i + 1,
                      grL_describe(L, -1),
                      params[i]->node ? "was computed from others" : "requires no gradient");
        for (int j = 0; j < i; j++)
            if (params[j] == params[i])
                grL_error(L, GR_RANGE, NULL,
                          "%s: entries %d and %d of the list are the same tensor", what, j + 1,
                          i + 1);
        lua_pop(L, 1);
    }
    return params;
}

/* optim.SGD(list, {…}); upvalue 1: the optimizer's index */
static int new_optim(lua_State *L) {
    const GrOptimDef *def = gr_isa->optim[lua_tointeger(L, lua_upvalueindex(1))];
    GrValue value[GR_MAX_ARG];
    int n = 0;
    grL_read_args(L, def->doc.name, def->args, 2, NULL, value);
    GrTensor **params = read_params(L, def->doc.name, 1, &n); /* [.., scratch] */
    GrBox *box = grL_new_box(L, GR_KIND_OPTIM);               /* [.., scratch, box] */
    GRL_TRY(L, gr_optim_new(def, params, n, value, (GrOptim **)&box->object));
    grL_loops_made(box->object);
    lua_pushvalue(L, 1); /* the list stays reachable as opt.params */
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/* ---- stepping ------------------------------------------------------------------------------- */

static int optim_step(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    grL_announce(L, "step", 1, (int[]){1});
    GRL_TRY(L, gr_optim_step(o));
    grL_loops_step(o);
    GRL_WATCH(L);
    return 0;
}

static int optim_zero_grad(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    gr_optim_zero_grad(o);
    GRL_WATCH(L);
    grL_announce(L, "zero_grad", 1, (int[]){1});
    return 0;
}

/* ---- fields --------------------------------------------------------------------------------- */

static const char *const *field_names(const GrOptim *o) {
    static const char *names[GR_MAX_ARG + 2];
    int n = 0;
    names[n++] = "params";
    for (int i = 0; o->def->args[i].type != GR_ARG_END; i++)
        names[n++] = o->def->args[i].name;
    names[n] = NULL;
    return names;
}

static const char *key_text(lua_State *L) {
    const char *name = luaL_tolstring(L, 2, NULL); /* stays on the stack, so stays alive */
    return name;
}

/* opt.lr; upvalue 1: methods */
static int index_optim(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    GrOptim *o = check_optim(L, 1);
    const char *name = key_text(L);
    if (strcmp(name, "params") == 0) {
        lua_getiuservalue(L, 1, 1);
        return 1;
    }
    int i = grL_find_arg(o->def->args, name);
    if (i < 0)
        return strcmp(name, "learning_rate") == 0
                   ? grL_error(L, GR_FIELD, "did you mean lr?", "%s has no field 'learning_rate'",
                               o->def->doc.name)
                   : grL_no_such_field(L, o->def->doc.name, name, field_names(o), GR_KIND_OPTIM,
                                       false);
    grL_push_value(L, &o->def->args[i], &o->arg[i]);
    return 1;
}

static int newindex_optim(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    const char *name = key_text(L);
    int i = grL_find_arg(o->def->args, name);
    if (i < 0)
        return strcmp(name, "learning_rate") == 0
                   ? grL_error(L, GR_FIELD, "did you mean lr?",
                               "%s has no field 'learning_rate' that can be set", o->def->doc.name)
                   : grL_no_such_field(L, o->def->doc.name, name, field_names(o), GR_KIND_OPTIM,
                                       true);
    GrValue value[GR_MAX_ARG]; /* set only where the settings still go together */
    memcpy(value, o->arg, sizeof value);
    grL_set_arg(L, o->def->doc.name, &o->def->args[i], 3, NULL, &value[i]);
    if (o->def->check)
        GRL_TRY(L, o->def->check(value));
    o->arg[i] = value[i];
    return 0;
}

static int optim_to_text(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    lua_pushfstring(L, "%s over %d parameter tensors, lr %f", o->def->doc.name, o->n_params,
                    o->arg[0].num);
    return 1;
}

/* ---- state ---------------------------------------------------------------------------------- */

static void push_state_vectors(lua_State *L, GrOptim *o) {
    lua_newtable(L); /* [state] */
    for (int s = 0; s < o->def->n_state; s++) {
        lua_createtable(L, o->n_params, 0); /* [state, list] */
        for (int i = 0; i < o->n_params; i++) {
            GrTensor *t = NULL;
            GRL_TRY(L, gr_tensor_like(o->param[i], &t));
            memcpy(t->data, o->state[s] + o->offset[i], t->numel * sizeof(GrReal));
            grL_push_tensor(L, t);
            lua_rawseti(L, -2, i + 1);
        }
        lua_setfield(L, -2, o->def->state_names[s]);
    }
}

/* optim_state(opt) -> {name=, args={}, age={}, state={momentum={tensor, …}}} */
static int optim_state(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    lua_createtable(L, 0, 4); /* [t] */
    lua_pushstring(L, o->def->doc.name);
    lua_setfield(L, -2, "name");
    lua_newtable(L); /* [t, args] */
    for (int i = 0; o->def->args[i].type != GR_ARG_END; i++) {
        grL_push_value(L, &o->def->args[i], &o->arg[i]);
        lua_setfield(L, -2, o->def->args[i].name);
    }
    lua_setfield(L, -2, "args");
    lua_newtable(L); /* [t, age] */
    for (int i = 0; i < o->n_params; i++) {
        lua_pushinteger(L, o->age[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "age");
    push_state_vectors(L, o);
    lua_setfield(L, -2, "state");
    return 1;
}

/* The tensor for parameter i of state vector s in the table on top; checked. */
static GrTensor *loaded_vector(lua_State *L, const GrOptim *o, int s, int i) {
    lua_getfield(L, -1, o->def->state_names[s]); /* [.., list] */
    if (!lua_istable(L, -1))
        grL_error(L, GR_FIELD, NULL, "this state has no '%s', which %s keeps",
                  o->def->state_names[s], o->def->doc.name);
    lua_rawgeti(L, -1, i + 1); /* [.., list, tensor] */
    GrTensor *t = grL_check_tensor(L, -1, "load_state_dict");
    if (!gr_same_shape(t, o->param[i]))
        grL_error(L, GR_SHAPE, NULL,
                  "state '%s' of parameter %d has shape %s, the parameter has %s",
                  o->def->state_names[s], i + 1, gr_tensor_shape_text(t),
                  gr_tensor_shape_text(o->param[i]));
    lua_pop(L, 2);
    return t;
}

/* optim_load(opt, state): everything is checked before anything is changed. */
static int optim_load(lua_State *L) {
    GrOptim *o = check_optim(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    GrValue value[GR_MAX_ARG];
    lua_getfield(L, 2, "args"); /* [.., args] */
    grL_read_args(L, o->def->doc.name, o->def->args, 3, NULL, value);
    lua_getfield(L, 2, "age");   /* [.., args, age] */
    lua_getfield(L, 2, "state"); /* [.., args, age, state] */
    luaL_checktype(L, -2, LUA_TTABLE);
    luaL_checktype(L, -1, LUA_TTABLE);
    for (int pass = 0; pass < 2; pass++)
        for (int s = 0; s < o->def->n_state; s++)
            for (int i = 0; i < o->n_params; i++) {
                GrTensor *t = loaded_vector(L, o, s, i);
                if (pass)
                    memcpy(o->state[s] + o->offset[i], t->data, t->numel * sizeof(GrReal));
            }
    for (int i = 0; i < o->n_params; i++) {
        lua_rawgeti(L, -2, i + 1);
        o->age[i] = (long)lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    memcpy(o->arg, value, sizeof o->arg);
    return 0;
}

void grL_open_optims(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"optim_state", optim_state}, {"optim_load", optim_load}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    grL_metamethod(L, GR_KIND_OPTIM, "__index", index_optim);
    grL_metamethod(L, GR_KIND_OPTIM, "__newindex", newindex_optim);
    grL_metamethod(L, GR_KIND_OPTIM, "__tostring", optim_to_text);
    grL_method(L, GR_KIND_OPTIM, "step", optim_step);
    grL_method(L, GR_KIND_OPTIM, "zero_grad", optim_zero_grad);
    lua_newtable(L); /* [core, optim] */
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, new_optim, 1);
        lua_setfield(L, -2, gr_isa->optim[i]->doc.name);
    }
    lua_setfield(L, -2, "optim"); /* [core] */
}
