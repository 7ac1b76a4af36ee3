/* Optimizers: 30 steps against PyTorch's (golden/optim_NAME.txt) for every option, and what the
 * rules promise. Runs in float here, in double in test_optims_double.c. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/optim.h"
#include "near.h"

#define N 6     /* weights of the golden problem */
#define SPLIT 4 /* the first parameter has this many of them, the second the others */
#define STEPS 30
#define IS_DOUBLE (sizeof(GrReal) == sizeof(double))

/* ---- helpers -------------------------------------------------------------------------------- */

static const GrOptimDef *find(const char *name) {
    for (int i = 0; i < GR_OPTIM_COUNT; i++)
        if (strcmp(gr_isa->optim[i]->doc.name, name) == 0)
            return gr_isa->optim[i];
    fail_msg("no optimizer %s", name);
    return NULL;
}

static int find_arg(const GrOptimDef *def, const char *name) {
    int i = 0;
    while (def->args[i].type != GR_ARG_END && strcmp(def->args[i].name, name) != 0)
        i++;
    if (def->args[i].type == GR_ARG_END)
        fail_msg("%s has no option %s", def->doc.name, name);
    return i;
}

static void defaults(const GrOptimDef *def, GrValue *arg) {
    memset(arg, 0, GR_MAX_ARG * sizeof *arg);
    for (int i = 0; def->args[i].type != GR_ARG_END; i++) {
        arg[i].num = def->args[i].def;
        arg[i].num2 = def->args[i].def2;
    }
}

static GrTensor *parameter(int n, const double *number) {
    GrTensor *t = NULL;
    assert_int_equal(gr_tensor_new(1, &n, &t), GR_OK);
    for (int i = 0; i < n; i++)
        t->data[i] = (GrReal)number[i];
    t->requires_grad = true;
    return t;
}

/* Puts a gradient where backward would. */
static void set_grad(GrTensor *w, const double *number) {
    GrReal *g;
    bool fresh;
    gr_tensor_zero_grad(w);
    assert_int_equal(gr_grad_open(w, &g, &fresh), GR_OK);
    for (size_t i = 0; i < w->numel; i++)
        g[i] = (GrReal)number[i];
}

/* An optimizer with defaults, one option set (NULL: none), over the given parameters. */
static GrOptim *make(const char *name, const char *option, double value, GrTensor **w, int n) {
    GrValue arg[GR_MAX_ARG];
    const GrOptimDef *def = find(name);
    GrOptim *o = NULL;
    defaults(def, arg);
    if (def->args[0].required)
        arg[0].num = 0.1;
    if (option)
        arg[find_arg(def, option)].num = value;
    assert_int_equal(gr_optim_new(def, w, n, arg, &o), GR_OK);
    return o;
}

/* ---- against PyTorch ------------------------------------------------------------------------ */

typedef struct Problem {
    double h[N], c[N], start[N], noise[STEPS][N];
} Problem;

typedef struct Run {
    const Problem *problem;
    const GrOptimDef *def;
    GrTensor *w[2];
    GrOptim *optim;
    int t;
    char options[200];
} Run;

static char *read_numbers(char *text, double *number) {
    for (int i = 0; i < N; i++)
        number[i] = strtod(text, &text);
    return text;
}

static void read_problem(const char *word, char *rest, Problem *p) {
    if (strcmp(word, "h") == 0)
        read_numbers(rest, p->h);
    else if (strcmp(word, "c") == 0)
        read_numbers(rest, p->c);
    else if (strcmp(word, "start") == 0)
        read_numbers(rest, p->start);
    else {
        long t = strtol(rest, &rest, 10);
        read_numbers(rest, p->noise[t - 1]);
    }
}

/* "lr=0.1 betas=0.5,0.9" */
static void read_options(Run *run, char *text, GrValue *arg) {
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) {
        char *equals = strchr(word, '=');
        *equals = '\0';
        GrValue *value = &arg[find_arg(run->def, word)];
        value->num = strtod(equals + 1, &equals);
        if (*equals == ',')
            value->num2 = strtod(equals + 1, NULL);
    }
}

