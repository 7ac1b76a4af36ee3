/* tensor.c: life and death of tensors. Knows nodes only well enough to let them go. */
#include "tensor.h"

#include <stdio.h>
#include <string.h>

#include "graph.h"
#include "memory.h"
#include "watch.h"

#define HEADER ((sizeof(GrTensor) + 63) / 64 * 64)
#define INLINE_LIMIT ((size_t)4096) /* bytes; up to here numbers stand right behind the struct */

static size_t bytes_of(size_t numel) {
    return (numel ? numel : 1) * sizeof(GrReal);
}

static size_t header_bytes(const GrTensor *t) {
    bool inline_data = !t->base && !(t->flags & GR_OWN_BUFFER);
    return HEADER + (inline_data ? bytes_of(t->numel) : 0);
}

#define LARGEST ((size_t)1 << 40) /* numbers */

static inline GrStatus count_elements(int ndim, const int *shape, size_t *numel) {
    if (ndim < 0 || ndim > GR_MAX_DIM)
        return gr_fail(GR_SHAPE, "a tensor has at most %d dimensions, not %d", GR_MAX_DIM, ndim);
    size_t n = 1;
    for (int d = 0; d < ndim; d++) {
        if (shape[d] < 0)
            return gr_fail(GR_SHAPE, "a dimension cannot have size %d", shape[d]);
        if (__builtin_mul_overflow(n, (size_t)shape[d], &n) || n > LARGEST)
            return gr_fail(GR_MEMORY, "a tensor of shape %s is too large",
                           gr_shape_text(ndim, shape));
    }
    *numel = n;
    return GR_OK;
}

static void set_shape(GrTensor *t, int ndim, const int *shape, size_t numel) {
    t->refs = 1;
    t->ndim = (uint8_t)ndim;
    for (int d = 0; d < ndim; d++)
        t->shape[d] = shape[d];
    t->numel = numel;
}

GrStatus gr_tensor_new(int ndim, const int *shape, GrTensor **out) {
    size_t numel = 0;
    GR_TRY(count_elements(ndim, shape, &numel));
    bool own = bytes_of(numel) > INLINE_LIMIT;
    GrTensor *t = gr_alloc(HEADER + (own ? 0 : bytes_of(numel)));
    if (!t)
        return GR_MEMORY;
    memset(t, 0, sizeof *t);
    set_shape(t, ndim, shape, numel);
    if (own) {
        t->flags = GR_OWN_BUFFER;
        t->data = gr_alloc(bytes_of(numel));
        if (!t->data) {
            gr_free(t, HEADER);
            return GR_MEMORY;
        }
    } else {
        t->data = (GrReal *)(void *)((char *)t + HEADER);
    }
    *out = t;
    return GR_OK;
}

GrStatus gr_tensor_filled(int ndim, const int *shape, double value, GrTensor **out) {
    GrTensor *t = NULL;
    GR_TRY(gr_tensor_new(ndim, shape, &t));
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)value;
    *out = t;
    return GR_OK;
}

GrStatus gr_tensor_scalar(double value, GrTensor **out) {
    return gr_tensor_filled(0, NULL, value, out);
}

GrStatus gr_tensor_like(const GrTensor *t, GrTensor **out) {
    return gr_tensor_new(t->ndim, t->shape, out);
}

static int first_size(const GrTensor *t) {
    return t->ndim ? t->shape[0] : 1;
}

/* All numbers in another shape: rows that are cut into several keep their name, until they are put
 * together again. */
static void name_reshaped(const GrTensor *t, GrTensor *out) {
    int before = first_size(t), now = first_size(out);
    bool cut = before && now > before && now % before == 0;
    bool joined = now && (t->set & GR_SET_CUT) && before % now == 0;
    if (now != before && !cut && !joined)
        out->rows = 0;
    if (cut)
        out->set |= GR_SET_CUT;
    else if (now != before || now == 1)
        out->set &= (uint16_t)~GR_SET_CUT;
}

/* The same numbers, or some of them: they come from where they came from. */
static void copy_origin(const GrTensor *t, GrTensor *out) {
    out->role = t->role;
    out->marks = t->marks & GR_FEEDS_LOGITS;
    out->origin = t->origin;
    out->set = t->set;
    out->rows = t->rows;
    if (t->rows && t->numel == out->numel)
        name_reshaped(t, out);
    else if (first_size(t) != first_size(out))
        out->rows = 0;
}

GrStatus gr_tensor_clone(const GrTensor *t, GrTensor **out) {
    GR_TRY(gr_tensor_like(t, out));
    memcpy((*out)->data, t->data, t->numel * sizeof(GrReal));
    (*out)->tag = t->tag;
    copy_origin(t, *out);
    return GR_OK;
}

GrStatus gr_tensor_view(GrTensor *t, size_t offset, int ndim, const int *shape, GrTensor **out) {
    size_t numel = 0;
    GR_TRY(count_elements(ndim, shape, &numel));
    GrTensor *v = gr_alloc(HEADER);
    if (!v)
        return GR_MEMORY;
    memset(v, 0, sizeof *v);
    set_shape(v, ndim, shape, numel);
    v->base = gr_retain(t->base ? t->base : t);
    v->base->views++;
    v->data = t->data + offset;
    v->tag = t->tag;
    copy_origin(t, v);
    *out = v;
    return GR_OK;
}

