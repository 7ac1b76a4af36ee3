/* loops.c: how many steps each optimizer was asked for, and the losses on the way.
 *
 * A loop keeps at most POINTS losses: when they are full, every second one goes, and from then on
 * only every second step leaves one. The last LOOPS loops are kept. */
#include "loops.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

#include "parts.h"

enum { LOOPS = 32, POINTS = 512 };

typedef struct Loop {
    const GrOptim *owner; /* only compared, never followed: it may be gone */
    const char *name;     /* "SGD" */
    double lr;
    long id, steps, stride;
    int count;
    bool changed; /* since Lua last asked */
    float loss[POINTS];
} Loop;

static Loop loops[LOOPS];
static Loop *current; /* the loop of the latest step */
static long made;
static float latest_loss;
static bool has_loss, paused;

void grL_loops_loss(const GrTensor *loss) {
    has_loss = loss->numel == 1;
    if (has_loss)
        latest_loss = (float)loss->data[0];
}

void grL_loops_made(const GrOptim *o) {
    for (int i = 0; i < LOOPS; i++)
        if (loops[i].owner == o)
            loops[i].owner = NULL;
    current = NULL;
}

static Loop *find(const GrOptim *o) {
    for (int i = 0; i < LOOPS; i++)
        if (loops[i].owner == o)
            return &loops[i];
    Loop *l = &loops[made % LOOPS]; /* the oldest gives way */
    memset(l, 0, sizeof *l);
    l->owner = o;
    l->id = ++made;
    l->stride = 1;
    return l;
}

static void keep(Loop *l, float loss) {
    if (l->count == POINTS) {
        l->count = POINTS / 2;
        l->stride *= 2;
        for (int i = 0; i < l->count; i++)
            l->loss[i] = l->loss[2 * i];
    }
    if (l->steps % l->stride == 0)
        l->loss[l->count++] = loss;
}

void grL_loops_step(const GrOptim *o) {
    if (paused)
        return;
    if (!current || current->owner != o)
        current = find(o);
    if (has_loss)
        keep(current, latest_loss);
    has_loss = false; /* a loss goes with one step */
    current->steps++;
    current->changed = true;
    current->name = o->def->doc.name;
    current->lr = o->arg[0].num;
}

static void push_loop(lua_State *L, const Loop *l) {
    lua_createtable(L, 0, 6); /* [.., loop] */
    lua_pushinteger(L, l->id);
    lua_setfield(L, -2, "id");
    lua_pushinteger(L, l->steps);
    lua_setfield(L, -2, "steps");
    lua_pushstring(L, l->name);
    lua_setfield(L, -2, "optimizer");
    lua_pushnumber(L, l->lr);
    lua_setfield(L, -2, "lr");
    lua_createtable(L, l->count, 0); /* [.., loop, losses] */
    for (int i = 0; i < l->count; i++) {
        lua_pushnumber(L, (double)l->loss[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "losses"); /* [.., loop] */
}

/* loops() -> the loops with steps since the last call: a list of {id, steps, optimizer, lr,
 * losses}, the oldest first. */
static int list_loops(lua_State *L) {
    lua_newtable(L); /* [list] */
    for (long k = 0, n = 0; k < LOOPS; k++) {
        Loop *l = &loops[(made + k) % LOOPS];
        if (!l->changed)
            continue;
        l->changed = false;
        push_loop(L, l);
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* pause_loops(on) -> whether it was on; fit and the experiments keep books of their own */
static int pause_loops(lua_State *L) {
    lua_pushboolean(L, paused);
    paused = lua_toboolean(L, 1);
    return 1;
}

void grL_open_loops(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"loops", list_loops}, {"pause_loops", pause_loops}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
