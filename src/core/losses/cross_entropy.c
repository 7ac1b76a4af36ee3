/* cross_entropy.c: softmax and negative log-likelihood in one, from raw scores (logits).
 *
 * A row with scores z and wanted probabilities q (one-hot, smoothed, or given) costs
 *
 *     -Σ_c u_c ln p_c,   p = softmax(z),  u_c = q_c w_c        d/dz_c = (Σ u) p_c - u_c
 *
 * Label smoothing ε moves ε/K of the probability to every class (PyTorch's and the paper's ε/K,
 * not the ε/(K-1) that some libraries use). */
#include "../graph.h"
#include "../isa/vector.h"
#include "../loss.h"
#include "../memory.h"

/* What one call works on. Targets are class numbers [B] or probabilities [B, K]. */
typedef struct Case {
    int rows, classes;
    const GrReal *z, *target, *weight; /* weight may be NULL */
    bool is_class;
    double smoothing;
} Case;

static GrStatus wrong_shape(const GrNode *n) {
    gr_fail(GR_SHAPE,
            "CrossEntropyLoss takes scores [batch, classes] and labels [batch], not %s and "
            "%s",
            gr_tensor_shape_text(n->in[0]), gr_tensor_shape_text(n->in[1]));
    const GrTensor *t = n->in[1];
    if (t->ndim == 2 && t->shape[1] == 1)
        gr_hint(GR_SHAPE, "labels have one dimension: y:squeeze(2)");
    return GR_SHAPE;
}

static GrStatus read_case(const GrNode *n, Case *c) {
    const GrTensor *z = n->in[0], *t = n->in[1];
    bool is_class = t->ndim == 1;
    if (z->ndim != 2 || z->shape[1] < 1 || (t->ndim != 1 && t->ndim != 2) ||
        t->shape[0] != z->shape[0] || (!is_class && t->shape[1] != z->shape[1]))
        return wrong_shape(n);
    *c = (Case){z->shape[0], z->shape[1], z->data, t->data, n->n_in > 2 ? n->in[2]->data : NULL,
                is_class,    n->arg[1]};
    if (n->n_in > 2 && n->in[2]->numel != (size_t)c->classes)
        return gr_fail(GR_SHAPE, "CrossEntropyLoss: weight has %zu numbers for %d classes",
                       n->in[2]->numel, c->classes);
    return is_class ? gr_check_labels("CrossEntropyLoss", t, c->classes) : GR_OK;
}

/* u_c = q_c w_c of one row. */
static inline void wanted(const Case *c, int row, GrReal *u) {
    int classes = c->classes;
    GrReal even = (GrReal)(c->smoothing / classes), rest = (GrReal)(1 - c->smoothing);
    const GrReal *t = c->is_class ? NULL : c->target + (size_t)row * (size_t)classes;
    for (int k = 0; k < classes; k++)
        u[k] = even + (t ? rest * t[k] : 0);
    if (c->is_class)
        u[(int)c->target[row] - 1] += rest;
    if (c->weight)
        for (int k = 0; k < classes; k++)
            u[k] *= c->weight[k];
}

/* What the mean divides by: rows, or the weights of the rows' classes. */
static double divisor(const Case *c) {
    if (!c->weight || !c->is_class)
        return c->rows;
    double sum = 0;
    for (int i = 0; i < c->rows; i++)
        sum += (double)c->weight[(int)c->target[i] - 1];
    return sum;
}

static __attribute__((noinline)) void exponentials(size_t n, const GrReal *restrict x,
                                                   GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = gr_exp(x[i]);
}

/* Centres each row of z at its largest score (softmax does not notice). */
static void centre(const Case *c, GrReal *restrict centred) {
    for (int i = 0; i < c->rows; i++) {
        const GrReal *z = c->z + (size_t)i * (size_t)c->classes;
        GrReal *to = centred + (size_t)i * (size_t)c->classes;
        GrReal top = z[0];
        for (int k = 1; k < c->classes; k++)
            top = z[k] > top ? z[k] : top;
        for (int k = 0; k < c->classes; k++)
            to[k] = z[k] - top;
    }
}

