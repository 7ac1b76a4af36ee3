/* What tables cannot say about ops: messages, shared numbers, tags and roles, chance, extreme and
 * empty inputs, and how exact the elementary functions are. Values and gradients: test_golden.c. */
#include <float.h>
#include <string.h>

#include "core/memory.h"
#include "tensors.h"

#define REFUSES(op, n, arg, status, message, hint, ...)                                            \
    refuses_all(GR_OP(op), (GrTensor *[]){__VA_ARGS__}, n, (const double[GR_MAX_ARG])arg, status,  \
                message, hint)
#define ARG(...)                                                                                   \
    { __VA_ARGS__ }

static const char *const builds[] = {"base", "avx2", "avx512"};

static size_t count_before;

static int remember(void **state) {
    (void)state;
    count_before = gr_memory().count;
    return 0;
}

static int nothing_is_left(void **state) {
    (void)state;
    gr_isa_choose(NULL);
    if (gr_memory().count == count_before)
        return 0;
    print_error("%zu blocks are left\n", gr_memory().count - count_before);
    return 1;
}

/* ---- messages
 * --------------------------------------------------------------------------------------- */

static void products_name_both_shapes(void **state) {
    (void)state;
    GrTensor *a = counting(2, (int[]){2, 3}), *b = counting(2, (int[]){4, 3});
    GrTensor *c = counting(2, (int[]){2, 5}), *d = counting(3, (int[]){2, 3, 1});
    REFUSES(matmul, 2, ARG(0), GR_SHAPE,
            "matmul cannot multiply [2, 3] by [4, 3]: columns of the first must be rows of the "
            "second",
            "a:matmul(b:t()) fits and gives [2, 4]", a, b);
    REFUSES(matmul, 2, ARG(0), GR_SHAPE,
            "matmul cannot multiply [2, 3] by [2, 5]: columns of the first must be rows of the "
            "second",
            "a:t():matmul(b) fits", a, c);
    REFUSES(matmul, 2, ARG(0), GR_SHAPE,
            "matmul cannot multiply [4, 3] by [2, 5]: columns of the first must be rows of the "
            "second",
            "[m, k] times [k, n] gives [m, n]; `*` multiplies element by element", b, c);
    REFUSES(matmul, 2, ARG(0), GR_SHAPE,
            "matmul takes matrices and vectors, not shapes [2, 3, 1] and [2, 3]",
            "`*` multiplies element by element and by a number", d, a);
    REFUSES(
        linear, 2, ARG(0), GR_SHAPE, "Linear(3, 4) takes inputs of shape [batch, 3], not [2, 5]",
        "the layer's first number must equal the number of features, the last size of the input", c,
        b);
    REFUSES(t, 1, ARG(0), GR_SHAPE, "t() turns a matrix, not a tensor of shape [2, 3, 1]",
            "take one of its matrices first: x[1]:t()", d);
    gr_release(a), gr_release(b), gr_release(c), gr_release(d);
}

static void shapes_that_cannot_be_are_refused(void **state) {
    (void)state;
    GrTensor *x = counting(2, (int[]){3, 4}), *six = counting(6, (int[]){1, 1, 1, 1, 1, 2});
    REFUSES(reshape, 1, ARG(2, 5, 2), GR_SHAPE,
            "reshape cannot arrange 12 numbers (shape [3, 4]) as [5, 2]",
            "the sizes multiplied must give 12", x);
    REFUSES(reshape, 1, ARG(2, 5, -1), GR_SHAPE,
            "reshape cannot arrange 12 numbers (shape [3, 4]) as [5, -1]",
            "the sizes multiplied must give 12", x);
    REFUSES(reshape, 1, ARG(2, -1, -1), GR_SHAPE,
            "reshape cannot arrange 12 numbers (shape [3, 4]) as [-1, -1]",
            "one size may be -1: it is worked out", x);
    REFUSES(reshape, 1, ARG(2, 6, -2), GR_SHAPE,
            "reshape cannot arrange 12 numbers (shape [3, 4]) as [6, -2]",
            "one size may be -1: it is worked out", x);
    REFUSES(reshape, 1, ARG(7), GR_SHAPE, "a tensor has at most 6 dimensions, not 7", "", x);
    REFUSES(unsqueeze, 1, ARG(3), GR_RANGE,
            "unsqueeze at dimension 4 of a tensor of shape [3, 4]: it can be 1 to 3", "", x);
    REFUSES(unsqueeze, 1, ARG(0), GR_SHAPE,
            "a tensor has at most 6 dimensions: unsqueeze of shape [1, 1, 1, 1, 1, 2] would make 7",
            "", six);
    REFUSES(squeeze, 1, ARG(2), GR_RANGE,
            "squeeze along dimension 3 of a tensor of shape [3, 4], which has 2",
            "dimensions count from 1 to 2 here", x);
    gr_release(x), gr_release(six);
}

