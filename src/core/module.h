/* module.h: layers with weights, made from their records. Containers and modules written by users
 * live in Lua; a layer here is one step from input to output. */
#ifndef GR_MODULE_H
#define GR_MODULE_H

#include "def.h"

enum {
#define LAYER(name) GR_LAYER_##name,
#include "layers.def"
#undef LAYER
    GR_LAYER_COUNT
};
extern const GrLayerDef *const gr_layers[GR_LAYER_COUNT];

/* Makes a layer from argument values in the order of its record; tensors among them are retained.
 * Weights are drawn from the global generator. */
GrStatus gr_module_new(const GrLayerDef *def, const GrValue *arg, GrModule **out);

/* The layer that applies an op of one input ("Tanh" for the op tanh). */
GrStatus gr_module_from_op(const GrOpDef *op, const GrValue *arg, GrModule **out);

/* The same settings and copies of all numbers; nothing random is drawn. */
GrStatus gr_module_clone(const GrModule *m, GrModule **out);

GrModule *gr_module_retain(GrModule *m);
void gr_module_release(GrModule *m);

/* y = m(x) */
GrStatus gr_module_forward(GrModule *m, GrTensor *x, GrTensor **y);

/* Fresh random weights, as at birth. */
GrStatus gr_module_reset(GrModule *m);

/* A parameter: requires a gradient. For build functions. */
GrStatus gr_module_parameter(GrModule *m, int slot, int ndim, const int *shape);

/* A vector of numbers that the layer keeps but does not train, all beginning at `value`. For build
 * functions. */
GrStatus gr_module_buffer(GrModule *m, int slot, int n, double value);

/* Fresh numbers for a weight (param[0]) and its bias (param[1], or NULL), for reset functions.
 * Without an init rule both are U(±1/sqrt(fan_in)), as in PyTorch; a named rule is for the weight,
 * and the bias then starts at 0. */
GrStatus gr_module_weights(const GrValue *init, GrModule *m, GrRng *rng);

/* Arguments that layers with a weight and a bias have. */
#define GR_LAYER_BIAS                                                                              \
    {                                                                                              \
        .name = "bias", .type = GR_ARG_BOOLEAN, .def = 1, .named_only = true,                      \
        .doc = "adds a learned number to each unit"                                                \
    }
#define GR_LAYER_INIT                                                                              \
    {                                                                                              \
        .name = "init", .type = GR_ARG_INIT, .def = -1, .named_only = true,                        \
        .doc = "rule for the first weights; without it U(-b, b) with b = 1 / sqrt(inputs)"         \
    }

/* The name and the arguments of the record, whichever kind of layer m is. */
const char *gr_module_name(const GrModule *m); /* "Linear", "Tanh" */
const GrArg *gr_module_args(const GrModule *m);

#endif
