/* Layers: what their settings mean, modes, what is refused, and fresh weights. Numbers are tested
 * against PyTorch's in test_golden.c. */
#include <stdio.h>
#include <string.h>

#include "core/graph.h"
#include "core/init.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/module.h"
#include "near.h"

/* ---- helpers -------------------------------------------------------------------------------- */

static int find_arg(const GrLayerDef *def, const char *name) {
    int i = 0;
    while (def->args[i].type != GR_ARG_END && strcmp(def->args[i].name, name) != 0)
        i++;
    if (def->args[i].type == GR_ARG_END)
        fail_msg("%s has no argument %s", def->doc.name, name);
    return i;
}

static void defaults(const GrLayerDef *def, GrValue *value) {
    memset(value, 0, GR_MAX_ARG * sizeof *value);
    for (int i = 0; def->args && def->args[i].type != GR_ARG_END; i++) {
        value[i].num = def->args[i].type == GR_ARG_INIT ? -1 : def->args[i].def;
        value[i].num2 = NAN;
        if (def->args[i].required)
            value[i] = (GrValue){.num = 3, .given = true};
    }
}

/* A layer with its defaults, all required numbers 3, and up to two settings more. */
static GrStatus try_make(int which, const char *name, double number, const char *name2,
                         double number2, GrModule **out) {
    GrValue value[GR_MAX_ARG];
    const GrLayerDef *def = gr_layers[which];
    defaults(def, value);
    if (name)
        value[find_arg(def, name)] = (GrValue){.num = number, .num2 = NAN, .given = true};
    if (name2)
        value[find_arg(def, name2)] = (GrValue){.num = number2, .num2 = NAN, .given = true};
    return gr_module_new(def, value, out);
}

static GrModule *make(int which, const char *name, double number, const char *name2,
                      double number2) {
    GrModule *m = NULL;
    if (try_make(which, name, number, name2, number2, &m) != GR_OK)
        fail_msg("%s: %s", gr_layers[which]->doc.name, gr_message());
    return m;
}

static GrTensor *filled(int ndim, const int *shape, double value) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_filled(ndim, shape, value, &t), GR_OK);
    return t;
}

static GrTensor *run(GrModule *m, GrTensor *x) {
    GrTensor *y = NULL;
    if (gr_module_forward(m, x, &y) != GR_OK)
        fail_msg("%s: %s", gr_module_name(m), gr_message());
    return y;
}

static double mean_of(const GrTensor *t) {
    double sum = 0;
    for (size_t i = 0; i < t->numel; i++)
        sum += (double)t->data[i];
    return sum / (double)t->numel;
}

static void refuse(GrModule *m, int ndim, const int *shape, const char *message, const char *hint) {
    GrTensor *x = filled(ndim, shape, 1), *y = NULL;
    assert_int_equal(gr_module_forward(m, x, &y), GR_SHAPE);
    assert_null(y);
    assert_string_equal(gr_message(), message);
    assert_string_equal(gr_message_hint(), hint);
    gr_release(x);
}

/* ---- dropout -------------------------------------------------------------------------------- */

/* The mean over 200,000 ones deviates by sqrt(drop / keep / 200000) <= 0.0045; 0.03 is six of that.
 */
static void check_expectation(double drop, double mode) {
    GrModule *m = make(GR_LAYER_dropout, "drop", drop, "mode", mode);
    GrTensor *x = filled(1, (int[]){200000}, 1);
    gr_rng_seed(gr_rng_global(), 1);
    GrTensor *trained = run(m, x);
    m->training = false;
    GrTensor *evaluated = run(m, x);
    assert_near((double)evaluated->data[0], mode == 0 ? 1 : 1 - drop, 1e-6, 0);
    assert_near(mean_of(trained), mean_of(evaluated), 0, 0.03);
    gr_release(x), gr_release(trained), gr_release(evaluated), gr_module_release(m);
}

