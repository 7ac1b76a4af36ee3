/* The data generators: geometry, labels, shares of wrong labels, seeds, and what happens when
 * memory ends or Ctrl-C comes. */
#include "core/data.h"

#include <string.h>

#include "core/memory.h"
#include "near.h"

/* What a generator made. */
typedef struct Rows {
    GrTensor *x, *y;
    GrTask task;
    int classes;
} Rows;

static int find_arg(const GrDataDef *def, const char *name) {
    for (int i = 0; def->args[i].type != GR_ARG_END; i++)
        if (strcmp(def->args[i].name, name) == 0)
            return i;
    fail_msg("%s has no argument %s", def->doc.name, name);
    return -1;
}

static void defaults(const GrDataDef *def, GrValue *arg) {
    memset(arg, 0, GR_MAX_ARG * sizeof *arg);
    for (int i = 0; def->args[i].type != GR_ARG_END; i++)
        arg[i].num = def->args[i].def;
}

static Rows make(int which, const GrValue *arg, uint64_t seed) {
    Rows r = {0};
    GrRng rng;
    gr_rng_seed(&rng, seed);
    assert_int_equal(gr_data[which]->make(arg, &rng, &r.x, &r.y, &r.task, &r.classes), GR_OK);
    return r;
}

/* Makes n rows with one more argument set (NULL: none), and without noise. */
static Rows make_plain(int which, int n, const char *name, double value) {
    GrValue arg[GR_MAX_ARG];
    const GrDataDef *def = gr_data[which];
    defaults(def, arg);
    arg[find_arg(def, "n")].num = n;
    for (int i = 0; def->args[i].type != GR_ARG_END; i++)
        if (strcmp(def->args[i].name, "noise") == 0 || strcmp(def->args[i].name, "std") == 0)
            arg[i].num = 0;
    if (name)
        arg[find_arg(def, name)].num = value;
    return make(which, arg, 1);
}

static void release(Rows *r) {
    gr_release(r->x);
    gr_release(r->y);
}

static double x_at(const Rows *r, int row, int column) {
    return (double)r->x->data[row * r->x->shape[1] + column];
}

static double y_at(const Rows *r, int row) {
    return (double)r->y->data[row];
}

static double mean_y(const Rows *r) {
    double sum = 0;
    for (size_t i = 0; i < r->y->numel; i++)
        sum += (double)r->y->data[i];
    return sum / (double)r->y->numel;
}

/* ---- every generator ------------------------------------------------------------------------ */

static void check_targets(const GrDataDef *def, const Rows *r) {
    for (size_t i = 0; i < r->y->numel; i++) {
        double y = (double)r->y->data[i];
        bool good = r->task == GR_TASK_REGRESSION   ? isfinite(y)
                    : r->task == GR_TASK_MULTICLASS ? y == floor(y) && y >= 1 && y <= r->classes
                                                    : y == 0 || y == 1;
        if (!good)
            fail_msg("%s: target %g in row %zu", def->doc.name, y, i);
    }
}

static void defaults_make_a_data_set(void **state) {
    (void)state;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        GrValue arg[GR_MAX_ARG];
        defaults(gr_data[d], arg);
        Rows r = make(d, arg, 1);
        assert_int_equal(r.x->ndim, 2);
        assert_int_equal(r.x->shape[0], arg[0].num);
        assert_int_equal(r.y->shape[0], r.x->shape[0]);
        assert_int_equal(r.y->ndim, r.task == GR_TASK_MULTICLASS ? 1 : 2);
        for (size_t i = 0; i < r.x->numel; i++)
            assert_true(isfinite((double)r.x->data[i]));
        check_targets(gr_data[d], &r);
        release(&r);
    }
}

static void records_are_complete(void **state) {
    (void)state;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        const GrDataDef *def = gr_data[d];
        assert_non_null(def->doc.summary);
        assert_non_null(def->doc.formula);
        assert_non_null(def->doc.shapes);
        assert_non_null(def->doc.example);
        assert_string_equal(def->args[0].name, "n");
        for (int i = 0; def->args[i].type != GR_ARG_END; i++)
            assert_non_null(def->args[i].doc);
    }
}

static void equal_seeds_give_equal_bits(void **state) {
    (void)state;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        GrValue arg[GR_MAX_ARG];
        defaults(gr_data[d], arg);
        arg[0].num = 50;
        Rows a = make(d, arg, 7), b = make(d, arg, 7), c = make(d, arg, 8);
        assert_memory_equal(a.x->data, b.x->data, a.x->numel * sizeof(GrReal));
        assert_memory_equal(a.y->data, b.y->data, a.y->numel * sizeof(GrReal));
        assert_memory_not_equal(a.x->data, c.x->data, a.x->numel * sizeof(GrReal));
        release(&a), release(&b), release(&c);
    }
}

