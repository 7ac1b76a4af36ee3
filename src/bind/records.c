/* records.c: the definition records as Lua tables, for help, completion, the reference and tests.
 */
#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "core/data.h"
#include "core/init.h"
#include "core/isa.h"
#include "core/module.h"
#include "core/reg.h"
#include "parts.h"

static void set_text(lua_State *L, const char *field, const char *text) {
    if (!text)
        return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, field);
}

static const char *const type_names[] = {
    [GR_ARG_END] = "",
    [GR_ARG_NUMBER] = "number",
    [GR_ARG_INTEGER] = "integer",
    [GR_ARG_BOOLEAN] = "boolean",
    [GR_ARG_CHOICE] = "choice",
    [GR_ARG_PAIR] = "pair",
    [GR_ARG_DIM] = "dim",
    [GR_ARG_TENSOR] = "tensor",
    [GR_ARG_INIT] = "init",
    [GR_ARG_OTHER] = "other",
    [GR_ARG_INDEX] = "index",
};

static void push_default(lua_State *L, const GrArg *arg) {
    if (arg->required || arg->type == GR_ARG_DIM || arg->type == GR_ARG_INIT ||
        arg->type == GR_ARG_TENSOR) {
        lua_pushnil(L);
        return;
    }
    grL_push_value(L, arg, &(GrValue){.num = arg->def, .num2 = arg->def2});
}

static void push_arg(lua_State *L, const GrArg *arg) {
    lua_createtable(L, 0, 10); /* [arg] */
    set_text(L, "name", arg->name);
    set_text(L, "type", type_names[arg->type]);
    set_text(L, "range", arg->range);
    set_text(L, "choices", arg->choices);
    set_text(L, "unit", arg->unit);
    set_text(L, "doc", arg->doc);
    push_default(L, arg);
    lua_setfield(L, -2, "default");
    lua_pushboolean(L, arg->required);
    lua_setfield(L, -2, "required");
    lua_pushboolean(L, arg->named_only);
    lua_setfield(L, -2, "named_only");
    lua_pushboolean(L, arg->alias);
    lua_setfield(L, -2, "alias");
}

/* Appends a record to the list under the top of the stack: leaves [.., list]. */
static void add_record(lua_State *L, const char *kind, const GrDoc *doc, const char *name,
                       const GrArg *args) {
    lua_createtable(L, 0, 10); /* [list, record] */
    set_text(L, "kind", kind);
    set_text(L, "name", name);
    set_text(L, "summary", doc->summary);
    set_text(L, "formula", doc->formula);
    set_text(L, "shapes", doc->shapes);
    set_text(L, "source", doc->source);
    set_text(L, "example", doc->example);
    set_text(L, "note", doc->note);
    lua_newtable(L); /* [list, record, args] */
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        push_arg(L, &args[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "args");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1); /* [list] */
}

static int records(lua_State *L) {
    lua_newtable(L);
    for (int i = 0; i < GR_OP_COUNT; i++) {
        const GrOpDef *op = gr_isa->op[i];
        if (!op->hidden)
            add_record(L, "op", &op->doc, op->doc.name, op->args);
        if (op->layer)
            add_record(L, "activation", &op->doc, op->layer, op->args);
    }
    for (int i = 0; i < GR_LAYER_COUNT; i++)
        add_record(L, "layer", &gr_layers[i]->doc, gr_layers[i]->doc.name, gr_layers[i]->args);
    for (int i = 0; i < GR_LOSS_COUNT; i++)
        add_record(L, "loss", &gr_isa->loss[i]->op.doc, gr_isa->loss[i]->op.doc.name,
                   gr_isa->loss[i]->op.args);
    for (int i = 0; i < GR_INIT_COUNT; i++)
        add_record(L, "init", &gr_inits[i]->doc, gr_inits[i]->doc.name, gr_inits[i]->args);
    for (int i = 0; i < GR_REG_COUNT; i++)
        add_record(L, "reg", &gr_regs[i]->doc, gr_regs[i]->doc.name, gr_regs[i]->args);
    for (int i = 0; i < GR_OPTIM_COUNT; i++)
        add_record(L, "optim", &gr_isa->optim[i]->doc, gr_isa->optim[i]->doc.name,
                   gr_isa->optim[i]->args);
    for (int i = 0; i < GR_DATA_COUNT; i++)
        add_record(L, "data", &gr_data[i]->doc, gr_data[i]->doc.name, gr_data[i]->args);
    return 1;
}

void grL_open_records(lua_State *L) {
    lua_pushcfunction(L, records);
    lua_setfield(L, -2, "records");
}