static void dropout_means_the_same_in_both_modes(void **state) {
    (void)state;
    for (int classic = 0; classic <= 1; classic++) {
        check_expectation(0.2, classic);
        check_expectation(0.8, classic);
    }
}

/* The share of zeros deviates by sqrt(0.3 * 0.7 / 200000) = 0.001. */
static void dropout_drops_its_share(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_dropout, "drop", 0.3, NULL, 0);
    GrTensor *x = filled(1, (int[]){200000}, 1);
    gr_rng_seed(gr_rng_global(), 2);
    GrTensor *y = run(m, x), *again = run(m, x);
    size_t zeros = 0, both = 0;
    for (size_t i = 0; i < y->numel; i++) {
        assert_true(y->data[i] == 0 || near((double)y->data[i], 1 / 0.7, 1e-6, 0));
        zeros += y->data[i] == 0;
        both += y->data[i] == 0 && again->data[i] == 0;
    }
    assert_near((double)zeros / 200000, 0.3, 0, 0.007);
    assert_near((double)both / 200000, 0.09, 0, 0.005); /* a new mask each time */
    gr_release(x), gr_release(y), gr_release(again), gr_module_release(m);
}

static void dropout_gives_gradients_to_what_it_kept(void **state) {
    (void)state;
    for (int classic = 0; classic <= 1; classic++) {
        GrModule *m = make(GR_LAYER_dropout, "drop", 0.5, "mode", classic);
        GrTensor *x = filled(1, (int[]){64}, 1), *loss = NULL;
        const double all[GR_MAX_ARG] = {-1};
        x->requires_grad = true;
        GrTensor *y = run(m, x);
        assert_int_equal(gr_apply(GR_OP(sum), &y, 1, all, &loss), GR_OK);
        assert_int_equal(gr_backward(loss, false), GR_OK);
        assert_all_near(gr_tensor_grad(x)->data, y->data, 64, 0, 0);
        gr_release(x), gr_release(y), gr_release(loss), gr_module_release(m);
    }
}

static void check_settings(GrModule *m, double drop, bool p, bool d, bool k) {
    const GrValue *a = m->arg;
    assert_near(a[find_arg(m->def, "p")].num, drop, 1e-12, 0);
    assert_near(a[find_arg(m->def, "drop")].num, drop, 1e-12, 0);
    assert_near(a[find_arg(m->def, "keep")].num, 1 - drop, 1e-12, 0);
    assert_int_equal(a[find_arg(m->def, "p")].given, p);
    assert_int_equal(a[find_arg(m->def, "drop")].given, d);
    assert_int_equal(a[find_arg(m->def, "keep")].given, k);
}

static void p_drop_and_keep_follow_one_another(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_dropout, "p", 0.3, NULL, 0);
    check_settings(m, 0.3, true, false, false);
    gr_module_release(m);
    m = make(GR_LAYER_dropout, "keep", 0.9, NULL, 0);
    check_settings(m, 0.1, false, false, true);
    int drop = find_arg(m->def, "drop"); /* as d.drop = 0.25 does it */
    m->arg[drop] = (GrValue){.num = 0.25, .given = true};
    assert_int_equal(m->def->settle(m, drop), GR_OK);
    check_settings(m, 0.25, false, true, false);
    gr_module_release(m);
}

static void without_a_number_half_is_dropped(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_dropout, NULL, 0, NULL, 0);
    check_settings(m, 0.5, false, false, false); /* the coach sees that nothing was given */
    gr_module_release(m);
}

static void p_drop_and_keep_exclude_one_another(void **state) {
    (void)state;
    static const char *const names[] = {"p", "drop", "keep"};
    for (int i = 0; i < 3; i++) {
        GrModule *m = NULL;
        assert_int_equal(try_make(GR_LAYER_dropout, names[i], 0.5, names[(i + 1) % 3], 0.5, &m),
                         GR_OPTION);
        assert_null(m);
        assert_string_equal(
            gr_message(), "Dropout: p, drop and keep say the same thing; more than one was given");
        assert_string_equal(gr_message_hint(),
                            "nn.Dropout{drop=0.3} drops 30 %, nn.Dropout{keep=0.7} does as well");
    }
}