static void end_run(Run *run) {
    if (!run->optim)
        return;
    assert_int_equal(run->t, STEPS);
    gr_optim_free(run->optim);
    gr_release(run->w[0]);
    gr_release(run->w[1]);
    run->optim = NULL;
}

static void begin_run(Run *run, char *options) {
    GrValue arg[GR_MAX_ARG];
    end_run(run);
    snprintf(run->options, sizeof run->options, "%s", options);
    defaults(run->def, arg);
    read_options(run, options, arg);
    run->w[0] = parameter(SPLIT, run->problem->start);
    run->w[1] = parameter(N - SPLIT, run->problem->start + SPLIT);
    run->t = 0;
    assert_int_equal(gr_optim_new(run->def, run->w, 2, arg, &run->optim), GR_OK);
}

static void step(Run *run) {
    const Problem *p = run->problem;
    double g[N];
    for (int i = 0; i < N; i++) {
        const GrTensor *w = run->w[i >= SPLIT];
        g[i] = p->h[i] * ((double)w->data[i % SPLIT] - p->c[i]) + p->noise[run->t][i];
    }
    set_grad(run->w[0], g);
    set_grad(run->w[1], g + SPLIT);
    assert_int_equal(gr_optim_step(run->optim), GR_OK);
    run->t++;
}

/* In float the promise is 3e-3 after 30 steps; half of that is asked. */
static void compare(Run *run, char *rest) {
    double want[N], rtol = IS_DOUBLE ? 1e-9 : 1.5e-3;
    long t = strtol(rest, &rest, 10);
    read_numbers(rest, want);
    while (run->t < t)
        step(run);
    for (int i = 0; i < N; i++) {
        double got = (double)run->w[i >= SPLIT]->data[i % SPLIT];
        if (!near(got, want[i], rtol, IS_DOUBLE ? 1e-12 : 1e-6))
            fail_msg("%s{%s}: weight %d after step %ld is %.9g, expected %.9g", run->def->doc.name,
                     run->options, i, t, got, want[i]);
    }
}

static void read_line(char *line, Problem *p, Run *run, int *cases) {
    char word[16];
    int used = 0;
    assert_int_equal(sscanf(line, "%15s%n", word, &used), 1);
    if (strcmp(word, "case") == 0) {
        begin_run(run, line + used);
        ++*cases;
    } else if (strcmp(word, "step") == 0) {
        compare(run, line + used);
    } else if (word[0] != '#') {
        read_problem(word, line + used, p);
    }
}

static void check_golden(const GrOptimDef *def) {
    Problem problem;
    memset(&problem, 0, sizeof problem);
    Run run = {.problem = &problem, .def = def};
    char path[80] = "tests/golden/optim_", line[400];
    size_t length = strlen(path);
    for (const char *c = def->doc.name; *c; c++)
        path[length++] = (char)tolower((unsigned char)*c);
    snprintf(path + length, sizeof path - length, ".txt");
    FILE *file = fopen(path, "r");
    int cases = 0;
    if (!file)
        fail_msg("no golden numbers for %s: %s", def->doc.name, path);
    while (fgets(line, sizeof line, file))
        read_line(line, &problem, &run, &cases);
    fclose(file);
    end_run(&run);
    assert_true(cases >= 4);
}

static void trajectories_are_pytorchs(void **state) {
    (void)state;
    for (int i = 0; i < GR_OPTIM_COUNT; i++)
        check_golden(gr_isa->optim[i]);
}

/* ---- what the rules promise ----------------------------------------------------------------- */

/* Gradients a million times apart, all the same first step. */
static void adams_first_step_is_the_learning_rate(void **state) {
    (void)state;
    static const char *const names[] = {"Adam", "Adamax"};
    static const double g[] = {1e-3, -1e3, 5}, start[] = {0, 0, 0};
    for (size_t k = 0; k < 2; k++) {
        GrTensor *w = parameter(3, start);
        GrOptim *o = make(names[k], "lr", 0.25, &w, 1);
        set_grad(w, g);
        assert_int_equal(gr_optim_step(o), GR_OK);
        const double want[] = {-0.25, 0.25, -0.25};
        assert_all_near(w->data, want, 3, 2e-5, 0); /* eps is 1e-5 of the smallest gradient */
        gr_optim_free(o), gr_release(w);
    }
}

