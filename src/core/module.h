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

/* The record's documentation, and the arguments, whichever kind of layer m is. */
const GrDoc *gr_module_doc(const GrModule *m);
const char *gr_module_name(const GrModule *m); /* "Linear", "Tanh" */
const GrArg *gr_module_args(const GrModule *m);

#endif
