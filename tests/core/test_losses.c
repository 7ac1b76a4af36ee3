/* Losses: exact messages for what cannot be compared, and values outside a loss's contract. Their
 * numbers are tested against PyTorch's in test_golden.c. */
#include <stdio.h>
#include <string.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "near.h"

static const GrLossDef *find(const char *name) {
    for (int i = 0; i < GR_LOSS_COUNT; i++)
        if (strcmp(gr_isa->loss[i]->op.doc.name, name) == 0)
            return gr_isa->loss[i];
    fail_msg("no loss %s", name);
    return NULL;
}

static GrTensor *tensor(int ndim, const int *shape, const double *number) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(ndim, shape, &t), GR_OK);
    for (size_t i = 0; i < t->numel; i++)
        t->data[i] = (GrReal)number[i];
    return t;
}

/* ---- what cannot be compared ---------------------------------------------------------------- */

static GrStatus run(const char *name, GrTensor *o, GrTensor *t, GrTensor *w) {
    const double arg[GR_MAX_ARG] = {0, 1};
    GrTensor *loss = NULL;
    GrStatus status = gr_apply(&find(name)->op, (GrTensor *[]){o, t, w}, w ? 3 : 2, arg, &loss);
    if (loss)
        gr_release(loss);
    return status;
}

static void refuse(const char *name, GrTensor *o, GrTensor *t, GrStatus want, const char *message,
                   const char *hint) {
    assert_int_equal(run(name, o, t, NULL), want);
    assert_string_equal(gr_message(), message);
    assert_string_equal(gr_message_hint(), hint);
}

static GrTensor *shaped(int ndim, int a, int b) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_filled(ndim, (int[]){a, b}, 0.5, &t), GR_OK);
    return t;
}

static void strict_losses_need_the_same_shape(void **state) {
    (void)state;
    static const char *const names[] = {"BCELoss", "BCEWithLogitsLoss", "HingeLoss", "KLDivLoss"};
    GrTensor *column = shaped(2, 4, 1), *flat = shaped(1, 4, 0), *wide = shaped(2, 4, 3);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char message[160];
        snprintf(message, sizeof message,
                 "%s needs output and target of the same shape, not [4, 1] and [4]", names[i]);
        refuse(names[i], column, flat, GR_SHAPE, message,
               "target:reshape(4, 1), or output:squeeze(2)");
        snprintf(message, sizeof message,
                 "%s needs output and target of the same shape, not [4, 3] and [4]", names[i]);
        refuse(names[i], wide, flat, GR_SHAPE, message, "");
    }
    gr_release(column), gr_release(flat), gr_release(wide);
}

static void others_need_shapes_that_combine(void **state) {
    (void)state;
    static const char *const names[] = {"MSELoss", "L1Loss", "HuberLoss"};
    GrTensor *o = shaped(2, 4, 3), *t = shaped(2, 4, 2);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char message[160];
        snprintf(message, sizeof message,
                 "%s cannot combine shapes [4, 3] and [4, 2]: size 3 against 2", names[i]);
        refuse(names[i], o, t, GR_SHAPE, message,
               "sizes are compared from the last dimension on; each pair must be equal or contain "
               "a 1");
    }
    gr_release(o), gr_release(t);
}

static void class_losses_take_scores_and_labels(void **state) {
    (void)state;
    GrTensor *o = shaped(2, 4, 3), *column = shaped(2, 4, 1), *flat = shaped(1, 5, 0);
    refuse("NLLLoss", o, column, GR_SHAPE,
           "NLLLoss takes log-probabilities [batch, classes] and labels [batch], not [4, 3] and "
           "[4, 1]",
           "labels have one dimension: y:squeeze(2)");
    refuse("NLLLoss", o, flat, GR_SHAPE,
           "NLLLoss takes log-probabilities [batch, classes] and labels [batch], not [4, 3] and "
           "[5]",
           "");
    refuse("CrossEntropyLoss", o, column, GR_SHAPE,
           "CrossEntropyLoss takes scores [batch, classes] and labels [batch], not [4, 3] and "
           "[4, 1]",
           "labels have one dimension: y:squeeze(2)");
    GrTensor *none = shaped(2, 4, 0);
    refuse("CrossEntropyLoss", none, none, GR_SHAPE,
           "CrossEntropyLoss takes scores [batch, classes] and labels [batch], not [4, 0] and "
           "[4, 0]",
           "");
    gr_release(o), gr_release(column), gr_release(flat), gr_release(none);
}

