/* make.c: making tensors: from tables, filled, in sequence, at random; cat and stack; seed. */
#include <lauxlib.h>
#include <string.h>

#include "args.h"
#include "box.h"
#include "core/graph.h"
#include "core/init.h"
#include "core/isa.h"
#include "error.h"
#include "parts.h"

/* ---- sizes ---------------------------------------------------------------------------------- */

static int check_size(lua_State *L, int idx, const char *what) {
    int whole;
    lua_Integer n = lua_tointegerx(L, idx, &whole);
    if (lua_type(L, idx) != LUA_TNUMBER || !whole)
        grL_error(L, GR_TYPE, NULL, "%s: a size is a whole number, not %s", what,
                  grL_describe(L, idx));
    if (n < 0 || n > 2147483647)
        grL_error(L, GR_RANGE, NULL, "%s: a size cannot be %s", what, lua_tostring(L, idx));
    return (int)n;
}

/* Sizes as arguments first… or as one list; returns how many. */
static int read_sizes(lua_State *L, int first, const char *what, int *shape) {
    int list = lua_istable(L, first);
    int n = list ? (int)lua_rawlen(L, first) : lua_gettop(L) - first + 1;
    if (n > GR_MAX_DIM)
        grL_error(L, GR_SHAPE, NULL, "%s: a tensor has at most %d dimensions, not %d", what,
                  GR_MAX_DIM, n);
    for (int i = 0; i < n; i++) {
        if (list)
            lua_rawgeti(L, first, i + 1);
        shape[i] = check_size(L, list ? -1 : first + i, what);
        if (list)
            lua_pop(L, 1);
    }
    return n;
}

static int push_filled(lua_State *L, int n, const int *shape, double value) {
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_filled(n, shape, value, &t));
    grL_push_tensor(L, t);
    return 1;
}

static int make_zeros(lua_State *L) {
    int shape[GR_MAX_DIM];
    return push_filled(L, read_sizes(L, 1, "zeros", shape), shape, 0);
}

static int make_ones(lua_State *L) {
    int shape[GR_MAX_DIM];
    return push_filled(L, read_sizes(L, 1, "ones", shape), shape, 1);
}

/* full({2, 3}, v) */
static int make_full(lua_State *L) {
    int shape[GR_MAX_DIM], n;
    if (!lua_istable(L, 1) || lua_type(L, 2) != LUA_TNUMBER)
        grL_error(L, GR_TYPE, NULL, "full takes a list of sizes and a number: full({2, 3}, 0.5)");
    n = read_sizes(L, 1, "full", shape);
    return push_filled(L, n, shape, lua_tonumber(L, 2));
}

static int make_eye(lua_State *L) {
    int n = check_size(L, 1, "eye");
    push_filled(L, 2, (int[]){n, n}, 0);
    GrTensor *t = grL_test(L, -1, GR_KIND_TENSOR);
    for (int i = 0; i < n; i++)
        t->data[(size_t)i * (size_t)n + (size_t)i] = 1;
    return 1;
}

/* ---- sequences ------------------------------------------------------------------------------ */

static int push_steps(lua_State *L, const char *what, double first, double step, double count) {
    if (!(count >= 0 && count < 2147483647))
        grL_error(L, GR_RANGE, NULL, "%s: these bounds would give %.0f numbers", what, count);
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_new(1, (int[]){(int)count}, &t));
    for (int i = 0; i < (int)count; i++)
        t->data[i] = (GrReal)(first + step * i);
    grL_push_tensor(L, t);
    return 1;
}

/* arange(n): 1 … n;  arange(first, last[, step]): both ends included, as Lua's for */
static int make_arange(lua_State *L) {
    bool one = lua_gettop(L) == 1;
    double first = one ? 1 : grL_check_number(L, 1, "arange");
    double last = grL_check_number(L, one ? 1 : 2, "arange");
    double step = lua_isnoneornil(L, 3) ? 1 : grL_check_number(L, 3, "arange");
    if (step == 0)
        grL_error(L, GR_RANGE, NULL, "arange: a step of 0 never arrives");
    double count = floor((last - first) / step + 1e-9) + 1;
    return push_steps(L, "arange", first, step, count < 0 ? 0 : count);
}

static int make_linspace(lua_State *L) {
    double a = grL_check_number(L, 1, "linspace"), b = grL_check_number(L, 2, "linspace");
    int n = check_size(L, 3, "linspace");
    push_steps(L, "linspace", a, n > 1 ? (b - a) / (n - 1) : 0, n);
    GrTensor *t = grL_test(L, -1, GR_KIND_TENSOR);
    if (n > 1)
        t->data[n - 1] = (GrReal)b; /* exactly */
    return 1;
}

/* ---- chance --------------------------------------------------------------------------------- */

