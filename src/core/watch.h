/* watch.h: what the core notes in passing for the coach.
 *
 * Where numbers come from travels with every tensor (origin, role, rows: below), whether anybody
 * looks or not; it costs a few bit operations an op. While somebody looks (gr_watch.on), the hooks
 * below are called at a few places of a training step. A hook that sees something queues a
 * sighting; the binding tells it on. Nothing here judges, prints or raises.
 */
#ifndef GR_WATCH_H
#define GR_WATCH_H

#include "def.h"
#include "tensor.h"

struct GrOptim;
struct GrNode;

/* ---- where numbers come from ---------------------------------------------------------------- */

/* Bits of GrTensor.origin: what went into these numbers. An op's result has those of its inputs. */
enum {
    GR_FROM_PARAMETER = 1, /* a parameter that is trained; detach() takes this bit away */
    GR_FROM_NO_GRAD = 2,   /* computed from parameters where nothing was recorded */
    GR_FROM_DROPOUT = 4,   /* dropout that dropped */
    GR_FROM_BATCH = 8,     /* batch normalisation by the batch's own statistics */
    GR_FROM_QUIET = 16,    /* dropout or batch normalisation in evaluation mode, yet recorded */
    GR_FROM_OUTER = 32,    /* a [N, 1] met a [N] and became [N, N] */
    GR_FROM_GRAD = 64,     /* a gradient, read by the user */
    GR_FROM_CHANGED = 128, /* rows of a data set, computed with */
    GR_FROM_TRAIN = 256,   /* rows of the data set's parts: role << 8 */
    GR_FROM_TRAIN_DEV = 512,
    GR_FROM_VAL = 1024,
    GR_FROM_TEST = 2048,
    GR_FROM_ELSEWHERE = 4096, /* data moved to another world on purpose */
    GR_FROM_FROZEN = 8192,    /* a parameter that is not trained */
    GR_FROM_MODEL = 16384,    /* the first weights of a network */
};
#define GR_FROM_ANY_NETWORK (GR_FROM_PARAMETER | GR_FROM_FROZEN | GR_FROM_MODEL)
#define GR_FROM_NOISE (GR_FROM_DROPOUT | GR_FROM_BATCH)
/* Where a number is read that comes from these, it is looked at. */
#define GR_FROM_READABLE                                                                           \
    (GR_FROM_NOISE | GR_FROM_OUTER | GR_FROM_VAL | GR_FROM_TRAIN_DEV | GR_FROM_TEST)
#define GR_ROLE_SHIFT 8
#define GR_ROLES (31u << GR_ROLE_SHIFT)

/* Bits of GrTensor.marks: what is known about a parameter. */
enum {
    GR_OWNED = 1,        /* an optimizer has it */
    GR_LOADED = 2,       /* its numbers came from outside: a file, another model */
    GR_GRAD_READ = 4,    /* the user has looked at its gradient */
    GR_FEEDS_LOGITS = 8, /* what it gives goes to a loss that wants raw scores */
};

/* Names for rows in an order: of two tensors with as many rows, equal names mean the same rows in
 * the same order. A range begins so many rows after another one as the names differ by GR_ROWS_ON.
 * 0: unknown. In GrTensor.set bits tell the targets of a data set from its inputs, rows that are
 * cut into several, and rows that are each made of two. */
#define GR_ROWS_ON 0x9e3779b1u
#define GR_ROWS_MOVED 0x85ebca6bu /* a name is multiplied by it when rows are picked */
#define GR_SET_TARGETS 0x8000u
#define GR_SET_CUT 0x4000u
#define GR_SET_MIXED 0x2000u
#define GR_SET_NUMBER 0x1fffu
static inline uint32_t gr_rows_mix(uint32_t rows, uint32_t with) {
    uint64_t h = ((uint64_t)rows << 32 | with) * 0x9e3779b97f4a7c15ull;
    return (uint32_t)(h >> 32) | 1u;
}
/* The weight of the place i in an order: rows picked have the sum of weight * number as a name. */
static inline uint32_t gr_rows_weight(size_t i) {
    return gr_rows_mix((uint32_t)i, 1);
}
/* The rows of a whole data set. */
static inline uint32_t gr_rows_whole(unsigned set) {
    return gr_rows_mix(set & GR_SET_NUMBER, 0);
}
/* The rows from number `first` on. */
static inline uint32_t gr_rows_part(const GrTensor *t, size_t first) {
    return t->rows ? t->rows + (uint32_t)first * GR_ROWS_ON : 0;
}

