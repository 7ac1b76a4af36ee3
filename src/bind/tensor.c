/* tensor.c: tensors as Lua values: fields, arithmetic, shape methods, autograd. Indexing stands in
 * index.c, changes in place in inplace.c, the methods that follow from op records in ops.c. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/graph.h"
#include "core/isa.h"
#include "error.h"
#include "loops.h"
#include "parts.h"
#include "tensor_parts.h"
#include "watch.h"

/* ---- asking --------------------------------------------------------------------------------- */

static char shape_key;

void grL_push_shape(lua_State *L, const GrTensor *t) {
    lua_createtable(L, t->ndim, 0);
    for (int d = 0; d < t->ndim; d++) {
        lua_pushinteger(L, t->shape[d]);
        lua_rawseti(L, -2, d + 1);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &shape_key); /* [shape, metatable] */
    lua_setmetatable(L, -2);                       /* [shape] */
}

/* {2, 3}: as the prompt shows a list */
static int shape_text(lua_State *L) {
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    luaL_addchar(&text, '{');
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 1, i);
        luaL_tolstring(L, -1, NULL); /* [size, text] */
        lua_remove(L, -2);           /* [text] */
        luaL_addvalue(&text);        /* [] */
        if (i < n)
            luaL_addstring(&text, ", ");
    }
    luaL_addchar(&text, '}');
    luaL_pushresult(&text);
    return 1;
}

/* By content, so that a.shape == b.shape asks what it seems to ask. */
static int shape_equal(lua_State *L) {
    bool same = lua_rawlen(L, 1) == lua_rawlen(L, 2);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; same && i <= n; i++) {
        lua_rawgeti(L, 1, i);
        lua_rawgeti(L, 2, i); /* [a_i, b_i] */
        same = lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
    }
    lua_pushboolean(L, same);
    return 1;
}

static int shape_concat(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    luaL_tolstring(L, 2, NULL); /* [left, right] */
    lua_concat(L, 2);
    return 1;
}

/* A shape is a plain Lua list that also prints, joins and compares as what it holds. */
static void open_shape(lua_State *L) {
    static const luaL_Reg meta[] = {{"__tostring", shape_text},
                                    {"__eq", shape_equal},
                                    {"__concat", shape_concat},
                                    {NULL, NULL}};
    luaL_newlib(L, meta);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &shape_key);
}

static double checked_dim(lua_State *L, const GrTensor *t, const char *what, int arg) {
    static const GrArg dim = {.name = "dim", .type = GR_ARG_DIM};
    GrValue value = {0};
    grL_set_arg(L, what, &dim, arg, t, &value);
    return value.num;
}

static int tensor_size(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "size");
    if (lua_isnoneornil(L, 2)) {
        grL_push_shape(L, t);
        return 1;
    }
    lua_pushinteger(L, t->shape[(int)checked_dim(L, t, "size", 2)]);
    return 1;
}

static int tensor_dim(lua_State *L) {
    lua_pushinteger(L, grL_check_tensor(L, 1, "dim")->ndim);
    return 1;
}

static int tensor_numel(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)grL_check_tensor(L, 1, "numel")->numel);
    return 1;
}

static int tensor_item(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "item");
    if (t->numel != 1)
        grL_error(L, GR_SHAPE, "t:tolist() gives all numbers, t[{1, 2}] one of them",
                  "item() is for tensors of one number, not of shape %s", gr_tensor_shape_text(t));
    GRL_WATCH_READ(L, t);
    lua_pushnumber(L, (double)t->data[0]);
    return 1;
}

static const GrReal *push_list(lua_State *L, const GrTensor *t, int d, const GrReal *from) {
    if (d == t->ndim) {
        lua_pushnumber(L, (double)*from);
        return from + 1;
    }
    luaL_checkstack(L, 4, NULL);
    lua_createtable(L, t->shape[d], 0);
    for (int i = 1; i <= t->shape[d]; i++) {
        if (i % (1 << 16) == 0)
            GRL_TRY(L, gr_poll());
        from = push_list(L, t, d + 1, from);
        lua_rawseti(L, -2, i);
    }
    return from;
}