/* Fills a new tensor and pushes it; gives it up where the user asks to stop. */
static int push_drawn(lua_State *L, GrTensor *t, bool normal) {
    if (normal)
        gr_fill_normal(t, 0, 1, gr_rng_global());
    else
        gr_fill_uniform(t, 0, 1, gr_rng_global());
    grL_push_tensor(L, t);
    GRL_TRY(L, gr_poll());
    return 1;
}

static int push_random(lua_State *L, const char *what, bool normal) {
    int shape[GR_MAX_DIM], n = read_sizes(L, 1, what, shape);
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_new(n, shape, &t));
    return push_drawn(L, t, normal);
}

static int make_rand(lua_State *L) {
    return push_random(L, "rand", false);
}

static int make_randn(lua_State *L) {
    return push_random(L, "randn", true);
}

static int make_randperm(lua_State *L) {
    int n = check_size(L, 1, "randperm");
    GrTensor *t = NULL;
    GRL_TRY(L, gr_tensor_new(1, &n, &t));
    grL_push_tensor(L, t);
    int *order = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *order, 0); /* scratch */
    gr_rng_permutation(gr_rng_global(), (size_t)n, order);
    GRL_TRY(L, gr_poll());
    for (int i = 0; i < n; i++)
        t->data[i] = (GrReal)(order[i] + 1);
    lua_pop(L, 1);
    return 1;
}

static int set_seed(lua_State *L) {
    int whole;
    lua_Integer n = lua_tointegerx(L, 1, &whole);
    if (!whole)
        grL_error(L, GR_TYPE, "any will do: seed(1)", "seed takes a whole number, not %s",
                  grL_describe(L, 1));
    gr_rng_seed(gr_rng_global(), (uint64_t)n);
    return 0;
}

/* ---- like another --------------------------------------------------------------------------- */

static int zeros_like(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "zeros_like");
    return push_filled(L, t->ndim, t->shape, 0);
}

static int ones_like(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "ones_like");
    return push_filled(L, t->ndim, t->shape, 1);
}

static int randn_like(lua_State *L) {
    GrTensor *like = grL_check_tensor(L, 1, "randn_like"), *t = NULL;
    GRL_TRY(L, gr_tensor_like(like, &t));
    return push_drawn(L, t, true);
}

/* ---- from tables ---------------------------------------------------------------------------- */

/* The shape of the nested table at the top: lengths of first entries, going down. */
static int table_shape(lua_State *L, int *shape) {
    int n = 0, top = lua_gettop(L);
    while (lua_istable(L, -1)) {
        if (n == GR_MAX_DIM)
            grL_error(L, GR_SHAPE, NULL, "tensor: a table nested deeper than %d", GR_MAX_DIM);
        shape[n++] = (int)lua_rawlen(L, -1);
        lua_rawgeti(L, -1, 1);
    }
    GrTensor *row = grL_test(L, -1, GR_KIND_TENSOR); /* a list of tensors: stack them */
    for (int d = 0; row && d < row->ndim && n < GR_MAX_DIM; d++)
        shape[n++] = row->shape[d];
    lua_settop(L, top);
    return n;
}

static void uneven(lua_State *L, int depth, const int *shape, int found, int i) {
    grL_error(L, GR_SHAPE, "all rows of a tensor have the same length",
              "tensor: row %d has %d entries where the first has %d", i, found, shape[depth]);
}

/* Copies the nested table on top of the stack to `to`; returns where the next number goes. */
static GrReal *copy_table(lua_State *L, int depth, int ndim, const int *shape, GrReal *to, int i) {
    GrTensor *row = grL_test(L, -1, GR_KIND_TENSOR);
    if (row) {
        if (row->ndim != ndim - depth ||
            memcmp(row->shape, shape + depth, (size_t)row->ndim * sizeof *shape) != 0)
            grL_error(L, GR_SHAPE, NULL, "tensor: entry %d has shape %s, the others have %s", i,
                      gr_tensor_shape_text(row), gr_shape_text(ndim - depth, shape + depth));
        memcpy(to, row->data, row->numel * sizeof *to);
        return to + row->numel;
    }
    if (depth == ndim) {
        if (lua_type(L, -1) != LUA_TNUMBER && !lua_isboolean(L, -1))
            grL_error(L, GR_TYPE, NULL, "tensor: entry %d is %s, not a number", i,
                      grL_describe(L, -1));
        *to = lua_isboolean(L, -1) ? (GrReal)lua_toboolean(L, -1) : (GrReal)lua_tonumber(L, -1);
        return to + 1;
    }
    if (!lua_istable(L, -1))
        grL_error(L, GR_SHAPE, "all rows of a tensor have the same length",
                  "tensor: entry %d is %s where the first is a list", i, grL_describe(L, -1));
    if ((int)lua_rawlen(L, -1) != shape[depth])
        uneven(L, depth, shape, (int)lua_rawlen(L, -1), i);
    for (int k = 1; k <= shape[depth]; k++) {
        lua_rawgeti(L, -1, k);
        to = copy_table(L, depth + 1, ndim, shape, to, k);
        lua_pop(L, 1);
    }
    return to;
}

