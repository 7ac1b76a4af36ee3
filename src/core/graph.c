/* graph.c: recording, the backward walk, and gradient accumulation. */
#include "graph.h"

#include <string.h>

#include "isa.h"
#include "memory.h"
#include "watch.h"

static bool recording = true;
static uint64_t pass; /* number of the running backward pass, for GrNode.visited */

bool gr_set_grad_enabled(bool enabled) {
    bool before = recording;
    recording = enabled;
    return before;
}

bool gr_grad_enabled(void) {
    return recording;
}

/* ---- recording ------------------------------------------------------------------------------ */

static size_t node_bytes(int n_in) {
    return sizeof(GrNode) + (size_t)n_in * (sizeof(GrTensor *) + sizeof(uint32_t));
}

void gr_node_free(GrNode *n) {
    gr_free(n, node_bytes(n->n_in));
}

static inline void drop_saved(GrNode *n) {
    for (int i = 0; i < GR_MAX_SAVED; i++) {
        if (n->saved[i])
            gr_release(n->saved[i]);
        n->saved[i] = NULL;
    }
}

static inline void fill_node(GrNode *n, const GrOpDef *op, int n_in, const double *arg) {
    n->op = op;
    n->n_in = n_in;
    for (int i = 0; i < GR_MAX_SAVED; i++)
        n->saved[i] = NULL;
    if (arg)
        memcpy(n->arg, arg, sizeof n->arg);
    else
        memset(n->arg, 0, sizeof n->arg);
    n->visited = 0;
    n->freed = false;
}

/* Runs an op whose result nobody will differentiate: the node lives on the stack. */
static GrStatus run(const GrOpDef *op, GrTensor *const *in, int n_in, const double *arg,
                    GrTensor **out) {
    GrNode n;
    fill_node(&n, op, n_in, arg);
    n.in = (GrTensor **)in;
    GrStatus status = op->forward(&n, out);
    drop_saved(&n);
    return status;
}

/* How old and how long the graph below is: total = total + loss grows with every step. */
static inline void note_age(GrNode *n, const GrNode *below) {
    if (below->born < n->born)
        n->born = below->born;
    if (below->depth >= n->depth)
        n->depth = below->depth + 1;
}

/* Hangs the node on its result, and holds the inputs. */
static inline void hang(GrNode *n, GrTensor *out) {
    n->born = (uint32_t)gr_watch.steps;
    n->depth = 0;
    for (int i = 0; i < n->n_in; i++) {
        GrTensor *in = gr_retain(n->in[i]);
        n->in_version[i] = gr_tensor_version(in);
        if (in->node)
            note_age(n, in->node);
    }
    n->out_version = gr_tensor_version(out);
    out->node = n;
    out->requires_grad = true;
    if (n->depth >= GR_OLD && (uint32_t)gr_watch.steps - n->born >= GR_AGED && gr_watch.on)
        gr_watch_deep(out);
}

/* Runs an op with a node that stays. */
static GrStatus record(const GrOpDef *op, GrTensor *const *in, int n_in, const double *arg,
                       GrTensor **out) {
    GrNode *n = gr_alloc(node_bytes(n_in));
    if (!n)
        return GR_MEMORY;
    fill_node(n, op, n_in, arg);
    n->in = (GrTensor **)(void *)(n + 1);
    n->in_version = (uint32_t *)(void *)(n->in + n_in);
    for (int i = 0; i < n_in; i++)
        n->in[i] = in[i];
    GrStatus status = op->forward(n, out);
    if (status == GR_OK) {
        hang(n, *out);
        return GR_OK;
    }
    drop_saved(n);
    gr_node_free(n);
    return status;
}

/* What an op's inputs are known to be, taken together. */
typedef struct Inputs {
    bool want_grad; /* one of them, at least */
    unsigned any_origin, all_origins, rows, marks, flags, tags;
} Inputs;

