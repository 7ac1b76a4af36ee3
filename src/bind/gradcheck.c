/* gradcheck.c: gradcheck(f, inputs[, {eps=}]) -> ok, worst: the core's comparison of gradients with
 * finite differences, on a Lua function. Errors of that function wait until the core has put
 * everything back. */
#include "core/gradcheck.h"

#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "error.h"
#include "parts.h"

/* What the core hands back to the function below. */
typedef struct Call {
    lua_State *L;
    int first;   /* stack slot of the first input; they stay there, so that nothing collects them */
    bool raised; /* the error value is on top of the stack */
} Call;

static GrStatus take_result(Call *c, GrTensor **loss) {
    GrTensor *t = grL_test(c->L, -1, GR_KIND_TENSOR);
    if (t) {
        *loss = gr_retain(t);
        lua_pop(c->L, 1);
        return GR_OK;
    }
    gr_fail(GR_TYPE, "gradcheck: the function must return a tensor, not %s",
            grL_describe(c->L, -1));
    lua_pop(c->L, 1);
    return gr_hint(GR_TYPE, "let it end in :sum(), without :item()");
}

static GrStatus call_function(GrTensor *const *in, int n, void *data, GrTensor **loss) {
    (void)in; /* the same tensors in their boxes */
    Call *c = data;
    lua_pushvalue(c->L, 1); /* f */
    for (int i = 0; i < n; i++)
        lua_pushvalue(c->L, c->first + i);
    if (lua_pcall(c->L, n, 1, 0) == LUA_OK) /* [result] or [error] */
        return take_result(c, loss);
    c->raised = true;
    return gr_fail(GR_GRAPH, "gradcheck: the function raised an error");
}

/* Pushes an array for the inputs, then the inputs themselves: those of a list, or the one tensor.
 */
static GrTensor **collect(lua_State *L, int list, int n) {
    GrTensor **in = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *in, 0);
    luaL_checkstack(L, 2 * n + 8, "too many inputs");
    for (int i = 0; i < n; i++) {
        if (lua_istable(L, list))
            lua_rawgeti(L, list, i + 1);
        else
            lua_pushvalue(L, list);
        in[i] = grL_test(L, -1, GR_KIND_TENSOR);
        if (!in[i])
            grL_error(L, GR_TYPE, "gradcheck(f, {a, b}) calls f(a, b)",
                      "gradcheck: input %d is %s, not a tensor", i + 1, grL_describe(L, -1));
    }
    return in;
}

static const GrArg args[] = {{.name = "eps",
                              .type = GR_ARG_NUMBER,
                              .range = "[0, inf)",
                              .named_only = true,
                              .doc = "step of the differences; 0: one that suits"},
                             {.type = GR_ARG_END}};

/* gradcheck(f, inputs[, {eps=}]) -> ok, worst relative error */
static int gradcheck(lua_State *L) {
    GrValue value[GR_MAX_ARG];
    if (lua_type(L, 1) != LUA_TFUNCTION && luaL_getmetafield(L, 1, "__call") == LUA_TNIL)
        grL_error(L, GR_TYPE, "gradcheck(function(x) return (x * x):sum() end, {x})",
                  "gradcheck takes a function, not %s", grL_describe(L, 1));
    lua_settop(L, lua_gettop(L) > 2 ? 3 : 2);
    grL_read_args(L, "gradcheck", args, 3, NULL, value);
    int n = lua_istable(L, 2) ? (int)lua_rawlen(L, 2) : 1;
    GrTensor **in = collect(L, 2, n);
    Call call = {.L = L, .first = lua_gettop(L) - n + 1};
    double worst = 0;
    GrStatus status = gr_gradcheck(call_function, in, n, value[0].num, &call, &worst);
    if (call.raised)
        return lua_error(L);
    if (status != GR_OK)
        return grL_raise(L, status);
    lua_pushboolean(L, worst <= GR_GRADCHECK_BOUND);
    lua_pushnumber(L, worst);
    return 2;
}

void grL_open_gradcheck(lua_State *L) {
    lua_pushcfunction(L, gradcheck);
    lua_setfield(L, -2, "gradcheck");
}
