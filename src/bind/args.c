/* args.c: checked arguments: defaults, positions, names, types, ranges. See args.h. */
#include "args.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "box.h"
#include "core/init.h"
#include "error.h"

#define MAX_NAMES 64

/* ---- ranges --------------------------------------------------------------------------------- */

typedef struct Interval {
    double low, high;
    bool low_open, high_open;
} Interval;

/* "[0, 1)" in a record is one of ours: no checks needed. */
static Interval parse_range(const char *text) {
    char *end;
    Interval r;
    r.low_open = *text == '(';
    r.low = strtod(text + 1, &end);
    r.high = strtod(end + 1, &end);
    r.high_open = *end == ')';
    return r;
}

static bool inside(Interval r, double x) {
    return (r.low_open ? x > r.low : x >= r.low) && (r.high_open ? x < r.high : x <= r.high);
}

/* The interval in words: "above 0", "0 or more", "between 0 and 1". */
static const char *range_words(lua_State *L, const char *text) {
    Interval r = parse_range(text);
    char buffer[96];
    if (isinf(r.high) && isinf(r.low))
        return "a finite number";
    if (isinf(r.high))
        snprintf(buffer, sizeof buffer, r.low_open ? "above %g" : "%g or more", r.low);
    else if (!r.low_open && !r.high_open)
        snprintf(buffer, sizeof buffer, "between %g and %g", r.low, r.high);
    else
        snprintf(buffer, sizeof buffer, "%s %g and %s %g", r.low_open ? "above" : "at least", r.low,
                 r.high_open ? "below" : "at most", r.high);
    return lua_pushstring(L, buffer);
}

static void check_range(lua_State *L, const char *what, const GrArg *arg, double x) {
    if (!arg->range || inside(parse_range(arg->range), x))
        return;
    char number[32];
    snprintf(number, sizeof number, "%g", x);
    grL_error(L, GR_RANGE, NULL, "%s: %s must be %s, not %s", what, arg->name,
              range_words(L, arg->range), number);
}

/* ---- one value by type ---------------------------------------------------------------------- */

static void wrong_type(lua_State *L, const char *what, const GrArg *arg, const char *wanted,
                       int idx) {
    grL_error(L, GR_TYPE, NULL, "%s: %s takes %s, not %s", what, arg->name, wanted,
              grL_describe(L, idx));
}

static double check_number(lua_State *L, const char *what, const GrArg *arg, int idx) {
    if (lua_type(L, idx) != LUA_TNUMBER)
        wrong_type(L, what, arg, "a number", idx);
    double x = lua_tonumber(L, idx);
    check_range(L, what, arg, x);
    return x;
}

static double check_integer(lua_State *L, const char *what, const GrArg *arg, int idx) {
    int whole;
    lua_Integer n = lua_tointegerx(L, idx, &whole);
    if (lua_type(L, idx) != LUA_TNUMBER || !whole)
        wrong_type(L, what, arg, "a whole number", idx);
    if (n > 2147483647 || n < -2147483647)
        grL_error(L, GR_RANGE, NULL, "%s: %s = %s is too large", what, arg->name,
                  lua_tostring(L, idx));
    check_range(L, what, arg, (double)n);
    return (double)n;
}

/* Which of "a|b|c" a word is, or -1. */
static int choice_of(const char *choices, const char *word) {
    size_t n = strlen(word);
    int index = 0;
    for (const char *c = choices; c; index++) {
        const char *bar = strchr(c, '|');
        size_t length = bar ? (size_t)(bar - c) : strlen(c);
        if (length == n && strncmp(c, word, n) == 0)
            return index;
        c = bar ? bar + 1 : NULL;
    }
    return -1;
}

