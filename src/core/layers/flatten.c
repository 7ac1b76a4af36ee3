/* flatten.c: lays all numbers of each example out in one row. */
#include "../graph.h"
#include "../isa.h"
#include "../module.h"

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    (void)m;
    if (x->ndim < 2) {
        gr_fail(GR_SHAPE, "Flatten takes inputs of shape [batch, ...], not %s",
                gr_tensor_shape_text(x));
        return gr_hint(GR_SHAPE, "x:unsqueeze(1) makes a batch of one");
    }
    int features = 1;
    for (int d = 1; d < x->ndim; d++)
        features *= x->shape[d];
    const double sizes[GR_MAX_ARG] = {2, x->shape[0], features}; /* how many, and which */
    return gr_apply(GR_OP(reshape), &x, 1, sizes, y);
}

const GrLayerDef gr_layer_flatten = {
    .doc =
        {
            .name = "Flatten",
            .summary = "lays all numbers of each example out in one row",
            .formula = "y[b] = all numbers of x[b]",
            .shapes = "x: [B, C, H, W] -> y: [B, C H W]",
            .source = "as in PyTorch",
            .example = "print(nn.Flatten()(ones(2, 3, 4, 4)).shape[2])  --> 48",
            .note = "stands between Conv2d layers, which see images, and Linear, which sees rows",
        },
    .forward = forward,
};
