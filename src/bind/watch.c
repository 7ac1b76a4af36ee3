/* watch.c: tells the coach (lua/coach) what the core has seen, and reads it the core's books. */
#include "watch.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "box.h"
#include "core/graph.h"
#include "core/watch_state.h"
#include "error.h"
#include "parts.h"

/* ---- the user's line ------------------------------------------------------------------------ */

/* Our own Lua code is called "[gradus] lua/…". */
static bool is_users(const lua_Debug *ar) {
    return ar->currentline > 0 && strncmp(ar->short_src, "[gradus]", 8) != 0;
}

/* "fit.lua:12" of the innermost line that the user wrote, or "". */
static void write_line(lua_State *L, char *to, size_t size) {
    lua_Debug ar;
    to[0] = '\0';
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (!is_users(&ar))
            continue;
        snprintf(to, size, "%s:%d", ar.short_src, ar.currentline);
        return;
    }
}

/* ---- telling -------------------------------------------------------------------------------- */

static char coach_key;

static const char *const kind_names[GR_SEE_COUNT] = {
#define SIGHTING(name) #name,
    GR_SIGHTINGS(SIGHTING)
#undef SIGHTING
};

static void push_tensor_or_nil(lua_State *L, GrTensor *t) {
    if (t)
        grL_push_tensor(L, t);
    else
        lua_pushnil(L);
}

static void set_number(lua_State *L, const char *name, double x) {
    lua_pushnumber(L, x);
    lua_setfield(L, -2, name);
}

static void push_sighting(lua_State *L, const GrSighting *s) {
    lua_createtable(L, 0, 9); /* [sighting] */
    lua_pushstring(L, kind_names[s->kind]);
    lua_setfield(L, -2, "kind");
    push_tensor_or_nil(L, s->a);
    lua_setfield(L, -2, "a");
    push_tensor_or_nil(L, s->b);
    lua_setfield(L, -2, "b");
    if (s->run)
        set_number(L, "run", s->run->id);
    if (s->trainee)
        set_number(L, "trainee", s->trainee->id);
    if (s->name) {
        lua_pushstring(L, s->name);
        lua_setfield(L, -2, "name");
    }
    if (s->print) {
        lua_pushinteger(L, (lua_Integer)s->print);
        lua_setfield(L, -2, "print");
    }
    for (int i = 0; i < 4; i++) {
        lua_pushnumber(L, s->n[i]);
        lua_rawseti(L, -2, i + 1);
    }
    if (s->kind == GR_SEE_noisy_read && gr_watch_where[0]) {
        lua_pushstring(L, gr_watch_where);
        lua_setfield(L, -2, "where");
    }
}

/* The coach is called once for each sighting. What it computes is not looked at. */
void grL_watch_tell(lua_State *L) {
    GrSighting s;
    while (gr_watch_next(&s)) {
        bool before = gr_watch_pause(true);
        bool recording = gr_set_grad_enabled(false);
        luaL_checkstack(L, 6, NULL);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &coach_key); /* [coach] */
        push_sighting(L, &s);                          /* [coach, sighting] */
        int status = lua_pcall(L, 1, 0, 0);
        gr_set_grad_enabled(recording);
        gr_watch_pause(before);
        if (status != LUA_OK)
            lua_error(L); /* Ctrl-C: the coach keeps its own mistakes to itself */
    }
}

void grL_watch_backward(lua_State *L, GrTensor *loss) {
    if (!gr_watch.on)
        return;
    gr_watch_backward(loss);
    GRL_WATCH(L);
}

void grL_watch_read(lua_State *L, GrTensor *t) {
    if (gr_watch_wants_line(t))
        write_line(L, gr_watch_where, GR_WHERE);
    gr_watch_read(t);
    GRL_WATCH(L);
}

/* watch(fn): fn(sighting) is called with what is seen; watch(nil): nobody looks */
static int watch(lua_State *L) {
    lua_settop(L, 1);
    gr_watch_set(!lua_isnil(L, 1));
    lua_rawsetp(L, LUA_REGISTRYINDEX, &coach_key);
    return 0;
}

/* watch_pause(on) -> whether it was: for experiments of the library's own */
static int watch_pause(lua_State *L) {
    lua_pushboolean(L, gr_watch_pause(lua_toboolean(L, 1)));
    return 1;
}

