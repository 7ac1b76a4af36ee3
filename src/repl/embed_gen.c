/* embed_gen.c - host tool: writes files as a C array (see embed.h).
 *
 * usage: embed_gen ROOT OUT.c FILES...
 * Paths in the array are relative to ROOT. Sources below lua/ are compiled first (line numbers stay
 * with them): reading them again at each start would take most of the start. Lessons stay text.
 * Runs at build time only; knows libc, Lua and nothing of ours.
 */
#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *path) {
    fprintf(stderr, "embed_gen: cannot %s %s\n", what, path);
    exit(1);
}

/* The part of `path` below `root`, or all of it where it does not lie there. */
static const char *relative(const char *root, const char *path) {
    size_t n = strlen(root);
    if (strncmp(root, path, n) == 0)
        path += n;
    while (*path == '/')
        path++;
    if (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Decimal bytes, short to write and quick to compile. */
static void write_bytes(FILE *out, const unsigned char *bytes, size_t n, int *column) {
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%d,", (*column)++ % 32 ? "" : "\n", bytes[i]);
}

static void write_text(FILE *out, const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("read", path);
    unsigned char block[4096];
    size_t n;
    int column = 0;
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        write_bytes(out, block, n, &column);
    if (ferror(in))
        fail("read", path);
    fclose(in);
}

typedef struct Dump {
    FILE *out;
    int column;
} Dump;

static int write_dump(lua_State *L, const void *bytes, size_t n, void *dump) {
    (void)L;
    Dump *d = dump;
    write_bytes(d->out, bytes, n, &d->column);
    return 0;
}

/* The text of a file, on top of the stack. */
static void push_file(lua_State *L, const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("read", path);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    int byte;
    while ((byte = getc(in)) != EOF)
        luaL_addchar(&text, (char)byte);
    fclose(in);
    luaL_pushresult(&text);
}

/* Compiled under the name that embed.c gives to sources from a folder. */
static void write_compiled(FILE *out, lua_State *L, const char *path, const char *name) {
    push_file(L, path); /* [text] */
    size_t n;
    const char *text = lua_tolstring(L, -1, &n);
    if (luaL_loadbufferx(L, text, n, lua_pushfstring(L, "=[gradus] %s", name), "t") != LUA_OK)
        fail("compile", lua_tostring(L, -1));
    Dump dump = {out, 0};
    lua_dump(L, write_dump, &dump, 0);
    lua_settop(L, 0);
}

/* A last 0 so that no array is empty. */
static void write_file(FILE *out, lua_State *L, const char *path, const char *name, int index) {
    size_t n = strlen(name);
    bool compile = strncmp(name, "lua/", 4) == 0 && n > 4 && strcmp(name + n - 4, ".lua") == 0;
    fprintf(out, "static const unsigned char file_%d[] = {", index);
    if (compile)
        write_compiled(out, L, path, name);
    else
        write_text(out, path);
    fprintf(out, "0};\n");
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: embed_gen ROOT OUT.c FILES...\n");
        return 2;
    }
    char **files = argv + 3;
    int count = argc - 3;
    qsort(files, (size_t)count, sizeof *files, by_name);
    lua_State *L = luaL_newstate();
    FILE *out = fopen(argv[2], "w");
    if (!out || !L)
        fail("write", argv[2]);
    fprintf(out, "/* Written by embed_gen; do not edit. */\n#include <stddef.h>\n");
    fprintf(out, "struct gr_embedded_file {\n    const char *path;\n"
                 "    const unsigned char *data;\n    size_t size;\n};\n");
    fprintf(out, "extern const struct gr_embedded_file gr_embedded_files[];\n"
                 "extern const size_t gr_embedded_count;\n");
    for (int i = 0; i < count; i++)
        write_file(out, L, files[i], relative(argv[1], files[i]), i);
    fprintf(out, "const struct gr_embedded_file gr_embedded_files[] = {\n");
    for (int i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", file_%d, sizeof file_%d - 1},\n", relative(argv[1], files[i]), i,
                i);
    fprintf(out, "    {NULL, NULL, 0},\n};\nconst size_t gr_embedded_count = %d;\n", count);
    lua_close(L);
    if (fclose(out) != 0)
        fail("write", argv[2]);
    return 0;
}