/* Turns exponentials into probabilities, and gives the loss of each row. */
static void row_losses(const Case *c, const GrReal *centred, GrReal *p, GrReal *u, GrReal *loss) {
    int classes = c->classes;
    for (int i = 0; i < c->rows; i++) {
        const GrReal *z = centred + (size_t)i * (size_t)classes;
        GrReal *e = p + (size_t)i * (size_t)classes;
        double sum = (double)e[0], total = 0, scores = 0; /* there is a class: read_case */
        for (int k = 1; k < classes; k++)
            sum += (double)e[k];
        wanted(c, i, u);
        for (int k = 0; k < classes; k++) {
            total += (double)u[k];
            if (u[k] != 0) /* 0 · -inf is 0 here */
                scores += (double)u[k] * (double)z[k];
        }
        loss[i] = (GrReal)(total * log(sum) - scores);
        GrReal scale = (GrReal)(1 / sum);
        for (int k = 0; k < classes; k++)
            e[k] *= scale;
    }
}

static GrStatus reduce(const Case *c, const GrNode *n, GrTensor *each, GrTensor **out) {
    if ((int)n->arg[0] != GR_MEAN)
        return gr_reduce_loss(each, n->arg[0], out);
    double sum = 0;
    for (int i = 0; i < c->rows; i++)
        sum += (double)each->data[i];
    return gr_tensor_scalar(sum / divisor(c), out);
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    Case c;
    GR_TRY(read_case(n, &c));
    GrTensor *p = NULL, *each = NULL;
    GR_TRY(gr_tensor_like(n->in[0], &p));
    n->saved[0] = p; /* the probabilities; freed with the node */
    GR_TRY(gr_tensor_new(1, &c.rows, &each));
    size_t bytes = (p->numel + (size_t)c.classes) * sizeof(GrReal);
    GrReal *centred = gr_alloc(bytes);
    if (!centred) {
        gr_release(each);
        return GR_MEMORY;
    }
    centre(&c, centred);
    exponentials(p->numel, centred, p->data);
    row_losses(&c, centred, p->data, centred + p->numel, each->data);
    GrStatus status = reduce(&c, n, each, out);
    gr_free(centred, bytes);
    gr_release(each);
    return status;
}

/* dz = ((Σ u) p - u) · dloss */
static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Case c;
    GR_TRY(read_case(n, &c));
    if (!gr_wants(n, 0))
        return GR_OK;
    GrTensor *dz = NULL;
    GR_TRY(gr_tensor_like(n->in[0], &dz));
    int reduction = (int)n->arg[0];
    double mean = reduction == GR_MEAN ? 1 / divisor(&c) : 1;
    for (int i = 0; i < c.rows; i++) {
        const GrReal *p = n->saved[0]->data + (size_t)i * (size_t)c.classes;
        GrReal *d = dz->data + (size_t)i * (size_t)c.classes;
        GrReal g = (GrReal)((double)dout->data[reduction == GR_NONE ? i : 0] * mean), total = 0;
        wanted(&c, i, d);
        for (int k = 0; k < c.classes; k++)
            total += d[k];
        for (int k = 0; k < c.classes; k++)
            d[k] = (total * p[k] - d[k]) * g;
    }
    return gr_grad_give(n->in[0], dz);
}

static const GrArg args[] = {
    GR_REDUCTION,
    {.name = "label_smoothing",
     .type = GR_ARG_NUMBER,
     .range = "[0, 1]",
     .named_only = true,
     .doc = "share of the wanted probability that is spread evenly over all classes"},
    {.name = "weight",
     .type = GR_ARG_TENSOR,
     .range = "[0, inf)",
     .named_only = true,
     .doc = "one weight for each class"},
    {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_cross_entropy) = {
    .op =
        {
            .doc =
                {
                    .name = "CrossEntropyLoss",
                    .summary = "cost in nats of the true class under softmax of raw scores",
                    .formula = "-(1/B) Σ ln softmax(z)[y]",
                    .shapes = "output: [B, K], target: [B] of 1…K, or [B, K] probabilities -> []",
                    .source = "Bridle 1990; smoothing: Szegedy et al. 2016, section 7",
                    .example = "print(nn.CrossEntropyLoss()(zeros(1, 3), tensor{2}):item())"
                               "  --> 1.0986",
                    .note = "applies softmax itself: the network ends in a Linear layer. Knowing "
                            "nothing costs ln K",
                },
            .n_in = 2,
            .saves = GR_SAVES_IN(1),
            .args = args,
            .forward = forward,
            .backward = backward,
            .sample = &(const GrSample){.n_in = 2,
                                        .ndim = {2, 1},
                                        .shape = {{4, 3}, {4}},
                                        .low = -3,
                                        .high = 3,
                                        .kink = NAN,
                                        .labels = true},
        },
    .takes_logits = true,
};
