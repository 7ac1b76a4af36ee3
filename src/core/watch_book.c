/* watch_book.c: the books on trainees and runs, and the curves in them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "watch_state.h"

GrTrainee *gr_trainees[GR_BOOKS];
GrRun *gr_runs[GR_BOOKS];
uint32_t gr_said_of_nobody;
static uint16_t last_trainee;
static uint32_t last_run;

bool gr_once(uint32_t *said, int kind) {
    uint32_t bit = 1u << kind;
    if (*said & bit)
        return false;
    *said |= bit;
    return true;
}

/* ---- trainees ------------------------------------------------------------------------------- */

static void close_trainee(GrTrainee **place) {
    GrTrainee *m = *place;
    *place = NULL;
    if (!m)
        return;
    gr_watch_drop_passes(); /* they may name it */
    gr_backward_trainee = NULL;
    gr_rowset_free(&m->rows);
    gr_moments_free(&m->trained);
    gr_moments_free(&m->judged);
    for (int i = 0; i < m->n_layers; i++)
        free(m->layer[i]);
    free(m);
}

GrTrainee *gr_open_trainee(GrTensor *weight) {
    if (++last_trainee == 0)
        last_trainee = 1;
    close_trainee(&gr_trainees[last_trainee % GR_BOOKS]);
    GrTrainee *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->id = weight->trainee = last_trainee;
    m->birth = gr_row_hash(weight->data, weight->numel);
    m->first_loss = NAN;
    m->survey = true;
    m->look_stride = 1;
    gr_trainees[m->id % GR_BOOKS] = m;
    return m;
}

/* ---- runs ----------------------------------------------------------------------------------- */

static void close_run(GrRun **place) {
    if (*place)
        free((*place)->before);
    free(*place);
    *place = NULL;
}

static GrRun *open_run(const char *name) {
    if (++last_run == 0)
        last_run = 1;
    close_run(&gr_runs[last_run % GR_BOOKS]);
    GrRun *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->id = last_run;
    r->name = name;
    r->first_loss = r->last_loss = NAN;
    r->loss.stride = 1;
    gr_runs[r->id % GR_BOOKS] = r;
    return r;
}

static uint64_t settings_of(const GrOptim *o) {
    GrReal value[GR_MAX_ARG] = {0};
    for (int i = 0; i < GR_MAX_ARG && o->def->args[i].type != GR_ARG_END; i++)
        value[i] = (GrReal)o->arg[i].num;
    return gr_row_hash(value, GR_MAX_ARG);
}

static double decay_of(const GrOptim *o) {
    const GrArg *args = o->def->args;
    for (int i = 0; i < GR_MAX_ARG && args[i].type != GR_ARG_END; i++)
        if (strcmp(args[i].name, "weight_decay") == 0)
            return o->arg[i].num;
    return 0;
}

GrRun *gr_open_run(GrOptim *o) {
    GrRun *r = open_run(o->def->doc.name);
    if (!r)
        return NULL;
    o->run = r->id;
    r->settings = settings_of(o);
    r->lr_first = r->lr_peak = r->lr = o->arg[0].num;
    r->decay = decay_of(o);
    return r;
}

GrRun *gr_open_hand_run(const GrTrainee *m) {
    GrRun *r = open_run("by hand");
    if (!r)
        return NULL;
    r->trainee = m->id;
    r->by_hand = true;
    return r;
}

void gr_watch_forget(void) {
    gr_said_of_nobody = 0;
    for (int i = 0; i < GR_BOOKS; i++) {
        close_trainee(&gr_trainees[i]);
        close_run(&gr_runs[i]);
    }
}

/* ---- curves --------------------------------------------------------------------------------- */

static void halve(GrCurve *c) {
    c->count /= 2;
    c->stride *= 2;
    for (int i = 0; i < c->count; i++)
        c->point[i] = (c->point[2 * i] + c->point[2 * i + 1]) / 2;
}

void gr_curve_point(GrCurve *c) {
    if (c->count == GR_CURVE)
        halve(c);
    if (c->inside < c->stride)
        return; /* the stretches have just become longer */
    c->point[c->count++] = (float)(c->sum / (double)c->inside);
    c->sum = 0;
    c->inside = 0;
}
