/* index.c: t[i], t[{i, j}], t[{{1, 3}, {2, 2}}], t[{{}, 2}] and assignment to them. */
#include <lauxlib.h>
#include <string.h>

#include "box.h"
#include "core/graph.h"
#include "core/isa.h"
#include "error.h"
#include "tensor_parts.h"
#include "watch.h"

/* What one entry of an index asks of its dimension. */
typedef struct Pick {
    int start, len; /* 0-based */
    bool drops;     /* a single number: the dimension goes */
} Pick;

static void out_of_range(lua_State *L, const GrTensor *t, int dim, lua_Integer i) {
    int size = t->shape[dim];
    const char *hint = NULL;
    if (i == 0)
        hint = "indices count from 1 here, as everything in Lua";
    else if (i == size + 1 && dim == 0)
        hint = "ipairs does not work on tensors; for row in t:rows() do … end does";
    grL_error(L, GR_RANGE, hint, "index %lld along dimension %d, which has %d (shape %s)",
              (long long)i, dim + 1, size, gr_tensor_shape_text(t));
}

/* An index from the end (-1 is the last) or from the start; checked. 0-based. */
static int check_position(lua_State *L, const GrTensor *t, int dim, int idx) {
    int whole;
    lua_Integer i = lua_tointegerx(L, idx, &whole);
    if (lua_type(L, idx) != LUA_TNUMBER || !whole)
        grL_error(L, GR_TYPE, "t[1], t[{1, 2}], t[{{1, 3}, 2}]",
                  "an index is a whole number, not %s", grL_describe(L, idx));
    lua_Integer from_start = i < 0 ? i + t->shape[dim] + 1 : i;
    if (from_start < 1 || from_start > t->shape[dim])
        out_of_range(L, t, dim, i);
    return (int)from_start - 1;
}

static Pick read_range(lua_State *L, const GrTensor *t, int dim, int idx) {
    int n = (int)lua_rawlen(L, idx);
    if (n == 0)
        return (Pick){0, t->shape[dim], false};
    if (n > 2)
        grL_error(L, GR_TYPE, NULL, "a range is {first, last}, not a list of %d", n);
    lua_rawgeti(L, idx, 1);
    lua_rawgeti(L, idx, n);
    int first = check_position(L, t, dim, -2), last = check_position(L, t, dim, -1);
    lua_pop(L, 2);
    if (last < first)
        grL_error(L, GR_RANGE, NULL, "the range {%d, %d} ends before it begins", first + 1,
                  last + 1);
    return (Pick){first, last - first + 1, false};
}

/* The list at idx as one pick for each dimension; missing ones take all. */
static void read_picks(lua_State *L, const GrTensor *t, int idx, Pick *pick) {
    int n = (int)lua_rawlen(L, idx);
    if (n > t->ndim)
        grL_error(L, GR_SHAPE, NULL, "%d indices for a tensor of shape %s, which has %d dimensions",
                  n, gr_tensor_shape_text(t), t->ndim);
    for (int d = 0; d < t->ndim; d++) {
        pick[d] = (Pick){0, t->shape[d], false};
        if (d >= n)
            continue;
        lua_rawgeti(L, idx, d + 1);
        if (lua_istable(L, -1))
            pick[d] = read_range(L, t, d, lua_gettop(L));
        else
            pick[d] = (Pick){check_position(L, t, d, -1), 1, true};
        lua_pop(L, 1);
    }
}

/* Applies narrow or select along dim; the old tensor is released unless it is the first. */
static GrStatus cut(GrTensor **t, GrTensor *first, int dim, Pick p) {
    double number[GR_MAX_ARG] = {dim, p.start, p.len};
    GrTensor *out = NULL, *before = *t;
    GrStatus status = gr_apply(p.drops ? GR_OP(select) : GR_OP(narrow), t, 1, number, &out);
    if (before != first)
        gr_release(before);
    *t = out;
    return status;
}

static GrStatus cut_all(GrTensor *t, const Pick *pick, GrTensor **out) {
    GrTensor *now = t;
    for (int d = t->ndim - 1; d >= 0; d--) {
        bool all = !pick[d].drops && pick[d].len == t->shape[d];
        if (!all)
            GR_TRY(cut(&now, t, d, pick[d]));
    }
    *out = now == t ? gr_retain(t) : now;
    return GR_OK;
}

static int push_result(lua_State *L, GrTensor *out) {
    if (out->ndim == 0 && !out->requires_grad) { /* a number, unless a gradient hangs on it */
        double x = (double)out->data[0];
        GRL_WATCH_READ(L, out);
        gr_release(out);
        lua_pushnumber(L, x);
        return 1;
    }
    grL_push_tensor(L, out);
    return 1;
}

/* Makes one pick for each dimension from the key at 2. */
static void read_key(lua_State *L, const GrTensor *t, Pick *pick) {
    if (t->ndim == 0)
        grL_error(L, GR_SHAPE, "t:item() is its value", "a single number (shape []) has no index");
    if (lua_istable(L, 2)) {
        read_picks(L, t, 2, pick);
        return;
    }
    for (int d = 1; d < t->ndim; d++)
        pick[d] = (Pick){0, t->shape[d], false};
    pick[0] = (Pick){check_position(L, t, 0, 2), 1, true};
}

int grL_index_numbers(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "an index"), *out = NULL;
    Pick pick[GR_MAX_DIM];
    read_key(L, t, pick);
    GRL_TRY(L, cut_all(t, pick, &out));
    return push_result(L, out);
}

/* ---- assignment ----------------------------------------------------------------------------- */

/* Writes numbers (or one number everywhere) into the picked part, dimension by dimension. */
static const GrReal *write_part(GrTensor *t, const Pick *pick, int d, GrReal *to,
                                const GrReal *from, size_t step) {
    if (d == t->ndim) {
        *to = *from;
        return from + step;
    }
    size_t inner = 1;
    for (int k = d + 1; k < t->ndim; k++)
        inner *= (size_t)t->shape[k];
    for (int i = 0; i < pick[d].len; i++)
        from = write_part(t, pick, d + 1, to + (size_t)(pick[d].start + i) * inner, from, step);
    return from;
}

static size_t picked_count(const GrTensor *t, const Pick *pick) {
    size_t n = 1;
    for (int d = 0; d < t->ndim; d++)
        n *= (size_t)pick[d].len;
    return n;
}

int grL_assign_numbers(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "an index");
    Pick pick[GR_MAX_DIM];
    read_key(L, t, pick);
    int pushed = 0;
    if (lua_istable(L, 3)) { /* t[1] = {1, 2, 3} */
        lua_getfield(L, LUA_REGISTRYINDEX, "gradus.tensor");
        lua_pushvalue(L, 3);
        lua_call(L, 1, 1);
        lua_replace(L, 3);
    }
    GrTensor *from = grL_to_tensor(L, 3, "an assignment", &pushed);
    size_t n = picked_count(t, pick);
    if (from->numel != 1 && from->numel != n)
        grL_error(L, GR_SHAPE, NULL, "%s cannot be put in a place of %d numbers",
                  grL_describe(L, 3), (int)n);
    write_part(t, pick, 0, t->data, from->data, from->numel == 1 ? 0 : 1);
    gr_watch_numbers(t);
    gr_tensor_touch(t);
    GRL_WATCH(L);
    return 0;
}
