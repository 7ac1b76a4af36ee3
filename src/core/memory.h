/* memory.h: every byte of a tensor comes from here.
 *
 * Blocks are 64-byte aligned and end in GR_SLACK readable bytes, so that vector kernels may read
 * (never write) past the last element. Freed blocks wait in size classes and are handed out again:
 * a training step allocates nothing from the system after its first round.
 */
#ifndef GR_MEMORY_H
#define GR_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#define GR_SLACK 64

/* A block of at least `bytes` bytes, uninitialised; NULL with a message when the limit or the
 * system refuses. The same byte count must be given back to gr_free. */
void *gr_alloc(size_t bytes);
void gr_free(void *block, size_t bytes);

typedef struct GrMemory {
    size_t live;   /* bytes in use now */
    size_t peak;   /* most bytes ever in use */
    size_t count;  /* blocks in use now */
    size_t limit;  /* refuse to go above (bytes) */
    size_t system; /* blocks ever asked of the system: constant once a loop is warm */
} GrMemory;

GrMemory gr_memory(void);
size_t gr_memory_live(void);
void gr_memory_set_limit(size_t bytes);
void gr_memory_reset_peak(void);

/* Gives all waiting blocks back to the system. */
void gr_memory_trim(void);

/* Tests: the n-th allocation from now fails (0: never). */
void gr_memory_fail_at(size_t n);

#endif