static inline Inputs look_at(GrTensor *const *in, int n_in) {
    Inputs s = {.all_origins = ~0u};
    for (int i = 0; i < n_in; i++) {
        const GrTensor *t = in[i];
        s.want_grad |= t->requires_grad;
        s.any_origin |= t->origin;
        s.all_origins &= t->origin;
        s.rows |= t->rows | t->role;
        s.marks |= t->marks;
        s.flags |= t->flags;
        s.tags |= t->tag;
    }
    return s;
}

/* May this be an op in which data meet the first weights of a network, as they are or computed? */
static inline bool may_begin(const Inputs *s, GrTensor *const *in) {
    bool all_trained = s->all_origins & GR_FROM_PARAMETER;
    if (s->flags & GR_IS_PARAMETER) /* frozen ones, too; and numbers made without recording */
        return !all_trained || !in[0]->requires_grad;
    return !all_trained && (s->any_origin & GR_FROM_PARAMETER) && !(s->any_origin & GR_FROM_MODEL);
}

/* Within a network, where data have met its first weights: nothing begins there. */
static inline bool is_inside(const GrTensor *t) {
    return t->requires_grad && (t->origin & GR_FROM_MODEL);
}

/* Raw scores in a loss end there. */
static inline bool meet_targets(GrTensor *const *in, int n_in) {
    return n_in == 2 && in[0]->numel > 1 && in[1]->numel > 1 && in[1]->tag == GR_TAG_PLAIN;
}

/* Hands on where the numbers come from (watch.h). */
static inline void pass_on(const GrOpDef *op, const Inputs *s, GrTensor *const *in, int n_in,
                           GrTensor *out) {
    bool unrecorded = !recording && (s->any_origin & GR_FROM_PARAMETER);
    out->origin |= (uint16_t)(s->any_origin | (unrecorded ? GR_FROM_NO_GRAD : 0));
    if (s->rows)
        gr_watch_rows(in, n_in, out);
    if (n_in == 2 && in[0]->ndim + in[1]->ndim == 3 && gr_watch_is_outer(in[0], in[1], out))
        out->origin |= GR_FROM_OUTER;
    if (s->tags && (s->tags != GR_TAG_LOGIT || !meet_targets(in, n_in)))
        gr_watch_tag(op, in, n_in, out);
    if (s->marks & GR_FEEDS_LOGITS)
        gr_watch_logits(in, n_in, out);
    if (!is_inside(in[0]) && gr_watch.on && may_begin(s, in))
        gr_watch_input(op, in, n_in, out);
}

GrStatus gr_apply(const GrOpDef *op, GrTensor *const *in, int n_in, const double *arg,
                  GrTensor **out) {
    Inputs inputs = look_at(in, n_in);
    bool kept = recording && op->backward && inputs.want_grad;
    GrTensor *result = NULL;
    GrStatus status = (kept ? record : run)(op, in, n_in, arg, &result);
    if (status != GR_OK || !result) {
        if (result)
            gr_release(result);
        return status;
    }
    pass_on(op, &inputs, in, n_in, result);
    *out = result;
    return GR_OK;
}

/* ---- gradients ------------------------------------------------------------------------------ */

/* For the coach: which pass wrote to this gradient, and to whom it belongs. */
static inline void note_pass(GrTensor *t, bool fresh) {
    GrTensor *g = t->grad;
    if (t->node)
        return; /* computed: its gradient is gone in a moment */
    if (fresh) {
        g->passes = 1;
    } else if (g->pass != (uint32_t)pass) {
        g->passes++;
        if ((g->flags & (GR_CONSUMED | GR_STALE)) == GR_CONSUMED) {
            g->flags |= GR_STALE;
            if (gr_watch.on)
                gr_watch_stale(g);
        }
    }
    g->pass = (uint32_t)pass;
    if (!(t->marks & GR_OWNED) && (t->flags & GR_IS_PARAMETER) && gr_watch.on)
        gr_watch_unowned(t);
}

