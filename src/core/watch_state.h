/* watch_state.h: the books behind watch.h, for the files watch_*.c and the binding that reads them.
 *
 * A trainee is a network, known by its first weights. A run is an optimizer. Both are found by a
 * number kept in the tensor or the optimizer; the books hold no reference to either, and the oldest
 * give way when there are too many.
 */
#ifndef GR_WATCH_STATE_H
#define GR_WATCH_STATE_H

#include "optim.h"
#include "watch.h"

/* ---- rows ----------------------------------------------------------------------------------- */

/* Hashes of the rows trained on. */
typedef struct GrRowSet {
    uint64_t *slot;
    size_t room, count;
} GrRowSet;

static inline size_t gr_row_size(const GrTensor *x) {
    return x->ndim && x->shape[0] ? x->numel / (size_t)x->shape[0] : 0;
}
uint64_t gr_row_hash(const GrReal *row, size_t n);
bool gr_rowset_has(const GrRowSet *s, uint64_t hash);
bool gr_rowset_add(GrRowSet *s, uint64_t hash); /* true: it is new */
void gr_rowset_free(GrRowSet *s);

/* Sums over the features of rows: their mean, deviation and extremes. */
typedef struct GrMoments {
    size_t rows;
    int width;
    double *sum, *square;
    GrReal *first, *second; /* the first two different values of a feature; has it a third? */
    bool *more;
    size_t *outside; /* of judged rows: values farther out than nearly all of the trained ones */
} GrMoments;

void gr_moments_add(GrMoments *m, const GrTensor *x);
void gr_moments_outside(GrMoments *m, const GrMoments *usual, const GrTensor *x);
void gr_moments_clear(GrMoments *m);
void gr_moments_free(GrMoments *m);
double gr_moments_mean(const GrMoments *m, int feature);
double gr_moments_sd(const GrMoments *m, int feature);

/* ---- targets -------------------------------------------------------------------------------- */

#define GR_MAX_CLASSES 256

/* What the best constant answer would cost, from the targets of the first batches. */
typedef struct GrTargets {
    const GrLossDef *loss;
    size_t rows;
    int width;                  /* columns, or classes */
    double sum[GR_MAX_CLASSES]; /* a column's sum, or how often a class came up */
    double square[GR_MAX_CLASSES];
    double low, high;
    size_t batches, narrow; /* batches of classes, and those that hold one class only */
    double variety;         /* the sum of the batches' entropies */
} GrTargets;

void gr_targets_add(GrTargets *t, const GrLossDef *loss, const GrTensor *y, int outputs);
double gr_targets_baseline(const GrTargets *t); /* NAN: unknown */
double gr_targets_sd(const GrTargets *t);       /* root mean square over the columns */

/* ---- curves --------------------------------------------------------------------------------- */

#define GR_CURVE 256

/* Means of a number over stretches of equal length; when the curve is full, neighbours merge. */
typedef struct GrCurve {
    int count;
    long stride, inside; /* numbers in each point, and in the one that is being filled */
    double sum;
    float point[GR_CURVE];
} GrCurve;

void gr_curve_point(GrCurve *c); /* a stretch is complete */
static inline void gr_curve_add(GrCurve *c, double value) {
    c->sum += value;
    if (++c->inside >= c->stride)
        gr_curve_point(c);
}

/* One look at rows that are not trained on: between two steps. */
typedef struct GrLook {
    long step;
    long number;       /* of the looks of its kind */
    double loss, base; /* base: of the best constant answer, batch by batch; NAN: unknown */
    size_t rows;
    uint16_t origin;
    bool seen; /* these rows are trained on, too */
} GrLook;
#define GR_LOOKS 256

/* Answers counted as right or wrong on rows that are not trained on, between two steps. */
typedef struct GrMatch {
    long step;
    double rows, right, most; /* how many; those that are right; those of the most frequent class */
} GrMatch;

/* ---- units ---------------------------------------------------------------------------------- */

#define GR_LAYERS 32
#define GR_UNITS 1024

/* A hidden layer's units since the count began. */
typedef struct GrUnits {
    const GrTensor *weight; /* only compared */
    char kind;              /* 'r' ReLU, 't' tanh, 's' sigmoid */
    int units;
    size_t rows;
    uint32_t out[GR_UNITS]; /* ReLU: how often above 0; tanh, sigmoid: at the flat ends */
} GrUnits;

