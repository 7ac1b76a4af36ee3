/* dropout.c: silences units at random while training. The mathematics is ops/dropout.c.
 *
 *     inverted:  training  y = x mask / (1 - drop)    evaluation  y = x
 *     classic:   training  y = x mask                 evaluation  y = x (1 - drop)
 *
 * where mask is 0 with probability drop, else 1. The mean of y is the same in both modes. */
#include "../graph.h"
#include "../isa.h"
#include "../module.h"
#include "../watch.h"

enum { P, DROP, KEEP, MODE };
enum { INVERTED, CLASSIC };

static const GrArg args[] = {
    {.name = "p",
     .type = GR_ARG_NUMBER,
     .def = 0.5,
     .range = "[0, 1]",
     .alias = true,
     .doc = "probability to drop a number, as in PyTorch; the lecture's p is keep"},
    {.name = "drop",
     .type = GR_ARG_NUMBER,
     .def = 0.5,
     .range = "[0, 1]",
     .named_only = true,
     .alias = true,
     .doc = "probability to drop a number"},
    {.name = "keep",
     .type = GR_ARG_NUMBER,
     .def = 0.5,
     .range = "[0, 1]",
     .named_only = true,
     .alias = true,
     .doc = "probability to keep a number: 1 - drop, the lecture's p"},
    {.name = "mode",
     .type = GR_ARG_CHOICE,
     .def = INVERTED,
     .choices = "inverted|classic",
     .named_only = true,
     .doc = "inverted scales up in training, classic (the lecture) scales down in evaluation"},
    {.type = GR_ARG_END}};

static GrStatus said_twice(void) {
    gr_fail(GR_OPTION, "Dropout: p, drop and keep say the same thing; more than one was given");
    return gr_hint(GR_OPTION,
                   "nn.Dropout{drop=0.3} drops 30 %%, nn.Dropout{keep=0.7} does as well");
}

/* Whichever of p, drop and keep was given last decides the others. None was given: `given` stays
 * false in all three, and half is dropped. */
static GrStatus settle(GrModule *m, int arg) {
    GrValue *a = m->arg;
    for (int i = P; i <= KEEP && arg >= P && arg <= KEEP; i++)
        a[i].given = i == arg;
    if (a[P].given + a[DROP].given + a[KEEP].given > 1)
        return said_twice();
    double drop = a[KEEP].given ? 1 - a[KEEP].num : a[DROP].given ? a[DROP].num : a[P].num;
    a[P].num = a[DROP].num = drop;
    a[KEEP].num = a[KEEP].given ? a[KEEP].num : 1 - drop;
    return GR_OK;
}

/* For the coach: was it said whether p drops or keeps? 0: nothing was given, 1: p, 2: by name. */
static double how_given(const GrModule *m) {
    bool named = (m->arg[DROP].given || m->arg[KEEP].given) && !m->shorthand;
    return named ? 2 : m->arg[P].given || m->shorthand;
}

static GrStatus train(GrModule *m, GrTensor *x, GrTensor **y) {
    double drop = m->arg[DROP].num;
    bool classic = (int)m->arg[MODE].num == CLASSIC;
    const double arg[GR_MAX_ARG] = {drop, classic || drop >= 1 ? 1 : 1 / (1 - drop), how_given(m)};
    GR_TRY(gr_apply(GR_OP(dropout), &x, 1, arg, y));
    gr_watch_noise(x, *y, GR_FROM_DROPOUT);
    if (!(x->origin & GR_FROM_MODEL))
        gr_watch_input_drop(drop, how_given(m));
    return GR_OK;
}

static GrStatus scale(double keep, GrTensor *x, GrTensor **y) {
    GrTensor *factor = NULL;
    GR_TRY(gr_tensor_scalar(keep, &factor));
    GrStatus status = gr_apply(GR_OP(mul), (GrTensor *[]){x, factor}, 2, NULL, y);
    gr_release(factor);
    return status;
}

/* The same numbers as a tensor of its own. */
static GrStatus same(GrTensor *x, GrTensor **y) {
    double arg[GR_MAX_ARG] = {x->ndim};
    for (int d = 0; d < x->ndim; d++)
        arg[d + 1] = x->shape[d];
    return gr_apply(GR_OP(reshape), &x, 1, arg, y);
}

/* Nothing is dropped. While the coach looks, and gradients would flow through here, the result is
 * marked: a step on such gradients trains in evaluation mode. */
static GrStatus evaluate(GrModule *m, GrTensor *x, GrTensor **y) {
    bool marked =
        gr_watch.on && gr_grad_enabled() && (x->requires_grad || !(x->origin & GR_FROM_FROZEN));
    if ((int)m->arg[MODE].num == CLASSIC)
        GR_TRY(scale(m->arg[KEEP].num, x, y));
    else if (marked)
        GR_TRY(same(x, y));
    else
        *y = gr_retain(x);
    if (marked)
        (*y)->origin |= GR_FROM_QUIET;
    return GR_OK;
}

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    if (m->arg[DROP].num > 0)
        return m->training ? train(m, x, y) : evaluate(m, x, y);
    *y = gr_retain(x);
    return GR_OK;
}

const GrLayerDef gr_layer_dropout = {
    .doc =
        {
            .name = "Dropout",
            .summary = "silences units at random while training, so that none relies on another",
            .formula =
                "training: y = x m / (1 - drop), m = 0 with probability drop; evaluation: y = x",
            .shapes = "x: any -> y: the same",
            .source = "Srivastava et al. 2014",
            .example = "print(nn.Dropout{keep=0.75}.drop)  --> 0.25",
            .note = "nn.Dropout(p) drops p, as PyTorch; the lecture's p is kept: say "
                    "{drop=} or {keep=}. model:eval() switches it off",
        },
    .args = args,
    .has_mode = true,
    .settle = settle,
    .forward = forward,
};
