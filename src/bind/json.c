/* json.c: JSON by cJSON. encode(value) -> text; decode(text) -> value, or nil and why. Lists are
 * tables whose keys are 1…n; other tables become objects with sorted keys. null decodes to nil. */
#include <cjson/cJSON.h>
#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "bind.h"

#define DEEPEST 64

/* ---- Lua to JSON ---------------------------------------------------------------------------- */

static cJSON *to_json(lua_State *L, int idx, int depth, const char **why);

/* Where table.sort is kept: the learner's own `table = 3` must not reach it. */
static char sort_key;

static bool is_list(lua_State *L, int idx) {
    lua_Integer n = (lua_Integer)lua_rawlen(L, idx), count = 0;
    for (lua_pushnil(L); lua_next(L, idx); lua_pop(L, 1))
        count++;
    return n == count && n > 0;
}

static cJSON *list_to_json(lua_State *L, int idx, int depth, const char **why) {
    cJSON *list = cJSON_CreateArray();
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, idx) && !*why; i++) {
        lua_rawgeti(L, idx, i);
        cJSON *item = to_json(L, lua_gettop(L), depth, why);
        if (item)
            cJSON_AddItemToArray(list, item);
        lua_pop(L, 1);
    }
    return list;
}

/* Pushes the sorted list of the table's keys, which must be strings. */
static void push_sorted_keys(lua_State *L, int idx, const char **why) {
    lua_newtable(L);
    int n = 0;
    for (lua_pushnil(L); lua_next(L, idx); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            *why = "a table with keys that are neither 1…n nor all text has no JSON";
        lua_pushvalue(L, -2);
        lua_rawseti(L, -4, ++n);
    }
    if (*why)
        return;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &sort_key);
    lua_pushvalue(L, -2);
    lua_call(L, 1, 0);
}

static cJSON *object_to_json(lua_State *L, int idx, int depth, const char **why) {
    cJSON *object = cJSON_CreateObject();
    push_sorted_keys(L, idx, why);
    int keys = lua_gettop(L);
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, keys) && !*why; i++) {
        lua_rawgeti(L, keys, i);
        lua_pushvalue(L, -1);
        lua_rawget(L, idx); /* [key, value] */
        cJSON *item = to_json(L, lua_gettop(L), depth, why);
        if (item)
            cJSON_AddItemToObject(object, lua_tostring(L, -2), item);
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
    return object;
}

static cJSON *number_to_json(lua_State *L, int idx, const char **why) {
    double x = lua_tonumber(L, idx);
    if (!isfinite(x)) {
        *why = "a number that is not finite has no JSON";
        return NULL;
    }
    if (!lua_isinteger(L, idx))
        return cJSON_CreateNumber(x);
    return cJSON_CreateRaw(lua_pushfstring(L, "%I", (LUAI_UACINT)lua_tointeger(L, idx)));
}

static cJSON *to_json(lua_State *L, int idx, int depth, const char **why) {
    int top = lua_gettop(L);
    cJSON *item = NULL;
    luaL_checkstack(L, 16, NULL);
    switch (lua_type(L, idx)) {
    case LUA_TBOOLEAN:
        return cJSON_CreateBool(lua_toboolean(L, idx));
    case LUA_TNUMBER:
        item = number_to_json(L, idx, why);
        break;
    case LUA_TSTRING:
        return cJSON_CreateString(lua_tostring(L, idx));
    case LUA_TTABLE:
        if (depth == 0)
            *why = "a table nested too deep, or containing itself";
        else
            item = is_list(L, idx) ? list_to_json(L, idx, depth - 1, why)
                                   : object_to_json(L, idx, depth - 1, why);
        break;
    default:
        *why = lua_pushfstring(L, "a %s has no JSON", luaL_typename(L, idx));
        lua_pushvalue(L, -1);
        lua_setfield(L, LUA_REGISTRYINDEX, "gradus.json.why"); /* outlives the settop below */
    }
    lua_settop(L, top);
    return item;
}

static int encode(lua_State *L) {
    const char *why = NULL;
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    cJSON *json = to_json(L, 1, DEEPEST, &why);
    char *text = json && !why ? cJSON_PrintUnformatted(json) : NULL;
    cJSON_Delete(json);
    if (!text)
        return luaL_error(L, "json.encode: %s", why ? why : "not enough memory");
    lua_pushstring(L, text);
    cJSON_free(text);
    return 1;
}

/* ---- JSON to Lua ---------------------------------------------------------------------------- */

static void push_json(lua_State *L, const cJSON *json) {
    luaL_checkstack(L, 4, "JSON nested too deep");
    if (cJSON_IsBool(json)) {
        lua_pushboolean(L, cJSON_IsTrue(json));
    } else if (cJSON_IsNumber(json)) {
        double x = json->valuedouble;
        if (x == floor(x) && fabs(x) < 9007199254740992.0)
            lua_pushinteger(L, (lua_Integer)x);
        else
            lua_pushnumber(L, x);
    } else if (cJSON_IsString(json)) {
        lua_pushstring(L, json->valuestring);
    } else if (cJSON_IsArray(json) || cJSON_IsObject(json)) {
        lua_newtable(L);
        lua_Integer i = 0;
        for (const cJSON *c = json->child; c; c = c->next) {
            push_json(L, c);
            if (cJSON_IsArray(json))
                lua_rawseti(L, -2, ++i);
            else
                lua_setfield(L, -2, c->string);
        }
    } else {
        lua_pushnil(L);
    }
}

/* The parsed tree hangs in a box of its own while Lua values are made, which may raise. */
static int free_tree(lua_State *L) {
    cJSON **tree = lua_touserdata(L, 1);
    cJSON_Delete(*tree);
    *tree = NULL;
    return 0;
}

static int decode(lua_State *L) {
    size_t n;
    const char *text = luaL_checklstring(L, 1, &n), *end = NULL;
    cJSON **tree = lua_newuserdatauv(L, sizeof *tree, 0); /* [text, box] */
    *tree = NULL;
    if (luaL_newmetatable(L, "gradus.json.tree")) {
        lua_pushcfunction(L, free_tree);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, 2);
    *tree = cJSON_ParseWithLengthOpts(text, n, &end, 0);
    for (; *tree && end < text + n; end++)
        if (!strchr(" \t\r\n", *end)) { /* something follows the value */
            cJSON_Delete(*tree);
            *tree = NULL;
        }
    if (!*tree) {
        lua_pushnil(L);
        lua_pushfstring(L, "not JSON (at byte %d of %d)", (int)(end ? end - text + 1 : 1), (int)n);
        return 2;
    }
    push_json(L, *tree);
    return 1;
}

int luaopen_gradus_json(lua_State *L) {
    static const luaL_Reg functions[] = {{"encode", encode}, {"decode", decode}, {NULL, NULL}};
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0); /* [table] */
    lua_getfield(L, -1, "sort");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sort_key);
    luaL_newlib(L, functions);
    return 1;
}
