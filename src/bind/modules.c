/* modules.c: layers as Lua values. What all modules share (parameters(), summary(), …) is written
 * once in lua/nn; here are construction, the call, fields and the primitives those methods use. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/module.h"
#include "error.h"
#include "parts.h"
#include "watch.h"

static GrModule *check_module(lua_State *L, int arg, const char *what) {
    GrModule *m = grL_test(L, arg, GR_KIND_MODULE);
    if (!m)
        grL_error(L, GR_TYPE, NULL, "%s needs a layer, not %s", what, grL_describe(L, arg));
    return m;
}

/* ---- construction --------------------------------------------------------------------------- */

/* nn.Linear(2, 3, {…}); upvalue 1: the layer's index */
static int new_layer(lua_State *L) {
    const GrLayerDef *def = gr_layers[lua_tointeger(L, lua_upvalueindex(1))];
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, def->doc.name, def->args, 1, NULL, value);
    GrBox *box = grL_new_box(L, GR_KIND_MODULE);
    GRL_TRY(L, gr_module_new(def, value, (GrModule **)&box->object));
    return 1;
}

/* nn.Tanh(); upvalue 1: the op's index */
static int new_activation(lua_State *L) {
    const GrOpDef *op = gr_isa->op[lua_tointeger(L, lua_upvalueindex(1))];
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, op->layer, op->args, 1, NULL, value);
    GrBox *box = grL_new_box(L, GR_KIND_MODULE);
    GRL_TRY(L, gr_module_from_op(op, value, (GrModule **)&box->object));
    return 1;
}

/* A layer with the same settings and copies of the numbers. */
static int module_clone(lua_State *L) {
    GrModule *m = check_module(L, 1, "clone");
    GrBox *box = grL_new_box(L, GR_KIND_MODULE);
    GrModule **copy = (GrModule **)&box->object;
    GRL_TRY(L, gr_module_clone(m, copy));
    return 1;
}

/* ---- the call ------------------------------------------------------------------------------- */

static int call_module(lua_State *L) {
    GrModule *m = check_module(L, 1, "forward");
    GrTensor *x = grL_check_tensor(L, 2, gr_module_name(m)), *y = NULL;
    GRL_TRY(L, gr_module_forward(m, x, &y));
    grL_push_tensor(L, y);
    return 1;
}

/* Calls whatever stands at position i of a Sequential with the tensor on top of the stack. */
static void call_part(lua_State *L, int i) {
    lua_rawgeti(L, 1, i); /* [.., x, part] */
    lua_insert(L, -2);    /* [.., part, x] */
    lua_call(L, 1, 1);    /* [.., y] */
}

/* The running value of a Sequential while C layers follow one another: not boxed, and released by
 * hand should a layer fail. */
static GrStatus through(GrModule *m, GrTensor **x, bool own) {
    GrTensor *y = NULL;
    GrStatus status = gr_module_forward(m, *x, &y);
    if (status == GR_MEMORY)
        return status; /* the caller collects garbage and tries again with x */
    if (own)
        gr_release(*x);
    *x = status == GR_OK ? y : NULL;
    return status;
}

/* sequential(x): runs the list part in order without boxing what passes between C layers. */
static int sequential_call(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    GrTensor *x = grL_test(L, 2, GR_KIND_TENSOR);
    int n = (int)lua_rawlen(L, 1);
    if (!x)
        x = grL_check_tensor(L, 2, "Sequential");
    lua_settop(L, 2);
    bool own = false; /* is x a reference of ours, or the one in the box on top? */
    for (int i = 1; i <= n; i++) {
        lua_rawgeti(L, 1, i); /* [.., part] */
        GrModule *m = grL_test(L, -1, GR_KIND_MODULE);
        lua_pop(L, 1);
        if (!m) { /* a container or a user's module: hand over a boxed tensor */
            if (own)
                grL_push_tensor(L, x);
            call_part(L, i);
            x = grL_check_tensor(L, -1, "Sequential");
            own = false;
            continue;
        }
        GrStatus status = through(m, &x, own);
        if (status == GR_MEMORY) {
            lua_gc(L, LUA_GCCOLLECT);
            status = through(m, &x, own);
        }
        if (status != GR_OK) {
            if (status == GR_MEMORY && own)
                gr_release(x);
            grL_raise(L, status);
        }
        own = true;
    }
    if (own)
        grL_push_tensor(L, x);
    return 1;
}

/* A user's own module may have a list part, too; only the call tells what it does with it. */
bool grL_is_sequential(lua_State *L, int idx) {
    if (!lua_istable(L, idx) || luaL_getmetafield(L, idx, "__call") == LUA_TNIL)
        return false;
    bool is = lua_tocfunction(L, -1) == sequential_call;
    lua_pop(L, 1);
    return is;
}

/* ---- fields --------------------------------------------------------------------------------- */

