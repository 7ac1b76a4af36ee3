/* embed_gen.c - host tool: writes files as a C array (see embed.h).
 *
 * usage: embed_gen ROOT OUT.c FILES...
 * Paths in the array are relative to ROOT. Runs at build time only; knows libc and nothing of ours.
 */
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

/* Decimal bytes, short to write and quick to compile; a last 0 so that no array is empty. */
static void write_bytes(FILE *out, const char *path, int index) {
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("read", path);
    fprintf(out, "static const unsigned char file_%d[] = {", index);
    int byte, column = 0;
    while ((byte = getc(in)) != EOF)
        fprintf(out, "%s%d,", column++ % 32 ? "" : "\n", byte);
    if (ferror(in))
        fail("read", path);
    fprintf(out, "0};\n");
    fclose(in);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: embed_gen ROOT OUT.c FILES...\n");
        return 2;
    }
    char **files = argv + 3;
    int count = argc - 3;
    qsort(files, (size_t)count, sizeof *files, by_name);
    FILE *out = fopen(argv[2], "w");
    if (!out)
        fail("write", argv[2]);
    fprintf(out, "/* Written by embed_gen; do not edit. */\n#include <stddef.h>\n");
    fprintf(out, "struct gr_embedded_file {\n    const char *path;\n"
                 "    const unsigned char *data;\n    size_t size;\n};\n");
    fprintf(out, "extern const struct gr_embedded_file gr_embedded_files[];\n"
                 "extern const size_t gr_embedded_count;\n");
    for (int i = 0; i < count; i++)
        write_bytes(out, files[i], i);
    fprintf(out, "const struct gr_embedded_file gr_embedded_files[] = {\n");
    for (int i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", file_%d, sizeof file_%d - 1},\n", relative(argv[1], files[i]), i,
                i);
    fprintf(out, "    {NULL, NULL, 0},\n};\nconst size_t gr_embedded_count = %d;\n", count);
    if (fclose(out) != 0)
        fail("write", argv[2]);
    return 0;
}