GrStatus gr_grad_give(GrTensor *t, GrTensor *g) {
    if (!t->grad && !t->arena && g->refs == 1 && !g->base) {
        t->grad = g;
        note_pass(t, true);
        return GR_OK;
    }
    GrReal *sum;
    bool fresh;
    GrStatus status = gr_grad_open(t, &sum, &fresh);
    if (status == GR_OK && fresh)
        memcpy(sum, g->data, g->numel * sizeof(GrReal));
    else if (status == GR_OK)
        gr_isa->add(g->numel, g->data, sum);
    gr_release(g);
    return status;
}

void gr_grad_pass(GrTensor *t, GrTensor *dout) {
    t->grad = gr_retain(dout);
}

GrStatus gr_grad_open(GrTensor *t, GrReal **buffer, bool *fresh) {
    *fresh = !t->grad || (t->grad->flags & GR_ZERO_PENDING);
    if (!t->grad)
        GR_TRY(gr_grad_new(t, &t->grad));
    note_pass(t, *fresh);
    t->grad->flags &= (uint8_t)~GR_ZERO_PENDING;
    *buffer = t->grad->data;
    return GR_OK;
}

/* ---- the walk ------------------------------------------------------------------------------- */

#define FEW 64

/* A growing array of tensors: the stack of the search, and its result. Begins inside the struct, so
 * that the graph of a small network asks for no memory. */
typedef struct Order {
    GrTensor **item;
    size_t count, room;
    GrTensor *few[FEW];
} Order;

static void order_begin(Order *o) {
    o->item = o->few;
    o->count = 0;
    o->room = FEW;
}

static void order_free(Order *o) {
    if (o->item != o->few)
        gr_free(o->item, o->room * sizeof *o->item);
}

static GrStatus order_grow(Order *o) {
    size_t room = o->room * 2;
    GrTensor **item = gr_alloc(room * sizeof *item);
    if (!item)
        return GR_MEMORY;
    memcpy(item, o->item, o->count * sizeof *item);
    order_free(o);
    o->item = item;
    o->room = room;
    return GR_OK;
}

static inline GrStatus order_push(Order *o, GrTensor *t) {
    if (o->count == o->room)
        GR_TRY(order_grow(o));
    o->item[o->count++] = t;
    return GR_OK;
}

/* Lists the computed tensors below `loss`, parents before children (depth first, explicit stack:
 * an entry is pushed once to open it and seen again, marked, to close it). */
static GrStatus sort_graph(GrTensor *loss, Order *stack, Order *sorted) {
    GR_TRY(order_push(stack, loss));
    while (stack->count) {
        GrTensor *t = stack->item[stack->count - 1];
        GrNode *n = t->node;
        if (n->visited >= pass) {
            stack->count--;
            if (n->visited == pass) { /* closing: all parents are listed */
                n->visited = pass + 1;
                GR_TRY(order_push(sorted, t));
            }
            continue;
        }
        n->visited = pass;
        for (int i = n->n_in - 1; i >= 0; i--) {
            GrTensor *parent = n->freed ? NULL : n->in[i];
            if (parent && parent->node && parent->node->visited < pass)
                GR_TRY(order_push(stack, parent));
        }
    }
    return GR_OK;
}

static GrStatus changed_in_place(const GrNode *n, const GrTensor *t) {
    gr_fail(GR_INPLACE,
            "backward through %s needs a tensor of shape %s that was changed in place afterwards",
            n->op->doc.name, gr_tensor_shape_text(t));
    return gr_hint(GR_INPLACE, "compute a new tensor instead (a = a + b), or change it after "
                               "backward()");
}

static GrStatus check_versions(const GrNode *n, const GrTensor *out) {
    if (n->out_version != gr_tensor_version(out))
        return changed_in_place(n, out);
    for (int i = 0; i < n->n_in; i++)
        if ((n->op->saves & GR_SAVES_IN(i < 31 ? i : 31)) &&
            n->in_version[i] != gr_tensor_version(n->in[i]))
            return changed_in_place(n, n->in[i]);
    return GR_OK;
}