static void places_outside_are_named(void **state) {
    (void)state;
    GrTensor *x = counting(2, (int[]){3, 4}), *number = number_of(1);
    GrTensor *far = vector_of(2, (double[]){1, 5}), *zero = vector_of(1, (double[]){0});
    GrTensor *half = vector_of(1, (double[]){1.5});
    REFUSES(narrow, 1, ARG(0, 2, 2), GR_RANGE,
            "narrow asks for 3 to 4 along dimension 1, which has 3 (shape [3, 4])", "", x);
    REFUSES(narrow, 1, ARG(1, -1, 2), GR_RANGE,
            "narrow asks for 0 to 1 along dimension 2, which has 4 (shape [3, 4])", "", x);
    REFUSES(narrow, 1, ARG(2, 0, 1), GR_RANGE,
            "narrow along dimension 3 of a tensor of shape [3, 4], which has 2",
            "dimensions count from 1 to 2 here", x);
    REFUSES(select, 1, ARG(0, 3), GR_RANGE, "index 4 along dimension 1, which has 3 (shape [3, 4])",
            "", x);
    REFUSES(select, 1, ARG(0, 0), GR_RANGE,
            "select along dimension 1 of a tensor of shape [], which has 0",
            "a tensor of shape [] is a single number", number);
    REFUSES(index_select, 2, ARG(1), GR_RANGE,
            "index_select: index 5 at place 2, but dimension 2 has 4 (shape [3, 4])", "", x, far);
    REFUSES(index_select, 2, ARG(1), GR_RANGE,
            "index_select: index 0 at place 1, but dimension 2 has 4 (shape [3, 4])",
            "indices count from 1 here", x, zero);
    REFUSES(index_select, 2, ARG(1), GR_RANGE,
            "index_select: index 1.5 at place 1, but dimension 2 has 4 (shape [3, 4])", "", x,
            half);
    REFUSES(index_select, 2, ARG(1), GR_SHAPE,
            "index_select takes a list of indices, not a tensor of shape [3, 4]", "", x, x);
    REFUSES(sum, 1, ARG(2, 0), GR_RANGE,
            "sum along dimension 3 of a tensor of shape [3, 4], which has 2",
            "dimensions count from 1 to 2 here", x);
    gr_release(x), gr_release(number), gr_release(far), gr_release(zero), gr_release(half);
}

static void softmax_counts_dimensions_from_either_end(void **state) {
    (void)state;
    GrTensor *x = counting(2, (int[]){2, 3}), *number = number_of(5);
    GrTensor *first = apply1(GR_OP(softmax), x, 0), *from_end = apply1(GR_OP(softmax), x, -2);
    GrTensor *one = apply1(GR_OP(softmax), number, -1);
    assert_memory_equal(first->data, from_end->data, 6 * sizeof(GrReal));
    assert_near(one->data[0], 1, 0, 0);
    REFUSES(softmax, 1, ARG(2), GR_RANGE,
            "softmax along dimension 3 of a tensor of shape [2, 3], which has 2",
            "dimensions count from 1 to 2 here", x);
    REFUSES(softmax, 1, ARG(-3), GR_RANGE,
            "softmax along dimension 0 of a tensor of shape [2, 3], which has 2",
            "dimensions count from 1 to 2 here", x);
    gr_release(x), gr_release(number), gr_release(first), gr_release(from_end), gr_release(one);
}

