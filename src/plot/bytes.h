/* bytes.h: bytes that grow at their end. All zero is an empty one. */
#ifndef GR_BYTES_H
#define GR_BYTES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    unsigned char *data;
    size_t n, room;
} GrBytes;

/* Append n bytes; false where there is no memory left, and then nothing has changed. */
bool gr_bytes_add(GrBytes *bytes, const void *data, size_t n);

void gr_bytes_free(GrBytes *bytes);

#endif