/* watch_steps(on): a sighting "step" after each step, for what is held back until then */
static int watch_steps(lua_State *L) {
    gr_watch.tell_step = lua_toboolean(L, 1);
    return 0;
}

/* watch_settle([sure]): what waits for the next step is judged now; only what is sure? */
static int watch_settle(lua_State *L) {
    GrTrainee *nobody;
    if (lua_toboolean(L, 1)) {
        gr_watch_settle_sure();
        GRL_WATCH(L);
        return 0;
    }
    gr_settle_judgements(&nobody);
    gr_watch_settle_reads();
    GRL_WATCH(L);
    return 0;
}

static int where(lua_State *L) {
    char line[256];
    write_line(L, line, sizeof line);
    lua_pushstring(L, line);
    return 1;
}

/* ---- a graph as a list ---------------------------------------------------------------------- */

/* Pushes the node of t as {op=, out=, args={…}, in={tensor or number of a node}}. `known` maps the
 * address of a tensor to its number in the list. */
static void push_node(lua_State *L, GrTensor *t, int known) {
    const GrNode *n = t->node;
    lua_createtable(L, 0, 4); /* [node] */
    lua_pushstring(L, n->op->doc.name);
    lua_setfield(L, -2, "op");
    grL_push_tensor(L, gr_retain(t));
    lua_setfield(L, -2, "out");
    lua_createtable(L, GR_MAX_ARG, 0); /* [node, args] */
    for (int i = 0; i < GR_MAX_ARG; i++) {
        lua_pushnumber(L, n->arg[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "args");
    lua_createtable(L, n->n_in, 0); /* [node, in] */
    for (int i = 0; i < n->n_in; i++) {
        if (lua_rawgetp(L, known, n->in[i]) == LUA_TNIL) {
            lua_pop(L, 1);
            grL_push_tensor(L, gr_retain(n->in[i]));
        }
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "in");
}

/* Appends what t was computed from, then t itself, to the list at `list`. */
static void list_node(lua_State *L, GrTensor *t, int list, int known) {
    if (!t->node || t->node->freed || lua_rawgetp(L, known, t) != LUA_TNIL) {
        if (t->node && !t->node->freed)
            lua_pop(L, 1);
        return;
    }
    lua_pop(L, 1);
    luaL_checkstack(L, 8, NULL);
    if (lua_rawlen(L, list) > 500)
        return; /* enough to judge by */
    lua_pushinteger(L, 0);
    lua_rawsetp(L, known, t); /* being listed */
    for (int i = 0; i < t->node->n_in; i++)
        list_node(L, t->node->in[i], list, known);
    push_node(L, t, known);
    lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, list));
    lua_rawsetp(L, known, t);
}

/* graph(t) -> the ops behind t, inputs first: {op="linear", out=, args=, in={…}}, … */
static int graph(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "graph");
    lua_settop(L, 1);
    lua_newtable(L); /* [t, list] */
    lua_newtable(L); /* [t, list, known] */
    list_node(L, t, 2, 3);
    lua_settop(L, 2);
    return 1;
}

/* ---- facts about tensors -------------------------------------------------------------------- */

static const char *tag_name(const GrTensor *t) {
    static const char *const names[] = {"plain", "softmax", "sigmoid", "logprob", "logit"};
    return names[t->tag];
}

static int tag(lua_State *L) {
    lua_pushstring(L, tag_name(grL_check_tensor(L, 1, "tag")));
    return 1;
}

/* origin(t) -> bits, see core/watch.h */
static int origin(lua_State *L) {
    lua_pushinteger(L, grL_check_tensor(L, 1, "origin")->origin);
    return 1;
}

/* inputs(t) -> the tensors that t was computed from, and the name of the op; {} for what was not */
static int inputs(lua_State *L) {
    const GrTensor *t = grL_check_tensor(L, 1, "inputs");
    const GrNode *n = t->node && !t->node->freed ? t->node : NULL;
    lua_newtable(L); /* [t, list] */
    for (int i = 0; n && i < n->n_in; i++) {
        grL_push_tensor(L, gr_retain(n->in[i]));
        lua_rawseti(L, -2, i + 1);
    }
    if (!n)
        return 1;
    lua_pushstring(L, n->op->doc.name);
    return 2;
}