static void joins_name_the_odd_one(void **state) {
    (void)state;
    GrTensor *a = counting(2, (int[]){2, 3}), *b = counting(2, (int[]){2, 4}), *none[1] = {NULL};
    REFUSES(cat, 3, ARG(0), GR_SHAPE,
            "cat along dimension 1: tensor 1 has shape [2, 3], tensor 3 [2, 4]",
            "all sizes but the one along dimension 1 must be equal", a, a, b);
    REFUSES(cat, 2, ARG(2), GR_RANGE,
            "cat along dimension 3 of a tensor of shape [2, 3], which has 2",
            "dimensions count from 1 to 2 here", a, a);
    REFUSES(stack, 2, ARG(0), GR_SHAPE,
            "stack takes tensors of one shape: tensor 1 has [2, 3], tensor 2 [2, 4]",
            "cat joins along a dimension that is there already", a, b);
    REFUSES(stack, 2, ARG(3), GR_RANGE,
            "stack along dimension 4 of tensors of shape [2, 3]: it can be 1 to 3", "", a, a);
    refuses_all(GR_OP(cat), none, 0, NULL, GR_SHAPE, "cat takes a list of at least one tensor", "");
    refuses_all(GR_OP(stack), none, 0, NULL, GR_SHAPE, "stack takes a list of at least one tensor",
                "");
    gr_release(a), gr_release(b);
}

static void images_must_be_images(void **state) {
    (void)state;
    GrTensor *grey = counting(3, (int[]){2, 5, 5}), *image = counting(4, (int[]){1, 2, 3, 3});
    GrTensor *w = counting(4, (int[]){3, 2, 5, 5});
    REFUSES(conv2d, 2, ARG(1, 0), GR_SHAPE,
            "Conv2d takes images of shape [batch, 2, height, width], not [2, 5, 5]",
            "one image: x:unsqueeze(1); grey images: x:unsqueeze(2)", grey, w);
    REFUSES(conv2d, 2, ARG(1, 0), GR_SHAPE,
            "Conv2d: a kernel of 5 by 5 (stride 1, padding 0) does not fit into images of 3 by 3",
            "", image, w);
    REFUSES(max_pool2d, 1, ARG(2), GR_SHAPE,
            "MaxPool2d takes images of shape [batch, channels, height, width], not [2, 5, 5]", "",
            grey);
    REFUSES(avg_pool2d, 1, ARG(4), GR_SHAPE,
            "AvgPool2d: windows of 4 by 4 do not fit into images of 3 by 3", "", image);
    gr_release(grey), gr_release(image), gr_release(w);
}

static void norms_need_enough(void **state) {
    (void)state;
    GrTensor *row = counting(2, (int[]){1, 3}), *g = counting(1, (int[]){3});
    GrTensor *h = counting(1, (int[]){2}), *deep = counting(3, (int[]){2, 3, 4});
    REFUSES(batch_norm, 3, ARG(1, 0.1, 1e-5), GR_SHAPE,
            "BatchNorm1d needs at least 2 rows in training, not 1: one row has no variance",
            "model:eval() before predicting, or a batch size that leaves no single row", row, g, g);
    REFUSES(batch_norm, 3, ARG(0, 0.1, 1e-5), GR_ARGUMENT,
            "batch_norm in evaluation needs the running statistics", "", row, g, g);
    REFUSES(batch_norm, 3, ARG(1, 0.1, 1e-5), GR_SHAPE,
            "BatchNorm1d takes inputs of shape [batch, features], not [2, 3, 4]", "", deep, g, g);
    REFUSES(layer_norm, 3, ARG(1e-5), GR_SHAPE,
            "LayerNorm was made for 2 features, but the input has 3 (shape [1, 3])",
            "the layer's number must equal the number of features, the last size of the input", row,
            h, h);
    REFUSES(
        maxout, 1, ARG(2), GR_SHAPE,
        "maxout takes the largest of every 2 numbers of a row, and shape [1, 3] cannot be split "
        "so",
        "", row);
    REFUSES(dropout, 1, ARG(1.5, 1), GR_RANGE,
            "dropout's probability is 1.5, but it must lie in 0 to 1", "", row);
    gr_release(row), gr_release(g), gr_release(h), gr_release(deep);
}

/* ---- shared numbers, tags, roles
 * ---------------------------------------------------------------------- */