/* ---- trainees and runs ---------------------------------------------------------------------- */

/* Steps of a network without an optimizer. */
typedef struct GrByHand {
    uint32_t left_over;    /* the pass that added to what an optimizer had left; 0: none */
    uint32_t pass;         /* the backward pass that the latest one used */
    double largest;        /* |step| / |weights| since a step was counted, */
    int rows, columns;     /* and of which weights */
    long uphill, downhill; /* changes of weights along their gradient, and against it */
    double rate;           /* of the latest step that was -rate * gradient and nothing else; or 0 */
    long rates;            /* how many told theirs */
    long returns;          /* to weights that had been left: of trials, of inner steps */
} GrByHand;

/* Rows kept apart, at the latest look. */
typedef struct GrValRows {
    long step;
    uint32_t rows; /* their name, */
    uint16_t set;
    int changes; /* and how often in turn the same rows had other numbers */
    size_t numel;
    uint64_t print;
} GrValRows;

typedef struct GrTrainee {
    /* Looked at in each step: these stand together. */
    uint16_t id;
    bool survey; /* show the next graph to the coach */
    bool noisy;  /* has dropout or batch normalisation, and they were on */
    bool owned;  /* an optimizer has its first weights */
    bool loaded; /* its weights came from outside */
    bool bare;   /* no data have met it: numbers of which a function is sought the lowest value */
    bool told_cut, knows_targets;
    bool compares_pairs;                 /* its answers [N, 1] with its answers [N]: it means to */
    bool on_test;                        /* the latest backward was of test rows */
    double input_drop, input_drop_given; /* dropout before the first weights; 0: none */
    bool sees_data;                      /* rows trained on that no network has made */
    bool trained_normed;         /* the rows trained on came through a frozen batch normalisation */
    uint32_t said;               /* kinds of sightings that were made: once is enough */
    const GrLossDef *sound_loss; /* a loss on tensors of this form needs no more looks */
    uint32_t sound_form;
    int kind_looks;   /* at what goes into the loss */
    uint32_t run;     /* the optimizer of the last step on gradients of its losses */
    int successors;   /* optimizers after the first one, all with the same settings */
    int surveys;      /* graphs shown to the coach */
    long next_price;  /* the step from which on a loss by hand is shown again */
    long steps;       /* taken on such gradients */
    long backwards;   /* since the last step */
    size_t rows_done; /* rows of all batches */
    long skip, quiet; /* batches until rows are looked at again; looks without a new row */
    size_t nodes;     /* in the last graph */
    long put_back; /* the step after which its weights were last copied from elsewhere; 0: none */
    long switches; /* steps that followed one of another network */
    long turns;    /* steps of another optimizer than the one before */

    bool val_read;      /* a number about rows kept from training was read */
    long told_test;     /* step + 1 when a number from test rows was last told */
    uint64_t test_read; /* the pass of the latest number from test rows that was read; 0: none */
    long test_step;     /* the last step on test rows; 0: none */
    uint16_t test_set;  /* and which data set they belong to */
    GrValRows val;
    uint64_t birth;  /* a print of its first weights as they were first seen */
    uint32_t passes; /* before the first step */
    int lives;       /* how often its numbers were drawn anew after it had been trained */
    uint16_t kin;    /* the network whose weights its own are taken from; 0: none known */
    bool on_codes;   /* its inputs are computed by another network, without recording */
    bool inherited;  /* an optimizer took over from another one */
    bool joined;     /* and then that one was trained together with it */
    double first_loss;
    GrRowSet rows;
    GrMoments trained, judged;
    uint8_t judged_role;
    int comparisons;
    uint64_t compared[16]; /* prints of rows whose scale was compared: once is enough */
    uint64_t fair[8];      /* parts of data sets whose scale was that of the trained rows */
    int n_fair;
    GrTargets targets;
    GrMatch match;
    int n_looks;
    long look_stride; /* of each kind every so many looks are kept */
    GrLook look[GR_LOOKS];
    int n_layers;
    GrUnits *layer[GR_LAYERS];
    GrByHand hand;
} GrTrainee;

