/* tensors.h: tensors for tests, and ops applied to them, without the ceremony. */
#ifndef GR_TESTS_TENSORS_H
#define GR_TESTS_TENSORS_H

#include "core/graph.h"
#include "core/isa.h"
#include "core/rng.h"
#include "near.h"

/* A tensor of the given numbers: tensor_of(2, (int[]){2, 2}, (double[]){1, 2, 3, 4}). */
static inline GrTensor *tensor_of(int ndim, const int *shape, const double *numbers) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(ndim, shape, &t), GR_OK);
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)numbers[i];
    return t;
}

static inline GrTensor *vector_of(int n, const double *numbers) {
    return tensor_of(1, &n, numbers);
}

static inline GrTensor *number_of(double x) {
    return tensor_of(0, NULL, &x);
}

/* 1, 2, 3, … */
static inline GrTensor *counting(int ndim, const int *shape) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(ndim, shape, &t), GR_OK);
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)(i + 1);
    return t;
}

/* Numbers in -1…1. */
static inline GrTensor *random_tensor(GrRng *rng, int ndim, const int *shape) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(ndim, shape, &t), GR_OK);
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)(2 * gr_rng_uniform(rng) - 1);
    return t;
}

static inline GrTensor *wants_grad(GrTensor *t) {
    t->requires_grad = true;
    return t;
}

/* The result of an op that must succeed. */
static inline GrTensor *apply_to(const GrOpDef *op, GrTensor *const *in, int n, const double *arg) {
    GrTensor *y = NULL;
    if (gr_apply(op, in, n, arg, &y) != GR_OK)
        fail_msg("%s: %s", op->doc.name, gr_message());
    return y;
}

/* apply1(GR_OP(sum), x, -1, 0), apply2(GR_OP(add), a, b) */
#define apply1(op, x, ...)                                                                         \
    apply_to(op, (GrTensor *[]){x}, 1, (const double[GR_MAX_ARG]){__VA_ARGS__})
#define apply2(op, a, b) apply_to(op, (GrTensor *[]){a, b}, 2, (const double[GR_MAX_ARG]){0})

static inline GrTensor *sum_of(GrTensor *t) {
    return apply1(GR_OP(sum), t, -1, 0);
}

/* An op that must refuse its inputs, and what it must say. */
static inline void refuses_all(const GrOpDef *op, GrTensor *const *in, int n, const double *arg,
                               GrStatus status, const char *message, const char *hint) {
    GrTensor *y = NULL;
    assert_int_equal(gr_apply(op, in, n, arg, &y), status);
    assert_null(y);
    assert_string_equal(gr_message(), message);
    assert_string_equal(gr_message_hint(), hint);
}

#endif