static void parts_in_one_piece_share_numbers(void **state) {
    (void)state;
    GrTensor *x = counting(2, (int[]){3, 4});
    GrTensor *rows = apply1(GR_OP(narrow), x, 0, 1, 2), *row = apply1(GR_OP(select), x, 0, 2);
    GrTensor *column = apply1(GR_OP(select), x, 1, 2), *flat = apply1(GR_OP(reshape), x, 1, -1);
    assert_ptr_equal(rows->data, x->data + 4);
    assert_ptr_equal(row->data, x->data + 8);
    assert_ptr_equal(flat->data, x->data);
    assert_null(column->base);
    assert_all_near(column->data, ((double[]){3, 7, 11}), 3, 0, 0);
    gr_release(rows), gr_release(row), gr_release(column), gr_release(flat), gr_release(x);
}

static void results_know_what_they_are(void **state) {
    (void)state;
    GrTensor *x = counting(2, (int[]){2, 2});
    GrTensor *p = apply1(GR_OP(softmax), x, -1), *s = apply1(GR_OP(sigmoid), x);
    GrTensor *l = apply1(GR_OP(log_softmax), x, -1), *twice = apply1(GR_OP(exp), l);
    GrTensor *clamped = apply1(GR_OP(clamp), p, 0.1, 0.9), *row = apply1(GR_OP(select), p, 0, 0);
    GrTensor *column = apply1(GR_OP(select), p, 1, 0), *both = apply2(GR_OP(cat), p, p);
    GrTensor *mixed = apply2(GR_OP(cat), p, l);
    assert_int_equal(p->tag, GR_TAG_SOFTMAX);
    assert_int_equal(s->tag, GR_TAG_SIGMOID);
    assert_int_equal(l->tag, GR_TAG_LOGPROB);
    assert_int_equal(twice->tag, GR_TAG_PLAIN);
    assert_int_equal(clamped->tag, GR_TAG_SOFTMAX);
    assert_int_equal(row->tag, GR_TAG_SOFTMAX);
    assert_int_equal(column->tag, GR_TAG_SOFTMAX);
    assert_int_equal(both->tag, GR_TAG_SOFTMAX);
    assert_int_equal(mixed->tag, GR_TAG_PLAIN);
    gr_release(p), gr_release(s), gr_release(l), gr_release(twice), gr_release(clamped);
    gr_release(row), gr_release(column), gr_release(both), gr_release(mixed), gr_release(x);
}

static void rows_know_where_they_come_from(void **state) {
    (void)state;
    GrTensor *train = counting(2, (int[]){2, 2}), *val = counting(2, (int[]){2, 2});
    GrTensor *index = vector_of(1, (double[]){2});
    train->role = 1, val->role = 2;
    GrTensor *batch = apply1(GR_OP(narrow), train, 0, 0, 1);
    GrTensor *picked = apply2(GR_OP(index_select), val, index);
    GrTensor *both = apply2(GR_OP(cat), train, val), *flat = apply1(GR_OP(reshape), val, 1, 4);
    assert_int_equal(batch->role, 1);
    assert_int_equal(picked->role, 2);
    assert_int_equal(both->role, 3);
    assert_int_equal(flat->role, 2);
    gr_release(batch), gr_release(picked), gr_release(both), gr_release(flat);
    gr_release(train), gr_release(val), gr_release(index);
}

/* ---- chance
 * -------------------------------------------------------------------------------------------- */

static GrTensor *drop(GrTensor *ones, double p, double scale, uint64_t seed) {
    gr_rng_seed(gr_rng_global(), seed);
    return apply1(GR_OP(dropout), ones, p, scale);
}

/* Over 20 masks of 10,000 numbers: 6 standard errors, so wrong once in 500 million seeds. */
static void dropout_keeps_the_expectation(void **state) {
    (void)state;
    GrTensor *ones = NULL;
    assert_int_equal(gr_tensor_filled(1, (int[]){10000}, 1, &ones), GR_OK);
    for (double p = 0.2; p < 1; p += 0.3) {
        double sum = 0, n = 20 * 10000.0;
        for (uint64_t seed = 1; seed <= 20; seed++) {
            GrTensor *y = drop(ones, p, 1 / (1 - p), seed);
            for (size_t i = 0; i < y->numel; i++)
                sum += (double)y->data[i];
            gr_release(y);
        }
        assert_near(sum / n, 1, 0, 6 * sqrt(p / (1 - p) / n));
    }
    gr_release(ones);
}

