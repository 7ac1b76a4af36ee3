/* memory.c: size-class pool over aligned_alloc. Knows bytes, not tensors. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>

#include "status.h"

#define ALIGNMENT 64
#define CLASSES 96                     /* four per power of two, from 64 bytes to 1 GiB */
#define POOL_LIMIT ((size_t)256 << 20) /* bytes that may wait in the pool */

typedef struct Block {
    struct Block *next;
} Block;

static Block *waiting[CLASSES];
static size_t held; /* bytes taken from the system: what is in use and what waits */
static GrMemory account = {.limit = (size_t)2 << 30};
static size_t fail_countdown;

/* The size class of a byte count, and the bytes that blocks of this class have. Classes grow by a
 * quarter of a power of two, so that at most a fifth of a block is unused. */
static inline int class_of(size_t bytes, size_t *size) {
    size_t units = (bytes + ALIGNMENT - 1) / ALIGNMENT;
    if (units < 4) {
        units = units ? units : 1;
        *size = units * ALIGNMENT;
        return (int)units - 1;
    }
    int quarter = 61 - __builtin_clzll((unsigned long long)units);  /* its power of two */
    size_t steps = (units + ((size_t)1 << quarter) - 1) >> quarter; /* 4…8 */
    *size = (steps << quarter) * ALIGNMENT;
    return 4 * quarter + (int)steps - 1;
}

/* The bytes of a block that holds `bytes` and the slack, and its class; -1: too large to have one.
 */
static inline size_t block_size(size_t bytes, int *class) {
    size_t size;
    if (__builtin_expect(bytes > ((size_t)1 << 29), 0)) {
        *class = -1;
        return (bytes + GR_SLACK + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    *class = class_of(bytes + GR_SLACK, &size);
    return size;
}

static void *from_system(size_t bytes) {
    void *block = aligned_alloc(ALIGNMENT, bytes);
    if (!block && held > account.live) {
        gr_memory_trim();
        block = aligned_alloc(ALIGNMENT, bytes);
    }
    if (!block) {
        gr_fail(GR_MEMORY, "the system has no %.1f MiB left", (double)bytes / 1048576.0);
        return NULL;
    }
    account.system++;
    held += bytes;
    return block;
}

/* The way that says why not, and lets tests say no. */
static bool may_allocate(size_t bytes) {
    if (fail_countdown && --fail_countdown == 0) {
        gr_fail(GR_MEMORY, "an allocation of %zu bytes failed (asked for by a test)", bytes);
        return false;
    }
    if (bytes > account.limit || account.live > account.limit - bytes) {
        gr_fail(GR_MEMORY, "this needs %.1f MiB more, and %.1f of the %.1f MiB allowed are in use",
                (double)bytes / 1048576.0, (double)account.live / 1048576.0,
                (double)account.limit / 1048576.0);
        gr_hint(GR_MEMORY,
                "smaller tensors, or gradus.memory_limit(bytes) if the machine has more");
        return false;
    }
    return true;
}

void *gr_alloc(size_t bytes) {
    int class;
    size_t size = block_size(bytes, &class);
    bool look = fail_countdown || size > account.limit || account.live > account.limit - size;
    if (__builtin_expect(look, 0) && !may_allocate(size))
        return NULL;
    Block *block = class >= 0 ? waiting[class] : NULL;
    if (block)
        waiting[class] = block->next;
    else if (!(block = from_system(size)))
        return NULL;
    account.live += size;
    account.count++;
    if (account.live > account.peak)
        account.peak = account.live;
    return block;
}

void gr_free(void *block, size_t bytes) {
    if (!block)
        return;
    int class;
    size_t size = block_size(bytes, &class);
    account.live -= size;
    account.count--;
#ifndef GR_NO_POOL
    if (class >= 0 && held - account.live <= POOL_LIMIT) {
        Block *b = block;
        b->next = waiting[class];
        waiting[class] = b;
        return;
    }
#endif
    held -= size;
    free(block);
}

GrMemory gr_memory(void) {
    return account;
}

size_t gr_memory_live(void) {
    return account.live;
}

void gr_memory_set_limit(size_t bytes) {
    account.limit = bytes;
}

void gr_memory_reset_peak(void) {
    account.peak = account.live;
}

void gr_memory_trim(void) {
    for (int c = 0; c < CLASSES; c++)
        while (waiting[c]) {
            Block *next = waiting[c]->next;
            free(waiting[c]);
            waiting[c] = next;
        }
    held = account.live;
}

void gr_memory_fail_at(size_t n) {
    fail_countdown = n;
}