/* Parameters keep one box each in the module's user value, so that m.weight is always the same. */
static void push_cached(lua_State *L, int idx, const char *name, GrTensor *t) {
    lua_getiuservalue(L, idx, 1); /* [cache] */
    if (!lua_istable(L, -1)) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, idx, 1);
    }
    lua_getfield(L, -1, name); /* [cache, box] */
    if (grL_test(L, -1, GR_KIND_TENSOR) != t) {
        lua_pop(L, 1);
        grL_push_tensor(L, gr_retain(t));
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, name);
    }
    lua_remove(L, -2); /* [box] */
}

static GrTensor **find_tensor(GrModule *m, const char *name) {
    if (!m->def)
        return NULL;
    for (int i = 0; i < GR_MAX_PARAM; i++)
        if (m->def->params[i] && strcmp(m->def->params[i], name) == 0)
            return &m->param[i];
    for (int i = 0; i < GR_MAX_BUFFER; i++)
        if (m->def->buffers[i] && strcmp(m->def->buffers[i], name) == 0)
            return &m->buffer[i];
    return NULL;
}

/* Names a field may have, for did-you-mean. */
static const char *const *field_names(const GrModule *m) {
    static const char *names[GR_MAX_ARG + GR_MAX_PARAM + GR_MAX_BUFFER + 2];
    int n = 0;
    names[n++] = "training";
    for (int i = 0; m->def && i < GR_MAX_PARAM && m->def->params[i]; i++)
        names[n++] = m->def->params[i];
    for (int i = 0; m->def && i < GR_MAX_BUFFER && m->def->buffers[i]; i++)
        names[n++] = m->def->buffers[i];
    const GrArg *args = gr_module_args(m);
    for (int i = 0; args && args[i].type != GR_ARG_END; i++)
        names[n++] = args[i].name;
    names[n] = NULL;
    return names;
}

/* m.name; upvalue 1: methods */
static int index_module(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    GrModule *m = check_module(L, 1, "a field");
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    if (strcmp(name, "training") == 0) {
        lua_pushboolean(L, m->training);
        return 1;
    }
    GrTensor **t = find_tensor(m, name);
    if (t) {
        if (*t)
            push_cached(L, 1, name, *t);
        else
            lua_pushnil(L); /* a Linear without bias */
        return 1;
    }
    int i = grL_find_arg(gr_module_args(m), name);
    if (i < 0)
        return grL_no_such_field(L, gr_module_name(m), luaL_tolstring(L, 2, NULL), field_names(m),
                                 GR_KIND_MODULE, false);
    grL_push_value(L, &gr_module_args(m)[i], &m->arg[i]);
    return 1;
}

/* m.weight = tensor: the numbers are copied, so that optimizers keep the parameter they know. */
static void assign_tensor(lua_State *L, GrModule *m, const char *name, GrTensor *to) {
    GrTensor *from = grL_check_tensor(L, 3, name);
    if (!gr_same_shape(from, to))
        grL_error(L, GR_SHAPE, NULL, "%s.%s has shape %s; a tensor of shape %s cannot be put there",
                  gr_module_name(m), name, gr_tensor_shape_text(to), gr_tensor_shape_text(from));
    memcpy(to->data, from->data, to->numel * sizeof(GrReal));
    to->marks |= from->marks & GR_FEEDS_LOGITS;
    if (from->origin & GR_FROM_GRAD)
        gr_watch_by_hand(to); /* m.weight = m.weight - m.weight.grad * lr */
    gr_tensor_touch(to);
    GRL_WATCH(L);
}

/* m.drop = 0.3: what follows from it (keep) follows at once. */
static void set_argument(lua_State *L, GrModule *m, int i) {
    grL_set_arg(L, gr_module_name(m), &gr_module_args(m)[i], 3, NULL, &m->arg[i]);
    if (m->def && m->def->settle)
        GRL_TRY(L, m->def->settle(m, i));
}

static int newindex_module(lua_State *L) {
    GrModule *m = check_module(L, 1, "a field");
    const char *name = luaL_tolstring(L, 2, NULL);
    lua_pop(L, 1);
    GrTensor **t = find_tensor(m, name);
    int i = grL_find_arg(gr_module_args(m), name);
    const GrArg *arg = i >= 0 ? &gr_module_args(m)[i] : NULL;
    if (t && *t)
        assign_tensor(L, m, name, *t);
    else if (strcmp(name, "training") == 0) {
        if (!lua_isboolean(L, 3))
            grL_error(L, GR_TYPE, "m:train() and m:eval() set it for all layers below, too",
                      "training takes true or false, not %s", grL_describe(L, 3));
        m->training = lua_toboolean(L, 3);
    } else if (arg && (arg->type == GR_ARG_NUMBER || arg->type == GR_ARG_CHOICE))
        set_argument(L, m, i);
    else
        grL_no_such_field(L, gr_module_name(m), name, field_names(m), GR_KIND_MODULE, true);
    return 0;
}

/* ---- primitives ----------------------------------------------------------------------------- */