/* Puts a tensor that died on the list, linked through its grad field. */
static void put_on_list(GrTensor *t, GrTensor **dead) {
    if (t->grad && --t->grad->refs == 0) { /* it has neither node nor gradient of its own */
        t->grad->grad = *dead;
        *dead = t->grad;
    }
    t->grad = *dead;
    *dead = t;
}

static inline void drop(GrTensor *t, GrTensor **dead) {
    if (t && --t->refs == 0)
        put_on_list(t, dead);
}

static void free_tensor(GrTensor *t) {
    if (t->flags & GR_OWN_BUFFER)
        gr_free(t->arena ? NULL : t->data, bytes_of(t->numel));
    if (t->arena)
        gr_arena_release(t->arena);
    gr_free(t, header_bytes(t));
}

static void free_node(GrNode *n, GrTensor **dead) {
    for (int i = 0; i < n->n_in && !n->freed; i++)
        drop(n->in[i], dead);
    for (int i = 0; i < GR_MAX_SAVED; i++)
        drop(n->saved[i], dead);
    gr_node_free(n);
}

void gr_tensor_bury(GrTensor *t) {
    GrTensor *dead = NULL;
    put_on_list(t, &dead);
    while (dead) {
        t = dead;
        dead = t->grad;
        if (t->base) {
            t->base->views--;
            drop(t->base, &dead);
        }
        if (t->node)
            free_node(t->node, &dead);
        free_tensor(t);
    }
}

GrTensor *gr_tensor_grad(GrTensor *t) {
    GrTensor *g = t->grad;
    if (g && (g->flags & GR_ZERO_PENDING)) {
        memset(g->data, 0, g->numel * sizeof(GrReal));
        g->flags &= (uint8_t)~GR_ZERO_PENDING;
        g->passes = 0;
    }
    return g;
}

void gr_tensor_zero_grad(GrTensor *t) {
    GrTensor *g = t->grad;
    if (!g)
        return;
    g->flags &= (uint8_t) ~(GR_CONSUMED | GR_STALE);
    g->flags |= GR_ZERO_PENDING;
    if (g->refs > 1)
        gr_tensor_grad(t); /* somebody looks at these numbers: write the zeros now */
}

void gr_tensor_touch(GrTensor *t) {
    (t->base ? t->base : t)->version++;
    t->tag = GR_TAG_PLAIN;
    t->rows = 0;
}

const char *gr_shape_text(int ndim, const int *shape) {
    static char buffers[6][96];
    static int turn;
    char *text = buffers[turn = (turn + 1) % 6];
    size_t used = (size_t)snprintf(text, sizeof buffers[0], "[");
    for (int d = 0; d < ndim && used < sizeof buffers[0]; d++)
        used +=
            (size_t)snprintf(text + used, sizeof buffers[0] - used, d ? ", %d" : "%d", shape[d]);
    if (used < sizeof buffers[0])
        snprintf(text + used, sizeof buffers[0] - used, "]");
    return text;
}

const char *gr_tensor_shape_text(const GrTensor *t) {
    return gr_shape_text(t->ndim, t->shape);
}

GrStatus gr_arena_new(size_t numel, GrArena **out) {
    GrArena *a = gr_alloc(sizeof *a);
    if (!a)
        return GR_MEMORY;
    a->refs = 1;
    a->numel = numel;
    a->data = gr_alloc(bytes_of(2 * numel));
    if (!a->data) {
        gr_free(a, sizeof *a);
        return GR_MEMORY;
    }
    memset(a->data, 0, bytes_of(2 * numel));
    *out = a;
    return GR_OK;
}

void gr_arena_release(GrArena *arena) {
    if (!arena || --arena->refs > 0)
        return;
    gr_free(arena->data, bytes_of(2 * arena->numel));
    gr_free(arena, sizeof *arena);
}

static void move_numbers(GrTensor *t, GrArena *arena, GrReal *to) {
    memcpy(to, t->data, t->numel * sizeof(GrReal));
    if (t->flags & GR_OWN_BUFFER)
        gr_free(t->data, bytes_of(t->numel));
    t->data = to;
    t->arena = arena;
    arena->refs++;
}

static bool lives_alone(const GrTensor *t) {
    return !t->base && !t->views && !t->arena;
}

bool gr_tensor_move_to_arena(GrTensor *t, GrArena *arena, size_t offset) {
    if (!lives_alone(t) || (t->grad && !lives_alone(t->grad)))
        return false;
    move_numbers(t, arena, arena->data + offset);
    if (t->grad)
        move_numbers(t->grad, arena, arena->data + arena->numel + offset);
    return true;
}

GrStatus gr_grad_new(const GrTensor *t, GrTensor **out) {
    if (!t->arena)
        return gr_tensor_like(t, out);
    GrTensor *g = gr_alloc(HEADER);
    if (!g)
        return GR_MEMORY;
    memset(g, 0, sizeof *g);
    set_shape(g, t->ndim, t->shape, t->numel);
    g->flags = GR_OWN_BUFFER; /* nothing behind the struct; free_tensor sees the arena */
    g->arena = t->arena;
    g->arena->refs++;
    g->data = t->data + t->arena->numel;
    *out = g;
    return GR_OK;
}
