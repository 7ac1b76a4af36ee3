/* library.c: finds the functions of a library at run time. */
#include "library.h"

#include <dlfcn.h>
#include <stddef.h>

static void *open_first(const GrLibrary *l) {
    void *library = NULL;
    for (int i = 0; i < l->n_files && !library; i++)
        library = dlopen(l->files[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* dlsym gives an object pointer where a function is wanted; POSIX says both are the same. */
static bool find_all(const GrLibrary *l, void *library) {
    for (int i = 0; i < l->n_names; i++) {
        l->slots[i] = dlsym(library, l->names[i]);
        if (!l->slots[i])
            return false;
    }
    return true;
}

bool gr_library(GrLibrary *l) {
    if (l->state == GR_UNTRIED) {
        void *library = open_first(l);
        l->state = library && find_all(l, library) ? GR_LOADED : GR_ABSENT;
    }
    return l->state == GR_LOADED;
}
