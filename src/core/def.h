/* def.h: the definition records. One record describes one op, layer, loss, regularizer,
 * initializer, optimizer or data generator completely: its documentation, its arguments, its
 * mathematics. The Lua constructors, option checking, help, completion, the generated reference
 * and the tests all follow from the records; nothing about an entry stands anywhere else.
 *
 * To add one: write its file, add its line to the .def list, add its golden file.
 */
#ifndef GR_DEF_H
#define GR_DEF_H

#include <math.h>

#include "rng.h"
#include "tensor.h"

/* ---- names ---------------------------------------------------------------------------------- */

/* Numeric files are compiled once per instruction set, with -DGR_ISA=avx2 and so on; what they
 * define carries its name. */
#ifndef GR_ISA
#define GR_ISA base
#endif
#define GR_JOIN_(a, b) a##__##b
#define GR_JOIN(a, b) GR_JOIN_(a, b)
#define GR_SYM(name) GR_JOIN(name, GR_ISA)

/* ---- documentation -------------------------------------------------------------------------- */

typedef struct GrDoc {
    const char *name;    /* "tanh", "Linear", "SGD" */
    const char *summary; /* one line, verb first */
    const char *formula; /* y = … */
    const char *shapes;  /* x: [B, I] -> y: [B, O] */
    const char *source;  /* author year, equation */
    const char *example; /* Lua that runs; "--> text" is what it prints */
    const char *note;    /* how it differs from the lecture or from PyTorch, or NULL */
} GrDoc;

/* ---- arguments ------------------------------------------------------------------------------ */

#define GR_MAX_ARG 8

typedef enum GrArgType {
    GR_ARG_END, /* closes a list */
    GR_ARG_NUMBER,
    GR_ARG_INTEGER,
    GR_ARG_BOOLEAN, /* 0 or 1 */
    GR_ARG_CHOICE,  /* index into choices "a|b|c" */
    GR_ARG_PAIR,    /* two numbers */
    GR_ARG_DIM,     /* a dimension, 1-based for users, 0-based here; absent: -1 */
    GR_ARG_INDEX,   /* a place along a dimension, 1-based for users, 0-based here; -1: the last */
    GR_ARG_TENSOR,  /* an optional tensor (or a number, made into one) */
    GR_ARG_INIT,    /* "he", {constant=0.1}, …: index into inits plus its parameter; absent: -1 */
    GR_ARG_OTHER,   /* read by the binding's own code; listed here for help and completion */
} GrArgType;

typedef struct GrArg {
    const char *name;
    GrArgType type;
    bool required;
    double def, def2;    /* default (a choice: its index; a pair: both) */
    const char *range;   /* "(0, inf)", "[0, 1]"; NULL: any */
    const char *choices; /* "mean|sum|none" */
    const char *unit;    /* "epochs", "nats"; NULL: none */
    const char *doc;     /* what it does, in a few words */
    bool named_only;     /* not accepted by position */
    bool alias;          /* says in another way what others say: printed only where it was given */
} GrArg;

typedef struct GrValue {
    double num, num2;
    GrTensor *tensor; /* borrowed while a call runs; owned where a record's object keeps it */
    bool given;
} GrValue;

/* ---- ops ------------------------------------------------------------------------------------ */

#define GR_SAVES_IN(i) (1u << (i)) /* backward reads the numbers of input i */
#define GR_SAVES_ALL (~0u)         /* of all inputs, however many */
#define GR_MAX_SAMPLE 3

/* Inputs on which an op is tested: shapes, and the interval the numbers are drawn from. */
typedef struct GrSample {
    int n_in;
    int ndim[GR_MAX_SAMPLE];
    int shape[GR_MAX_SAMPLE][GR_MAX_DIM];
    double low, high;
    double kink; /* numbers within 0.05 of it are moved away; NAN: none */
    double arg[GR_MAX_ARG];
    bool labels;      /* input 2 holds class labels 1…K */
    bool probability; /* input 2 holds numbers in 0…1 */
} GrSample;

struct GrNode;

typedef struct GrOpDef {
    GrDoc doc;
    int n_in;          /* tensor inputs; -1: a list of any length */
    unsigned saves;    /* GR_SAVES_IN bits */
    const GrArg *args; /* numeric arguments after the inputs; NULL: none */
    const char *layer; /* also a layer of this name ("Tanh"), or NULL */
    bool hidden;       /* used by layers and losses only, not a tensor method */
    GrStatus (*forward)(struct GrNode *n, GrTensor **out);
    GrStatus (*backward)(struct GrNode *n, GrTensor *out,
                         GrTensor *dout); /* NULL: not differentiable */
    const GrSample *sample;
} GrOpDef;

/* ---- losses --------------------------------------------------------------------------------- */

typedef enum GrTask {
    GR_TASK_REGRESSION,
    GR_TASK_BINARY,
    GR_TASK_MULTICLASS,
    GR_TASK_MULTILABEL
} GrTask;