static int module_name(lua_State *L) {
    lua_pushstring(L, gr_module_name(check_module(L, 1, "module_name")));
    return 1;
}

static int module_args(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_args");
    const GrArg *args = gr_module_args(m);
    lua_newtable(L); /* [table] */
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        grL_push_value(L, &args[i], &m->arg[i]);
        lua_setfield(L, -2, args[i].name);
    }
    return 1;
}

/* module_given(m) -> {drop=true}: which arguments were given, rather than left at their defaults.
 */
static int module_given(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_given");
    const GrArg *args = gr_module_args(m);
    lua_newtable(L); /* [table] */
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        lua_pushboolean(L, m->arg[i].given);
        lua_setfield(L, -2, args[i].name);
    }
    return 1;
}

/* Pushes a list of {name, tensor}. */
static void push_named(lua_State *L, const char *const *names, GrTensor *const *tensors, int n) {
    lua_newtable(L); /* [list] */
    for (int i = 0, count = 0; i < n; i++) {
        if (!tensors[i])
            continue;
        lua_createtable(L, 2, 0); /* [list, pair] */
        lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, 1);
        push_cached(L, 1, names[i], tensors[i]);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, ++count);
    }
}

static int module_params(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_params");
    static const char *const none[GR_MAX_PARAM];
    push_named(L, m->def ? m->def->params : none, m->param, GR_MAX_PARAM);
    return 1;
}

static int module_buffers(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_buffers");
    static const char *const none[GR_MAX_BUFFER];
    push_named(L, m->def ? m->def->buffers : none, m->buffer, GR_MAX_BUFFER);
    return 1;
}

static int module_mode(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_mode");
    if (!lua_isnoneornil(L, 2))
        m->training = lua_toboolean(L, 2);
    lua_pushboolean(L, m->training);
    return 1;
}

/* module_shorthand(m) -> m: its arguments were not named by the learner */
static int module_shorthand(lua_State *L) {
    check_module(L, 1, "module_shorthand")->shorthand = true;
    lua_settop(L, 1);
    return 1;
}

/* Does this layer behave differently in training and evaluation? */
static int module_has_mode(lua_State *L) {
    GrModule *m = check_module(L, 1, "module_has_mode");
    lua_pushboolean(L, m->def && m->def->has_mode);
    return 1;
}

static int module_reset(lua_State *L) {
    GRL_TRY(L, gr_module_reset(check_module(L, 1, "reset")));
    lua_settop(L, 1);
    return 1;
}

/* Does the table at t still hold the tables and userdata of the list on top, in this order? */
static bool holds(lua_State *L, int t) {
    int list = lua_gettop(L), n = 0;
    for (lua_pushnil(L); lua_next(L, t); lua_pop(L, 1)) { /* [list, key, value] */
        if (!lua_istable(L, -1) && !lua_isuserdata(L, -1))
            continue;
        lua_rawgeti(L, list, ++n);
        bool same = lua_rawequal(L, -1, -2);
        lua_pop(L, 1);
        if (!same)
            return false;
    }
    return n == (int)lua_rawlen(L, list);
}

/* same_parts(known): known maps each table of a module to a list of the parts it held, in the order
 * of `next`. Does each hold them still? */
static int same_parts(lua_State *L) {
    bool same = true;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    for (lua_pushnil(L); same && lua_next(L, 1); lua_settop(L, 2)) /* [known, table, list] */
        same = holds(L, 2);
    lua_pushboolean(L, same);
    return 1;
}

void grL_open_modules(lua_State *L) {
    static const luaL_Reg functions[] = {{"module_name", module_name},
                                         {"module_args", module_args},
                                         {"module_given", module_given},
                                         {"module_params", module_params},
                                         {"module_buffers", module_buffers},
                                         {"module_mode", module_mode},
                                         {"module_shorthand", module_shorthand},
                                         {"module_has_mode", module_has_mode},
                                         {"module_reset", module_reset},
                                         {"module_clone", module_clone},
                                         {"module_forward", call_module},
                                         {"sequential_call", sequential_call},
                                         {"same_parts", same_parts},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    grL_metamethod(L, GR_KIND_MODULE, "__call", call_module);
    grL_metamethod(L, GR_KIND_MODULE, "__index", index_module);
    grL_metamethod(L, GR_KIND_MODULE, "__newindex", newindex_module);
    grL_method(L, GR_KIND_MODULE, "forward", call_module);
    lua_getfield(L, -1, "nn"); /* [core, nn] */
    for (int i = 0; i < GR_LAYER_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushcclosure(L, new_layer, 1);
        lua_setfield(L, -2, gr_layers[i]->doc.name);
    }
    for (int i = 0; i < GR_OP_COUNT; i++) {
        if (!gr_isa->op[i]->layer)
            continue;
        lua_pushinteger(L, i);
        lua_pushcclosure(L, new_activation, 1);
        lua_setfield(L, -2, gr_isa->op[i]->layer);
    }
    lua_pop(L, 1); /* [core] */
}