static void one_row_is_enough(void **state) {
    (void)state;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        Rows r = make_plain(d, 1, NULL, 0);
        assert_int_equal(r.x->shape[0], 1);
        check_targets(gr_data[d], &r);
        release(&r);
    }
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        GrValue arg[GR_MAX_ARG];
        GrRng rng;
        Rows r = {0};
        defaults(gr_data[d], arg);
        gr_rng_seed(&rng, 1);
        size_t before = gr_memory().count;
        GrStatus status = GR_MEMORY;
        for (size_t n = 1; status != GR_OK && n < 20; n++) {
            gr_memory_fail_at(n);
            status = gr_data[d]->make(arg, &rng, &r.x, &r.y, &r.task, &r.classes);
            gr_memory_fail_at(0);
            if (status != GR_OK) {
                assert_int_equal(status, GR_MEMORY);
                assert_null(r.x);
                assert_null(r.y);
                assert_int_equal(gr_memory().count, before);
            }
        }
        assert_int_equal(status, GR_OK);
        release(&r);
    }
}

static void ctrl_c_stops_between_rows(void **state) {
    (void)state;
    size_t before = gr_memory().count;
    for (int d = 0; d < GR_DATA_COUNT; d++) {
        GrValue arg[GR_MAX_ARG];
        GrRng rng;
        Rows r = {0};
        defaults(gr_data[d], arg);
        gr_rng_seed(&rng, 1);
        gr_interrupted = 1;
        GrStatus status = gr_data[d]->make(arg, &rng, &r.x, &r.y, &r.task, &r.classes);
        gr_interrupted = 0;
        assert_int_equal(status, GR_CANCELLED);
        assert_int_equal(gr_memory().count, before);
    }
}

/* ---- one by one ----------------------------------------------------------------------------- */

static void moons_are_half_circles(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_moons, 400, NULL, 0);
    assert_near(mean_y(&r), 0.5, 0, 0);
    for (int i = 0; i < 400; i++) {
        bool lower = y_at(&r, i) == 1;
        double dx = x_at(&r, i, 0) - lower, dy = lower ? 0.5 - x_at(&r, i, 1) : x_at(&r, i, 1);
        assert_near(hypot(dx, dy), 1, 1e-6, 0);
        assert_true(dy >= -1e-6);
    }
    release(&r);
}

static void circles_have_their_radii(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_circles, 300, "factor", 0.3);
    assert_near(mean_y(&r), 0.5, 0, 0);
    for (int i = 0; i < 300; i++)
        assert_near(hypot(x_at(&r, i, 0), x_at(&r, i, 1)), y_at(&r, i) == 1 ? 0.3 : 1, 1e-6, 0);
    release(&r);
}

/* The angle of a point follows from its radius and its arm. */
static void spirals_wind(void **state) {
    (void)state;
    for (int arms = 2; arms <= 5; arms++) {
        Rows r = make_plain(GR_DATA_spirals, 30 * arms + 1, "classes", arms);
        assert_int_equal(r.task, arms == 2 ? GR_TASK_BINARY : GR_TASK_MULTICLASS);
        assert_int_equal(r.classes, arms);
        for (int i = 0; i < r.x->shape[0]; i++) {
            double radius = hypot(x_at(&r, i, 0), x_at(&r, i, 1));
            double arm = y_at(&r, i) - (arms == 2 ? 0 : 1);
            double t = 2 * GR_PI * arm / arms + 4 * radius;
            assert_near(x_at(&r, i, 0), radius * sin(t), 0, 1e-5);
            assert_near(x_at(&r, i, 1), radius * cos(t), 0, 1e-5);
        }
        release(&r);
    }
}

static void blobs_lie_on_a_circle_of_radius_3(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_blobs, 60, "classes", 4);
    for (int i = 0; i < 60; i++) {
        double angle = 2 * GR_PI * (y_at(&r, i) - 1) / 4;
        assert_near(x_at(&r, i, 0), 3 * cos(angle), 0, 1e-6);
        assert_near(x_at(&r, i, 1), 3 * sin(angle), 0, 1e-6);
    }
    release(&r);
}