/* ---- normalisation -------------------------------------------------------------------------- */

/* Ten batches of the same rows: running = (1 - 0.9^10) batch + 0.9^10 start. */
static void running_statistics_approach_the_batches(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_batch_norm1d, "features", 1, NULL, 0);
    GrTensor *x = filled(2, (int[]){3, 1}, 1);
    x->data[0] = 4, x->data[1] = 7; /* mean 4, unbiased variance 9 */
    for (int i = 0; i < 10; i++)
        gr_release(run(m, x));
    double old = pow(0.9, 10);
    assert_near((double)m->buffer[0]->data[0], (1 - old) * 4, 1e-5, 0);
    assert_near((double)m->buffer[1]->data[0], (1 - old) * 9 + old, 1e-5, 0);
    m->training = false;
    gr_release(run(m, x)); /* evaluation changes nothing */
    assert_near((double)m->buffer[0]->data[0], (1 - old) * 4, 1e-5, 0);
    assert_int_equal(gr_module_reset(m), GR_OK);
    assert_near((double)m->buffer[0]->data[0], 0, 0, 0);
    assert_near((double)m->buffer[1]->data[0], 1, 0, 0);
    gr_release(x), gr_module_release(m);
}

/* ---- shapes --------------------------------------------------------------------------------- */

static void check_shape(GrModule *m, int ndim, const int *shape, int want_ndim, const int *want) {
    GrTensor *x = filled(ndim, shape, 1), *y = run(m, x);
    GrTensor *expected = filled(want_ndim, want, 0);
    if (!gr_same_shape(y, expected))
        fail_msg("%s makes %s of %s", gr_module_name(m), gr_tensor_shape_text(y),
                 gr_tensor_shape_text(x));
    gr_release(x), gr_release(y), gr_release(expected), gr_module_release(m);
}

static void layers_make_their_shapes(void **state) {
    (void)state;
    check_shape(make(GR_LAYER_maxout, "out", 5, "pieces", 4), 2, (int[]){7, 3}, 2, (int[]){7, 5});
    check_shape(make(GR_LAYER_flatten, NULL, 0, NULL, 0), 4, (int[]){2, 3, 4, 5}, 2,
                (int[]){2, 60});
    check_shape(make(GR_LAYER_flatten, NULL, 0, NULL, 0), 3, (int[]){0, 3, 4}, 2, (int[]){0, 12});
    check_shape(make(GR_LAYER_identity, NULL, 0, NULL, 0), 1, (int[]){4}, 1, (int[]){4});
    check_shape(make(GR_LAYER_conv2d, "stride", 2, "padding", 1), 4, (int[]){2, 3, 7, 8}, 4,
                (int[]){2, 3, 4, 4});
    check_shape(make(GR_LAYER_batch_norm1d, NULL, 0, NULL, 0), 2, (int[]){4, 3}, 2, (int[]){4, 3});
    check_shape(make(GR_LAYER_layer_norm, NULL, 0, NULL, 0), 3, (int[]){2, 4, 3}, 3,
                (int[]){2, 4, 3});
}

static const char features_hint[] =
    "the layer's first number must equal the number of features, the last size of the input";