/* What a parameter hands on: whether it is trained. */
static inline void gr_watch_trained(GrTensor *t, bool on) {
    t->origin = (uint16_t)((t->origin & ~(GR_FROM_PARAMETER | GR_FROM_FROZEN)) |
                           (on ? GR_FROM_PARAMETER : GR_FROM_FROZEN));
}

/* Its numbers were drawn anew: it knows nothing of what its network was trained on. */
void gr_watch_reborn(const GrTensor *parameter);

/* Is it a parameter itself, not something computed? */
static inline bool gr_is_weight(const GrTensor *t) {
    return (t->flags & GR_IS_PARAMETER) && !t->node;
}

static inline bool gr_is_probability(const GrTensor *t) {
    return t->tag == GR_TAG_SOFTMAX || t->tag == GR_TAG_SIGMOID;
}

/* An op's result holds the rows of that input which has as many. */
void gr_watch_rows(GrTensor *const *in, int n_in, GrTensor *out);

/* Is [N, 1] combined with [N], a prediction with a target? */
bool gr_watch_is_outer(const GrTensor *a, const GrTensor *b, const GrTensor *out);

/* An op that leaves probabilities what they are hands their tag on. */
void gr_watch_tag(const GrOpDef *op, GrTensor *const *in, int n_in, GrTensor *out);

/* An op with weights that are known to give raw scores: those scores, or weights made of them (the
 * slow copy of a network). */
void gr_watch_logits(GrTensor *const *in, int n_in, GrTensor *out);

/* An op in which data meet the first weights of a network. */
void gr_watch_input(const GrOpDef *op, GrTensor *const *in, int n_in, GrTensor *out);

/* ---- what has been seen --------------------------------------------------------------------- */

/* Kinds of sightings: SIGHTING(name) is GR_SEE_name here and "name" to the coach. */
#define GR_SIGHTINGS(SIGHTING)                                                                     \
    SIGHTING(stale)         /* a step on gradients that hold older ones: n = step, left, total */  \
    SIGHTING(accumulates)   /* several backwards for each step: n = how many */                    \
    SIGHTING(noisy_read)    /* a number computed in training mode is read: n = pass, rows */       \
    SIGHTING(quiet_step)    /* a step on gradients of a pass in evaluation mode */                 \
    SIGHTING(unowned)       /* a = parameter with gradients that no optimizer has */               \
    SIGHTING(no_effect)     /* a step left all numbers as they were, gradients were not 0 */       \
    SIGHTING(idle_step)     /* steps without new gradients: n = how many, zeroed before step? */   \
    SIGHTING(idle_backward) /* backwards without a step: n = how many */                           \
    SIGHTING(long_graph)    /* a = tensor whose graph goes back many steps: n = steps, depth */    \
    SIGHTING(loss)          /* a = output, b = target, whose kinds do not go together */           \
    SIGHTING(loss_shape)    /* a = output, b = target; the loss stretched them to more numbers */  \
    SIGHTING(outer)         /* a = number that came from [N, 1] with [N] */                        \
    SIGHTING(cut)           /* a = raw scores compared with 0.5 */                                 \
    SIGHTING(argmax_one)    /* a = tensor of one column asked for its largest column */            \
    SIGHTING(raw_match)     /* a = outputs as they are, b = targets, asked which are equal */      \
    SIGHTING(graph)         /* a = loss whose graph is new; b = target of the last loss */         \
    SIGHTING(price)         /* a = loss that is not the library's, now and then */                 \
    SIGHTING(not_finite)    /* a = loss that is no number */                                       \
    SIGHTING(test_read)     /* a = number computed from test rows: n = steps, known, distinct */   \
    SIGHTING(rows)          /* a = output, b = target, of different rows */                        \
    SIGHTING(detached)      /* a = parameter without a gradient: n = how many, of how many */      \
    SIGHTING(successors)    /* optimizers with the same settings: n = how many, steps */           \
    SIGHTING(majority)      /* answers as good as always the same: n = right, share, rows */       \
    SIGHTING(leak)          /* training inputs were made with numbers of the test rows */          \
    SIGHTING(val_changes)   /* rows kept apart have other numbers at each look */                  \
    SIGHTING(scales)        /* rows judged have another scale than those trained on */             \
    SIGHTING(step)          /* a step, asked for by gr_watch.tell_step */                          \
    SIGHTING(milestone)     /* a run has come far enough to be judged again */

