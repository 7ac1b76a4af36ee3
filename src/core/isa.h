/* isa.h: the numeric files are compiled once per instruction set; here one build is chosen when the
 * program starts. All ops, losses and optimizers are reached through this table. */
#ifndef GR_ISA_H
#define GR_ISA_H

#include "def.h"

/* Indices of the records: GR_OP_tanh, GR_LOSS_mse, GR_OPTIM_sgd. */
enum {
#define OP(name) GR_OP_##name,
#include "ops.def"
#undef OP
    GR_OP_COUNT
};
enum {
#define LOSS(name) GR_LOSS_##name,
#include "losses.def"
#undef LOSS
    GR_LOSS_COUNT
};
enum {
#define OPTIM(name) GR_OPTIM_##name,
#include "optims.def"
#undef OPTIM
    GR_OPTIM_COUNT
};

/* C[m, n] = (accumulate ? C : 0) + A·B (+ bias on each row). A is [m, k], or [k, m] when trans_a;
 * B is [k, n], or [n, k] when trans_b; lda, ldb and ldc are the distances between stored rows.
 * bias [n] may be NULL. Every column of C is rounded in the same way, so that equal units stay
 * equal. */
typedef struct GrProduct {
    int m, n, k;
    const GrReal *a, *b;
    GrReal *c;
    int lda, ldb, ldc;
    bool trans_a, trans_b, accumulate;
    const GrReal *bias;
} GrProduct;

typedef struct GrTables {
    const char *name; /* "base", "avx2", "avx512" */
    int lanes;        /* GrReals in a vector */
    const GrOpDef *op[GR_OP_COUNT];
    const GrLossDef *loss[GR_LOSS_COUNT];
    const GrOptimDef *optim[GR_OPTIM_COUNT];
    GrStatus (*product)(const GrProduct *p);
    void (*add)(size_t n, const GrReal *x, GrReal *y); /* y += x */
    /* count[j] += how many of column j's numbers are below low or above high */
    void (*count_outside)(size_t rows, size_t columns, const GrReal *x, GrReal low, GrReal high,
                          uint32_t *count);
    double (*square)(size_t n, const GrReal *x);                        /* the sum of x² */
    double (*square_apart)(size_t n, const GrReal *x, const GrReal *y); /* of (x - y)² */
} GrTables;

extern const GrTables *gr_isa; /* the chosen build; set by gr_isa_choose before anything else */

/* Chooses the best build this processor runs, or the one named (NULL: the environment variable
 * GRADUS_ISA, else the best). False if there is no such build or the processor lacks it: a name
 * that was given changes nothing then, one of the environment gives way to the best. */
bool gr_isa_choose(const char *name);
/* "avx512 (of base avx2 avx512)" for --version. */
const char *gr_isa_text(void);

#define GR_OP(name) (gr_isa->op[GR_OP_##name])

#endif
