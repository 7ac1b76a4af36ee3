/* Losses: values and gradients against PyTorch's (golden/losses.txt), every reduction and option;
 * exact messages for what cannot be compared. Runs in float here, in double in
 * test_losses_double.c. */
#include <stdio.h>
#include <string.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "near.h"

/* Golden numbers have 13 digits; float is asked for a tenth of what the project promises. */
#define IS_DOUBLE (sizeof(GrReal) == sizeof(double))
#define VALUE_TOL (IS_DOUBLE ? 1e-10 : 2e-5)
#define GRAD_TOL (IS_DOUBLE ? 1e-8 : 5e-5) /* PyTorch's smallest o (1 - o) is 1e-12 in float */

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

static void drop(GrTensor **t) {
    if (*t)
        gr_release(*t);
    *t = NULL;
}

/* ---- reading golden cases ------------------------------------------------------------------- */

enum { OUTPUT, TARGET, WEIGHT, LOSS, DOUT, OUTPUT_GRAD, TARGET_GRAD, PARTS };
static const char *const part_names[] = {"output", "target",      "weight",     "loss",
                                         "dout",   "output_grad", "target_grad"};

typedef struct Case {
    char loss[32];
    double arg[GR_MAX_ARG];
    GrTensor *part[PARTS];
} Case;

static int choice_of(const char *word) {
    return strcmp(word, "mean") == 0 ? 0 : strcmp(word, "sum") == 0 ? 1 : 2;
}

static GrTensor *read_tensor(FILE *file) {
    int ndim = 0, shape[GR_MAX_DIM];
    GrTensor *t = NULL;
    assert_int_equal(fscanf(file, "%d", &ndim), 1);
    for (int d = 0; d < ndim; d++)
        assert_int_equal(fscanf(file, "%d", &shape[d]), 1);
    assert_int_equal(gr_tensor_new(ndim, shape, &t), GR_OK);
    for (size_t i = 0; i < t->numel; i++) {
        double x = 0;
        assert_int_equal(fscanf(file, "%lf", &x), 1);
        t->data[i] = (GrReal)x;
    }
    return t;
}

/* Reads the case whose word `case` has just been read; leaves the word after it in `word`. */
static bool read_case(FILE *file, char *word, Case *c) {
    char reduction[8];
    memset(c, 0, sizeof *c);
    assert_string_equal(word, "case");
    assert_int_equal(fscanf(file, "%31s %7s %lf", c->loss, reduction, &c->arg[1]), 3);
    c->arg[0] = choice_of(reduction);
    bool more;
    while ((more = fscanf(file, "%31s", word) == 1) && strcmp(word, "case") != 0) {
        int part = 0;
        while (part < PARTS && strcmp(part_names[part], word) != 0)
            part++;
        assert_true(part < PARTS);
        c->part[part] = read_tensor(file);
    }
    return more;
}

static FILE *open_golden(char *word) {
    FILE *file = fopen("tests/golden/losses.txt", "r");
    assert_non_null(file);
    while (fscanf(file, "%31s", word) == 1 && strcmp(word, "case") != 0)
        assert_int_equal(fscanf(file, "%*[^\n]"), 0); /* the rest of a line of comment */
    return file;
}

/* ---- values and gradients ------------------------------------------------------------------- */

static void compare(const Case *c, int part, const GrTensor *got, double rtol) {
    const GrTensor *want = c->part[part];
    assert_int_equal(got->numel, want->numel);
    for (size_t i = 0; i < want->numel; i++)
        if (!near((double)got->data[i], (double)want->data[i], rtol, rtol))
            fail_msg("%s, reduction %g, number %g: %s[%zu] is %.9g, expected %.9g", c->loss,
                     c->arg[0], c->arg[1], part_names[part], i, (double)got->data[i],
                     (double)want->data[i]);
}

/* Σ loss · dout, so that the gradient of each loss is dout. */
static GrTensor *weigh(GrTensor *loss, GrTensor *dout) {
    GrTensor *product = NULL, *sum = NULL;
    const double all[GR_MAX_ARG] = {-1};
    assert_int_equal(gr_apply(GR_OP(mul), (GrTensor *[]){loss, dout}, 2, NULL, &product), GR_OK);
    assert_int_equal(gr_apply(GR_OP(sum), &product, 1, all, &sum), GR_OK);
    gr_release(product);
    return sum;
}

static void check_case(Case *c) {
    GrTensor **part = c->part, *loss = NULL;
    part[OUTPUT]->requires_grad = true;
    part[TARGET]->requires_grad = part[TARGET_GRAD] != NULL;
    assert_int_equal(gr_apply(&find(c->loss)->op, part, part[WEIGHT] ? 3 : 2, c->arg, &loss),
                     GR_OK);
    compare(c, LOSS, loss, VALUE_TOL);
    GrTensor *sum = weigh(loss, part[DOUT]);
    assert_int_equal(gr_backward(sum, false), GR_OK);
    compare(c, OUTPUT_GRAD, gr_tensor_grad(part[OUTPUT]), GRAD_TOL);
    if (part[TARGET_GRAD])
        compare(c, TARGET_GRAD, gr_tensor_grad(part[TARGET]), GRAD_TOL);
    gr_release(sum), gr_release(loss);
    for (int i = 0; i < PARTS; i++)
        drop(&part[i]);
}

static void losses_are_pytorchs(void **state) {
    (void)state;
    char word[32];
    FILE *file = open_golden(word);
    bool seen[GR_LOSS_COUNT] = {false};
    for (bool more = true; more;) {
        Case c;
        more = read_case(file, word, &c);
        for (int i = 0; i < GR_LOSS_COUNT; i++)
            seen[i] = seen[i] || gr_isa->loss[i] == find(c.loss);
        check_case(&c);
    }
    fclose(file);
    for (int i = 0; i < GR_LOSS_COUNT; i++)
        if (!seen[i])
            fail_msg("no golden numbers for %s", gr_isa->loss[i]->op.doc.name);
}

/* ---- what cannot be compared ---------------------------------------------------------------- */

static GrStatus run(const char *name, GrTensor *o, GrTensor *t, GrTensor *w) {
    const double arg[GR_MAX_ARG] = {0, 1};
    GrTensor *loss = NULL;
    GrStatus status = gr_apply(&find(name)->op, (GrTensor *[]){o, t, w}, w ? 3 : 2, arg, &loss);
    drop(&loss);
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
    gr_release(o), gr_release(column), gr_release(flat);
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
        cmocka_unit_test(losses_are_pytorchs),
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