static void wrong_shapes_are_named(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_linear, "out", 2, NULL, 0);
    refuse(m, 2, (int[]){5, 4}, "Linear(3, 2) takes inputs of shape [batch, 3], not [5, 4]",
           features_hint);
    gr_module_release(m);
    m = make(GR_LAYER_maxout, "out", 2, NULL, 0);
    refuse(m, 2, (int[]){5, 4}, "Maxout(3, 2) takes inputs of shape [batch, 3], not [5, 4]",
           features_hint);
    gr_module_release(m);
    m = make(GR_LAYER_flatten, NULL, 0, NULL, 0);
    refuse(m, 1, (int[]){5}, "Flatten takes inputs of shape [batch, ...], not [5]",
           "x:unsqueeze(1) makes a batch of one");
    gr_module_release(m);
    m = make(GR_LAYER_conv2d, NULL, 0, NULL, 0);
    refuse(m, 3, (int[]){3, 8, 8},
           "Conv2d takes images of shape [batch, 3, height, width], not [3, 8, 8]",
           "one image: x:unsqueeze(1); grey images: x:unsqueeze(2)");
    refuse(m, 4, (int[]){1, 3, 2, 8},
           "Conv2d: a kernel of 3 by 3 (stride 1, padding 0) does not fit into images of 2 by 8",
           "");
    gr_module_release(m);
}

static const char norm_hint[] =
    "the layer's number must equal the number of features, the last size of the input";

static void norms_name_their_features(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_batch_norm1d, NULL, 0, NULL, 0);
    refuse(m, 2, (int[]){5, 4},
           "BatchNorm1d was made for 3 features, but the input has 4 (shape [5, 4])", norm_hint);
    refuse(m, 3, (int[]){5, 4, 3},
           "BatchNorm1d takes inputs of shape [batch, features], not [5, 4, 3]", "");
    refuse(m, 2, (int[]){1, 3},
           "BatchNorm1d needs at least 2 rows in training, not 1: one row has no variance",
           "model:eval() before predicting, or a batch size that leaves no single row");
    gr_module_release(m);
    m = make(GR_LAYER_layer_norm, NULL, 0, NULL, 0);
    refuse(m, 2, (int[]){5, 4},
           "LayerNorm was made for 3 features, but the input has 4 (shape [5, 4])", norm_hint);
    gr_module_release(m);
}

static void pools_name_their_images(void **state) {
    (void)state;
    static const int ops[] = {GR_OP_max_pool2d, GR_OP_avg_pool2d};
    static const char *const names[] = {"MaxPool2d", "AvgPool2d"};
    for (int i = 0; i < 2; i++) {
        GrModule *m = NULL;
        const GrValue k[GR_MAX_ARG] = {{.num = 3, .given = true}};
        char message[160];
        assert_int_equal(gr_module_from_op(gr_isa->op[ops[i]], k, &m), GR_OK);
        snprintf(message, sizeof message,
                 "%s takes images of shape [batch, channels, height, width], not [5, 4]", names[i]);
        refuse(m, 2, (int[]){5, 4}, message, "");
        snprintf(message, sizeof message, "%s: windows of 3 by 3 do not fit into images of 2 by 8",
                 names[i]);
        refuse(m, 4, (int[]){1, 1, 2, 8}, message, "");
        gr_module_release(m);
    }
}

/* ---- weights -------------------------------------------------------------------------------- */

/* U(±b): the largest of 30,000 lies within 0.1 % of b. */
static void check_bounds(GrModule *m, double bound) {
    double size = 0;
    for (size_t i = 0; i < m->param[0]->numel; i++)
        size = fmax(size, fabs((double)m->param[0]->data[i]));
    assert_near(size, bound, 0.001, 0);
    size = 0;
    for (size_t i = 0; i < m->param[1]->numel; i++)
        size = fmax(size, fabs((double)m->param[1]->data[i]));
    assert_true(size <= bound && size > 0.9 * bound);
    gr_module_release(m);
}

static void default_weights_are_pytorchs(void **state) {
    (void)state;
    gr_rng_seed(gr_rng_global(), 1);
    check_bounds(make(GR_LAYER_linear, "in", 100, "out", 300), 0.1);
    check_bounds(make(GR_LAYER_maxout, "in", 100, "out", 300), 0.1);
    check_bounds(make(GR_LAYER_conv2d, "in", 4, "out", 1000), 1 / sqrt(4 * 9));
}

static int init_index(const char *name) {
    int i = 0;
    while (strcmp(gr_inits[i]->doc.name, name) != 0)
        i++;
    return i;
}