/* Neighbours in a mask, and places 16 apart (the lanes of the generator), are not related. */
static void dropout_masks_have_no_pattern(void **state) {
    (void)state;
    GrTensor *ones = NULL;
    assert_int_equal(gr_tensor_filled(1, (int[]){100000}, 1, &ones), GR_OK);
    GrTensor *y = drop(ones, 0.5, 1, 3);
    for (size_t apart = 1; apart <= 48; apart++) {
        double both = 0, n = (double)(y->numel - apart);
        for (size_t i = 0; i + apart < y->numel; i++)
            both += (double)(y->data[i] * y->data[i + apart]);
        assert_near(both / n, 0.25, 0, 6 * sqrt(3.0 / 16 / n));
    }
    gr_release(y), gr_release(ones);
}

static void equal_seeds_drop_equally_on_every_build(void **state) {
    (void)state;
    GrTensor *ones = NULL;
    assert_int_equal(gr_tensor_filled(1, (int[]){1003}, 1, &ones), GR_OK);
    assert_true(gr_isa_choose("base"));
    GrTensor *first = drop(ones, 0.3, 2, 9), *other_seed = drop(ones, 0.3, 2, 10);
    assert_memory_not_equal(first->data, other_seed->data, first->numel * sizeof(GrReal));
    for (int b = 0; b < 3; b++)
        if (gr_isa_choose(builds[b])) {
            GrTensor *again = drop(ones, 0.3, 2, 9);
            assert_memory_equal(first->data, again->data, first->numel * sizeof(GrReal));
            gr_release(again);
        }
    gr_release(first), gr_release(other_seed), gr_release(ones);
}

static void what_was_dropped_gets_no_gradient(void **state) {
    (void)state;
    GrTensor *ones = NULL;
    assert_int_equal(gr_tensor_filled(1, (int[]){100}, 1, &ones), GR_OK);
    ones->requires_grad = true;
    GrTensor *y = drop(ones, 0.5, 2, 1), *loss = sum_of(y);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_memory_equal(ones->grad->data, y->data, y->numel * sizeof(GrReal));
    gr_release(loss), gr_release(y), gr_release(ones);
}

/* ---- statistics that layers keep
 * ------------------------------------------------------------------------ */

static void batch_norm_moves_its_running_statistics(void **state) {
    (void)state;
    GrTensor *x = vector_of(4, (double[]){1, 2, 3, 6}), *column = apply1(GR_OP(unsqueeze), x, 1);
    GrTensor *one = vector_of(1, (double[]){1}), *zero = vector_of(1, (double[]){0});
    GrTensor *mean = vector_of(1, (double[]){10}), *variance = vector_of(1, (double[]){1});
    GrTensor *in[] = {column, one, zero, mean, variance};
    uint32_t version = gr_tensor_version(mean);
    GrTensor *y = apply_to(GR_OP(batch_norm), in, 5, (const double[GR_MAX_ARG]){1, 0.25, 1e-5});
    assert_near(mean->data[0], 0.75 * 10 + 0.25 * 3, 1e-6, 0);
    assert_near(variance->data[0], 0.75 * 1 + 0.25 * 14.0 / 3, 1e-6,
                0); /* unbiased: 14 / (4 - 1) */
    assert_true(gr_tensor_version(mean) > version);
    gr_release(y);
    y = apply_to(GR_OP(batch_norm), in, 5, (const double[GR_MAX_ARG]){0, 0.25, 1e-5});
    assert_near(mean->data[0], 8.25, 1e-6, 0); /* evaluation leaves them alone */
    assert_near(y->data[0], (1 - 8.25) / sqrt(0.75 + 3.5 / 3 + 1e-5), 1e-5, 0);
    gr_release(y);
    for (int i = 0; i < 5; i++)
        gr_release(in[i]);
    gr_release(x);
}

/* ---- extreme and empty inputs
 * ----------------------------------------------------------------------------- */

static void check_finite(const char *what, const GrTensor *t) {
    for (size_t i = 0; i < t->numel; i++)
        if (!isfinite((double)t->data[i]))
            fail_msg("%s, %s: number %zu is %g", gr_isa->name, what, i, (double)t->data[i]);
}

