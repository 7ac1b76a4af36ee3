/* watch_units.c: how the hidden units of a network do: whether they are ever above 0, or always at
 * the flat ends of their activation. */
#include <math.h>
#include <stdlib.h>

#include "graph.h"
#include "isa.h"
#include "watch_state.h"

static char kind_of(const GrTensor *t) {
    const GrOpDef *op = t->node ? t->node->op : NULL;
    return op == GR_OP(relu) ? 'r' : op == GR_OP(tanh) ? 't' : op == GR_OP(sigmoid) ? 's' : 0;
}

static bool is_matrix(const GrTensor *t) {
    return gr_is_weight(t) && t->ndim >= 2;
}

static GrTensor *weight_of(const GrNode *n) {
    for (int i = 1; n && !n->freed && i < n->n_in; i++)
        if (is_matrix(n->in[i]))
            return n->in[i];
    return NULL;
}

/* Through what does not compute: what dropout, normalisation and reshaping were given. */
static const GrTensor *through(const GrTensor *t) {
    while (t && t->node && !t->node->freed) {
        const GrOpDef *op = t->node->op;
        bool passes = op == GR_OP(dropout) || op == GR_OP(batch_norm) || op == GR_OP(layer_norm) ||
                      op == GR_OP(reshape);
        if (!passes)
            break;
        t = t->node->in[0];
    }
    return t;
}

/* The weights whose units the activation t shows. */
const GrTensor *gr_weight_below(const GrTensor *t) {
    for (int depth = 0; depth < 6 && t && t->node && !t->node->freed; depth++) {
        GrTensor *w = weight_of(t->node);
        if (w)
            return w;
        t = t->node->in[0];
    }
    return NULL;
}

static GrUnits *units_of(GrTrainee *m, const GrTensor *weight, char kind, int units) {
    for (int i = 0; i < m->n_layers; i++)
        if (m->layer[i]->weight == weight && m->layer[i]->kind == kind)
            return m->layer[i];
    if (m->n_layers == GR_LAYERS)
        return NULL;
    GrUnits *u = calloc(1, sizeof *u);
    if (!u)
        return NULL;
    u->weight = weight;
    u->kind = kind;
    u->units = units;
    return m->layer[m->n_layers++] = u;
}

static void count_alive(GrUnits *u, const GrTensor *y, size_t inner) {
    const GrReal *at = y->data;
    for (int i = 0; i < y->shape[0]; i++)
        for (int j = 0; j < u->units; j++)
            for (size_t k = 0; k < inner; k++)
                u->out[j] += *at++ > 0;
}

static void count_units(GrTrainee *m, const GrTensor *y, char kind) {
    const GrTensor *weight = gr_weight_below(y->node->in[0]);
    if (!weight || y->ndim < 2 || y->shape[1] > GR_UNITS || (kind != 'r' && y->ndim != 2))
        return;
    GrUnits *u = units_of(m, weight, kind, y->shape[1]);
    if (!u || u->units != y->shape[1] || !y->numel)
        return;
    size_t rows = (size_t)y->shape[0], columns = (size_t)u->units;
    GrReal low = kind == 'r' ? -(GrReal)INFINITY : (GrReal)(kind == 't' ? -0.98 : 0.02);
    if (y->ndim == 2)
        gr_isa->count_outside(rows, columns, y->data, low, (GrReal)(kind == 'r' ? 0 : 0.98),
                              u->out);
    else
        count_alive(u, y, y->numel / rows / columns);
    u->rows += (size_t)y->shape[0];
}

/* An activation is a hidden one where weights follow it. */
void gr_watch_units(GrTrainee *m, GrTensor *const *computed, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!weight_of(computed[i]->node))
            continue;
        const GrTensor *y = through(computed[i]->node->in[0]);
        char kind = y ? kind_of(y) : 0;
        if (kind)
            count_units(m, y, kind);
    }
}
