/* cairo_lib.c: finds Cairo at run time. */
#include "cairo_lib.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

void *gr_open_library(const char *const *names, int n) {
    void *library = NULL;
    for (int i = 0; i < n && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

static bool find_all(void *library, GrCairo *found) {
    /* dlsym gives an object pointer where a function is wanted; POSIX says both are the same. */
#define X(name)                                                                                    \
    *(void **)&found->name = dlsym(library, "cairo_" #name);                                       \
    if (!found->name)                                                                              \
        return false;
    GR_CAIRO_FUNCTIONS(X)
#undef X
    return true;
}

const GrCairo *gr_cairo(void) {
    static const char *const names[] = {
#ifdef GR_CAIRO_LIBRARY
        GR_CAIRO_LIBRARY,
#endif
        "libcairo.so.2", "libcairo.2.dylib"};
    static GrCairo functions;
    static enum { UNTRIED, LOADED, ABSENT } state = UNTRIED;
    if (state == UNTRIED) {
        void *library = gr_open_library(names, sizeof names / sizeof *names);
        state = library && find_all(library, &functions) ? LOADED : ABSENT;
    }
    return state == LOADED ? &functions : NULL;
}
