/* ops.c: every op record that is not hidden becomes a tensor method: t:exp(), t:sum(dim), a:add(b).
 */
#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "core/graph.h"
#include "core/isa.h"
#include "error.h"
#include "parts.h"
#include "watch.h"

/* For the coach: raw scores compared with 0.5, and the largest of one column. */
static void look_at(lua_State *L, const GrOpDef *op, GrTensor *const *in, const double *number) {
    bool cuts = op == GR_OP(gt) || op == GR_OP(ge) || op == GR_OP(lt) || op == GR_OP(le);
    if (cuts && in[1]->numel == 1)
        gr_watch_compare(in[0], (double)in[1]->data[0]);
    if (op == GR_OP(argmax) && number[0] >= 0 && in[0]->shape[(int)number[0]] == 1)
        gr_watch_argmax_one(in[0]);
    if (op == GR_OP(eq) || op == GR_OP(ne)) {
        gr_watch_match(in[0], in[1]);
        gr_watch_match(in[1], in[0]);
    }
    GRL_WATCH(L);
}

/* method(t, …tensors, …arguments); upvalue 1: the op's index */
static int call_op(lua_State *L) {
    const GrOpDef *op = gr_isa->op[lua_tointeger(L, lua_upvalueindex(1))];
    GrTensor *in[GR_MAX_SAMPLE];
    GrValue value[GR_MAX_ARG];
    double number[GR_MAX_ARG];
    int pushed = 0, n_args = lua_gettop(L);
    if (op->args || n_args > op->n_in)
        grL_read_args(L, op->doc.name, op->args, op->n_in + 1, grL_check_tensor(L, 1, op->doc.name),
                      value);
    if (op->args)
        grL_number_args(op->args, value, number);
    for (int i = 0; i < op->n_in; i++)
        in[i] = i ? grL_to_tensor(L, i + 1, op->doc.name, &pushed)
                  : grL_check_tensor(L, 1, op->doc.name);
    GrTensor *out = NULL;
    GRL_TRY(L, gr_apply(op, in, op->n_in, op->args ? number : NULL, &out));
    grL_push_tensor(L, out);
    if (gr_watch.on)
        look_at(L, op, in, number);
    return 1;
}

void grL_open_ops(lua_State *L) {
    grL_push_methods(L, GR_KIND_TENSOR); /* [core, methods] */
    for (int i = 0; i < GR_OP_COUNT; i++) {
        const GrOpDef *op = gr_isa->op[i];
        if (op->hidden || op->n_in < 1)
            continue;
        lua_pushinteger(L, i);
        lua_pushcclosure(L, call_op, 1);
        lua_setfield(L, -2, op->doc.name);
    }
    lua_pop(L, 1); /* [core] */
}