static int tensor_tolist(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "tolist");
    GRL_WATCH_READ(L, t);
    push_list(L, t, 0, t->data);
    return 1;
}

static int tensor_length(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "#");
    if (t->ndim == 0)
        grL_error(L, GR_SHAPE, "t:item() is its value", "a single number (shape []) has no length");
    lua_pushinteger(L, t->shape[0]);
    return 1;
}

/* ---- arithmetic ----------------------------------------------------------------------------- */

static int binary(lua_State *L, int op, const char *sign) {
    GrTensor *in[2], *out = NULL;
    int pushed = 0;
    in[0] = grL_to_tensor(L, 1, sign, &pushed);
    in[1] = grL_to_tensor(L, 2, sign, &pushed);
    GRL_TRY(L, gr_apply(gr_isa->op[op], in, 2, NULL, &out));
    grL_push_tensor(L, out);
    return 1;
}

static int meta_add(lua_State *L) {
    return binary(L, GR_OP_add, "+");
}
static int meta_sub(lua_State *L) {
    return binary(L, GR_OP_sub, "-");
}
static int meta_mul(lua_State *L) {
    return binary(L, GR_OP_mul, "*");
}
static int meta_div(lua_State *L) {
    return binary(L, GR_OP_div, "/");
}
static int meta_pow(lua_State *L) {
    return binary(L, GR_OP_pow, "^");
}

