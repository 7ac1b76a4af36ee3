/* conv2d.c: y[o] = Σ_c W[o, c] * x[c] + b[o], where * slides the kernel over the image (no flip:
 * what the field calls convolution is a correlation).
 *
 * For each image all k·k patches are laid out as the columns of a matrix X [C·k·k, P] (im2col), P
 * being the number of places of the kernel. Then
 *
 *     Y [O, P] = W [O, C·k·k] · X,   dW = dY · Xᵀ,   dX = Wᵀ · dY,   db = row sums of dY
 *
 * and dX is added back to where its numbers came from. */
#include <string.h>

#include "../graph.h"
#include "../isa/lines.h"
#include "../isa/product.h"

enum { STRIDE, PADDING };

typedef struct Sizes {
    int images, channels, height, width; /* x */
    int outputs, kh, kw;                 /* W */
    int stride, padding;
    int out_h, out_w;
    int patch;  /* C·k·k */
    int places; /* out_h · out_w */
} Sizes;

static GrStatus check_shapes(const GrTensor *x, const GrTensor *w) {
    if (x->ndim == 4 && w->ndim == 4 && x->shape[1] == w->shape[1])
        return GR_OK;
    gr_fail(GR_SHAPE, "Conv2d takes images of shape [batch, %d, height, width], not %s",
            w->ndim == 4 ? w->shape[1] : 0, gr_tensor_shape_text(x));
    return gr_hint(GR_SHAPE, x->ndim == 3 ? "one image: x:unsqueeze(1); grey images: x:unsqueeze(2)"
                                          : "the layer's first number is that of the channels");
}

static GrStatus read_sizes(const GrNode *n, Sizes *s) {
    const GrTensor *x = n->in[0], *w = n->in[1];
    GR_TRY(check_shapes(x, w));
    *s = (Sizes){.images = x->shape[0],
                 .channels = x->shape[1],
                 .height = x->shape[2],
                 .width = x->shape[3],
                 .outputs = w->shape[0],
                 .kh = w->shape[2],
                 .kw = w->shape[3],
                 .stride = (int)n->arg[STRIDE],
                 .padding = (int)n->arg[PADDING]};
    int room_h = s->height + 2 * s->padding - s->kh, room_w = s->width + 2 * s->padding - s->kw;
    if (s->stride < 1 || s->padding < 0 || room_h < 0 || room_w < 0)
        return gr_fail(GR_SHAPE,
                       "Conv2d: a kernel of %d by %d (stride %d, padding %d) does not fit "
                       "into images of %d by %d",
                       s->kh, s->kw, s->stride, s->padding, s->height, s->width);
    s->out_h = room_h / s->stride + 1;
    s->out_w = room_w / s->stride + 1;
    s->patch = s->channels * s->kh * s->kw;
    s->places = s->out_h * s->out_w;
    return GR_OK;
}

/* Row p of X is what one number of the kernel, (c, ky, kx), meets from place to place. */
typedef struct Row {
    int ky, shift;  /* its row in the kernel; its column less the padding */
    int first, end; /* the places in a row of places at which it meets the image */
    size_t channel; /* where channel c begins */
} Row;

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static Row row_of(const Sizes *s, int p) {
    int kx = p % s->kw, ky = p / s->kw % s->kh, c = p / (s->kw * s->kh);
    int shift = kx - s->padding, room = s->width - shift;
    int first = shift < 0 ? (-shift + s->stride - 1) / s->stride : 0;
    int end = room > 0 ? (room + s->stride - 1) / s->stride : 0;
    end = smaller(end, s->out_w);
    return (Row){ky, shift, smaller(first, end), end,
                 (size_t)c * (size_t)s->height * (size_t)s->width};
}

/* Where in the image the row meets row oy of the places, at place 0 (which may lie left of it);
 * false: above or below the image. */
static bool image_row(const Sizes *s, const Row *r, int oy, ptrdiff_t *at) {
    int y = oy * s->stride + r->ky - s->padding;
    *at = (ptrdiff_t)r->channel + (ptrdiff_t)y * s->width + r->shift;
    return y >= 0 && y < s->height;
}

