/* nll.c: minus the log-probability of the true class, weighted.
 *
 *     -w_y o_y of each row;   the mean is over the weights:  Σ loss / Σ w_y      d/do_y = -w_y
 */
#include "../graph.h"
#include "../isa/vector.h"
#include "../loss.h"

/* What one call works on. */
typedef struct Case {
    int rows, classes;
    const GrReal *o, *label, *weight; /* weight may be NULL */
} Case;

static GrStatus wrong_shape(const GrNode *n) {
    gr_fail(GR_SHAPE,
            "NLLLoss takes log-probabilities [batch, classes] and labels [batch], not %s "
            "and %s",
            gr_tensor_shape_text(n->in[0]), gr_tensor_shape_text(n->in[1]));
    const GrTensor *t = n->in[1];
    if (t->ndim == 2 && t->shape[1] == 1)
        gr_hint(GR_SHAPE, "labels have one dimension: y:squeeze(2)");
    return GR_SHAPE;
}

static GrStatus read_case(const GrNode *n, Case *c) {
    const GrTensor *o = n->in[0], *t = n->in[1];
    if (o->ndim != 2 || t->ndim != 1 || t->shape[0] != o->shape[0])
        return wrong_shape(n);
    *c = (Case){o->shape[0], o->shape[1], o->data, t->data, n->n_in > 2 ? n->in[2]->data : NULL};
    if (n->n_in > 2 && n->in[2]->numel != (size_t)c->classes)
        return gr_fail(GR_SHAPE, "NLLLoss: weight has %zu numbers for %d classes", n->in[2]->numel,
                       c->classes);
    return gr_check_labels("NLLLoss", t, c->classes);
}

static double weight_of(const Case *c, int row) {
    return c->weight ? (double)c->weight[(int)c->label[row] - 1] : 1;
}

/* Where the log-probability of a row's class stands. */
static size_t place_of(const Case *c, int row) {
    return (size_t)row * (size_t)c->classes + (size_t)c->label[row] - 1;
}

static double divisor(const Case *c) {
    double sum = 0;
    for (int i = 0; i < c->rows; i++)
        sum += weight_of(c, i);
    return sum;
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    Case c;
    GR_TRY(read_case(n, &c));
    GrTensor *each = NULL;
    GR_TRY(gr_tensor_new(1, &c.rows, &each));
    double sum = 0;
    for (int i = 0; i < c.rows; i++) {
        double loss = -weight_of(&c, i) * (double)c.o[place_of(&c, i)];
        each->data[i] = (GrReal)loss;
        sum += loss;
    }
    bool mean = (int)n->arg[0] == GR_MEAN;
    GrStatus status =
        mean ? gr_tensor_scalar(sum / divisor(&c), out) : gr_reduce_loss(each, n->arg[0], out);
    gr_release(each);
    return status;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Case c;
    GrTensor *d = NULL;
    GR_TRY(read_case(n, &c));
    if (!gr_wants(n, 0))
        return GR_OK;
    GR_TRY(gr_tensor_filled(2, (int[]){c.rows, c.classes}, 0, &d));
    int reduction = (int)n->arg[0];
    double scale = reduction == GR_MEAN ? 1 / divisor(&c) : 1;
    for (int i = 0; i < c.rows; i++) {
        double dloss = (double)dout->data[reduction == GR_NONE ? i : 0];
        d->data[place_of(&c, i)] = (GrReal)(-weight_of(&c, i) * scale * dloss);
    }
    return gr_grad_give(n->in[0], d);
}

static const GrArg args[] = {GR_REDUCTION,
                             {.name = "weight",
                              .type = GR_ARG_TENSOR,
                              .range = "[0, inf)",
                              .named_only = true,
                              .doc = "one weight for each class"},
                             {.type = GR_ARG_END}};

const GrLossDef GR_SYM(gr_loss_nll) = {
    .op =
        {
            .doc =
                {
                    .name = "NLLLoss",
                    .summary = "minus the log-probability of the true class (multiclass)",
                    .formula = "-(1/B) Σ o[y]",
                    .shapes = "output: [B, K] log-probabilities, target: [B] of 1…K -> []",
                    .source = "Fisher 1922",
                    .example = "o = tensor{{0.25, 0.75}}:log()\n"
                               "print(nn.NLLLoss()(o, tensor{1}):item())  --> 1.3863",
                    .note =
                        "the network ends in nn.LogSoftmax(). CrossEntropyLoss does both in one: "
                        "prefer it",
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
                                        .high = -0.1,
                                        .kink = NAN,
                                        .labels = true},
        },
    .takes_log_probability = true,
};
