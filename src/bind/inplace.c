/* inplace.c: methods that change a tensor's numbers (a trailing _). They are not recorded; backward
 * refuses where it needed the numbers as they were. */
#include <lauxlib.h>
#include <string.h>

#include "box.h"
#include "core/broadcast.h"
#include "core/graph.h"
#include "core/init.h"
#include "core/loss.h"
#include "error.h"
#include "parts.h"
#include "tensor_parts.h"
#include "watch.h"

static int changed(lua_State *L, GrTensor *t) {
    gr_tensor_touch(t);
    lua_settop(L, 1);
    return 1;
}

/* A gradient that was set to 0 holds nothing of old steps. */
static void forget_steps(GrTensor *t) {
    t->flags &= (uint8_t) ~(GR_CONSUMED | GR_STALE);
}

/* w:sub_(w.grad * lr) is a step, made by hand. A weight that takes in another one gives what that
 * gives. */
static int stepped(lua_State *L, GrTensor *t, const GrTensor *by) {
    t->marks |= by->marks & GR_FEEDS_LOGITS;
    gr_watch_in_place(t, by);
    GRL_WATCH(L);
    return changed(L, t);
}

static int tensor_fill_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "fill_");
    GrReal x = (GrReal)grL_check_number(L, 2, "fill_");
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = x;
    if (x == 0)
        forget_steps(t);
    gr_watch_numbers(t);
    GRL_WATCH(L);
    return changed(L, t);
}

static int tensor_zero_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "zero_");
    memset(t->data, 0, t->numel * sizeof *t->data);
    forget_steps(t);
    return changed(L, t);
}

/* The other operand stretched to t's shape, boxed so that it is released. */
static GrTensor *fitting(lua_State *L, GrTensor *t, int arg, const char *what) {
    int pushed = 0;
    GrTensor *u = grL_to_tensor(L, arg, what, &pushed), *wide = NULL;
    GrBroadcast w;
    GRL_TRY(L, gr_broadcast(what, t, u, &w));
    if (w.ndim != t->ndim || memcmp(w.shape, t->shape, t->ndim * sizeof *t->shape) != 0)
        grL_error(L, GR_SHAPE, NULL, "%s cannot put shape %s into shape %s", what,
                  gr_tensor_shape_text(u), gr_tensor_shape_text(t));
    GRL_TRY(L, gr_expand(u, t->ndim, t->shape, &wide));
    wide->origin |= u->origin;
    wide->marks |= u->marks & GR_FEEDS_LOGITS;
    grL_push_tensor(L, wide);
    return wide;
}

static int tensor_copy_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "copy_"), *u = fitting(L, t, 2, "copy_");
    if (gr_watch.on && t->trainee && !(u->origin & GR_FROM_GRAD))
        gr_watch_put_back(t, u);
    memmove(t->data, u->data, t->numel * sizeof *t->data);
    return stepped(L, t, u);
}

/* t:add_(u[, alpha]): t = t + alpha u */
static int tensor_add_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "add_");
    GrReal alpha = lua_isnoneornil(L, 3) ? 1 : (GrReal)grL_check_number(L, 3, "add_ (alpha)");
    GrTensor *u = fitting(L, t, 2, "add_");
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] += alpha * u->data[i];
    return stepped(L, t, u);
}

static int tensor_sub_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "sub_"), *u = fitting(L, t, 2, "sub_");
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] -= u->data[i];
    return stepped(L, t, u);
}

static int tensor_mul_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "mul_"), *u = fitting(L, t, 2, "mul_");
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] *= u->data[i];
    return stepped(L, t, u);
}

static int tensor_div_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "div_"), *u = fitting(L, t, 2, "div_");
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] /= u->data[i];
    return stepped(L, t, u);
}

static double optional_number(lua_State *L, int arg, const char *what, double otherwise) {
    return lua_isnoneornil(L, arg) ? otherwise : grL_check_number(L, arg, what);
}

static int tensor_uniform_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "uniform_");
    double a = optional_number(L, 2, "uniform_", 0), b = optional_number(L, 3, "uniform_", 1);
    if (!(a <= b))
        grL_error(L, GR_RANGE, "uniform_(lowest, highest)",
                  "uniform_: numbers from %g to %g: the first must be the smaller one", a, b);
    gr_fill_uniform(t, a, b, gr_rng_global());
    gr_watch_reborn(t);
    return changed(L, t);
}

static int tensor_normal_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "normal_");
    double mean = optional_number(L, 2, "normal_", 0);
    double deviation = optional_number(L, 3, "normal_", 1);
    if (!(deviation >= 0))
        grL_error(L, GR_RANGE, NULL, "normal_: a deviation is 0 or more, not %g", deviation);
    gr_fill_normal(t, mean, deviation, gr_rng_global());
    gr_watch_reborn(t);
    return changed(L, t);
}

static int tensor_clamp_(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "clamp_");
    GrReal low = (GrReal)grL_check_number(L, 2, "clamp_"),
           high = (GrReal)grL_check_number(L, 3, "clamp_");
    for (size_t i = 0; i < t->numel; i++) {
        GrReal x = t->data[i];
        t->data[i] = x < low ? low : x > high ? high : x;
    }
    return changed(L, t);
}

void grL_open_inplace(lua_State *L) {
    static const luaL_Reg methods[] = {{"fill_", tensor_fill_},
                                       {"zero_", tensor_zero_},
                                       {"copy_", tensor_copy_},
                                       {"add_", tensor_add_},
                                       {"sub_", tensor_sub_},
                                       {"mul_", tensor_mul_},
                                       {"div_", tensor_div_},
                                       {"uniform_", tensor_uniform_},
                                       {"normal_", tensor_normal_},
                                       {"clamp_", tensor_clamp_},
                                       {NULL, NULL}};
    grL_push_methods(L, GR_KIND_TENSOR);
    luaL_setfuncs(L, methods, 0);
    lua_pop(L, 1);
}
