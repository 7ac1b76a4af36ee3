/* books.c: the core's books on runs and networks (core/watch_state.h) as Lua tables, for the coach.
 */
#include <lauxlib.h>
#include <math.h>

#include "core/watch_state.h"
#include "parts.h"

static void set_number(lua_State *L, const char *name, double x) {
    if (isnan(x))
        return; /* unknown: the field stays nil */
    lua_pushnumber(L, x);
    lua_setfield(L, -2, name);
}

static void set_integer(lua_State *L, const char *name, long x) {
    lua_pushinteger(L, x);
    lua_setfield(L, -2, name);
}

static void set_floats(lua_State *L, const char *name, const float *x, int n) {
    lua_createtable(L, n, 0); /* [.., list] */
    for (int i = 0; i < n; i++) {
        lua_pushnumber(L, (double)x[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, name);
}

/* ---- runs ----------------------------------------------------------------------------------- */

/* run_book(id) -> {steps=, lr=, losses=, stride=, early_ratio=, ratios=, slopes=, …}, or nil */
static int run_book(lua_State *L) {
    const GrRun *r = gr_run((uint32_t)luaL_checkinteger(L, 1));
    if (!r)
        return 0;
    lua_createtable(L, 0, 20); /* [book] */
    lua_pushstring(L, r->name);
    lua_setfield(L, -2, "name");
    set_integer(L, "id", (long)r->id);
    set_integer(L, "trainee", r->trainee);
    set_integer(L, "settings", (long)r->settings);
    set_integer(L, "steps", r->steps);
    set_number(L, "lr", r->lr);
    set_number(L, "lr_first", r->lr_first);
    set_number(L, "lr_peak", r->lr_peak);
    set_number(L, "first_loss", r->first_loss);
    set_number(L, "last_loss", r->last_loss);
    set_number(L, "early_ratio", r->early_ratio);
    set_number(L, "late_ratio", r->late_ratio);
    set_number(L, "decay", r->decay);
    lua_pushboolean(L, r->by_hand);
    lua_setfield(L, -2, "by_hand");
    set_integer(L, "early_rows", r->early_rows);
    set_integer(L, "early_columns", r->early_columns);
    set_number(L, "grad_norm", r->grad_norm);
    set_integer(L, "multiple", r->k);
    set_floats(L, "ratios", r->ratio, r->n_ratio);
    set_floats(L, "slopes", r->slope, r->n_slope);
    set_floats(L, "losses", r->loss.point, r->loss.count);
    set_integer(L, "stride", r->loss.stride);
    return 1;
}

/* ---- networks ------------------------------------------------------------------------------- */

static void set_targets(lua_State *L, const GrTargets *t) {
    if (!t->rows)
        return;
    lua_createtable(L, 0, 12); /* [.., targets] */
    lua_pushstring(L, t->loss->op.doc.name);
    lua_setfield(L, -2, "loss");
    set_integer(L, "rows", (long)t->rows);
    set_number(L, "baseline", gr_targets_baseline(t));
    set_number(L, "sd", gr_targets_sd(t));
    set_integer(L, "batches", (long)t->batches);
    set_integer(L, "narrow", (long)t->narrow);
    if (t->batches)
        set_number(L, "variety", t->variety / (double)t->batches);
    set_number(L, "low", t->low);
    set_number(L, "high", t->high);
    lua_createtable(L, t->width, 0); /* [.., targets, sums] */
    for (int k = 0; k < t->width; k++) {
        lua_pushnumber(L, t->sum[k]);
        lua_rawseti(L, -2, k + 1);
    }
    lua_setfield(L, -2, "sums");
    lua_setfield(L, -2, "targets");
}

static void set_looks(lua_State *L, const GrTrainee *m) {
    lua_createtable(L, m->n_looks, 0); /* [.., looks] */
    for (int i = 0; i < m->n_looks; i++) {
        const GrLook *look = &m->look[i];
        lua_createtable(L, 0, 5); /* [.., looks, look] */
        set_integer(L, "step", look->step);
        set_number(L, "loss", look->loss);
        set_number(L, "base", look->base);
        set_integer(L, "rows", (long)look->rows);
        set_integer(L, "origin", look->origin);
        lua_pushboolean(L, look->seen);
        lua_setfield(L, -2, "seen");
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "looks");
}

/* Units that were never above 0, or were flat in more than nine of ten rows. */
static int bad_units(const GrUnits *u) {
    int bad = 0;
    for (int j = 0; j < u->units; j++)
        bad += u->kind == 'r' ? !u->out[j] : 10 * (size_t)u->out[j] > 9 * u->rows;
    return bad;
}

static void set_match(lua_State *L, const GrMatch *a) {
    if (a->rows <= 0)
        return;
    lua_createtable(L, 0, 4); /* [.., match] */
    set_integer(L, "step", a->step);
    set_number(L, "rows", a->rows);
    set_number(L, "right", a->right / a->rows);
    set_number(L, "most", a->most / a->rows);
    lua_setfield(L, -2, "match");
}

static void set_units(lua_State *L, const GrTrainee *m) {
    lua_createtable(L, m->n_layers, 0); /* [.., layers] */
    for (int i = 0; i < m->n_layers; i++) {
        const GrUnits *u = m->layer[i];
        lua_createtable(L, 0, 4); /* [.., layers, layer] */
        lua_pushstring(L, u->kind == 'r' ? "relu" : u->kind == 't' ? "tanh" : "sigmoid");
        lua_setfield(L, -2, "kind");
        set_integer(L, "units", u->units);
        set_integer(L, "rows", (long)u->rows);
        set_integer(L, "bad", bad_units(u));
        lua_rawseti(L, -2, i + 1);
    }
    lua_setfield(L, -2, "layers");
}

/* trainee_book(id) -> {steps=, rows=, targets=, looks=, layers=, …}, or nil */
static int trainee_book(lua_State *L) {
    const GrTrainee *m = gr_trainee((uint16_t)luaL_checkinteger(L, 1));
    if (!m)
        return 0;
    lua_createtable(L, 0, 12); /* [book] */
    set_integer(L, "id", m->id);
    set_integer(L, "run", (long)m->run);
    set_integer(L, "steps", m->steps);
    set_integer(L, "rows", (long)m->rows.count);
    set_integer(L, "rows_done", (long)m->rows_done);
    set_integer(L, "switches", m->switches);
    set_integer(L, "turns", m->turns);
    set_integer(L, "put_back", m->put_back);
    set_integer(L, "test_step", m->test_step);
    set_integer(L, "lives", m->lives);
    set_integer(L, "test_set", m->test_set & GR_SET_NUMBER);
    set_number(L, "first_loss", m->first_loss);
    set_integer(L, "rates", m->hand.rates);
    set_integer(L, "returns", m->hand.returns);
    set_integer(L, "uphill", m->hand.uphill);
    set_integer(L, "downhill", m->hand.downhill);
    lua_pushboolean(L, m->bare);
    lua_setfield(L, -2, "bare");
    lua_pushboolean(L, m->loaded);
    lua_setfield(L, -2, "loaded");
    set_targets(L, &m->targets);
    set_number(L, "input_drop", m->input_drop);
    set_number(L, "input_drop_given", m->input_drop_given);
    lua_pushboolean(L, m->sees_data);
    lua_setfield(L, -2, "sees_data");
    lua_pushboolean(L, m->val_read);
    lua_setfield(L, -2, "val_read");
    set_looks(L, m);
    set_match(L, &m->match);
    set_units(L, m);
    return 1;
}

static void set_features(lua_State *L, const char *name, const GrMoments *m,
                         double (*of)(const GrMoments *, int)) {
    lua_createtable(L, m->width, 0); /* [.., list] */
    for (int j = 0; j < m->width; j++) {
        lua_pushnumber(L, of(m, j));
        lua_rawseti(L, -2, j + 1);
    }
    lua_setfield(L, -2, name);
}

static double variety(const GrMoments *m, int j) {
    return m->more[j] ? 3 : m->first[j] != m->second[j] ? 2 : 1;
}

static void push_moments(lua_State *L, const GrMoments *m) {
    lua_createtable(L, 0, 4); /* [moments] */
    set_integer(L, "rows", (long)m->rows);
    set_features(L, "mean", m, gr_moments_mean);
    set_features(L, "sd", m, gr_moments_sd);
    set_features(L, "values", m, variety);
}

/* input_book(id) -> trained, judged: {rows=, mean=, sd=, values=} of each feature, or nil */
static int input_book(lua_State *L) {
    const GrTrainee *m = gr_trainee((uint16_t)luaL_checkinteger(L, 1));
    if (!m)
        return 0;
    push_moments(L, &m->trained);
    push_moments(L, &m->judged);
    return 2;
}

/* clear_units(id): begin to count anew */
static int clear_units(lua_State *L) {
    GrTrainee *m = gr_trainee((uint16_t)luaL_checkinteger(L, 1));
    for (int i = 0; m && i < m->n_layers; i++) {
        GrUnits *u = m->layer[i];
        *u = (GrUnits){.weight = u->weight, .kind = u->kind, .units = u->units};
    }
    return 0;
}

void grL_open_books(lua_State *L) {
    static const luaL_Reg functions[] = {{"run_book", run_book},
                                         {"trainee_book", trainee_book},
                                         {"input_book", input_book},
                                         {"clear_units", clear_units},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