static void a_named_rule_sets_weights_and_clears_biases(void **state) {
    (void)state;
    static const int layers[] = {GR_LAYER_linear, GR_LAYER_maxout, GR_LAYER_conv2d};
    for (int i = 0; i < 3; i++) {
        GrModule *m = make(layers[i], "init", init_index("ones_"), NULL, 0);
        assert_near(mean_of(m->param[0]), 1, 0, 0);
        assert_near(mean_of(m->param[1]), 0, 0, 0);
        gr_module_release(m);
    }
}

static void weights_are_drawn_anew(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_conv2d, NULL, 0, NULL, 0), *copy = NULL;
    uint32_t version = gr_tensor_version(m->param[0]);
    assert_int_equal(gr_module_clone(m, &copy), GR_OK);
    assert_memory_equal(copy->param[0]->data, m->param[0]->data,
                        m->param[0]->numel * sizeof(GrReal));
    assert_int_equal(gr_module_reset(m), GR_OK);
    assert_memory_not_equal(copy->param[0]->data, m->param[0]->data,
                            m->param[0]->numel * sizeof(GrReal));
    assert_true(gr_tensor_version(m->param[0]) > version); /* a pending backward would notice */
    gr_module_release(m), gr_module_release(copy);
}

static void layers_without_bias_have_none(void **state) {
    (void)state;
    GrModule *m = make(GR_LAYER_conv2d, "bias", 0, NULL, 0);
    assert_null(m->param[1]);
    gr_module_release(m);
}

/* ---- memory --------------------------------------------------------------------------------- */

static GrStatus live(int which) {
    GrModule *m = NULL;
    GrTensor *x = NULL, *y = NULL;
    GrStatus status = try_make(which, NULL, 0, NULL, 0, &m);
    if (status == GR_OK && which == GR_LAYER_conv2d)
        status = gr_tensor_filled(4, (int[]){2, 3, 4, 4}, 1, &x);
    else if (status == GR_OK)
        status = gr_tensor_filled(2, (int[]){4, 3}, 1, &x);
    if (status == GR_OK)
        status = gr_module_forward(m, x, &y);
    if (y)
        gr_release(y);
    if (x)
        gr_release(x);
    gr_module_release(m);
    return status;
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    for (int i = 0; i < GR_LAYER_COUNT; i++) {
        size_t before = gr_memory().count, n = 1;
        GrStatus status = GR_MEMORY;
        for (; status != GR_OK && n < 60; n++) {
            gr_memory_fail_at(n);
            status = live(i);
            gr_memory_fail_at(0);
            if (status != GR_OK && status != GR_MEMORY)
                fail_msg("%s: status %d after allocation %zu failed", gr_layers[i]->doc.name,
                         (int)status, n);
            if (gr_memory().count != before)
                fail_msg("%s keeps memory after allocation %zu failed", gr_layers[i]->doc.name, n);
        }
        assert_int_equal(status, GR_OK);
        assert_true(n > 2);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dropout_means_the_same_in_both_modes),
        cmocka_unit_test(dropout_drops_its_share),
        cmocka_unit_test(dropout_gives_gradients_to_what_it_kept),
        cmocka_unit_test(p_drop_and_keep_follow_one_another),
        cmocka_unit_test(without_a_number_half_is_dropped),
        cmocka_unit_test(p_drop_and_keep_exclude_one_another),
        cmocka_unit_test(running_statistics_approach_the_batches),
        cmocka_unit_test(layers_make_their_shapes),
        cmocka_unit_test(wrong_shapes_are_named),
        cmocka_unit_test(norms_name_their_features),
        cmocka_unit_test(pools_name_their_images),
        cmocka_unit_test(default_weights_are_pytorchs),
        cmocka_unit_test(a_named_rule_sets_weights_and_clears_biases),
        cmocka_unit_test(weights_are_drawn_anew),
        cmocka_unit_test(layers_without_bias_have_none),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