/* 4,000 rows: the deviation of a mean is 0.5 / sqrt(1000) = 0.016; 0.1 is six of them. */
static void blobs_keep_their_centres_for_any_seed(void **state) {
    (void)state;
    GrValue arg[GR_MAX_ARG];
    double centre[2][4] = {{0}};
    defaults(gr_data[GR_DATA_blobs], arg);
    arg[0].num = 4000, arg[1].num = 4, arg[2].num = 0.5, arg[3].num = 4;
    for (int s = 0; s < 2; s++) {
        Rows r = make(GR_DATA_blobs, arg, (uint64_t)s + 1);
        for (int i = 0; i < 4000; i++)
            for (int d = 0; d < 4 && y_at(&r, i) == 2; d++)
                centre[s][d] += x_at(&r, i, d) / 1000;
        release(&r);
    }
    assert_all_near(centre[0], centre[1], 4, 0, 0.1);
    assert_true(fabs(centre[0][2]) > 0.15); /* the extra coordinates are not all at 0 */
}

static void xor_is_true_where_inputs_differ(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_xor, 40, NULL, 0);
    int corners[2][2] = {{0}};
    for (int i = 0; i < 40; i++) {
        assert_near(y_at(&r, i), x_at(&r, i, 0) * x_at(&r, i, 1) < 0, 0, 0);
        corners[x_at(&r, i, 0) > 0][x_at(&r, i, 1) > 0]++;
    }
    for (int c = 0; c < 4; c++)
        assert_int_equal(corners[c / 2][c % 2], 10);
    release(&r);
}

static void curves_follow_their_formula(void **state) {
    (void)state;
    Rows s = make_plain(GR_DATA_sine, 50, NULL, 0);
    Rows p = make_plain(GR_DATA_polynomial, 50, "degree", 3);
    Rows q = make_plain(GR_DATA_polynomial, 50, "degree", 5);
    for (int i = 0; i < 50; i++) {
        double x = x_at(&p, i, 0);
        assert_near(y_at(&s, i), sin(GR_PI * x_at(&s, i, 0)), 0, 2e-6);
        assert_near(y_at(&p, i), 4 * x * x * x - 3 * x, 0, 2e-6);
        assert_near(y_at(&q, i), cos(5 * acos(x_at(&q, i, 0))), 0, 2e-5);
        assert_true(fabs(x) <= 1);
    }
    release(&s), release(&p), release(&q);
}

static void even_places_x_in_order(void **state) {
    (void)state;
    Rows s = make_plain(GR_DATA_sine, 21, "even", 1);
    Rows p = make_plain(GR_DATA_polynomial, 21, "even", 1);
    for (int i = 0; i < 21; i++) {
        assert_near(x_at(&s, i, 0), -1 + 0.1 * i, 0, 1e-6);
        assert_near(x_at(&p, i, 0), -1 + 0.1 * i, 0, 1e-6);
    }
    release(&s), release(&p);
}

/* Mean square of the noise over 20,000 rows: 0.09 with a deviation of 0.09 sqrt(2 / 20000) =
 * 0.0009. */
static void noise_has_its_deviation(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_sine, 20000, "noise", 0.3);
    double square = 0;
    for (int i = 0; i < 20000; i++)
        square += pow(y_at(&r, i) - sin(GR_PI * x_at(&r, i, 0)), 2) / 20000;
    assert_near(square, 0.09, 0, 0.006);
    release(&r);
}

/* Which signs a cat has: 20,000 animals, each frequency within six deviations (0.03). */
static void cats_have_their_signs(void **state) {
    (void)state;
    static const double want[2][5] = {{0.25, 0.80, 0.45, 0.55, 0.85},
                                      {0.95, 0.97, 0.93, 0.92, 0.96}};
    Rows r = make_plain(GR_DATA_cats, 20000, NULL, 0);
    double seen[2][5] = {{0}}, count[2] = {0};
    for (int i = 0; i < 20000; i++) {
        int cat = (int)y_at(&r, i);
        count[cat]++;
        for (int d = 0; d < 5; d++)
            seen[cat][d] += x_at(&r, i, d);
    }
    for (int c = 0; c < 2; c++)
        for (int d = 0; d < 5; d++)
            assert_near(seen[c][d] / count[c], want[c][d], 0, 0.03);
    assert_near(count[1] / 20000, 0.5, 0, 0.03);
    assert_string_equal(gr_data[GR_DATA_cats]->feature_names[0], "fur");
    release(&r);
}

/* Several labels of a row may be true together, and each is in a fair share of rows. */
static void multilabel_answers_are_not_exclusive(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_multilabel, 2000, NULL, 0);
    double share[4] = {0};
    int several = 0, none = 0;
    for (int i = 0; i < 2000; i++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += (double)r.y->data[4 * i + k];
            share[k] += (double)r.y->data[4 * i + k] / 2000;
        }
        several += sum > 1;
        none += sum == 0;
    }
    for (int k = 0; k < 4; k++)
        assert_true(share[k] > 0.25 && share[k] < 0.55);
    assert_true(several > 400 && none > 50);
    release(&r);
}

