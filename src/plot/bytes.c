/* bytes.c: bytes that grow at their end. */
#include "bytes.h"

#include <stdlib.h>
#include <string.h>

static bool make_room(GrBytes *bytes, size_t n) {
    if (bytes->n + n <= bytes->room)
        return true;
    size_t room = 2 * bytes->room + n;
    unsigned char *data = realloc(bytes->data, room);
    if (!data)
        return false;
    bytes->data = data;
    bytes->room = room;
    return true;
}

bool gr_bytes_add(GrBytes *bytes, const void *data, size_t n) {
    if (!make_room(bytes, n))
        return false;
    if (n > 0)
        memcpy(bytes->data + bytes->n, data, n);
    bytes->n += n;
    return true;
}

void gr_bytes_free(GrBytes *bytes) {
    free(bytes->data);
    *bytes = (GrBytes){0};
}