/* tensor{1, 2, requires_grad=true}: a name would pass unseen. One step of `next` from the last
 * entry finds it in any table written as a list. */
static void refuse_names(lua_State *L) {
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    lua_pushnil(L);
    if (n > 0) {
        lua_pop(L, 1);
        lua_pushinteger(L, n);
    }
    if (!lua_next(L, 1)) /* [key, value], or nothing */
        return;
    if (lua_type(L, -2) == LUA_TSTRING)
        grL_error(L, GR_OPTION, "only numbers stand in it; w:requires_grad_() marks a parameter",
                  "tensor: '%s' stands among the numbers of the table", lua_tostring(L, -2));
    lua_pop(L, 2);
}

/* tensor{{1, 2}, {3, 4}}, tensor(5), tensor(t) (a copy) */
static int make_tensor(lua_State *L) {
    GrTensor *t = grL_test(L, 1, GR_KIND_TENSOR), *copy = NULL;
    if (t) {
        GRL_TRY(L, gr_tensor_clone(t, &copy));
        grL_push_tensor(L, copy);
        return 1;
    }
    if (lua_gettop(L) > 1)
        grL_error(L, GR_ARGUMENT, "several numbers go in braces: tensor{1, 2, 3}",
                  "tensor takes one number or one table, not %d things", lua_gettop(L));
    if (!lua_istable(L, 1) && lua_type(L, 1) != LUA_TNUMBER)
        grL_error(L, GR_TYPE, "tensor{1, 2, 3}, or tensor{{1, 2}, {3, 4}}",
                  "tensor takes a number or a table of numbers, not %s", grL_describe(L, 1));
    if (lua_istable(L, 1))
        refuse_names(L);
    int shape[GR_MAX_DIM], n = table_shape(L, shape);
    luaL_checkstack(L, GR_MAX_DIM + 4, NULL);
    GRL_TRY(L, gr_tensor_new(n, shape, &t));
    grL_push_tensor(L, t);
    lua_pushvalue(L, 1);
    copy_table(L, 0, n, shape, t->data, 1);
    lua_pop(L, 1);
    return 1;
}

/* ---- joining -------------------------------------------------------------------------------- */

static int join(lua_State *L, int op, const char *what, int extra) {
    if (!lua_istable(L, 1))
        grL_error(L, GR_TYPE, "the tensors go in braces: cat({a, b}, 1)",
                  "%s takes a list of tensors, not %s", what, grL_describe(L, 1));
    int n = (int)lua_rawlen(L, 1), whole = 1;
    if (n == 0)
        grL_error(L, GR_ARGUMENT, NULL, "%s was given an empty list", what);
    lua_Integer dim = lua_isnoneornil(L, 2) ? 1 : lua_tointegerx(L, 2, &whole);
    GrTensor **in = lua_newuserdatauv(L, (size_t)n * sizeof *in, 0); /* scratch */
    for (int i = 0; i < n; i++) {
        lua_rawgeti(L, 1, i + 1);
        in[i] = grL_check_tensor(L, -1, what);
        lua_pop(L, 1);
    }
    int ndim = in[0]->ndim + extra;
    if (whole && dim < 0)
        dim += ndim + 1;
    if (!whole || dim < 1 || dim > ndim)
        grL_error(L, GR_RANGE, NULL, "%s: dimension %s of tensors of shape %s", what,
                  luaL_tolstring(L, 2, NULL), gr_tensor_shape_text(in[0]));
    double number[GR_MAX_ARG] = {(double)(dim - 1)};
    GrTensor *out = NULL;
    GRL_TRY(L, gr_apply(gr_isa->op[op], in, n, number, &out));
    grL_push_tensor(L, out);
    return 1;
}

static int make_cat(lua_State *L) {
    return join(L, GR_OP_cat, "cat", 0);
}

static int make_stack(lua_State *L) {
    return join(L, GR_OP_stack, "stack", 1);
}

void grL_open_make(lua_State *L) {
    static const luaL_Reg functions[] = {{"tensor", make_tensor},
                                         {"zeros", make_zeros},
                                         {"ones", make_ones},
                                         {"full", make_full},
                                         {"eye", make_eye},
                                         {"arange", make_arange},
                                         {"linspace", make_linspace},
                                         {"rand", make_rand},
                                         {"randn", make_randn},
                                         {"randperm", make_randperm},
                                         {"seed", set_seed},
                                         {"zeros_like", zeros_like},
                                         {"ones_like", ones_like},
                                         {"randn_like", randn_like},
                                         {"cat", make_cat},
                                         {"stack", make_stack},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