static int meta_unm(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "-"), *out = NULL;
    GRL_TRY(L, gr_apply(GR_OP(neg), &t, 1, NULL, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* == is identity: two boxes of one tensor are equal. */
static int meta_eq(lua_State *L) {
    void *a = grL_test(L, 1, GR_KIND_TENSOR), *b = grL_test(L, 2, GR_KIND_TENSOR);
    lua_pushboolean(L, a && a == b);
    return 1;
}

static int meta_compare(lua_State *L) {
    return grL_error(L, GR_TYPE, "a:lt(b), a:le(b), a:gt(b), a:ge(b) compare element by element",
                     "< and <= do not compare tensors, because Lua wants one true or false");
}

/* ---- shapes --------------------------------------------------------------------------------- */

/* t:reshape(2, -1), t:reshape{2, -1} */
static int tensor_reshape(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "reshape"), *out = NULL;
    double number[GR_MAX_ARG] = {0};
    bool list = lua_istable(L, 2);
    int n = list ? (int)lua_rawlen(L, 2) : lua_gettop(L) - 1;
    if (n > GR_MAX_DIM)
        grL_error(L, GR_SHAPE, NULL, "reshape: a tensor has at most %d dimensions", GR_MAX_DIM);
    for (int i = 0; i < n; i++) {
        int whole;
        if (list)
            lua_rawgeti(L, 2, i + 1);
        number[i + 1] = (double)lua_tointegerx(L, list ? -1 : 2 + i, &whole);
        if (!whole)
            grL_error(L, GR_TYPE, NULL, "reshape takes whole numbers, not %s",
                      grL_describe(L, list ? -1 : 2 + i));
        if (list)
            lua_pop(L, 1);
    }
    number[0] = n;
    GRL_TRY(L, gr_apply(GR_OP(reshape), &t, 1, number, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* Reads n whole numbers quickly: the common case of a method in a training loop. False: look
 * closer. */
static bool read_integers(lua_State *L, int first, int n, double *number) {
    if (lua_gettop(L) != first + n - 1)
        return false;
    for (int i = 0; i < n; i++) {
        if (!lua_isinteger(L, first + i))
            return false;
        number[i] = (double)lua_tointeger(L, first + i);
    }
    return true;
}

/* t:narrow(dim, start, len) */
static int tensor_narrow(lua_State *L) {
    static const GrArg args[] = {{.name = "dim", .type = GR_ARG_DIM, .required = true},
                                 {.name = "start", .type = GR_ARG_INTEGER, .required = true},
                                 {.name = "len", .type = GR_ARG_INTEGER, .required = true},
                                 {.type = GR_ARG_END}};
    GrTensor *t = grL_check_tensor(L, 1, "narrow"), *out = NULL;
    double number[GR_MAX_ARG] = {0};
    if (!read_integers(L, 2, 3, number)) {
        GrValue value[GR_MAX_ARG];
        grL_read_args(L, "narrow", args, 2, t, value);
        for (int i = 0; i < 3; i++)
            number[i] = value[i].num + (i == 0); /* dims are 0-based there */
    }
    if (number[0] < 1 || number[0] > t->ndim)
        number[0] = checked_dim(L, t, "narrow", 2) + 1;
    number[0]--;
    number[1]--;
    GRL_TRY(L, gr_apply(GR_OP(narrow), &t, 1, number, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* t:index_select(dim, idx); idx a tensor or a list of 1-based numbers */
static int tensor_index_select(lua_State *L) {
    GrTensor *in[2], *out = NULL;
    in[0] = grL_check_tensor(L, 1, "index_select");
    double number[GR_MAX_ARG] = {checked_dim(L, in[0], "index_select", 2)};
    if (lua_istable(L, 3)) {
        lua_getfield(L, LUA_REGISTRYINDEX, "gradus.tensor"); /* the constructor */
        lua_pushvalue(L, 3);
        lua_call(L, 1, 1);
        lua_replace(L, 3);
    }
    in[1] = grL_check_tensor(L, 3, "index_select");
    GRL_TRY(L, gr_apply(GR_OP(index_select), in, 2, number, &out));
    grL_push_tensor(L, out);
    return 1;
}

/* t:max() or values, indices = t:max(dim[, keepdim]); likewise min */
static int extreme(lua_State *L, const GrOpDef *value_op, const GrOpDef *index_op) {
    GrTensor *t = grL_check_tensor(L, 1, value_op->doc.name), *out = NULL, *at = NULL;
    GrValue value[GR_MAX_ARG];
    double number[GR_MAX_ARG];
    grL_read_args(L, value_op->doc.name, value_op->args, 2, t, value);
    grL_number_args(value_op->args, value, number);
    GRL_TRY(L, gr_apply(value_op, &t, 1, number, &out));
    grL_push_tensor(L, out);
    if (value[0].num < 0)
        return 1;
    GRL_TRY(L, gr_apply(index_op, &t, 1, number, &at));
    grL_push_tensor(L, at);
    return 2;
}

static int tensor_max(lua_State *L) {
    return extreme(L, GR_OP(max), GR_OP(argmax));
}

static int tensor_min(lua_State *L) {
    return extreme(L, GR_OP(min), GR_OP(argmin));
}

/* ---- autograd ------------------------------------------------------------------------------- */

static void set_requires_grad(GrTensor *t, bool on) {
    t->requires_grad = on;
    if (on)
        t->flags |= GR_IS_PARAMETER;
    if (t->flags & GR_IS_PARAMETER)
        gr_watch_trained(t, on);
    if (on && (t->origin & GR_FROM_GRAD))
        gr_watch_new_leaf(t);
}

static int tensor_requires_grad_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "requires_grad_");
    bool on = lua_isnoneornil(L, 2) || lua_toboolean(L, 2);
    if (!lua_isnoneornil(L, 2) && !lua_isboolean(L, 2))
        grL_error(L, GR_TYPE, NULL, "requires_grad_ takes true or false, not %s",
                  grL_describe(L, 2));
    if (t->node && !on)
        grL_error(L, GR_GRAPH, "t:detach() gives its numbers outside of the graph",
                  "requires_grad_(false) is for leaves; this tensor was computed from others");
    if (!t->node)
        set_requires_grad(t, on);
    lua_settop(L, 1);
    return 1;
}

/* loss:backward(), loss:backward{retain_graph=true} */
static int tensor_backward(lua_State *L) {
    static const GrArg args[] = {
        {.name = "retain_graph", .type = GR_ARG_BOOLEAN, .named_only = true}, {.type = GR_ARG_END}};
    GrTensor *t = grL_check_tensor(L, 1, "backward");
    bool retain = false;
    if (lua_gettop(L) > 1) {
        GrValue value[GR_MAX_ARG];
        grL_read_args(L, "backward", args, 2, NULL, value);
        retain = value[0].num != 0;
    }
    grL_watch_backward(L, t);
    GRL_TRY(L, gr_backward(t, retain));
    grL_loops_loss(t);
    grL_announce(L, "backward", 1, (int[]){1});
    return 0;
}

/* The same numbers, outside the graph; shared as in PyTorch. */
static int tensor_detach(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "detach"), *out = NULL;
    GRL_TRY(L, gr_tensor_view(t, 0, t->ndim, t->shape, &out));
    out->origin &= (uint16_t)~GR_FROM_PARAMETER;
    grL_push_tensor(L, out);
    return 1;
}

/* A copy that is part of the graph where t is. */
static int tensor_clone(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "clone"), *out = NULL;
    if (t->requires_grad && gr_grad_enabled()) {
        GrTensor *zero = NULL;
        GRL_TRY(L, gr_tensor_scalar(0, &zero));
        grL_push_tensor(L, zero);
        GrTensor *in[2] = {t, zero};
        GRL_TRY(L, gr_apply(GR_OP(sub), in, 2, NULL, &out)); /* t - 0 keeps even -0 as it is */
    } else {
        GRL_TRY(L, gr_tensor_clone(t, &out));
    }
    grL_push_tensor(L, out);
    return 1;
}

static int tensor_zero_grad(lua_State *L) {
    gr_tensor_zero_grad(grL_check_tensor(L, 1, "zero_grad"));
    return 0;
}

static int finish_no_grad(lua_State *L, int status, lua_KContext before) {
    gr_set_grad_enabled(before != 0);
    if (status != LUA_OK && status != LUA_YIELD)
        return lua_error(L);
    return lua_gettop(L);
}

/* no_grad(function() … end) -> what the function returns */
static int no_grad(lua_State *L) {
    if (!lua_isfunction(L, 1))
        grL_error(L, GR_TYPE, "no_grad(function() … end)", "no_grad takes a function, not %s",
                  grL_describe(L, 1));
    bool before = gr_set_grad_enabled(false);
    int status = lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, before, finish_no_grad);
    return finish_no_grad(L, status, before);
}

/* ---- fields --------------------------------------------------------------------------------- */

static const char *const fields[] = {"shape", "grad", "requires_grad", "is_leaf", NULL};

static int push_grad(lua_State *L, GrTensor *t) {
    GrTensor *g = t->node ? NULL : gr_tensor_grad(t);
    if (g) {
        t->marks |= GR_GRAD_READ;
        g->origin |= GR_FROM_GRAD;
        grL_push_tensor(L, gr_retain(g));
    } else {
        lua_pushnil(L);
    }
    return 1;
}

/* t.name or t[…]; upvalue 1: methods */
static int index_tensor(lua_State *L) {
    if (lua_type(L, 2) != LUA_TSTRING)
        return grL_index_numbers(L);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    GrTensor *t = grL_check_tensor(L, 1, "a field");
    const char *name = lua_tostring(L, 2);
    if (strcmp(name, "shape") == 0)
        return grL_push_shape(L, t), 1;
    if (strcmp(name, "grad") == 0)
        return push_grad(L, t);
    if (strcmp(name, "requires_grad") == 0)
        return lua_pushboolean(L, t->requires_grad), 1;
    if (strcmp(name, "is_leaf") == 0)
        return lua_pushboolean(L, t->node == NULL), 1;
    return grL_no_such_field(L, "a tensor", name, fields, GR_KIND_TENSOR, false);
}

/* t.grad = nil, or a tensor of the same shape, whose numbers are copied */
static void set_grad(lua_State *L, GrTensor *t) {
    if (lua_isnil(L, 3)) {
        if (t->grad)
            gr_release(t->grad);
        t->grad = NULL;
        return;
    }
    GrTensor *g = grL_check_tensor(L, 3, "grad");
    GrReal *to;
    bool fresh;
    if (!gr_same_shape(g, t))
        grL_error(L, GR_SHAPE, NULL, "a gradient of shape %s does not fit a tensor of shape %s",
                  gr_tensor_shape_text(g), gr_tensor_shape_text(t));
    GRL_TRY(L, gr_grad_open(t, &to, &fresh));
    memmove(to, g->data, g->numel * sizeof *to);
    t->grad->flags &= (uint8_t) ~(GR_CONSUMED | GR_STALE); /* nothing is left of the old one */
}

static int newindex_tensor(lua_State *L) {
    if (lua_type(L, 2) != LUA_TSTRING)
        return grL_assign_numbers(L);
    GrTensor *t = grL_check_tensor(L, 1, "a field");
    const char *name = lua_tostring(L, 2);
    if (strcmp(name, "grad") == 0) {
        set_grad(L, t);
    } else if (strcmp(name, "requires_grad") == 0 && !t->node) {
        set_requires_grad(t, lua_toboolean(L, 3));
    } else {
        static const char *const writable[] = {"grad", "requires_grad", NULL};
        grL_no_such_field(L, "a tensor", name, writable, GR_KIND_TENSOR, true);
    }
    return 0;
}

void grL_open_tensor(lua_State *L) {
    static const struct {
        const char *name;
        lua_CFunction fn;
    } meta[] = {
        {"__add", meta_add},      {"__sub", meta_sub},       {"__mul", meta_mul},
        {"__div", meta_div},      {"__pow", meta_pow},       {"__unm", meta_unm},
        {"__eq", meta_eq},        {"__lt", meta_compare},    {"__le", meta_compare},
        {"__len", tensor_length}, {"__index", index_tensor}, {"__newindex", newindex_tensor}};
    for (size_t i = 0; i < sizeof meta / sizeof *meta; i++)
        grL_metamethod(L, GR_KIND_TENSOR, meta[i].name, meta[i].fn);
    lua_pushcfunction(L, no_grad);
    lua_setfield(L, -2, "no_grad");
    lua_getfield(L, -1, "tensor");
    lua_setfield(L, LUA_REGISTRYINDEX, "gradus.tensor");
    open_shape(L);
    grL_open_inplace(L);
}

/* Methods that are not, or not only, an op: set after grL_open_ops, which they override. */
void grL_open_tensor_methods(lua_State *L) {
    static const luaL_Reg methods[] = {{"size", tensor_size},
                                       {"dim", tensor_dim},
                                       {"numel", tensor_numel},
                                       {"item", tensor_item},
                                       {"tolist", tensor_tolist},
                                       {"reshape", tensor_reshape},
                                       {"view", tensor_reshape},
                                       {"narrow", tensor_narrow},
                                       {"index_select", tensor_index_select},
                                       {"max", tensor_max},
                                       {"min", tensor_min},
                                       {"requires_grad_", tensor_requires_grad_},
                                       {"backward", tensor_backward},
                                       {"detach", tensor_detach},
                                       {"clone", tensor_clone},
                                       {"zero_grad", tensor_zero_grad},
                                       {NULL, NULL}};
    grL_push_methods(L, GR_KIND_TENSOR);
    luaL_setfuncs(L, methods, 0);
    lua_getfield(L, -1, "matmul");
    lua_setfield(L, -2, "mm");
    lua_pop(L, 1);
}