#define GR_EARLY 5 /* first steps whose updates are measured, */
#define GR_WARM 10 /* and a hundred from here on */
#define GR_STEADY 110

typedef struct GrRun {
    /* Looked at in each step: these stand together. */
    uint32_t id;
    uint16_t trainee;
    bool quiet;    /* the step uses gradients of a pass in evaluation mode */
    bool inherits; /* another optimizer trained the network before */
    bool by_hand;  /* there is no optimizer */
    uint32_t said;
    uint32_t last_pass; /* backward pass whose gradients the last step used */
    uint32_t pass_at_zero;
    int idle, multiple, k; /* steps without new gradients; steps after k backwards */
    int astray;            /* steps without, while tensors that nobody has got some */
    int idle_zero;         /* times zeroed without a step between */
    long steps;
    long attention; /* the next step at which more is done than bit tests */
    long next_milestone;
    double lr, lr_peak, last_loss;
    GrCurve loss;

    const char *name;  /* "SGD" */
    uint64_t settings; /* a hash of all its options, the rate as it was at first */
    double lr_first, first_loss;
    double early_ratio;            /* largest |step| / |weights| of a layer in the first steps */
    int early_rows, early_columns; /* and the shape of that layer's weights */
    float ratio[GR_STEADY];        /* the largest of each warm step */
    int n_ratio;
    double late_ratio;      /* the largest of the steps that are measured after those */
    double decay;           /* the optimizer's weight_decay */
    float slope[GR_STEADY]; /* log10 of first layer's gradient over the last one's */
    int n_slope;
    double grad_norm; /* of the last measured step */
    int still;        /* measured steps without effect */
    GrReal *before;   /* weights before the step that is measured */
} GrRun;

enum { GR_BOOKS = 64 };
extern GrTrainee *gr_trainees[GR_BOOKS];
extern GrRun *gr_runs[GR_BOOKS];

/* The book with this number; NULL: it was forgotten. */
static inline GrTrainee *gr_trainee(uint16_t id) {
    GrTrainee *m = gr_trainees[id % GR_BOOKS];
    return m && m->id == id ? m : NULL;
}
static inline GrRun *gr_run(uint32_t id) {
    GrRun *r = gr_runs[id % GR_BOOKS];
    return r && r->id == id ? r : NULL;
}

/* The book of a network or an optimizer, opened where there is none yet. NULL: no memory. */
GrTrainee *gr_open_trainee(GrTensor *weight);
GrRun *gr_open_run(struct GrOptim *o);
GrRun *gr_open_hand_run(const GrTrainee *m); /* steps without an optimizer */
static inline GrTrainee *gr_trainee_of(GrTensor *weight) {
    GrTrainee *m = gr_trainee(weight->trainee);
    return m ? m : gr_open_trainee(weight);
}
static inline GrRun *gr_run_of(struct GrOptim *o) {
    GrRun *r = gr_run(o->run);
    return r ? r : gr_open_run(o);
}

/* Says a thing once for each trainee: true the first time. */
bool gr_once(uint32_t *said, int kind);
extern uint32_t gr_said_of_nobody; /* where no network is known */

/* ---- what is going on ----------------------------------------------------------------------- */

/* The latest pass through a network's first layer. */
typedef struct GrPass {
    uint64_t number;
    GrTensor *x, *out; /* retained */
    GrTrainee *trainee;
    bool recorded;  /* known of rows of the validation or test part */
    uint64_t print; /* of the input of its first noisy layer; 0: none */
} GrPass;

/* A loss that was computed: part of the training if backward has been through it by the next
 * step, else a judgement. */
typedef struct GrJudgement {
    GrTensor *loss, *x, *y; /* retained */
    GrTrainee *trainee;
    double value; /* the mean */
} GrJudgement;

extern GrPass gr_pass, gr_noisy_pass;

/* The latest pass on rows of the test set; whether their rows themselves went into the first
 * weights of a frozen network before: raw. */
typedef struct GrTestPass {
    GrTensor *x, *raw; /* retained */
    GrTrainee *trainee;
    uint64_t number;
    long step; /* of that network, when it was made */
} GrTestPass;
extern GrTestPass gr_test_pass;
extern GrJudgement gr_latest;          /* waits for its backward */
extern double gr_backward_loss;        /* of the latest backward, */
extern GrTrainee *gr_backward_trainee; /* and whose it was */

