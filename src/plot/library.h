/* library.h: a library that is opened with dlopen when it is first wanted, as OpenBLAS is. */
#ifndef GR_LIBRARY_H
#define GR_LIBRARY_H

#include <stdbool.h>

/* The functions of a library that a file calls: `names` in the order of the pointers at `slots`.
 * State is 0 until it has been looked for. */
typedef struct GrLibrary {
    const char *const *files; /* the first that can be opened is taken */
    int n_files;
    const char *const *names;
    void **slots;
    int n_names;
    enum { GR_UNTRIED, GR_LOADED, GR_ABSENT } state;
} GrLibrary;

/* One of the arrays of files and of names, for pointers that begin at the struct `table`. */
#define GR_LIBRARY(file_array, name_array, table)                                                  \
    {                                                                                              \
        .files = (file_array), .n_files = sizeof(file_array) / sizeof *(file_array),               \
        .names = (name_array), .slots = (void **)&(table),                                         \
        .n_names = sizeof(name_array) / sizeof *(name_array)                                       \
    }

/* Is it there, with every function? It is looked for once. */
bool gr_library(GrLibrary *l);

#endif