/* The centred mean square of a constant gradient goes to 0, and rounding may bring it below. */
static void centred_rmsprop_survives_a_constant_gradient(void **state) {
    (void)state;
    static const double g[] = {0.1, 0.7, 1.3}, start[] = {0, 0, 0};
    GrTensor *w = parameter(3, start);
    GrOptim *o = make("RMSprop", "centered", 1, &w, 1);
    o->arg[find_arg(o->def, "alpha")].num = 0.5;
    for (int t = 0; t < 2000; t++) {
        set_grad(w, g);
        assert_int_equal(gr_optim_step(o), GR_OK);
        for (int i = 0; i < 3; i++)
            assert_true(isfinite((double)w->data[i]));
    }
    gr_optim_free(o), gr_release(w);
}

static void weight_decay_alone_shrinks_weights(void **state) {
    (void)state;
    static const double zero[] = {0, 0}, start[] = {1, -2};
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        const char *name = gr_isa->optim[i]->doc.name;
        if (strcmp(name, "Rprop") == 0)
            continue; /* has none */
        GrTensor *w = parameter(2, start);
        GrOptim *o = make(name, "weight_decay", 0.1, &w, 1);
        for (int t = 0; t < 10; t++) {
            set_grad(w, zero);
            assert_int_equal(gr_optim_step(o), GR_OK);
        }
        assert_true(w->data[0] > 0 && w->data[0] < 1 && w->data[1] < 0 && w->data[1] > -2);
        gr_optim_free(o), gr_release(w);
    }
}

/* Runs one or two parameters; the second gets a gradient in every third step only. */
static void train(const char *name, GrTensor **w, int n, int odd) {
    GrOptim *o = make(name, NULL, 0, w, n);
    for (int t = 0; t < 12; t++) {
        for (int k = 0; k < n; k++) {
            const double g[] = {sin(3 * t + k + odd), cos(t + k + odd), 0.5, -t};
            bool skips = (k + odd) % 2 == 1 && t % 3 != 0;
            if (!skips)
                set_grad(w[k], g);
            else if (w[k]->grad)
                gr_release(w[k]->grad), w[k]->grad = NULL;
        }
        assert_int_equal(gr_optim_step(o), GR_OK);
    }
    gr_optim_free(o);
}

/* A parameter without a gradient is left alone and does not age; neighbours change nothing. */
static void parameters_are_stepped_on_their_own(void **state) {
    (void)state;
    static const double start[] = {0.5, -1, 2, 0};
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        const char *name = gr_isa->optim[i]->doc.name;
        GrTensor *both[] = {parameter(4, start), parameter(4, start)};
        GrTensor *first = parameter(4, start), *second = parameter(4, start);
        train(name, both, 2, 0);
        train(name, &first, 1, 0);
        train(name, &second, 1, 1);
        assert_memory_equal(both[0]->data, first->data, 4 * sizeof(GrReal));
        assert_memory_equal(both[1]->data, second->data, 4 * sizeof(GrReal));
        gr_release(both[0]), gr_release(both[1]), gr_release(first), gr_release(second);
    }
}

/* Equal weights with equal gradients stay bit-equal, wherever they lie in a vector. */
static void equal_weights_stay_equal(void **state) {
    (void)state;
    enum { MANY = 37 };
    double start[MANY], g[MANY];
    for (int i = 0; i < MANY; i++)
        start[i] = 0.1;
    for (int k = 0; k < GR_OPTIM_COUNT; k++) {
        GrTensor *w = parameter(MANY, start);
        GrOptim *o = make(gr_isa->optim[k]->doc.name, NULL, 0, &w, 1);
        for (int t = 0; t < 10000; t++) {
            for (int i = 0; i < MANY; i++)
                g[i] = sin(0.7 * t) + 0.1 * (double)w->data[0];
            set_grad(w, g);
            assert_int_equal(gr_optim_step(o), GR_OK);
        }
        for (int i = 1; i < MANY; i++)
            assert_memory_equal(&w->data[i], &w->data[0], sizeof(GrReal));
        gr_optim_free(o), gr_release(w);
    }
}

