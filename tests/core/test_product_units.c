/* Units that begin with equal weights stay equal to the last bit, on every build: the lesson on
 * constant initialization needs a difference of exactly 0. A product that rounds one column
 * differently from its neighbour, or a loop whose last few numbers are computed otherwise, would
 * tear them apart within a few steps. */
#include <string.h>

#include "core/isa.h"
#include "core/optim.h"
#include "tensors.h"

#define INPUTS 5
#define SHORT_RUN 200
#define LONG_RUN 10000

enum { W1, B1, W2, B2, W3, B3, PARAMS };

/* A network INPUTS-width-width-1 of tanh, and its data. */
typedef struct Net {
    int width, batch;
    GrTensor *param[PARAMS], *x, *y;
    GrOptim *optim;
} Net;

static GrTensor *equal_numbers(int ndim, const int *shape, double value) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_filled(ndim, shape, value, &t), GR_OK);
    t->flags |= GR_IS_PARAMETER;
    return wants_grad(t);
}

static void set_default(const GrArg *args, GrValue *value) {
    for (int i = 0; args[i].type != GR_ARG_END; i++)
        value[i] = (GrValue){.num = args[i].def, .num2 = args[i].def2};
}

static void build(Net *net, int width, int batch, const GrOptimDef *rule) {
    GrRng rng;
    GrValue value[GR_MAX_ARG] = {{0}};
    int w = width;
    gr_rng_seed(&rng, 3);
    *net = (Net){.width = width, .batch = batch};
    net->param[W1] = equal_numbers(2, (int[]){w, INPUTS}, 0.1);
    net->param[B1] = equal_numbers(1, &w, 0.1);
    net->param[W2] = equal_numbers(2, (int[]){w, w}, 0.1);
    net->param[B2] = equal_numbers(1, &w, 0.1);
    net->param[W3] = equal_numbers(2, (int[]){1, w}, 0.1);
    net->param[B3] = equal_numbers(1, (int[]){1}, 0.1);
    for (int i = 0; i < INPUTS; i++) /* the inputs of a unit differ, the units do not */
        for (int u = 0; u < w; u++)
            net->param[W1]->data[u * INPUTS + i] = (GrReal)(0.3 * i - 0.5);
    net->x = random_tensor(&rng, 2, (int[]){batch, INPUTS});
    net->y = random_tensor(&rng, 2, (int[]){batch, 1});
    set_default(rule->args, value);
    value[0].num = 0.01; /* lr */
    assert_int_equal(gr_optim_new(rule, net->param, PARAMS, value, &net->optim), GR_OK);
}

static void release(Net *net) {
    gr_optim_free(net->optim);
    for (int i = 0; i < PARAMS; i++)
        gr_release(net->param[i]);
    gr_release(net->x), gr_release(net->y);
}

static GrTensor *layer(GrTensor *x, GrTensor *const *param, bool bent) {
    GrTensor *in[] = {x, param[0], param[1]}, *y = apply_to(GR_OP(linear), in, 3, NULL);
    gr_release(x);
    if (!bent)
        return y;
    GrTensor *h = apply1(GR_OP(tanh), y);
    gr_release(y);
    return h;
}

static void step(Net *net) {
    GrTensor *h = layer(gr_retain(net->x), net->param + W1, true);
    h = layer(h, net->param + W2, true);
    h = layer(h, net->param + W3, false);
    GrTensor *in[] = {h, net->y};
    GrTensor *loss = apply_to(&gr_isa->loss[GR_LOSS_mse]->op, in, 2, (const double[GR_MAX_ARG]){0});
    gr_optim_zero_grad(net->optim);
    assert_int_equal(gr_backward(loss, false), GR_OK);
    assert_int_equal(gr_optim_step(net->optim), GR_OK);
    gr_release(h), gr_release(loss);
}

/* Rows of t are equal to its first row, bit for bit. */
static bool rows_are_equal(const GrTensor *t, int rows) {
    size_t row = t->numel / (size_t)rows;
    for (int i = 1; i < rows; i++)
        if (memcmp(t->data, t->data + (size_t)i * row, row * sizeof(GrReal)) != 0)
            return false;
    return true;
}

static void check_equal(const Net *net, const char *rule, int steps) {
    int w = net->width;
    bool equal = rows_are_equal(net->param[W1], w) && rows_are_equal(net->param[B1], w) &&
                 rows_are_equal(net->param[W2], w * w) && rows_are_equal(net->param[B2], w) &&
                 rows_are_equal(net->param[W3], w);
    if (!equal)
        fail_msg("%s, %s, width %d, batch %d: units differ after %d steps", gr_isa->name, rule, w,
                 net->batch, steps);
}

static void run(const GrOptimDef *rule, int width, int batch, int steps) {
    Net net;
    build(&net, width, batch, rule);
    GrReal before = net.param[W2]->data[0];
    for (int i = 1; i <= steps; i++) {
        step(&net);
        if (i % 50 == 0)
            check_equal(&net, rule->doc.name, i);
    }
    assert_true(net.param[W2]->data[0] != before && isfinite((double)net.param[W2]->data[0]));
    release(&net);
}

static const char *const builds[] = {"base", "avx2", "avx512"};
static const GrOptimDef *rule_of(int i) {
    return gr_isa->optim[i ? GR_OPTIM_adam : GR_OPTIM_sgd];
}

static void units_stay_equal(void **state) {
    (void)state;
    static const int width[] = {3, 7, 10, 17, 33, 100}, batch[] = {1, 7, 32};
    for (int b = 0; b < 3; b++)
        for (int i = 0; gr_isa_choose(builds[b]) && i < 6 * 3 * 2; i++)
            run(rule_of(i % 2), width[i / 6], batch[i / 2 % 3], SHORT_RUN);
    gr_isa_choose(NULL);
}

static void units_stay_equal_for_long(void **state) {
    (void)state;
    static const int width[] = {3, 10, 17}, batch[] = {7, 32, 1};
    for (int b = 0; b < 3; b++)
        for (int i = 0; gr_isa_choose(builds[b]) && i < 3 * 2; i++)
            run(rule_of(i % 2), width[i / 2], batch[i / 2], LONG_RUN);
    gr_isa_choose(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(units_stay_equal),
                                       cmocka_unit_test(units_stay_equal_for_long)};
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
