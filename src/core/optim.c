/* optim.c: laying parameters out, finding stretches, and stepping. The update rules stand in their
 * records in optims/. */
#include "optim.h"

#include <string.h>

#include "isa.h"
#include "memory.h"
#include "watch.h"

#define GAP 16 /* each parameter begins at a multiple of this many numbers */

static size_t padded(size_t n) {
    return (n + GAP - 1) / GAP * GAP;
}

static GrStatus make_arrays(GrOptim *o) {
    size_t n = (size_t)o->n_params + 1;
    o->param = gr_alloc(n * sizeof *o->param);
    if (o->param)
        memset(o->param, 0, n * sizeof *o->param); /* before anything else fails: free reads it */
    o->offset = gr_alloc(n * sizeof *o->offset);
    o->age = gr_alloc(n * sizeof *o->age);
    if (!o->param || !o->offset || !o->age)
        return GR_MEMORY;
    memset(o->age, 0, n * sizeof *o->age);
    return GR_OK;
}

static GrStatus make_state(GrOptim *o) {
    for (int s = 0; s < o->def->n_state; s++) {
        o->state[s] = gr_alloc((o->state_size + 1) * sizeof(GrReal));
        if (!o->state[s])
            return GR_MEMORY;
        double start = o->def->start_at_lr && s == 1 ? o->arg[0].num : o->def->state_start[s];
        for (size_t i = 0; i < o->state_size; i++)
            o->state[s][i] = (GrReal)start;
    }
    return GR_OK;
}

/* Gradients exist from the start (as pending zeros count as none: see has_gradient), so that they
 * can lie in one arena like the values. */
static GrStatus lay_out(GrOptim *o) {
    GrArena *values = NULL;
    GR_TRY(gr_arena_new(o->state_size + 1, &values));
    for (int i = 0; i < o->n_params; i++)
        gr_tensor_move_to_arena(o->param[i], values, o->offset[i]);
    gr_arena_release(values);
    return GR_OK;
}

GrStatus gr_optim_new(const GrOptimDef *def, GrTensor *const *params, int n_params,
                      const GrValue *arg, GrOptim **out) {
    if (def->check)
        GR_TRY(def->check(arg));
    GrOptim *o = gr_alloc(sizeof *o);
    if (!o)
        return GR_MEMORY;
    memset(o, 0, sizeof *o);
    o->def = def;
    o->n_params = n_params;
    o->zeroed = o->measured = true;
    memcpy(o->arg, arg, sizeof o->arg);
    GrStatus status = make_arrays(o);
    for (int i = 0; i < n_params && status == GR_OK; i++) {
        o->param[i] = gr_retain(params[i]);
        params[i]->marks |= GR_OWNED;
        o->offset[i] = o->state_size;
        o->state_size += padded(params[i]->numel);
    }
    if (status == GR_OK)
        status = make_state(o);
    if (status == GR_OK)
        status = lay_out(o);
    if (status != GR_OK) {
        gr_optim_free(o);
        return status;
    }
    *out = o;
    return GR_OK;
}

void gr_optim_free(GrOptim *o) {
    if (!o)
        return;
    size_t n = (size_t)o->n_params + 1;
    for (int i = 0; o->param && i < o->n_params; i++)
        if (o->param[i])
            gr_release(o->param[i]);
    for (int s = 0; s < GR_MAX_STATE; s++)
        gr_free(o->state[s], (o->state_size + 1) * sizeof(GrReal));
    gr_free(o->param, n * sizeof *o->param);
    gr_free(o->offset, n * sizeof *o->offset);
    gr_free(o->age, n * sizeof *o->age);
    gr_free(o, sizeof *o);
}

/* Does parameter i go on where the stretch ends, in values, gradient, state and age? */
static bool continues(const GrOptim *o, const GrStretch *s, int first, int i) {
    size_t end = o->offset[i] - o->offset[first];
    GrTensor *p = o->param[i];
    return p->grad && p->arena && p->arena == o->param[first]->arena && p->data == s->w + end &&
           p->grad->data == s->g + end && o->age[i] == o->age[first];
}

static void begin(const GrOptim *o, int i, GrStretch *s) {
    s->w = o->param[i]->data;
    s->g = gr_tensor_grad(o->param[i])->data;
    for (int k = 0; k < o->def->n_state; k++)
        s->state[k] = o->state[k] + o->offset[i];
}

/* The stretch that begins at parameter i; returns the first parameter after it. */
static int take_stretch(const GrOptim *o, int i, GrStretch *s) {
    int next = i + 1;
    begin(o, i, s);
    while (next < o->n_params && continues(o, s, i, next)) {
        gr_tensor_grad(o->param[next]); /* writes a pending zero */
        next++;
    }
    int last = next - 1;
    s->n = o->offset[last] - o->offset[i] + o->param[last]->numel;
    return next;
}

GrStatus gr_optim_step(GrOptim *o) {
    GR_TRY(gr_poll());
    unsigned seen = 0; /* flags of all gradients used */
    if (o->measured && gr_watch.on)
        gr_watch_step_begin(o);
    for (int i = 0; i < o->n_params;) {
        if (!o->param[i]->grad) {
            i++;
            continue;
        }
        GrStretch s;
        int next = take_stretch(o, i, &s);
        o->def->update(&s, o->arg, o->age[i] + 1);
        for (; i < next; i++) {
            o->age[i]++;
            gr_tensor_touch(o->param[i]);
            seen |= o->param[i]->grad->flags;
            o->param[i]->grad->flags |= GR_CONSUMED;
        }
    }
    o->zeroed = false;
    if (gr_watch.on)
        gr_watch_step_end(o, seen);
    return GR_OK;
}

void gr_optim_zero_grad(GrOptim *o) {
    if (o->zeroed && gr_watch.on)
        gr_watch_zero_again(o);
    o->zeroed = true;
    for (int i = 0; i < o->n_params; i++)
        gr_tensor_zero_grad(o->param[i]);
}
