/* identity.c: passes its input on. */
#include "../module.h"

static GrStatus forward(GrModule *m, GrTensor *x, GrTensor **y) {
    (void)m;
    *y = gr_retain(x);
    return GR_OK;
}

const GrLayerDef gr_layer_identity = {
    .doc =
        {
            .name = "Identity",
            .summary = "passes its input on unchanged",
            .formula = "y = x",
            .shapes = "x: any -> y: the same",
            .source = "as in PyTorch",
            .example = "print(nn.Identity()(ones(2)):sum():item())  --> 2.0",
            .note = "stands where a layer was taken out: nn.Linear(2, 8), nn.Identity(), …",
        },
    .forward = forward,
};