/* Of 10,000 rows 2,000 are expected wrong, with a deviation of 40. */
static void flips_are_their_share(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_circles, 10000, "flip", 0.2);
    int wrong = 0;
    for (int i = 0; i < 10000; i++)
        wrong += (hypot(x_at(&r, i, 0), x_at(&r, i, 1)) < 0.75) != (y_at(&r, i) == 1);
    assert_true(wrong > 1760 && wrong < 2240);
    release(&r);
}

/* Among more classes a wrong label is any other one, each as often. */
static void flips_reach_every_other_class(void **state) {
    (void)state;
    GrValue arg[GR_MAX_ARG];
    const GrDataDef *def = gr_data[GR_DATA_spirals];
    defaults(def, arg);
    arg[0].num = 3000;
    arg[find_arg(def, "classes")].num = 4;
    arg[find_arg(def, "noise")].num = 0;
    arg[find_arg(def, "flip")].num = 1;
    Rows r = make(GR_DATA_spirals, arg, 1);
    int seen[4][4] = {{0}};
    for (int i = 0; i < 3000; i++) {
        double radius = hypot(x_at(&r, i, 0), x_at(&r, i, 1));
        if (radius < 1e-3)
            continue; /* the arms meet: which one it was cannot be seen */
        double turns = (atan2(x_at(&r, i, 0), x_at(&r, i, 1)) - 4 * radius) / (2 * GR_PI);
        int arm = (int)lround((turns - floor(turns)) * 4) % 4;
        seen[arm][(int)y_at(&r, i) - 1]++;
    }
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < 4; b++)
            assert_true(a == b ? seen[a][b] == 0 : seen[a][b] > 180 && seen[a][b] < 320);
    release(&r);
}

static void digits_are_ink_on_paper(void **state) {
    (void)state;
    Rows r = make_plain(GR_DATA_digits, 200, NULL, 0);
    assert_int_equal(r.x->shape[1], 64);
    for (int i = 0; i < 200; i++) {
        double ink = 0;
        for (int d = 0; d < 64; d++) {
            assert_true(x_at(&r, i, d) >= 0 && x_at(&r, i, d) <= 1);
            ink += x_at(&r, i, d);
        }
        assert_true(ink > 3 && ink < 48);
    }
    assert_string_equal(gr_data[GR_DATA_digits]->class_names[0], "0");
    release(&r);
}

/* The average picture of each digit, learned from one sample, tells most of another sample apart:
 * chance would be 0.1. */
static void digits_differ(void **state) {
    (void)state;
    GrValue arg[GR_MAX_ARG];
    defaults(gr_data[GR_DATA_digits], arg);
    Rows train = make(GR_DATA_digits, arg, 1), test = make(GR_DATA_digits, arg, 2);
    double mean[10][64] = {{0}};
    int right = 0;
    for (int i = 0; i < 1000; i++)
        for (int d = 0; d < 64; d++)
            mean[(int)y_at(&train, i) - 1][d] += x_at(&train, i, d) / 100;
    for (int i = 0; i < 1000; i++) {
        double least = INFINITY;
        int nearest = 0;
        for (int k = 0; k < 10; k++) {
            double distance = 0;
            for (int d = 0; d < 64; d++)
                distance += pow(x_at(&test, i, d) - mean[k][d], 2);
            if (distance < least)
                least = distance, nearest = k + 1;
        }
        right += nearest == (int)y_at(&test, i);
    }
    assert_true(right > 700);
    release(&train), release(&test);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_make_a_data_set),
        cmocka_unit_test(records_are_complete),
        cmocka_unit_test(equal_seeds_give_equal_bits),
        cmocka_unit_test(one_row_is_enough),
        cmocka_unit_test(failing_allocations_leave_nothing),
        cmocka_unit_test(ctrl_c_stops_between_rows),
        cmocka_unit_test(moons_are_half_circles),
        cmocka_unit_test(circles_have_their_radii),
        cmocka_unit_test(spirals_wind),
        cmocka_unit_test(blobs_lie_on_a_circle_of_radius_3),
        cmocka_unit_test(blobs_keep_their_centres_for_any_seed),
        cmocka_unit_test(xor_is_true_where_inputs_differ),
        cmocka_unit_test(curves_follow_their_formula),
        cmocka_unit_test(even_places_x_in_order),
        cmocka_unit_test(noise_has_its_deviation),
        cmocka_unit_test(cats_have_their_signs),
        cmocka_unit_test(multilabel_answers_are_not_exclusive),
        cmocka_unit_test(flips_are_their_share),
        cmocka_unit_test(flips_reach_every_other_class),
        cmocka_unit_test(digits_are_ink_on_paper),
        cmocka_unit_test(digits_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