/* X from one image. */
static void take_patches(const Sizes *s, const GrReal *restrict image, GrReal *restrict to) {
    for (int p = 0; p < s->patch; p++) {
        Row r = row_of(s, p);
        for (int oy = 0; oy < s->out_h; oy++, to += s->out_w) {
            ptrdiff_t at;
            bool inside = image_row(s, &r, oy, &at);
            int first = inside ? r.first : 0, end = inside ? r.end : 0;
            for (int ox = 0; ox < first; ox++)
                to[ox] = 0;
            if (s->stride == 1)
                for (int ox = first; ox < end; ox++)
                    to[ox] = image[at + ox];
            else
                for (int ox = first; ox < end; ox++)
                    to[ox] = image[at + ox * s->stride];
            for (int ox = end; ox < s->out_w; ox++)
                to[ox] = 0;
        }
    }
}

/* Adds dX to where take_patches took X from. */
static void give_patches(const Sizes *s, const GrReal *restrict from, GrReal *restrict image) {
    for (int p = 0; p < s->patch; p++) {
        Row r = row_of(s, p);
        for (int oy = 0; oy < s->out_h; oy++, from += s->out_w) {
            ptrdiff_t at;
            if (!image_row(s, &r, oy, &at))
                continue;
            if (s->stride == 1)
                for (int ox = r.first; ox < r.end; ox++)
                    image[at + ox] += from[ox];
            else
                for (int ox = r.first; ox < r.end; ox++)
                    image[at + ox * s->stride] += from[ox];
        }
    }
}

static size_t patch_bytes(const Sizes *s) {
    return ((size_t)s->patch * (size_t)s->places + 1) * sizeof(GrReal);
}

/* Y = b + W · X of one image */
static GrStatus convolve(const Sizes *s, const GrNode *n, const GrReal *patches, GrReal *y) {
    for (int o = 0; o < s->outputs; o++)
        for (int p = 0; p < s->places; p++)
            y[(size_t)o * (size_t)s->places + (size_t)p] = n->n_in > 2 ? n->in[2]->data[o] : 0;
    return gr_product(&(GrProduct){.m = s->outputs,
                                   .n = s->places,
                                   .k = s->patch,
                                   .a = n->in[1]->data,
                                   .lda = s->patch,
                                   .b = patches,
                                   .ldb = s->places,
                                   .c = y,
                                   .ldc = s->places,
                                   .accumulate = true});
}

static GrStatus forward(GrNode *n, GrTensor **out) {
    Sizes s = {0};
    GR_TRY(read_sizes(n, &s));
    GR_TRY(gr_tensor_new(4, (int[]){s.images, s.outputs, s.out_h, s.out_w}, out));
    GrReal *patches = gr_alloc(patch_bytes(&s));
    if (!patches)
        return GR_MEMORY;
    size_t in_size = (size_t)s.channels * (size_t)s.height * (size_t)s.width;
    size_t out_size = (size_t)s.outputs * (size_t)s.places;
    GrStatus status = GR_OK;
    for (size_t i = 0; i < (size_t)s.images && status == GR_OK; i++) {
        take_patches(&s, n->in[0]->data + i * in_size, patches);
        status = convolve(&s, n, patches, (*out)->data + i * out_size);
        if (status == GR_OK)
            status = gr_poll();
    }
    gr_free(patches, patch_bytes(&s));
    return status;
}

/* dX = Wᵀ · dY of one image, added to dx; `patches` is room for dX */
static GrStatus image_backward_x(const Sizes *s, const GrNode *n, const GrReal *dy, GrReal *patches,
                                 GrReal *dx) {
    GR_TRY(gr_product(&(GrProduct){.m = s->patch,
                                   .n = s->places,
                                   .k = s->outputs,
                                   .a = n->in[1]->data,
                                   .lda = s->patch,
                                   .trans_a = true,
                                   .b = dy,
                                   .ldb = s->places,
                                   .c = patches,
                                   .ldc = s->places}));
    give_patches(s, patches, dx);
    return GR_OK;
}