static void stays_finite(const GrOpDef *op, double size) {
    GrTensor *x = wants_grad(
        tensor_of(2, (int[]){2, 4}, (double[]){size, -size, 0, size, -size, -size, size / 2, 1}));
    GrTensor *y = apply_to(op, &x, 1, op->sample->arg), *loss = sum_of(y);
    check_finite(op->doc.name, y);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    check_finite(op->doc.name, x->grad);
    gr_release(loss), gr_release(y), gr_release(x);
}

static void activations_stay_finite_at_1000(void **state) {
    (void)state;
    static const int op[] = {GR_OP_tanh,     GR_OP_sigmoid, GR_OP_relu,       GR_OP_leaky_relu,
                             GR_OP_elu,      GR_OP_selu,    GR_OP_gelu,       GR_OP_silu,
                             GR_OP_softplus, GR_OP_softmax, GR_OP_log_softmax};
    for (int b = 0; b < 3; b++)
        for (size_t i = 0; gr_isa_choose(builds[b]) && i < sizeof op / sizeof *op; i++) {
            stays_finite(gr_isa->op[op[i]], 1000);
            stays_finite(gr_isa->op[op[i]], 90);
        }
}

static void losses_stay_finite_at_1000(void **state) {
    (void)state;
    double z[] = {1000, -1000, 0, -1000, 1000, 0};
    for (int b = 0; b < 3; b++) {
        if (!gr_isa_choose(builds[b]))
            continue;
        for (int i = 0; i < 2; i++) {
            GrTensor *o = wants_grad(tensor_of(2, (int[]){2, 3}, z));
            GrTensor *t = i ? vector_of(2, (double[]){2, 3})
                            : tensor_of(2, (int[]){2, 3}, (double[]){0, 1, 1, 1, 0, 0});
            const GrLossDef *def =
                gr_isa->loss[i ? GR_LOSS_cross_entropy : GR_LOSS_bce_with_logits];
            GrTensor *loss = apply2(&def->op, o, t);
            check_finite(def->op.doc.name, loss);
            assert_int_equal(gr_backward(loss, false), GR_OK);
            check_finite(def->op.doc.name, o->grad);
            gr_release(loss), gr_release(t), gr_release(o);
        }
    }
}

/* NaN goes in, NaN comes out: nothing hides that a run has broken down. */
static void nan_is_never_hidden(void **state) {
    (void)state;
    static const int quiet[] = {GR_OP_isnan, GR_OP_isfinite, GR_OP_argmax, GR_OP_argmin,
                                GR_OP_any,   GR_OP_all,      GR_OP_dropout};
    double numbers[4] = {1, NAN, 2, 0.5};
    for (int i = 0; i < GR_OP_COUNT; i++) {
        const GrOpDef *op = gr_isa->op[i];
        bool skip = op->hidden || op->n_in != 1 || !op->sample || op->sample->n_in != 1;
        for (size_t q = 0; q < sizeof quiet / sizeof *quiet; q++)
            skip = skip || i == quiet[q];
        if (skip || i == GR_OP_reshape || i == GR_OP_squeeze || i == GR_OP_select ||
            i == GR_OP_narrow)
            continue;
        GrTensor *x = tensor_of(2, (int[]){2, 2}, numbers),
                 *y = apply_to(op, &x, 1, op->sample->arg);
        bool seen = false;
        for (size_t k = 0; k < y->numel; k++)
            seen = seen || isnan((double)y->data[k]);
        if (!seen)
            fail_msg("%s hides NaN", op->doc.name);
        gr_release(x), gr_release(y);
    }
}

static void nothing_has_a_sum_but_no_maximum(void **state) {
    (void)state;
    GrTensor *none = counting(2, (int[]){0, 3}), *sum = sum_of(none);
    GrTensor *prod = apply1(GR_OP(prod), none, -1), *mean = apply1(GR_OP(mean), none, -1);
    GrTensor *columns = apply1(GR_OP(sum), none, 0), *soft = apply1(GR_OP(softmax), none, -1);
    assert_near(sum->data[0], 0, 0, 0);
    assert_near(prod->data[0], 1, 0, 0);
    assert_true(isnan((double)mean->data[0]));
    assert_all_near(columns->data, ((double[]){0, 0, 0}), 3, 0, 0);
    assert_true(gr_same_shape(soft, none));
    REFUSES(max, 1, ARG(-1), GR_SHAPE, "max of no numbers: the tensor has shape [0, 3]", "", none);
    REFUSES(argmin, 1, ARG(0), GR_SHAPE, "argmin of no numbers: the tensor has shape [0, 3]", "",
            none);
    gr_release(none), gr_release(sum), gr_release(prod), gr_release(mean), gr_release(columns);
    gr_release(soft);
}