static void let_go(GrNode *n) {
    for (int i = 0; i < n->n_in; i++) {
        gr_release(n->in[i]);
        n->in[i] = NULL;
    }
    drop_saved(n);
    n->freed = true;
}

static GrStatus freed_graph(void) {
    gr_fail(GR_GRAPH, "this graph was already used by a backward() and is gone");
    return gr_hint(GR_GRAPH, "run the forward pass again, or loss:backward{retain_graph=true} the "
                             "first time");
}

/* One step of the walk: from the gradient of t to the gradients of its inputs. */
static GrStatus step_back(GrTensor *t, bool retain_graph) {
    GrNode *n = t->node;
    GrTensor *dout = t->grad;
    t->grad = NULL;
    if (!dout)
        return GR_OK; /* nothing flowed here */
    GrStatus status = check_versions(n, t);
    if (status == GR_OK)
        status = n->op->backward(n, t, dout);
    gr_release(dout);
    if (status == GR_OK && !retain_graph)
        let_go(n);
    return status;
}

static GrStatus check_freed(const Order *sorted) {
    for (size_t i = 0; i < sorted->count; i++)
        if (sorted->item[i]->node->freed)
            return freed_graph();
    return GR_OK;
}

/* Walks the sorted graph from the loss to the leaves. Each tensor is held while it is worked on,
 * because letting go of a child may have dropped its last reference. */
static GrStatus walk(Order *sorted, bool retain_graph) {
    for (size_t i = 0; i < sorted->count; i++)
        gr_retain(sorted->item[i]);
    GrStatus status = GR_OK;
    for (size_t i = sorted->count; i-- > 0;) {
        GrTensor *t = sorted->item[i];
        if (status == GR_OK)
            status = gr_poll();
        if (status == GR_OK)
            status = step_back(t, retain_graph);
        if (status != GR_OK && t->grad) { /* leave no half gradients on computed tensors */
            gr_release(t->grad);
            t->grad = NULL;
        }
        gr_release(t);
    }
    return status;
}

static GrStatus check_loss(const GrTensor *loss) {
    if (loss->numel != 1) {
        gr_fail(GR_GRAPH,
                "backward() needs a single number to differentiate, not a tensor of "
                "shape %s",
                gr_tensor_shape_text(loss));
        return gr_hint(GR_GRAPH, "reduce it first: t:mean():backward() or t:sum():backward()");
    }
    if (!loss->requires_grad) {
        gr_fail(GR_GRAPH, "nothing that led to this tensor requires a gradient");
        return gr_hint(GR_GRAPH, "parameters of a module do; for a tensor of your own write "
                                 "w:requires_grad_(), and do not compute inside no_grad");
    }
    return GR_OK;
}

GrStatus gr_backward(GrTensor *loss, bool retain_graph) {
    GR_TRY(check_loss(loss));
    GrTensor *one = NULL;
    GR_TRY(gr_tensor_filled(loss->ndim, loss->shape, 1, &one));
    if (!loss->node)
        return gr_grad_give(loss, one); /* a leaf: d loss / d loss = 1 */
    pass += 2;
    Order stack, sorted;
    order_begin(&stack);
    order_begin(&sorted);
    GrStatus status = sort_graph(loss, &stack, &sorted);
    if (status == GR_OK)
        status = check_freed(&sorted);
    bool usual = !gr_watch.look && sorted.count == gr_watch.nodes;
    if (status == GR_OK && gr_watch.on && !usual)
        gr_watch_graph(sorted.item, sorted.count);
    if (status == GR_OK)
        status = gr_grad_give(loss, one);
    else
        gr_release(one);
    if (status == GR_OK)
        status = walk(&sorted, retain_graph);
    order_free(&stack);
    order_free(&sorted);
    return status;
}