/* Weights below the layers that were in evaluation mode in the latest backward; NULL: none below.
 */
#define GR_QUIET 8
extern bool gr_reads_wait; /* something is held until the next step */
extern const GrTensor *gr_quiet_weight[GR_QUIET];
extern int gr_n_quiet;

#define GR_WHERE 96
extern char gr_watch_where[GR_WHERE]; /* the user's line, to be kept with a number that is read */

void gr_judge(const GrLossDef *def, GrTensor *const *in, const double *number, GrTensor *loss);
void gr_shelve_judgement(void);                   /* another pass begins */
double gr_settle_judgements(GrTrainee **trainee); /* at a step; the mean training loss, or NAN */
bool gr_rows_known(const GrTrainee *m, const GrTensor *x);
double gr_rows_share(const GrTrainee *m, const GrTensor *x, double *distinct, uint64_t *print);
void gr_rows_compare(const GrTensor *x, const GrTensor *y, size_t *again, size_t *conflicts);
int gr_twins(const GrTensor *weight, const GrTensor *bias);
void gr_watch_scale(GrTrainee *m, const GrTensor *x, const GrTensor *y);
void gr_watch_settle_reads(void);
void gr_watch_settle_sure(void);
void gr_watch_drop_held(void);
void gr_watch_forget_orphans(void);
extern int gr_n_orphans;
void gr_note_orphans(GrRun *r);
void gr_note_idle(GrRun *r, const GrOptim *o, bool zeroed);
static inline bool gr_is_live(const GrTensor *p) {
    return p->grad && p->grad->passes && !(p->grad->flags & GR_ZERO_PENDING);
}
extern double gr_stale_square; /* of gradients that were left over when a backward came */
double gr_gradient_square(const GrOptim *o);
GrSighting *gr_see_run(int kind, GrRun *r) GR_SELDOM;
void gr_count_loss(GrTrainee *m, double loss, GrTensor *const *param, int n);
long gr_next_measured(long step);
void gr_keep_weights(GrRun *r, const GrOptim *o);
void gr_measure(GrRun *r, const GrOptim *o);
const GrTensor *gr_weight_below(const GrTensor *t);
void gr_watch_forget_hand(void);
void gr_note_hand_step(GrTrainee *m, double loss);
void gr_note_hand_change(GrTensor *t);
bool gr_hand_rests(const GrTrainee *m); /* gradients of first weights are read, and no more */
void gr_note_hand_gradient(GrTensor *t);
void gr_count_hand_step(GrTrainee *m, GrTensor *weight); /* NULL: of an unknown network */
double gr_distance(const GrReal *a, const GrReal *b, size_t n);
double gr_square_of(const GrReal *x, size_t n);
double gr_usual_size(const GrTensor *weight);
void gr_watch_after_step(GrTrainee *m);
bool gr_watch_wants_line(const GrTensor *t);
void gr_watch_units(GrTrainee *m, GrTensor *const *computed, size_t n);
void gr_watch_learn_rows(GrTrainee *m, GrTensor *const *computed, size_t n);
void gr_watch_drop_rows(void);
void gr_watch_val(GrTrainee *m, const GrTensor *x);
void gr_watch_trained_on_test(GrTrainee *m);
#define GR_PRINT 64
uint64_t gr_print_of(const GrTensor *x, size_t most); /* most <= GR_PRINT */
long gr_pass_count(uint64_t print); /* noisy passes with this input since the last step */
void gr_watch_forget(void);         /* the books */
void gr_watch_forget_prints(void);
void gr_watch_drop_passes(void);

/* ---- networks trained through others --------------------------------------------------------- */

#define GR_ENOUGH 8 /* so many numbers do not resemble others by chance */
double gr_cosine(const GrReal *a, const GrReal *b, size_t n);
void gr_kin_stepped(const GrTrainee *m, GrTensor *const *param, int n);
void gr_kin_look(GrTrainee *m, const GrTensor *weight);
void gr_kin_forget(void);
GrTrainee *gr_trained(GrTrainee *m); /* itself, or the one whose weights it was given */

#endif
