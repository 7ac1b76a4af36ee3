/* isa.c: chooses among the builds of the numeric files. */
#include "isa.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const GrTables gr_tables__base;
#ifdef GR_HAVE_AVX2
extern const GrTables gr_tables__avx2;
#endif
#ifdef GR_HAVE_AVX512
extern const GrTables gr_tables__avx512;
#endif

const GrTables *gr_isa = &gr_tables__base;

/* The builds in rising order; a NULL entry is one this processor cannot run. */
static size_t list_builds(const GrTables *build[3]) {
    size_t n = 0;
    build[n++] = &gr_tables__base;
#ifdef GR_HAVE_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        build[n++] = &gr_tables__avx2;
#endif
#ifdef GR_HAVE_AVX512
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        build[n++] = &gr_tables__avx512;
#endif
    return n;
}

bool gr_isa_choose(const char *name) {
    const GrTables *build[3];
    size_t n = list_builds(build);
    bool from_environment = !name;
    if (from_environment)
        name = getenv("GRADUS_ISA");
    if (!name || !*name) {
        gr_isa = build[n - 1];
        return true;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(build[i]->name, name) == 0) {
            gr_isa = build[i];
            return true;
        }
    if (from_environment)
        gr_isa = build[n - 1];
    return false;
}

const char *gr_isa_text(void) {
    static char text[96];
    const GrTables *build[3];
    size_t n = list_builds(build);
    int used = snprintf(text, sizeof text, "%s (of", gr_isa->name);
    for (size_t i = 0; i < n && used < (int)sizeof text; i++)
        used += snprintf(text + used, sizeof text - (size_t)used, " %s", build[i]->name);
    if (used < (int)sizeof text)
        snprintf(text + used, sizeof text - (size_t)used, ")");
    return text;
}