static void nan_is_never_hidden(void **state) {
    (void)state;
    static const double g[] = {NAN}, start[] = {1};
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        GrTensor *w = parameter(1, start);
        GrOptim *o = make(gr_isa->optim[i]->doc.name, NULL, 0, &w, 1);
        set_grad(w, g);
        assert_int_equal(gr_optim_step(o), GR_OK);
        if (!isnan((double)w->data[0]))
            fail_msg("%s steps on a NaN gradient to %g", o->def->doc.name, (double)w->data[0]);
        gr_optim_free(o), gr_release(w);
    }
}

/* ---- what is refused ------------------------------------------------------------------------ */

static void refuse(const char *name, const GrValue *arg, GrStatus want, const char *message,
                   const char *hint) {
    GrTensor *w = parameter(1, (const double[]){0});
    GrOptim *o = NULL;
    assert_int_equal(gr_optim_new(find(name), &w, 1, arg, &o), want);
    assert_null(o);
    assert_string_equal(gr_message(), message);
    assert_string_equal(gr_message_hint(), hint);
    gr_release(w);
}

static void settings_that_do_not_go_together(void **state) {
    (void)state;
    GrValue arg[GR_MAX_ARG];
    defaults(find("SGD"), arg);
    arg[find_arg(find("SGD"), "nesterov")].num = 1;
    refuse(
        "SGD", arg, GR_OPTION,
        "SGD: nesterov looks a momentum step ahead, so it needs momentum above 0 and dampening 0, "
        "not 0 and 0",
        "{lr=0.1, momentum=0.9, nesterov=true}");
    defaults(find("Rprop"), arg);
    arg[find_arg(find("Rprop"), "etas")] = (GrValue){.num = 1.2, .num2 = 0.5};
    refuse("Rprop", arg, GR_RANGE, "Rprop: etas are a number below 1 and one above, not {1.2, 0.5}",
           "{0.5, 1.2} halves a step that went too far");
    defaults(find("Rprop"), arg);
    arg[find_arg(find("Rprop"), "step_sizes")] = (GrValue){.num = 1, .num2 = 0.5};
    refuse("Rprop", arg, GR_RANGE,
           "Rprop: step_sizes are the smallest and the largest, not {1, 0.5}", "");
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        const GrOptimDef *def = gr_isa->optim[i];
        GrTensor *w = parameter(2, (const double[]){1, 2});
        GrValue arg[GR_MAX_ARG];
        defaults(def, arg);
        size_t before = gr_memory().count;
        GrStatus status = GR_MEMORY;
        GrOptim *o = NULL;
        for (size_t n = 1; status != GR_OK && n < 30; n++) {
            gr_memory_fail_at(n);
            status = gr_optim_new(def, &w, 1, arg, &o);
            gr_memory_fail_at(0);
            if (status != GR_OK) {
                assert_int_equal(status, GR_MEMORY);
                assert_null(o);
                assert_int_equal(gr_memory().count, before);
            }
        }
        assert_int_equal(status, GR_OK);
        gr_optim_free(o), gr_release(w);
    }
}

static void records_are_complete(void **state) {
    (void)state;
    for (int i = 0; i < GR_OPTIM_COUNT; i++) {
        const GrOptimDef *def = gr_isa->optim[i];
        assert_true(def->doc.name && def->doc.summary && def->doc.formula && def->doc.source);
        assert_non_null(def->doc.example);
        assert_string_equal(def->args[0].name, "lr");
        for (int s = 0; s < def->n_state; s++)
            assert_non_null(def->state_names[s]);
        for (int a = 0; def->args[a].type != GR_ARG_END; a++)
            assert_non_null(def->args[a].doc);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trajectories_are_pytorchs),
        cmocka_unit_test(adams_first_step_is_the_learning_rate),
        cmocka_unit_test(centred_rmsprop_survives_a_constant_gradient),
        cmocka_unit_test(weight_decay_alone_shrinks_weights),
        cmocka_unit_test(parameters_are_stepped_on_their_own),
        cmocka_unit_test(equal_weights_stay_equal),
        cmocka_unit_test(nan_is_never_hidden),
        cmocka_unit_test(settings_that_do_not_go_together),
        cmocka_unit_test(failing_allocations_leave_nothing),
        cmocka_unit_test(records_are_complete),
    };
    gr_isa_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
