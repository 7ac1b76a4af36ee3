/* dropout.c: y = x · mask, where mask is 0 with probability p, else `scale`;  dx = dy · mask.
 * The layer chooses the scale: 1 / (1 - p) for the inverted kind, 1 for the classic. */
#include <string.h>

#include "../graph.h"
#include "../isa/vector.h"

enum { P, SCALE };

#define LANES 16 /* generators side by side, on every build: equal seeds give equal masks */
#define CHUNK 256

/* xorshift32 (Marsaglia 2003), sixteen at a time; a lane must not begin at 0. */
typedef uint32_t Lanes __attribute__((vector_size(LANES * sizeof(uint32_t))));

static void seed_lanes(Lanes *lane) {
    for (int j = 0; j < LANES; j++)
        (*lane)[j] = (uint32_t)(gr_rng_next(gr_rng_global()) >> 32) | 1u;
}

static void draw_bits(Lanes *lane, size_t n, uint32_t *bits) {
    Lanes x = *lane;
    for (size_t i = 0; i < n; i += LANES) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        memcpy(bits + i, &x, sizeof x);
    }
    *lane = x;
}

/* 0 for the share p of all bit patterns below `limit`. */
static __attribute__((noinline)) void choose(size_t n, const uint32_t *restrict bits,
                                             uint32_t limit, GrReal scale, GrReal *restrict mask) {
    for (size_t i = 0; i < n; i++)
        mask[i] = bits[i] < limit ? 0 : scale;
}

static void draw_mask(size_t n, double p, GrReal scale, GrReal *mask) {
    uint32_t bits[CHUNK], limit = p >= 1 ? UINT32_MAX : (uint32_t)(p * 4294967296.0);
    Lanes lane = {0};
    seed_lanes(&lane);
    for (size_t i = 0; i < n; i += CHUNK) {
        size_t count = n - i < CHUNK ? n - i : CHUNK;
        draw_bits(&lane, count, bits);
        choose(count, bits, limit, p >= 1 ? 0 : scale, mask + i);
    }
}

static __attribute__((noinline)) void times(size_t n, const GrReal *restrict x,
                                            const GrReal *restrict mask, GrReal *restrict y) {
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] * mask[i];
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    const GrTensor *x = n->in[0];
    if (!(n->arg[P] >= 0 && n->arg[P] <= 1))
        return gr_fail(GR_RANGE, "dropout's probability is %g, but it must lie in 0 to 1",
                       n->arg[P]);
    GR_TRY(gr_tensor_like(x, out));
    GR_TRY(gr_tensor_like(x, &n->saved[0]));
    draw_mask(x->numel, n->arg[P], (GrReal)n->arg[SCALE], n->saved[0]->data);
    times(x->numel, x->data, n->saved[0]->data, (*out)->data);
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    GrTensor *dx = NULL;
    GR_TRY(gr_tensor_like(out, &dx));
    times(dx->numel, dout->data, n->saved[0]->data, dx->data);
    return gr_grad_give(n->in[0], dx);
}

static const GrArg args[] = {
    {.name = "p",
     .type = GR_ARG_NUMBER,
     .def = 0.5,
     .range = "[0, 1]",
     .doc = "probability of setting a number to 0"},
    {.name = "scale", .type = GR_ARG_NUMBER, .def = 1, .doc = "what the others are multiplied by"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_dropout) = {
    .doc =
        {
            .name = "dropout",
            .summary = "sets a random share of the numbers to 0 and scales the others",
            .formula = "y = x m, m = 0 with probability p, else scale",
            .shapes = "x: any -> y: the same",
            .source = "Srivastava et al. 2014",
            .example = "print(nn.Dropout(1)(ones(2, 2)):sum():item())  --> 0.0",
        },
    .n_in = 1,
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{5, 7}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {0.3, 1 / 0.7}},
};