static double check_choice(lua_State *L, const char *what, const GrArg *arg, int idx) {
    const char *word = lua_type(L, idx) == LUA_TSTRING ? lua_tostring(L, idx) : NULL;
    int index = word ? choice_of(arg->choices, word) : -1;
    if (index >= 0)
        return index;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (const char *c = arg->choices; *c; c++)
        if (*c == '|')
            luaL_addstring(&b, "\", \"");
        else
            luaL_addchar(&b, *c);
    luaL_pushresult(&b);
    const char *list = lua_pushfstring(L, "\"%s\"", lua_tostring(L, -1));
    grL_error(L, word ? GR_OPTION : GR_TYPE, NULL, "%s: %s is one of %s, not %s", what, arg->name,
              list, grL_describe(L, idx));
    return 0;
}

static double check_dim(lua_State *L, const char *what, const GrArg *arg, int idx,
                        const GrTensor *of) {
    int whole, ndim = of ? of->ndim : GR_MAX_DIM;
    lua_Integer d = lua_tointegerx(L, idx, &whole);
    if (lua_type(L, idx) != LUA_TNUMBER || !whole)
        wrong_type(L, what, arg, "a dimension (a whole number)", idx);
    if (d < 0 && !of)
        return (double)d; /* counted from the end of whatever tensor will come */
    if (d < 0)
        d += ndim + 1; /* -1 is the last */
    if (d >= 1 && d <= ndim)
        return (double)(d - 1);
    const char *hint = d == 0 ? "dimensions count from 1 here, as everything in Lua" : NULL;
    if (!of)
        grL_error(L, GR_RANGE, hint, "%s: there is no dimension %s", what, lua_tostring(L, idx));
    grL_error(L, GR_RANGE, hint, "%s: dimension %s of a tensor of shape %s, which has %d", what,
              lua_tostring(L, idx), gr_tensor_shape_text(of), ndim);
    return 0;
}

static double check_index(lua_State *L, const char *what, const GrArg *arg, int idx) {
    double i = check_integer(L, what, arg, idx);
    if (i == 0)
        grL_error(L, GR_RANGE, "places count from 1 here, as everything in Lua",
                  "%s: %s is 0, but the first is 1", what, arg->name);
    return i > 0 ? i - 1 : i;
}

static void check_pair(lua_State *L, const char *what, const GrArg *arg, int idx, GrValue *value) {
    if (!lua_istable(L, idx) || lua_rawlen(L, idx) != 2)
        wrong_type(L, what, arg, "a list of two numbers", idx);
    lua_rawgeti(L, idx, 1);
    lua_rawgeti(L, idx, 2);
    value->num = check_number(L, what, arg, -2);
    value->num2 = check_number(L, what, arg, -1);
    lua_pop(L, 2);
}

static void check_tensor_arg(lua_State *L, const char *what, const GrArg *arg, int idx,
                             GrValue *value) {
    if (lua_type(L, idx) == LUA_TNUMBER) {
        check_range(L, what, arg, lua_tonumber(L, idx));
        int pushed = 0;
        value->tensor = grL_to_tensor(L, idx, what, &pushed); /* stays on the stack */
        return;
    }
    value->tensor = grL_test(L, idx, GR_KIND_TENSOR);
    if (!value->tensor)
        wrong_type(L, what, arg, "a number or a tensor", idx);
    for (size_t i = 0; i < value->tensor->numel; i++)
        check_range(L, what, arg, (double)value->tensor->data[i]);
}

/* "he" for kaiming_normal_, "zeros" for zeros_: the short name, or the long one without its _. */
static bool is_called(const GrInitDef *def, const char *word) {
    size_t n = strlen(word);
    return (def->short_name && strcmp(def->short_name, word) == 0) ||
           (strncmp(def->doc.name, word, n) == 0 && strcmp(def->doc.name + n, "_") == 0);
}

static int find_init(lua_State *L, const char *what, const char *word) {
    const char *names[MAX_NAMES];
    int n = 0;
    for (int i = 0; i < GR_INIT_COUNT; i++) {
        if (is_called(gr_inits[i], word))
            return i;
        if (gr_inits[i]->short_name)
            names[n++] = gr_inits[i]->short_name;
    }
    names[n] = NULL;
    const char *near = grL_nearest(word, names);
    grL_error(
        L, GR_OPTION,
        near ? lua_pushfstring(L, "did you mean \"%s\"?", near)
             : "\"he\" suits ReLU, \"xavier\" tanh; also \"zeros\", {constant=0.1}, {normal=0.01}",
        "%s: there is no initializer \"%s\"", what, word);
    return -1;
}

