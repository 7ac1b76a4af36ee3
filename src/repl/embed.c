/* embed.c - reads the compiled-in sources, and lets `require` find them.
 *
 * Modules found here run in a table of their own instead of _G, made from Lua's libraries before
 * the learner's first line: `pairs = 3` or `data = nil` at the prompt breaks the learner's own code
 * and nothing else. Includes Lua and POSIX; knows neither terminal nor core.
 */
#include "embed.h"

#include <dirent.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char environment_key = 0; /* its address names the modules' table in the registry */

static const char *author_folder(void) {
    const char *folder = getenv("GRADUS_PATH");
    return folder && *folder ? folder : NULL;
}

static const struct gr_embedded_file *find_embedded(const char *path) {
    size_t low = 0, high = gr_embedded_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(gr_embedded_files[middle].path, path);
        if (order == 0)
            return &gr_embedded_files[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Pushes the text of `folder/path` and returns 1, or pushes nothing and returns 0. */
static int push_from_folder(lua_State *L, const char *folder, const char *path) {
    const char *full = lua_pushfstring(L, "%s/%s", folder, path); /* [full] */
    struct stat info;
    FILE *in = stat(full, &info) == 0 && S_ISREG(info.st_mode) ? fopen(full, "rb") : NULL;
    lua_pop(L, 1);
    if (!in)
        return 0;
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    char *block;
    size_t n;
    do {
        block = luaL_prepbuffer(&text);
        n = fread(block, 1, LUAL_BUFFERSIZE, in);
        luaL_addsize(&text, n);
    } while (n > 0);
    fclose(in);
    luaL_pushresult(&text);
    return 1;
}

/* Pushes the text at `path` and returns 1, or pushes nothing and returns 0. */
static int push_text(lua_State *L, const char *path) {
    const char *folder = author_folder();
    if (folder && push_from_folder(L, folder, path))
        return 1;
    const struct gr_embedded_file *file = find_embedded(path);
    if (!file)
        return 0;
    lua_pushlstring(L, (const char *)file->data, file->size);
    return 1;
}

/* read(path) -> text | nil */
static int embed_read(lua_State *L) {
    if (!push_text(L, luaL_checkstring(L, 1)))
        lua_pushnil(L);
    return 1;
}

static int is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Sets t[path] = true, t at the top of the stack, for each file below folder/path. */
static void collect_folder(lua_State *L, const char *folder, const char *path) {
    luaL_checkstack(L, 6, "folders too deep");
    const char *full = lua_pushfstring(L, "%s/%s", folder, path); /* [t, full] */
    DIR *dir = opendir(full);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        const char *below = lua_pushfstring(L, "%s/%s", path, entry->d_name);
        const char *whole =
            lua_pushfstring(L, "%s/%s", folder, below); /* [t, full, below, whole] */
        int deeper = is_directory(whole);
        lua_pushvalue(L, -4); /* [t, full, below, whole, t] */
        if (deeper) {
            collect_folder(L, folder, below);
        } else {
            lua_pushboolean(L, 1);
            lua_setfield(L, -2, below);
        }
        lua_pop(L, 3); /* [t, full] */
    }
    if (dir)
        closedir(dir);
    lua_pop(L, 1); /* [t] */
}

/* list(prefix) -> paths of all files that start with it, in no order (Lua sorts them) */
static int embed_list(lua_State *L) {
    size_t length;
    const char *prefix = luaL_checklstring(L, 1, &length);
    lua_newtable(L); /* [prefix, t] */
    for (size_t i = 0; i < gr_embedded_count; i++) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, gr_embedded_files[i].path);
    }
    if (author_folder()) {
        collect_folder(L, author_folder(), "lua");
        collect_folder(L, author_folder(), "lessons");
        collect_folder(L, author_folder(), "exercises");
    }
    lua_newtable(L); /* [prefix, t, list] */
    lua_Integer n = 0;
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        const char *path = lua_tostring(L, -2);
        if (strncmp(path, prefix, length) != 0)
            continue;
        lua_pushstring(L, path);
        lua_rawseti(L, 3, ++n);
    }
    lua_getfield(L, lua_upvalueindex(1), "sort"); /* [prefix, t, list, table.sort] */
    lua_pushvalue(L, 3);
    lua_call(L, 1, 0);
    return 1;
}

