/* Ops, losses and layers against PyTorch's numbers (tests/golden), forward and backward, on every
 * build of the numeric files; and that every record is complete. In float here, in double in
 * test_golden_double.c. */
#include <unistd.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/module.h"
#include "golden.h"

#define IS_DOUBLE (sizeof(GrReal) == sizeof(double))
/* Tables have 12 digits. Next to the largest number of a tensor a small one may have lost some. */
#define VALUE_TOL (IS_DOUBLE ? 1e-10 : 2e-4)
#define GRAD_TOL (IS_DOUBLE ? 1e-9 : 5e-4)
#define SHARE_OF_LARGEST (IS_DOUBLE ? 1e-11 : 2e-6)

static const char *const builds[] = {"base", "avx2", "avx512"};

static const char *const op_ids[] = {
#define OP(name) #name,
#include "core/ops.def"
#undef OP
};
static const char *const loss_ids[] = {
#define LOSS(name) #name,
#include "core/losses.def"
#undef LOSS
};
static const char *const layer_ids[] = {
#define LAYER(name) #name,
#include "core/layers.def"
#undef LAYER
};

static double largest(const GrTensor *t) {
    double top = 0;
    for (size_t i = 0; i < t->numel; i++)
        if (isfinite((double)t->data[i]))
            top = fmax(top, fabs((double)t->data[i]));
    return top;
}

static void compare(const char *table, const GoldenCase *c, const char *what, const GrTensor *got,
                    const GrTensor *want, double rtol) {
    double atol = SHARE_OF_LARGEST * largest(want);
    if (!got || !gr_same_shape(got, want))
        fail_msg("%s, %s, %s, %s: shape %s, expected %s", gr_isa->name, table, c->label, what,
                 got ? gr_tensor_shape_text(got) : "none", gr_tensor_shape_text(want));
    for (size_t i = 0; i < want->numel; i++) {
        double g = (double)got->data[i], w = (double)want->data[i];
        if (!near(g, w, rtol, atol) && !(isnan(g) && isnan(w)))
            fail_msg("%s, %s, %s: %s[%zu] is %.9g, expected %.9g", gr_isa->name, table, c->label,
                     what, i, g, w);
    }
}

/* Backward from Σ y · dout, so that the gradient of y is dout. */
static void backward_from(GrTensor *y, GrTensor *dout) {
    GrTensor *product = NULL, *sum = NULL;
    const double all[GR_MAX_ARG] = {-1};
    assert_int_equal(gr_apply(GR_OP(mul), (GrTensor *[]){y, dout}, 2, NULL, &product), GR_OK);
    assert_int_equal(gr_apply(GR_OP(sum), &product, 1, all, &sum), GR_OK);
    if (gr_backward(sum, false) != GR_OK)
        fail_msg("%s", gr_message());
    gr_release(product);
    gr_release(sum);
}

/* Compares y, and after backward the gradients of the tensors of a kind. */
static void compare_all(const char *table, const GoldenCase *c, GrTensor *y) {
    GrTensor *dout = golden_find(c, "dout", "y");
    compare(table, c, "y", y, golden_find(c, "out", "y"), VALUE_TOL);
    assert_true(!dout || y->requires_grad);
    if (dout)
        backward_from(y, dout);
    for (int i = 0; dout && i < c->lines; i++)
        if (strcmp(c->line[i].kind, "in") == 0) {
            GrTensor *want = golden_find(c, "grad", c->line[i].name);
            if (want)
                compare(table, c, c->line[i].name, gr_tensor_grad(c->line[i].t), want, GRAD_TOL);
        }
}

static int take_inputs(const GoldenCase *c, GrTensor **in) {
    int n = 0;
    for (int i = 0; i < c->lines; i++)
        if (strcmp(c->line[i].kind, "in") == 0) {
            in[n++] = c->line[i].t;
            c->line[i].t->requires_grad = golden_find(c, "grad", c->line[i].name) != NULL;
        }
    return n;
}

static void check_op(const char *table, const GrOpDef *op, const GoldenCase *c) {
    GrTensor *in[GOLDEN_LINES], *y = NULL;
    double arg[GR_MAX_ARG];
    int n = take_inputs(c, in);
    golden_numbers(op->args, c, arg);
    if (gr_apply(op, in, n, arg, &y) != GR_OK)
        fail_msg("%s, %s: %s", table, c->label, gr_message());
    compare_all(table, c, y);
    gr_release(y);
}