static void check_init(lua_State *L, const char *what, const GrArg *arg, int idx, GrValue *value) {
    value->num2 = NAN;
    if (lua_type(L, idx) == LUA_TSTRING) {
        value->num = find_init(L, what, lua_tostring(L, idx));
        return;
    }
    if (!lua_istable(L, idx))
        wrong_type(L, what, arg, "a name or a table such as {normal=0.01}", idx);
    lua_pushnil(L);
    if (!lua_next(L, idx) || lua_type(L, -2) != LUA_TSTRING) /* [key, number] */
        wrong_type(L, what, arg, "a name or a table such as {normal=0.01}", idx);
    value->num = find_init(L, what, lua_tostring(L, -2));
    value->num2 = check_number(L, what, arg, -1);
    lua_pop(L, 2);
}

void grL_set_arg(lua_State *L, const char *what, const GrArg *arg, int idx, const GrTensor *of,
                 GrValue *value) {
    idx = lua_absindex(L, idx);
    value->given = true;
    switch (arg->type) {
    case GR_ARG_NUMBER:
        value->num = check_number(L, what, arg, idx);
        break;
    case GR_ARG_INTEGER:
        value->num = check_integer(L, what, arg, idx);
        break;
    case GR_ARG_BOOLEAN:
        if (!lua_isboolean(L, idx))
            wrong_type(L, what, arg, "true or false", idx);
        value->num = lua_toboolean(L, idx);
        break;
    case GR_ARG_CHOICE:
        value->num = check_choice(L, what, arg, idx);
        break;
    case GR_ARG_PAIR:
        check_pair(L, what, arg, idx, value);
        break;
    case GR_ARG_DIM:
        value->num = check_dim(L, what, arg, idx, of);
        break;
    case GR_ARG_INDEX:
        value->num = check_index(L, what, arg, idx);
        break;
    case GR_ARG_TENSOR:
        check_tensor_arg(L, what, arg, idx, value);
        break;
    case GR_ARG_INIT:
        check_init(L, what, arg, idx, value);
        break;
    case GR_ARG_OTHER:
    case GR_ARG_END:
        break;
    }
}

/* ---- all values ----------------------------------------------------------------------------- */

int grL_find_arg(const GrArg *args, const char *name) {
    for (int i = 0; args && args[i].type != GR_ARG_END; i++)
        if (strcmp(args[i].name, name) == 0)
            return i;
    return -1;
}

static void set_defaults(const GrArg *args, GrValue *value) {
    memset(value, 0, GR_MAX_ARG * sizeof *value);
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        bool absent = args[i].type == GR_ARG_DIM || args[i].type == GR_ARG_INIT;
        value[i].num = absent ? -1 : args[i].def;
        value[i].num2 = args[i].type == GR_ARG_INIT ? NAN : args[i].def2;
    }
}

/* The options an unknown name might have meant, and a sentence that lists them all. */
static void unknown_option(lua_State *L, const char *what, const GrArg *args, const char *name) {
    const char *names[MAX_NAMES];
    int n = 0;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (int i = 0; args && args[i].type != GR_ARG_END && n < MAX_NAMES - 1; i++) {
        luaL_addstring(&b, n ? ", " : "");
        luaL_addstring(&b, args[i].name);
        names[n++] = args[i].name;
    }
    luaL_pushresult(&b);
    const char *list = lua_tostring(L, -1);
    names[n] = NULL;
    const char *near = grL_nearest(name, names);
    const char *hint = near ? lua_pushfstring(L, "did you mean %s?", near)
                       : n  ? lua_pushfstring(L, "it takes: %s", list)
                            : "it takes none";
    grL_error(L, GR_OPTION, hint, "%s has no option '%s'", what, name);
}