/* holds(t, roles): numbers of rows of these parts went into t */
static int holds(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "holds");
    t->origin |= (uint16_t)((unsigned)luaL_checkinteger(L, 2) << GR_ROLE_SHIFT);
    return 0;
}

static int is_parameter(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "is_parameter");
    lua_pushboolean(L, gr_is_weight(t));
    return 1;
}

/* twins(weight[, bias]) -> how many units equal another one */
static int twins(lua_State *L) {
    GrTensor *w = grL_check_tensor(L, 1, "twins");
    lua_pushinteger(L, gr_twins(w, grL_test(L, 2, GR_KIND_TENSOR)));
    return 1;
}

/* set(t) -> the number of the data set its rows belong to, or 0 */
static int set(lua_State *L) {
    lua_pushinteger(L, grL_check_tensor(L, 1, "set")->set & GR_SET_NUMBER);
    return 1;
}

/* run_of(opt) -> the number of its run, or 0: it has not stepped while somebody looked */
static int run_of(lua_State *L) {
    const GrOptim *o = grL_test(L, 1, GR_KIND_OPTIM);
    lua_pushinteger(L, o ? (lua_Integer)o->run : 0);
    return 1;
}

/* same_rows(x, y) -> how many rows of x there are more than once, how many of these have another
 * target the second time, and how many rows there are */
static int same_rows(lua_State *L) {
    GrTensor *x = grL_check_tensor(L, 1, "same_rows"), *y = grL_check_tensor(L, 2, "same_rows");
    size_t again = 0, conflicts = 0;
    gr_rows_compare(x, y, &again, &conflicts);
    lua_pushinteger(L, (lua_Integer)again);
    lua_pushinteger(L, (lua_Integer)conflicts);
    lua_pushinteger(L, x->ndim ? x->shape[0] : 0);
    return 3;
}

/* peek_grad(t) -> t.grad, without the coach taking it for a look of the learner's */
static int peek_grad(lua_State *L) {
    GrTensor *g = gr_tensor_grad(grL_check_tensor(L, 1, "peek_grad"));
    if (!g)
        return 0;
    grL_push_tensor(L, gr_retain(g));
    return 1;
}

/* trainee(t) -> the number of the network whose first weights t are, or 0 */
static int trainee(lua_State *L) {
    lua_pushinteger(L, grL_check_tensor(L, 1, "trainee")->trainee);
    return 1;
}

/* loaded(t): its numbers were brought from outside */
static int loaded(lua_State *L) {
    GrTensor *t = grL_check_tensor(L, 1, "loaded");
    t->marks |= GR_LOADED;
    GrTrainee *m = gr_trainee(t->trainee);
    if (m)
        m->loaded = true;
    return 0;
}

/* Numbers in a data set are data, even if a network has made them. */
static void name_as_data(GrTensor *t, unsigned set) {
    enum { MADE = GR_FROM_PARAMETER | GR_FROM_NO_GRAD | GR_FROM_MODEL | GR_FROM_FROZEN };
    t->set = (uint16_t)set;
    t->rows = gr_rows_whole(set);
    if (!t->requires_grad)
        t->origin &= (uint16_t)~MADE;
}

/* name_rows(x, y, set): both hold the rows of data set number `set`, in one order */
static int name_rows(lua_State *L) {
    GrTensor *x = grL_check_tensor(L, 1, "name_rows"), *y = grL_check_tensor(L, 2, "name_rows");
    unsigned set = (unsigned)luaL_checkinteger(L, 3) & GR_SET_NUMBER;
    name_as_data(y, set | GR_SET_TARGETS);
    name_as_data(x, set); /* the last word, where they are one */
    return 0;
}

void grL_open_watch(lua_State *L) {
    static const luaL_Reg functions[] = {{"watch", watch},
                                         {"watch_pause", watch_pause},
                                         {"watch_steps", watch_steps},
                                         {"watch_settle", watch_settle},
                                         {"where", where},
                                         {"graph", graph},
                                         {"tag", tag},
                                         {"origin", origin},
                                         {"is_parameter", is_parameter},
                                         {"trainee", trainee},
                                         {"loaded", loaded},
                                         {"twins", twins},
                                         {"set", set},
                                         {"run_of", run_of},
                                         {"inputs", inputs},
                                         {"peek_grad", peek_grad},
                                         {"same_rows", same_rows},
                                         {"holds", holds},
                                         {"name_rows", name_rows},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