enum {
#define SIGHTING(name) GR_SEE_##name,
    GR_SIGHTINGS(SIGHTING)
#undef SIGHTING
        GR_SEE_COUNT
};

typedef struct GrSighting {
    int kind;
    GrTensor *a, *b; /* retained, or NULL */
    struct GrRun *run;
    struct GrTrainee *trainee;
    const char *name; /* of the loss, or NULL */
    double n[4];
    uint64_t print; /* of the rows, where a rule needs to know them again; else 0 */
} GrSighting;

typedef struct GrWatch {
    bool on;        /* hooks are called */
    bool pending;   /* sightings wait */
    bool tell_step; /* the coach holds something back until the next step */
    uint64_t steps; /* of all optimizers */
    uint32_t backwards;
    bool look;    /* at the graph of this backward; if not, then only */
    size_t nodes; /* where it has another number of nodes */
} GrWatch;
extern GrWatch gr_watch;

/* Begins or ends looking; ending forgets everything. */
void gr_watch_set(bool on);

/* Looking may be interrupted while the library experiments; returns whether it was. */
bool gr_watch_pause(bool pause);

/* The next sighting in *s, whose tensors pass to the caller; false when there is none. */
bool gr_watch_next(GrSighting *s);

/* For the files watch_*.c: queue a sighting. NULL for what it does not have. */
GrSighting *gr_watch_see(int kind, GrTensor *a, GrTensor *b);

/* ---- hooks ---------------------------------------------------------------------------------- */

void gr_watch_loss(const GrLossDef *def, GrTensor *const *in, const double *number, GrTensor *out);
/* A layer in training mode turned x into y by chance, or by the other rows. */
void gr_watch_noise(const GrTensor *x, GrTensor *y, unsigned bit);
void gr_watch_input_drop(double drop, double how_given);  /* of dropout on data */
void gr_watch_backward(GrTensor *loss);                   /* before the walk */
void gr_watch_graph(GrTensor *const *computed, size_t n); /* the sorted graph */
void gr_watch_unowned(GrTensor *parameter);               /* a gradient arrived */
void gr_watch_stale(const GrTensor *grad);
#define GR_OLD 50  /* steps and nodes: a graph this old and this long should be gone */
#define GR_AGED 20 /* or so many steps, with so many nodes for all of them: an epoch a step */
#define GR_LONG 4000
void gr_watch_deep(GrTensor *t);
void gr_watch_zero_again(struct GrOptim *o); /* without a step between */
void gr_watch_step_begin(struct GrOptim *o);
void gr_watch_step_end(struct GrOptim *o, unsigned grad_flags);
void gr_watch_read(GrTensor *t);
/* A parameter was changed by its gradient, without an optimizer. */
void gr_watch_by_hand(GrTensor *parameter);
void gr_watch_in_place(GrTensor *t, const GrTensor *by); /* t was changed; maybe by a gradient */
void gr_watch_numbers(GrTensor *t);                      /* numbers were written into t */
void gr_watch_new_leaf(GrTensor *t); /* computed from gradients, it has become a parameter */
/* A parameter is to be given other numbers: the best ones again, the first ones, or a file's. */
void gr_watch_put_back(GrTensor *parameter, const GrTensor *numbers);
void gr_watch_compare(GrTensor *t, double with);
void gr_watch_argmax_one(GrTensor *t);
void gr_watch_match(GrTensor *answers, GrTensor *truth); /* counted as right or wrong */

#endif