/* dW += dY · Xᵀ of one image */
static GrStatus image_backward_w(const Sizes *s, const GrReal *x, const GrReal *dy, GrReal *patches,
                                 GrReal *dw) {
    take_patches(s, x, patches);
    return gr_product(&(GrProduct){.m = s->outputs,
                                   .n = s->patch,
                                   .k = s->places,
                                   .a = dy,
                                   .lda = s->places,
                                   .b = patches,
                                   .ldb = s->places,
                                   .trans_b = true,
                                   .c = dw,
                                   .ldc = s->patch,
                                   .accumulate = true});
}

/* A gradient to add to; NULL for inputs that want none. */
static GrStatus open_sum(GrNode *n, int i, GrReal **sum) {
    bool fresh = false;
    *sum = NULL;
    if (i >= n->n_in || !gr_wants(n, i))
        return GR_OK;
    GR_TRY(gr_grad_open(n->in[i], sum, &fresh));
    if (fresh)
        memset(*sum, 0, n->in[i]->numel * sizeof(GrReal));
    return GR_OK;
}

static GrStatus image_backward(const Sizes *s, const GrNode *n, const GrReal *x, const GrReal *dy,
                               GrReal *patches, GrReal *const sum[3], GrReal *dx) {
    GR_TRY(gr_poll());
    if (sum[0])
        GR_TRY(image_backward_x(s, n, dy, patches, dx));
    if (sum[1])
        GR_TRY(image_backward_w(s, x, dy, patches, sum[1]));
    for (int o = 0; sum[2] && o < s->outputs; o++)
        sum[2][o] += (GrReal)sum_line(dy + (size_t)o * (size_t)s->places, (size_t)s->places);
    return GR_OK;
}

static GrStatus backward(GrNode *n, GrTensor *out, GrTensor *dout) {
    (void)out;
    Sizes s = {0};
    GrReal *sum[3];
    GR_TRY(read_sizes(n, &s));
    for (int i = 0; i < 3; i++)
        GR_TRY(open_sum(n, i, &sum[i]));
    GrReal *patches = gr_alloc(patch_bytes(&s));
    if (!patches)
        return GR_MEMORY;
    size_t in_size = (size_t)s.channels * (size_t)s.height * (size_t)s.width;
    size_t out_size = (size_t)s.outputs * (size_t)s.places;
    GrStatus status = GR_OK;
    for (size_t i = 0; i < (size_t)s.images && status == GR_OK; i++)
        status = image_backward(&s, n, n->in[0]->data + i * in_size, dout->data + i * out_size,
                                patches, sum, sum[0] ? sum[0] + i * in_size : NULL);
    gr_free(patches, patch_bytes(&s));
    return status;
}

static const GrArg args[] = {{.name = "stride",
                              .type = GR_ARG_INTEGER,
                              .def = 1,
                              .range = "[1, inf)",
                              .doc = "how far the kernel moves from place to place"},
                             {.name = "padding",
                              .type = GR_ARG_INTEGER,
                              .range = "[0, inf)",
                              .doc = "zeros added around each image"},
                             {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_conv2d) = {
    .doc =
        {
            .name = "conv2d",
            .summary = "slides kernels over images and weighs what lies under them",
            .formula = "y_(o,i,j) = b_o + Σ_(c,u,v) W_(o,c,u,v) x_(c,i+u,j+v)",
            .shapes = "x: [B, C, H, W], W: [O, C, k, k], b: [O] -> y: [B, O, H', W'], "
                      "H' = (H + 2 padding - k) / stride + 1",
            .source = "LeCun et al. 1989",
            .example = "print(nn.Conv2d(1, 2, 3)(ones(1, 1, 5, 5)).shape[3])  --> 3",
        },
    .n_in = 3,
    .saves = GR_SAVES_IN(0) | GR_SAVES_IN(1),
    .args = args,
    .hidden = true,
    .forward = forward,
    .backward = backward,
    .sample = &(const GrSample){.n_in = 3,
                                .ndim = {4, 4, 1},
                                .shape = {{2, 2, 5, 4}, {3, 2, 3, 3}, {3}},
                                .low = -1,
                                .high = 1,
                                .kink = NAN,
                                .arg = {2, 1}},
};
