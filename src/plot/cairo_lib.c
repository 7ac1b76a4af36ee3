/* cairo_lib.c: finds Cairo at run time. */
#include "cairo_lib.h"

#include <stddef.h>

#include "library.h"

const GrCairo *gr_cairo(void) {
    static const char *const files[] = {
#ifdef GR_CAIRO_LIBRARY
        GR_CAIRO_LIBRARY,
#endif
        "libcairo.so.2", "libcairo.2.dylib"};
#define X(name) "cairo_" #name,
    static const char *const functions[] = {GR_CAIRO_FUNCTIONS(X)};
#undef X
    static GrCairo found;
    static GrLibrary library = GR_LIBRARY(files, functions, found);
    return gr_library(&library) ? &found : NULL;
}