static void labels_run_from_1_to_the_classes(void **state) {
    (void)state;
    static const char *const names[] = {"NLLLoss", "CrossEntropyLoss"};
    static const double wrong[] = {0, 4, 1.5};
    static const char *const hints[] = {
        "labels count from 1 here, as everything in Lua: y = y + 1",
        "the network's last layer must have as many outputs as there are classes",
        "a class is a whole number; for measured values use nn.MSELoss()"};
    GrTensor *o = shaped(2, 2, 3);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 3; k++) {
            GrTensor *t = tensor(1, (int[]){2}, (const double[]){3, wrong[k]});
            char message[160];
            snprintf(message, sizeof message,
                     "%s: label %g in row 2, but with 3 classes labels are 1 to 3", names[i],
                     wrong[k]);
            refuse(names[i], o, t, GR_LABEL, message, hints[k]);
            gr_release(t);
        }
    gr_release(o);
}

static void class_weights_are_one_for_each_class(void **state) {
    (void)state;
    static const char *const names[] = {"NLLLoss", "CrossEntropyLoss"};
    GrTensor *o = shaped(2, 2, 3), *w = shaped(1, 2, 0);
    GrTensor *t = tensor(1, (int[]){2}, (const double[]){1, 2});
    for (size_t i = 0; i < 2; i++) {
        char message[160];
        assert_int_equal(run(names[i], o, t, w), GR_SHAPE);
        snprintf(message, sizeof message, "%s: weight has 2 numbers for 3 classes", names[i]);
        assert_string_equal(gr_message(), message);
    }
    gr_release(o), gr_release(w), gr_release(t);
}

/* ---- values outside a loss's contract ------------------------------------------------------- */

static void bce_outside_0_to_1_stays_finite(void **state) {
    (void)state;
    GrTensor *o = tensor(1, (int[]){4}, (const double[]){-3, 5, -3, 5});
    GrTensor *t = tensor(1, (int[]){4}, (const double[]){1, 0, 0, 1}), *loss = NULL;
    const double sum[GR_MAX_ARG] = {1};
    o->requires_grad = true;
    assert_int_equal(gr_apply(&find("BCELoss")->op, (GrTensor *[]){o, t}, 2, sum, &loss), GR_OK);
    assert_near((double)loss->data[0], 100 + 100 - log(4) - log(5), 1e-5, 0);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    const double want[] = {0, 0, 0.25, -0.2};
    assert_all_near(gr_tensor_grad(o)->data, want, 4, 1e-6, 0);
    gr_release(o), gr_release(t), gr_release(loss);
}

static void nan_is_never_hidden(void **state) {
    (void)state;
    for (int i = 0; i < GR_LOSS_COUNT; i++) {
        const GrLossDef *def = gr_isa->loss[i];
        bool labels = def->op.sample->labels;
        GrTensor *o = tensor(2, (int[]){1, 2}, (const double[]){NAN, NAN});
        GrTensor *t = tensor(labels ? 1 : 2, (int[]){1, 2}, (const double[]){1, 1}), *loss = NULL;
        const double mean[GR_MAX_ARG] = {0, strcmp(def->op.doc.name, "HuberLoss") == 0};
        assert_int_equal(gr_apply(&def->op, (GrTensor *[]){o, t}, 2, mean, &loss), GR_OK);
        if (!isnan((double)loss->data[0]))
            fail_msg("%s of NaN is %g", def->op.doc.name, (double)loss->data[0]);
        gr_release(o), gr_release(t), gr_release(loss);
    }
}

static void records_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < GR_LOSS_COUNT; i++) {
        const GrOpDef *op = &gr_isa->loss[i]->op;
        assert_true(op->doc.name && op->doc.summary && op->doc.formula && op->doc.shapes);
        assert_true(op->doc.source && op->doc.example && op->sample);
        assert_string_equal(op->args[0].name, "reduction");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_losses_need_the_same_shape),
        cmocka_unit_test(others_need_shapes_that_combine),
        cmocka_unit_test(class_losses_take_scores_and_labels),
        cmocka_unit_test(labels_run_from_1_to_the_classes),
        cmocka_unit_test(class_weights_are_one_for_each_class),
        cmocka_unit_test(bce_outside_0_to_1_stays_finite),
        cmocka_unit_test(nan_is_never_hidden),
        cmocka_unit_test(records_are_complete),
    };
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
