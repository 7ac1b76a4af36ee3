/* data.c: data.moons{…} and its kind. Returns x, y and a table that says what they are; lua/data
 * makes a data set of them. `seed` gives a call a generator of its own. */
#include <lauxlib.h>

#include "args.h"
#include "box.h"
#include "core/data.h"
#include "core/watch.h"
#include "error.h"
#include "parts.h"

static const char *const task_names[] = {"regression", "binary", "multiclass", "multilabel"};

/* Copies the table at 1 without its field `seed`, and leaves the copy in its place. */
static void drop_seed(lua_State *L) {
    lua_newtable(L); /* [options, copy] */
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2); /* [options, copy, key, value, key, value] */
        lua_rawset(L, 2);
    }
    lua_pushnil(L);
    lua_setfield(L, 2, "seed");
    lua_replace(L, 1); /* [copy] */
}

/* Takes `seed` out of the options. Returns whether there was one. */
static bool take_seed(lua_State *L, const char *what, lua_Integer *seed) {
    if (!lua_istable(L, 1))
        return false;
    lua_settop(L, 1);
    lua_getfield(L, 1, "seed"); /* [options, seed] */
    bool given = !lua_isnil(L, -1);
    int whole = 1;
    if (given)
        *seed = lua_tointegerx(L, -1, &whole);
    if (!whole)
        grL_error(L, GR_TYPE, NULL, "%s: seed takes a whole number, not %s", what,
                  grL_describe(L, -1));
    lua_pop(L, 1);
    if (given)
        drop_seed(L);
    return given;
}

static void push_names(lua_State *L, const char *const *names) {
    if (!names) {
        lua_pushnil(L);
        return;
    }
    lua_newtable(L);
    for (int i = 0; names[i]; i++) {
        lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

/* data.moons{…} -> x, y, info; upvalues: its index, its full name */
static int make_data(lua_State *L) {
    const GrDataDef *def = gr_data[lua_tointeger(L, lua_upvalueindex(1))];
    const char *what = lua_tostring(L, lua_upvalueindex(2));
    lua_Integer seed = 0;
    GrRng own, *rng = gr_rng_global();
    if (take_seed(L, what, &seed)) {
        gr_rng_seed(&own, (uint64_t)seed);
        rng = &own;
    }
    GrValue value[GR_MAX_ARG];
    grL_read_args(L, what, def->args, 1, NULL, value);
    GrTensor *x = NULL, *y = NULL;
    GrTask task = GR_TASK_REGRESSION;
    int classes = 0;
    GRL_TRY(L, def->make(value, rng, &x, &y, &task, &classes));
    grL_push_tensor(L, x);
    grL_push_tensor(L, y);
    lua_createtable(L, 0, 4); /* [.., x, y, info] */
    lua_pushstring(L, task_names[task]);
    lua_setfield(L, -2, "task");
    push_names(L, def->class_names);
    lua_setfield(L, -2, "classes");
    push_names(L, def->feature_names);
    lua_setfield(L, -2, "features");
    lua_pushinteger(L, classes);
    lua_setfield(L, -2, "n_classes");
    return 3;
}

/* role(t[, bits]) -> which parts of a data set the rows of t come from; lua/data/role names the
 * bits. The mark stays with the numbers: views, selections, copies and cat pass it on. With bits:
 * these are the numbers of a data set from here on. */
static int tensor_role(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "role");
    if (!lua_isnoneornil(L, 2)) {
        t->role = (uint8_t)luaL_checkinteger(L, 2);
        t->origin &= (uint16_t)~GR_FROM_CHANGED;
        t->origin |= (uint16_t)(t->role << GR_ROLE_SHIFT);
    }
    lua_pushinteger(L, t->role);
    return 1;
}

void grL_open_data(lua_State *L) {
    lua_pushcfunction(L, tensor_role);
    lua_setfield(L, -2, "role");
    lua_newtable(L); /* [core, data] */
    for (int i = 0; i < GR_DATA_COUNT; i++) {
        lua_pushinteger(L, i);
        lua_pushfstring(L, "data.%s", gr_data[i]->doc.name);
        lua_pushcclosure(L, make_data, 2);
        lua_setfield(L, -2, gr_data[i]->doc.name);
    }
    lua_setfield(L, -2, "data"); /* [core] */
}
