/* graph.h: define-by-run automatic differentiation.
 *
 * Applying an op to tensors of which one requires a gradient hangs a node on the result. A node
 * holds its definition, references to its inputs (child to parent only, so the graph has no cycles)
 * and what backward needs. gr_backward walks the nodes from the loss to the leaves, adds up
 * gradients, and frees the graph as it goes unless told to keep it.
 */
#ifndef GR_GRAPH_H
#define GR_GRAPH_H

#include "def.h"
#include "tensor.h"

#define GR_MAX_SAVED 2

struct GrNode {
    const GrOpDef *op;
    int n_in;
    GrTensor **in;        /* inputs; retained once the node is kept */
    uint32_t *in_version; /* their versions when the op ran */
    uint32_t out_version;
    GrTensor *saved[GR_MAX_SAVED]; /* what forward keeps for backward; owned */
    double arg[GR_MAX_ARG];
    uint64_t visited; /* which backward pass has seen this node */
    uint32_t born;    /* gr_watch.steps when the oldest node below was made */
    uint32_t depth;   /* nodes below on the longest way */
    bool freed;       /* backward has been here and let the inputs go */
};

/* Applies an op. `arg` holds the op's numeric arguments in the order of its record (may be NULL if
 * it has none). On success *out is a new reference. */
GrStatus gr_apply(const GrOpDef *op, GrTensor *const *in, int n_in, const double *arg,
                  GrTensor **out);

/* Differentiates a scalar with respect to every leaf that requires it; gradients accumulate. */
GrStatus gr_backward(GrTensor *loss, bool retain_graph);

/* Recording may be switched off (no_grad); returns the previous setting. */
bool gr_set_grad_enabled(bool enabled);
bool gr_grad_enabled(void);

/* Does input i of this node want a gradient? */
static inline bool gr_wants(const GrNode *n, int i) {
    return n->in[i]->requires_grad;
}

/* Backward functions hand their results over in one of three ways:
 * - give: `g` is a fresh tensor of t's shape; ownership passes to t's gradient;
 * - open: write into *buffer; overwrite it when *fresh, add to it otherwise;
 * - pass: dout, whose numbers were replaced, becomes t's gradient. Only where it is ours: nobody
 *   else holds it, it has t's shape, and t has no gradient yet. */
GrStatus gr_grad_give(GrTensor *t, GrTensor *g);
GrStatus gr_grad_open(GrTensor *t, GrReal **buffer, bool *fresh);
static inline bool gr_grad_is_ours(const GrTensor *t, const GrTensor *dout) {
    return dout->refs == 1 && !dout->base && t->node && !t->grad && gr_same_shape(t, dout);
}
void gr_grad_pass(GrTensor *t, GrTensor *dout);

/* Frees the node's own memory, not what it refers to. */
void gr_node_free(GrNode *n);

#endif
