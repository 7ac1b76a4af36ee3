/* train.c: training steps as one call: what fit does with each batch when nothing stands between
 * its parts. The same ops in the same order as the loop a student writes, so the same numbers; only
 * nothing is boxed on the way. */
#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "core/graph.h"
#include "core/loss.h"
#include "error.h"
#include "parts.h"
#include "watch.h"

#define LONGEST 64 /* layers */

/* What a step works with; all borrowed from the caller's stack. */
typedef struct Step {
    GrModule *layer[LONGEST];
    int layers;
    const GrBound *crit;
    GrOptim *opt;
    GrTensor *x, *y;
    int first, count; /* rows, 0-based */
} Step;

/* Reads a layer, or a Sequential of nothing but layers, into s; false for anything else. */
static bool read_chain(lua_State *L, int idx, Step *s) {
    s->layers = 1;
    s->layer[0] = grL_test(L, idx, GR_KIND_MODULE);
    if (s->layer[0])
        return true;
    s->layers = grL_is_sequential(L, idx) ? (int)lua_rawlen(L, idx) : 0;
    if (s->layers < 1 || s->layers > LONGEST)
        return false;
    for (int i = 0; i < s->layers; i++) {
        lua_rawgeti(L, idx, i + 1);
        s->layer[i] = grL_test(L, -1, GR_KIND_MODULE);
        lua_pop(L, 1);
        if (!s->layer[i])
            return false;
    }
    return true;
}

/* is_chain(model): can train_rows run it? */
static int is_chain(lua_State *L) {
    Step s;
    lua_pushboolean(L, read_chain(L, 1, &s));
    return 1;
}

static GrStatus rows_of(const Step *s, GrTensor *t, GrTensor **out) {
    size_t row = t->shape[0] ? t->numel / (size_t)t->shape[0] : 0;
    int shape[GR_MAX_DIM];
    for (int d = 0; d < t->ndim; d++)
        shape[d] = d ? t->shape[d] : s->count;
    GR_TRY(gr_tensor_view(t, (size_t)s->first * row, t->ndim, shape, out));
    (*out)->rows = gr_rows_part(t, (size_t)s->first);
    return GR_OK;
}

/* The layers one after the other; x is given up. */
static GrStatus run_chain(const Step *s, GrTensor *x, GrTensor **out) {
    for (int i = 0; i < s->layers; i++) {
        GrTensor *y = NULL;
        GrStatus status = gr_module_forward(s->layer[i], x, &y);
        gr_release(x);
        if (status != GR_OK)
            return status;
        x = y;
    }
    *out = x;
    return GR_OK;
}

static GrStatus run_loss(const Step *s, GrTensor *output, GrTensor *target, GrTensor **loss) {
    const GrOpDef *op = &s->crit->loss->op;
    GrTensor *in[2 + GR_MAX_ARG] = {output, target};
    double number[GR_MAX_ARG];
    int n = 2 + grL_tensor_args(op->args, s->crit->arg, in + 2);
    grL_number_args(op->args, s->crit->arg, number);
    return gr_loss_apply(s->crit->loss, in, n, number, loss);
}

/* loss = crit(model(xb), yb) */
static GrStatus forward(const Step *s, GrTensor **loss) {
    GrTensor *x = NULL, *y = NULL, *output = NULL;
    GR_TRY(rows_of(s, s->x, &x));
    GR_TRY(run_chain(s, x, &output));
    GrStatus status = rows_of(s, s->y, &y);
    if (status == GR_OK)
        status = run_loss(s, output, y, loss);
    gr_release(output);
    if (y)
        gr_release(y);
    return status;
}

static void read_step(lua_State *L, Step *s) {
    s->crit = grL_test(L, 2, GR_KIND_LOSS);
    s->opt = grL_test(L, 3, GR_KIND_OPTIM);
    s->x = grL_check_tensor(L, 4, "train_rows");
    s->y = grL_check_tensor(L, 5, "train_rows");
    s->first = (int)luaL_checkinteger(L, 6) - 1;
    s->count = (int)luaL_checkinteger(L, 7);
    luaL_argcheck(L, read_chain(L, 1, s) && s->crit && s->opt, 1, "not a chain of layers");
    luaL_argcheck(L, s->x->ndim && s->y->ndim && s->x->shape[0] == s->y->shape[0], 5,
                  "not as many targets as inputs");
    luaL_argcheck(L, s->first >= 0 && s->count >= 1, 6, "no such rows");
}

/* One step; false where the loss is no number, and then the weights stay as they were. */
static bool step(lua_State *L, const Step *s, double *value) {
    GrTensor *loss = NULL;
    gr_optim_zero_grad(s->opt);
    GRL_TRY(L, forward(s, &loss));
    grL_watch_backward(L, loss);
    *value = (double)loss->data[0];
    bool is_number = *value - *value == 0; /* neither NaN nor infinite */
    GrStatus status = is_number ? gr_backward(loss, false) : GR_OK;
    gr_release(loss);
    if (status == GR_OK && is_number)
        status = gr_optim_step(s->opt);
    if (status != GR_OK)
        grL_raise(L, status);
    GRL_WATCH(L);
    return is_number;
}

/* train_rows(model, crit, opt, x, y, first, size, batches): up to so many batches of `size` rows
 * from row `first` on. Returns the loss of the first, how many there were, and the loss that was no
 * number, after which it stops. */
static int train_rows(lua_State *L) {
    Step s;
    read_step(L, &s);
    lua_Integer batches = luaL_checkinteger(L, 8), done = 0;
    int rows = s.x->shape[0], size = s.count;
    double value = 0, first_value = 0;
    bool well = true;
    for (; well && done < batches && s.first < rows; done++, s.first += size) {
        s.count = rows - s.first < size ? rows - s.first : size;
        well = step(L, &s, &value);
        if (done == 0)
            first_value = value;
    }
    lua_pushnumber(L, first_value);
    lua_pushinteger(L, done);
    if (!well)
        lua_pushnumber(L, value);
    return well ? 2 : 3;
}

void grL_open_train(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"is_chain", is_chain}, {"train_rows", train_rows}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