static void one_number_has_no_variance(void **state) {
    (void)state;
    GrTensor *x = number_of(3), *v = apply1(GR_OP(var), x, -1);
    assert_true(isnan((double)v->data[0]));
    gr_release(x), gr_release(v);
}

static void sums_are_kept_in_double(void **state) {
    (void)state;
    GrTensor *x = NULL;
    int n = 1000000;
    assert_int_equal(gr_tensor_filled(1, &n, 0.1, &x), GR_OK);
    GrTensor *sum = sum_of(x);
    assert_near(sum->data[0], n * (double)x->data[0], 1e-7, 0); /* one rounding, at the end */
    gr_release(x), gr_release(sum);
}

/* ---- how exact the elementary functions are
 * -------------------------------------------------------------- */

static double double_exp(double x) {
    return exp(x);
}
static double double_gelu(double x) {
    return x * erfc(-x / sqrt(2)) / 2;
}

/* Largest relative error over a grid, against the C library in double. */
static double worst_error(const GrOpDef *op, double (*exact)(double), double low, double high) {
    enum { N = 20001 };
    GrTensor *x = NULL;
    double worst = 0;
    assert_int_equal(gr_tensor_new(1, (int[]){N}, &x), GR_OK);
    for (int i = 0; i < N; i++)
        x->data[i] = (GrReal)(low + (high - low) * i / (N - 1));
    GrTensor *y = apply1(op, x, 1); /* elu's alpha; the others take none */
    for (int i = 0; i < N; i++) {
        double want = exact((double)x->data[i]);
        worst = fmax(worst, fabs((double)y->data[i] - want) / fmax(fabs(want), 1e-30));
    }
    gr_release(x), gr_release(y);
    return worst;
}

static void elementary_functions_are_exact_enough(void **state) {
    (void)state;
    for (int b = 0; b < 3; b++) {
        if (!gr_isa_choose(builds[b]))
            continue;
        assert_true(worst_error(GR_OP(exp), double_exp, -87, 88) < 3e-7);
        assert_true(worst_error(GR_OP(log), log, 1e-6, 1e3) < 4e-7);
        assert_true(worst_error(GR_OP(log), log, 0.9, 1.1) < 4e-7);
        assert_true(worst_error(GR_OP(tanh), tanh, -9, 9) < 5e-7);
        assert_true(worst_error(GR_OP(tanh), tanh, -1e-3, 1e-3) < 5e-7);
        assert_true(worst_error(GR_OP(elu), expm1, -20, 0) < 1e-6);
        assert_true(worst_error(GR_OP(gelu), double_gelu, -6, 6) < 1e-5);
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, remember, nothing_is_left)
    const struct CMUnitTest tests[] = {TEST(products_name_both_shapes),
                                       TEST(shapes_that_cannot_be_are_refused),
                                       TEST(places_outside_are_named),
                                       TEST(softmax_counts_dimensions_from_either_end),
                                       TEST(joins_name_the_odd_one),
                                       TEST(images_must_be_images),
                                       TEST(norms_need_enough),
                                       TEST(parts_in_one_piece_share_numbers),
                                       TEST(results_know_what_they_are),
                                       TEST(rows_know_where_they_come_from),
                                       TEST(dropout_keeps_the_expectation),
                                       TEST(dropout_masks_have_no_pattern),
                                       TEST(equal_seeds_drop_equally_on_every_build),
                                       TEST(what_was_dropped_gets_no_gradient),
                                       TEST(batch_norm_moves_its_running_statistics),
                                       TEST(activations_stay_finite_at_1000),
                                       TEST(losses_stay_finite_at_1000),
                                       TEST(nan_is_never_hidden),
                                       TEST(nothing_has_a_sum_but_no_maximum),
                                       TEST(one_number_has_no_variance),
                                       TEST(sums_are_kept_in_double),
                                       TEST(elementary_functions_are_exact_enough)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
