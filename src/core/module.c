/* module.c: life of layers. What a layer computes stands in its record. */
#include "module.h"

#include <math.h>
#include <string.h>

#include "graph.h"
#include "init.h"
#include "isa.h"
#include "memory.h"
#include "watch.h"

#define LAYER(name) extern const GrLayerDef gr_layer_##name;
#include "layers.def"
#undef LAYER

const GrLayerDef *const gr_layers[GR_LAYER_COUNT] = {
#define LAYER(name) [GR_LAYER_##name] = &gr_layer_##name,
#include "layers.def"
#undef LAYER
};

static void keep_arguments(GrModule *m, const GrArg *args, const GrValue *arg) {
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        m->arg[i] = arg[i];
        if (arg[i].tensor)
            gr_retain(arg[i].tensor);
    }
}

static GrModule *new_module(void) {
    GrModule *m = gr_alloc(sizeof *m);
    if (m) {
        memset(m, 0, sizeof *m);
        m->refs = 1;
        m->training = true;
    }
    return m;
}

GrStatus gr_module_new(const GrLayerDef *def, const GrValue *arg, GrModule **out) {
    GrModule *m = new_module();
    if (!m)
        return GR_MEMORY;
    m->def = def;
    keep_arguments(m, def->args, arg);
    GrStatus status = def->settle ? def->settle(m, -1) : GR_OK;
    if (status == GR_OK && def->build)
        status = def->build(m);
    if (status == GR_OK)
        status = gr_module_reset(m);
    if (status != GR_OK) {
        gr_module_release(m);
        return status;
    }
    *out = m;
    return GR_OK;
}

GrStatus gr_module_from_op(const GrOpDef *op, const GrValue *arg, GrModule **out) {
    GrModule *m = new_module();
    if (!m)
        return GR_MEMORY;
    m->op = op;
    keep_arguments(m, op->args, arg);
    *out = m;
    return GR_OK;
}

static GrStatus copy_tensors(GrTensor *const *from, GrTensor **to, int n) {
    for (int i = 0; i < n; i++) {
        if (!from[i])
            continue;
        GR_TRY(gr_tensor_clone(from[i], &to[i]));
        to[i]->requires_grad = from[i]->requires_grad;
        to[i]->flags |= from[i]->flags & GR_IS_PARAMETER;
    }
    return GR_OK;
}

GrStatus gr_module_clone(const GrModule *m, GrModule **out) {
    GrModule *copy = new_module();
    if (!copy)
        return GR_MEMORY;
    copy->def = m->def;
    copy->op = m->op;
    copy->training = m->training;
    copy->shorthand = m->shorthand;
    keep_arguments(copy, gr_module_args(m), m->arg);
    GrStatus status = copy_tensors(m->param, copy->param, GR_MAX_PARAM);
    if (status == GR_OK)
        status = copy_tensors(m->buffer, copy->buffer, GR_MAX_BUFFER);
    if (status != GR_OK) {
        gr_module_release(copy);
        return status;
    }
    *out = copy;
    return GR_OK;
}

GrModule *gr_module_retain(GrModule *m) {
    m->refs++;
    return m;
}

void gr_module_release(GrModule *m) {
    if (!m || --m->refs > 0)
        return;
    for (int i = 0; i < GR_MAX_PARAM; i++)
        if (m->param[i])
            gr_release(m->param[i]);
    for (int i = 0; i < GR_MAX_BUFFER; i++)
        if (m->buffer[i])
            gr_release(m->buffer[i]);
    for (int i = 0; i < GR_MAX_ARG; i++)
        if (m->arg[i].tensor)
            gr_release(m->arg[i].tensor);
    gr_free(m, sizeof *m);
}

static GrStatus apply_op(GrModule *m, GrTensor *x, GrTensor **y) {
    double arg[GR_MAX_ARG];
    for (int i = 0; i < GR_MAX_ARG; i++)
        arg[i] = m->arg[i].num;
    return gr_apply(m->op, &x, 1, arg, y);
}

GrStatus gr_module_forward(GrModule *m, GrTensor *x, GrTensor **y) {
    return m->op ? apply_op(m, x, y) : m->def->forward(m, x, y);
}

static void forget(GrTensor *parameter) {
    gr_tensor_touch(parameter);
    gr_watch_reborn(parameter);
}

GrStatus gr_module_reset(GrModule *m) {
    if (!m->def || !m->def->reset)
        return GR_OK;
    GR_TRY(m->def->reset(m, gr_rng_global()));
    for (int i = 0; i < GR_MAX_PARAM; i++)
        if (m->param[i])
            forget(m->param[i]);
    return GR_OK;
}

GrStatus gr_module_parameter(GrModule *m, int slot, int ndim, const int *shape) {
    GR_TRY(gr_tensor_filled(ndim, shape, 0, &m->param[slot]));
    m->param[slot]->requires_grad = true;
    m->param[slot]->flags |= GR_IS_PARAMETER;
    gr_watch_trained(m->param[slot], true);
    return GR_OK;
}

GrStatus gr_module_buffer(GrModule *m, int slot, int n, double value) {
    return gr_tensor_filled(1, &n, value, &m->buffer[slot]);
}

GrStatus gr_module_weights(const GrValue *init, GrModule *m, GrRng *rng) {
    double fan_in, fan_out;
    GR_TRY(gr_init_apply(init, m->param[0], rng));
    if (!m->param[1])
        return GR_OK;
    gr_fans(m->param[0], &fan_in, &fan_out);
    double bound = init->given || fan_in <= 0 ? 0 : 1 / sqrt(fan_in);
    gr_fill_uniform(m->param[1], -bound, bound, rng);
    return GR_OK;
}

const char *gr_module_name(const GrModule *m) {
    return m->op ? m->op->layer : m->def->doc.name;
}

const GrArg *gr_module_args(const GrModule *m) {
    return m->op ? m->op->args : m->def->args;
}