/* Copies the fields of the table at `from` into the table at the top. */
static void copy_fields(lua_State *L, int from) {
    int to = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, from);) {
        lua_pushvalue(L, -2); /* [.., key, value, key] */
        lua_insert(L, -2);    /* [.., key, key, value] */
        lua_rawset(L, to);    /* [.., key] */
    }
}

/* Pushes a copy of _G in which the libraries are copies too. */
static void push_private_globals(lua_State *L) {
    lua_newtable(L); /* [env] */
    lua_pushglobaltable(L);
    int globals = lua_gettop(L);
    lua_pushvalue(L, -2); /* [env, _G, env] */
    copy_fields(L, globals);
    lua_pop(L, 2); /* [env] */
    static const char *const libraries[] = {"string", "table",     "math",  "io", "os",
                                            "utf8",   "coroutine", "debug", NULL};
    for (int i = 0; libraries[i]; i++) {
        lua_getglobal(L, libraries[i]); /* [env, library] */
        int library = lua_gettop(L);
        lua_newtable(L);
        copy_fields(L, library);
        lua_setfield(L, -3, libraries[i]); /* [env, library] */
        lua_pop(L, 1);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
}

/* Methods of strings are looked up in our copy first: `string.format = nil` must not break
 * ("%d"):format(1) in here. What the learner adds to `string` is found behind it. */
static void protect_string_methods(lua_State *L) {
    lua_getfield(L, -1, "string"); /* [env, ours] */
    lua_createtable(L, 0, 1);
    lua_getglobal(L, "string");
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1); /* [env, ours, "", mt] */
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 3); /* [env] */
}

/* gradus.plot.figure -> lua/plot/figure; pushed, with `ending` added. gradus alone -> lua/init.lua
 */
static const char *push_path(lua_State *L, const char *name, const char *ending) {
    const char *rest = name + strlen("gradus");
    if (*rest == '\0')
        return lua_pushliteral(L, "lua/init.lua");
    const char *slashed = luaL_gsub(L, rest + 1, ".", "/");
    const char *path = lua_pushfstring(L, "lua/%s%s", slashed, ending);
    lua_remove(L, -2);
    return path;
}

/* searcher(name) -> loader, path | why not */
static int search(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    if (strncmp(name, "gradus", 6) != 0 || (name[6] != '.' && name[6] != '\0'))
        return 0;
    const char *path = push_path(L, name, ".lua"); /* [name, path] */
    if (!push_text(L, path)) {
        lua_pop(L, 1);
        path = push_path(L, name, "/init.lua");
        if (!push_text(L, path)) {
            lua_pushfstring(L, "\n\tno file %s in the program", path);
            return 1;
        }
    } /* [name, path, text] */
    size_t size;
    const char *text = lua_tolstring(L, 3, &size);
    if (luaL_loadbufferx(L, text, size, lua_pushfstring(L, "=[gradus] %s", path), "bt") != LUA_OK)
        return lua_error(L); /* [name, path, text, chunk name, loader] */
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    if (!lua_setupvalue(L, 5, 1))
        lua_pop(L, 1);
    lua_pushvalue(L, 2); /* [.., loader, path] */
    return 2;
}

void gr_embed_install_searcher(lua_State *L) {
    push_private_globals(L);
    protect_string_methods(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
    lua_getglobal(L, "table");
    lua_getfield(L, -1, "insert"); /* [table, insert] */
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "searchers"); /* [table, insert, package, searchers] */
    lua_remove(L, -2);
    lua_pushinteger(L, 2); /* after package.preload, before the file system */
    lua_pushcfunction(L, search);
    lua_call(L, 3, 0);
    lua_pop(L, 1);
}

int luaopen_gradus_embed(lua_State *L) {
    static const luaL_Reg functions[] = {{"read", embed_read}, {"list", embed_list}, {NULL, NULL}};
    luaL_newlibtable(L, functions);
    lua_getglobal(L, "table");
    luaL_setfuncs(L, functions, 1);
    return 1;
}