static const char decimal_comma[] =
    "was a decimal comma meant? In Lua the decimal sign is a point: 0.5";

/* How many options with a name hold a number, as `keep` in {keep=0,5}. */
static lua_Unsigned named_numbers(lua_State *L, int idx) {
    lua_Unsigned count = 0;
    lua_pushnil(L);
    while (lua_next(L, idx)) { /* [key, value] */
        count += lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TNUMBER;
        lua_pop(L, 1);
    }
    return count;
}

/* {keep=0,5} is a decimal comma; {2, 1} and {2, 1, bias=false} are braces where parentheses belong.
 */
static void stray_entry(lua_State *L, const char *what, int idx) {
    const char *hint = "options have names: {name=value, …}";
    bool number = lua_type(L, -1) == LUA_TNUMBER;
    const char *found = grL_describe(L, -1);
    if (number)
        hint = named_numbers(L, idx) >= lua_rawlen(L, idx)
                   ? decimal_comma
                   : "values without a name stand in parentheses, options in braces: (2, {name=1})";
    grL_error(L, GR_OPTION, hint, "%s: %s stands among the options without a name", what, found);
}

static void read_options(lua_State *L, const char *what, const GrArg *args, int idx,
                         const GrTensor *of, GrValue *value) {
    /* Tensors made from numbers are left on the stack, so the walk keeps its key in a fixed slot.
     */
    lua_pushnil(L);
    int key = lua_gettop(L);
    for (;;) {
        lua_pushvalue(L, key);
        if (!lua_next(L, idx)) /* [key, value] */
            break;
        if (lua_type(L, -2) != LUA_TSTRING)
            stray_entry(L, what, idx);
        int i = grL_find_arg(args, lua_tostring(L, -2));
        if (i < 0)
            unknown_option(L, what, args, lua_tostring(L, -2));
        lua_pushvalue(L, -2);
        lua_replace(L, key);
        luaL_checkstack(L, 8, "too many options");
        grL_set_arg(L, what, &args[i], -1, of, &value[i]);
    }
}

static int next_positional(const GrArg *args, int i) {
    while (args && args[i].type != GR_ARG_END && args[i].named_only)
        i++;
    return args && args[i].type != GR_ARG_END ? i : -1;
}

/* "options have names: {bias=…, init=…}", or NULL where there are none */
static const char *named_hint(lua_State *L, const GrArg *args) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    int n = 0;
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        if (args[i].required)
            continue;
        luaL_addstring(&b, n++ ? "=…, " : "options have names: {");
        luaL_addstring(&b, args[i].name);
    }
    luaL_addstring(&b, "=…}");
    luaL_pushresult(&b);
    return n ? lua_tostring(L, -1) : NULL;
}

/* nn.ReLU(x), nn.MSELoss(output, target): the constructor called with what its product takes. */
static void refuse_tensors(lua_State *L, const char *what, const GrArg *arg, int idx) {
    bool constructor = *what >= 'A' && *what <= 'Z';
    if (!constructor || (arg && arg->type == GR_ARG_TENSOR) || !grL_test(L, idx, GR_KIND_TENSOR))
        return;
    grL_error(L, GR_ARGUMENT,
              lua_pushfstring(L, "make it first, then call it: f = nn.%s(…), f(…)", what),
              "nn.%s does not take %s", what, grL_describe(L, idx));
}

static void too_many(lua_State *L, const char *what, const GrArg *args, int first, int idx) {
    bool comma =
        lua_type(L, idx) == LUA_TNUMBER && idx > first && lua_type(L, idx - 1) == LUA_TNUMBER;
    const char *named = named_hint(L, args), *hint = named;
    if (comma)
        hint = named ? lua_pushfstring(L, "%s; %s", decimal_comma, named) : decimal_comma;
    grL_error(L, GR_ARGUMENT, hint, "%s does not take %s as argument %d", what,
              grL_describe(L, idx), idx - first + 1);
}