/* A parameter or buffer of the layer by its name; NULL if it has none. */
static GrTensor **find_slot(const char *const *names, GrTensor **slot, int n, const char *name) {
    for (int i = 0; i < n && names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return &slot[i];
    fail_msg("the layer has no %s", name);
    return NULL;
}

static GrTensor *part_of(GrModule *m, const char *kind, const char *name) {
    bool param = strcmp(kind, "param") == 0;
    return param ? *find_slot(m->def->params, m->param, GR_MAX_PARAM, name)
                 : *find_slot(m->def->buffers, m->buffer, GR_MAX_BUFFER, name);
}

static void fill_layer(GrModule *m, const GoldenCase *c) {
    for (int i = 0; i < c->lines; i++) {
        const GoldenLine *line = &c->line[i];
        if (strcmp(line->kind, "param") != 0 && strcmp(line->kind, "buffer") != 0)
            continue;
        GrTensor *to = part_of(m, line->kind, line->name);
        assert_true(to && gr_same_shape(to, line->t));
        memcpy(to->data, line->t->data, to->numel * sizeof(GrReal));
    }
}

static void compare_layer(const char *table, GrModule *m, const GoldenCase *c) {
    for (int i = 0; i < c->lines; i++) {
        const GoldenLine *line = &c->line[i];
        if (strcmp(line->kind, "param") == 0 && golden_find(c, "grad", line->name))
            compare(table, c, line->name, gr_tensor_grad(part_of(m, "param", line->name)),
                    golden_find(c, "grad", line->name), GRAD_TOL);
        else if (strcmp(line->kind, "after") == 0)
            compare(table, c, line->name, part_of(m, "buffer", line->name), line->t, VALUE_TOL);
    }
}

/* "mode" is the one setting that is not an argument. */
static bool take_mode(GoldenCase *c) {
    bool training = true;
    for (int s = 0; s < c->settings; s++)
        if (strcmp(c->setting[s].name, "mode") == 0) {
            training = strcmp(c->setting[s].word, "train") == 0;
            c->setting[s] = c->setting[--c->settings];
        }
    return training;
}

static void check_layer(const char *table, const GrLayerDef *def, GoldenCase *c) {
    GrTensor *in[GOLDEN_LINES], *y = NULL;
    GrValue value[GR_MAX_ARG];
    GrModule *m = NULL;
    bool training = take_mode(c);
    assert_int_equal(take_inputs(c, in), 1);
    golden_values(def->args, c, value);
    if (gr_module_new(def, value, &m) != GR_OK)
        fail_msg("%s, %s: %s", table, c->label, gr_message());
    m->training = training;
    fill_layer(m, c);
    if (gr_module_forward(m, in[0], &y) != GR_OK)
        fail_msg("%s, %s: %s", table, c->label, gr_message());
    compare_all(table, c, y);
    compare_layer(table, m, c);
    gr_release(y);
    gr_module_release(m);
}

/* All cases of one table. */
static void check_table(const char *kind, int index) {
    const char *id = kind[0] == 'o'   ? op_ids[index]
                     : kind[1] == 'o' ? loss_ids[index]
                                      : layer_ids[index];
    char table[64];
    snprintf(table, sizeof table, "%s_%s", kind, id);
    FILE *file = golden_open(table);
    if (!file)
        fail_msg("tests/golden/%s.txt is missing: tests/golden/make.py makes it", table);
    GoldenCase *c = malloc(sizeof *c);
    int cases = 0;
    for (; golden_next(file, c); cases++, golden_free(c))
        if (kind[0] == 'o')
            check_op(table, gr_isa->op[index], c);
        else if (kind[1] == 'o')
            check_op(table, &gr_isa->loss[index]->op, c);
        else
            check_layer(table, gr_layers[index], c);
    assert_true(cases > 0);
    free(c);
    fclose(file);
}

static void check_tables(const char *kind, int n) {
    for (size_t b = 0; b < sizeof builds / sizeof *builds; b++)
        if (gr_isa_choose(builds[b]))
            for (int i = 0; i < n; i++)
                check_table(kind, i);
    gr_isa_choose(NULL);
}

static void ops_are_pytorchs(void **state) {
    (void)state;
    check_tables("op", GR_OP_COUNT);
}

static void losses_are_pytorchs(void **state) {
    (void)state;
    check_tables("loss", GR_LOSS_COUNT);
}

static void layers_are_pytorchs(void **state) {
    (void)state;
    check_tables("layer", GR_LAYER_COUNT);
}

/* ---- records -----------------------------------------------------------------------------------
 */

static void check_text(const char *id, const char *field, const char *text) {
    if (!text || !*text)
        fail_msg("the record of %s has no %s", id, field);
}

static void check_record(const char *id, const GrDoc *doc, const GrArg *args) {
    check_text(id, "name", doc->name);
    check_text(id, "summary", doc->summary);
    check_text(id, "formula", doc->formula);
    check_text(id, "shapes", doc->shapes);
    check_text(id, "source", doc->source);
    check_text(id, "example", doc->example);
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        assert_true(i < GR_MAX_ARG);
        check_text(id, "name of an argument", args[i].name);
        check_text(id, args[i].name, args[i].doc);
    }
}

static void records_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < GR_OP_COUNT; i++) {
        check_record(op_ids[i], &gr_isa->op[i]->doc, gr_isa->op[i]->args);
        assert_non_null(gr_isa->op[i]->sample);
    }
    for (int i = 0; i < GR_LOSS_COUNT; i++) {
        check_record(loss_ids[i], &gr_isa->loss[i]->op.doc, gr_isa->loss[i]->op.args);
        assert_non_null(gr_isa->loss[i]->op.sample);
    }
    for (int i = 0; i < GR_LAYER_COUNT; i++)
        check_record(layer_ids[i], &gr_layers[i]->doc, gr_layers[i]->args);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ops_are_pytorchs), cmocka_unit_test(losses_are_pytorchs),
        cmocka_unit_test(layers_are_pytorchs), cmocka_unit_test(records_are_complete)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