/* A loss is an op on (output, target[, weight]) with a reduction as its first argument. */
typedef struct GrLossDef {
    GrOpDef op;        /* op.doc.name is "MSELoss"; op.args begins with reduction */
    bool takes_logits; /* expects raw scores */
    bool takes_probability;
    bool takes_log_probability;
    /* Checks shapes, and for class losses labels; may be NULL where forward does it all. */
} GrLossDef;

/* ---- layers --------------------------------------------------------------------------------- */

#define GR_MAX_PARAM 2
#define GR_MAX_BUFFER 3

typedef struct GrModule GrModule;

typedef struct GrLayerDef {
    GrDoc doc;
    const GrArg *args;
    const char *params[GR_MAX_PARAM];           /* "weight", "bias" */
    const char *buffers[GR_MAX_BUFFER];         /* "running_mean", … */
    bool has_mode;                              /* behaves differently in training and evaluation */
    GrStatus (*build)(GrModule *m);             /* makes params from args; may be NULL */
    GrStatus (*reset)(GrModule *m, GrRng *rng); /* fresh random weights; may be NULL */
    GrStatus (*forward)(GrModule *m, GrTensor *x, GrTensor **y);
    /* Settings that do not go together, or that follow from others; called before build, and when
     * argument `arg` was set later on (at birth: -1). May be NULL. */
    GrStatus (*settle)(GrModule *m, int arg);
    const GrOpDef *(*op)(void); /* set for layers that are just an op */
} GrLayerDef;

/* A layer with its weights and settings. */
struct GrModule {
    int refs;
    const GrLayerDef *def;
    const GrOpDef *op; /* an activation layer made from an op record: def is then the shared one */
    bool training;
    bool shorthand; /* mlp made it, whose options do not say what theirs would */
    GrValue arg[GR_MAX_ARG];
    GrTensor *param[GR_MAX_PARAM];
    GrTensor *buffer[GR_MAX_BUFFER];
};

/* ---- initializers --------------------------------------------------------------------------- */

/* Fills a tensor with numbers; fan_in and fan_out are worked out by gr_fans. */
typedef struct GrInitDef {
    GrDoc doc;              /* doc.name "xavier_uniform_" */
    const char *short_name; /* what {init="…"} calls it, or NULL */
    const GrArg *args;
    /* {init={normal=0.01}}: turns the one number into arguments; NULL: takes none. */
    void (*one)(double number, GrValue *arg);
    GrStatus (*fill)(GrTensor *t, const GrValue *arg, GrRng *rng);
} GrInitDef;

/* ---- regularizers --------------------------------------------------------------------------- */

typedef struct GrRegDef {
    GrDoc doc;
    const GrArg *args;
    /* The penalty of n tensors: a scalar that is differentiable. NULL for constraints. */
    GrStatus (*penalty)(const GrValue *arg, GrTensor *const *w, int n, GrTensor **out);
    /* The proximal step (L1) on one tensor at learning rate lr, in place; NULL: has none. */
    void (*prox)(const GrValue *arg, GrTensor *w, double lr);
    /* A constraint applied after a step (MaxNorm), in place; NULL: has none. */
    void (*apply)(const GrValue *arg, GrTensor *w);
} GrRegDef;

/* ---- optimizers ----------------------------------------------------------------------------- */

#define GR_MAX_STATE 4

/* A stretch of parameters that lie behind one another, with gradients and state alongside. */
typedef struct GrStretch {
    size_t n;
    GrReal *w;
    const GrReal *g;
    GrReal *state[GR_MAX_STATE];
} GrStretch;

typedef struct GrOptimDef {
    GrDoc doc;
    const GrArg *args; /* args[0] is lr */
    int n_state;
    const char *state_names[GR_MAX_STATE];
    double state_start[GR_MAX_STATE]; /* what the state slots begin with */
    double lr_start;  /* unused unless a state starts at lr (Rprop): see start_at_lr */
    bool start_at_lr; /* state[1] begins at lr */
    GrStatus (*check)(const GrValue *arg); /* settings that do not go together; may be NULL */
    /* One update; t counts steps from 1 for these parameters. */
    void (*update)(const GrStretch *s, const GrValue *arg, long t);
} GrOptimDef;

/* ---- data generators ------------------------------------------------------------------------ */

typedef struct GrDataDef {
    GrDoc doc;
    const GrArg *args;
    const char *const *class_names;   /* ends in NULL; of binary data those of 0 and 1; or NULL */
    const char *const *feature_names; /* ends in NULL; or NULL: no names */
    /* Makes x [n, d] and y; *task says what y is; *classes counts classes (0: none). */
    GrStatus (*make)(const GrValue *arg, GrRng *rng, GrTensor **x, GrTensor **y, GrTask *task,
                     int *classes);
} GrDataDef;

#endif