void grL_read_args(lua_State *L, const char *what, const GrArg *args, int first, const GrTensor *of,
                   GrValue *value) {
    set_defaults(args, value);
    int top = lua_gettop(L);
    int slot = 0;
    for (int idx = first; idx <= top; idx++) {
        if (lua_istable(L, idx) && idx == top) {
            read_options(L, what, args, idx, of, value);
            break;
        }
        slot = next_positional(args, slot);
        refuse_tensors(L, what, slot < 0 ? NULL : &args[slot], idx);
        if (slot < 0)
            too_many(L, what, args, first, idx);
        if (!lua_isnil(L, idx))
            grL_set_arg(L, what, &args[slot], idx, of, &value[slot]);
        slot++;
    }
    for (int i = 0; args && args[i].type != GR_ARG_END; i++)
        if (args[i].required && !value[i].given)
            grL_error(L, GR_ARGUMENT, args[i].doc, "%s needs %s", what, args[i].name);
}

/* ---- the way back --------------------------------------------------------------------------- */

static void push_choice(lua_State *L, const char *choices, int index) {
    const char *c = choices;
    while (index-- > 0)
        c = strchr(c, '|') + 1;
    lua_pushlstring(L, c, strcspn(c, "|"));
}

static void push_init(lua_State *L, const GrValue *value) {
    if (value->num < 0) {
        lua_pushnil(L);
        return;
    }
    const GrInitDef *def = gr_inits[(int)value->num];
    const char *name = def->short_name ? def->short_name : def->doc.name;
    if (isnan(value->num2)) {
        lua_pushstring(L, name);
        return;
    }
    lua_createtable(L, 0, 1);
    lua_pushnumber(L, value->num2);
    lua_setfield(L, -2, name);
}

void grL_push_value(lua_State *L, const GrArg *arg, const GrValue *value) {
    switch (arg->type) {
    case GR_ARG_NUMBER:
        lua_pushnumber(L, value->num);
        break;
    case GR_ARG_INTEGER:
        lua_pushinteger(L, (lua_Integer)value->num);
        break;
    case GR_ARG_INDEX:
        lua_pushinteger(L, (lua_Integer)value->num + (value->num >= 0));
        break;
    case GR_ARG_BOOLEAN:
        lua_pushboolean(L, value->num != 0);
        break;
    case GR_ARG_CHOICE:
        push_choice(L, arg->choices, (int)value->num);
        break;
    case GR_ARG_PAIR:
        lua_createtable(L, 2, 0);
        lua_pushnumber(L, value->num);
        lua_rawseti(L, -2, 1);
        lua_pushnumber(L, value->num2);
        lua_rawseti(L, -2, 2);
        break;
    case GR_ARG_DIM:
        if (value->num == -1) /* absent */
            lua_pushnil(L);
        else
            lua_pushinteger(L, (lua_Integer)value->num + (value->num >= 0));
        break;
    case GR_ARG_TENSOR:
        if (value->tensor)
            grL_push_tensor(L, gr_retain(value->tensor));
        else
            lua_pushnil(L);
        break;
    case GR_ARG_INIT:
        push_init(L, value);
        break;
    case GR_ARG_OTHER:
    case GR_ARG_END:
        lua_pushnil(L);
        break;
    }
}

int grL_tensor_args(const GrArg *args, const GrValue *value, GrTensor **in) {
    int n = 0;
    for (int i = 0; args && args[i].type != GR_ARG_END; i++)
        if (args[i].type == GR_ARG_TENSOR && value[i].tensor)
            in[n++] = value[i].tensor;
    return n;
}

void grL_number_args(const GrArg *args, const GrValue *value, double *number) {
    int n = 0;
    for (int i = 0; i < GR_MAX_ARG; i++)
        number[i] = 0;
    for (int i = 0; args && args[i].type != GR_ARG_END; i++)
        if (args[i].type != GR_ARG_TENSOR)
            number[n++] = value[i].num;
}
