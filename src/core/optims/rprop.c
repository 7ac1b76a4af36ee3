/* rprop.c: looks only at the sign of each gradient. Each weight has a step size of its own, which
 * grows while the sign stays and shrinks when it turns:
 *
 *     sign stays:  step = min(step η+, largest)
 *     sign turns:  step = max(step η-, smallest), and this gradient counts as 0
 *     w -= sign(g) step
 */
#include "../isa/vector.h"

enum { LR, ETAS, STEP_SIZES };

static const GrArg args[] = {
    {.name = "lr",
     .type = GR_ARG_NUMBER,
     .def = 1e-2,
     .range = "[0, inf)",
     .doc = "size of the first step"},
    {.name = "etas",
     .type = GR_ARG_PAIR,
     .def = 0.5,
     .def2 = 1.2,
     .range = "(0, inf)",
     .doc = "what the step is multiplied by when the sign turns, and while it stays"},
    {.name = "step_sizes",
     .type = GR_ARG_PAIR,
     .def = 1e-6,
     .def2 = 50,
     .range = "[0, inf)",
     .doc = "smallest and largest step"},
    {.type = GR_ARG_END}};

/* The numbers of one update. */
typedef struct Numbers {
    GrReal shrink, grow, smallest, largest;
} Numbers;

static __attribute__((noinline)) void step(size_t n, GrReal *restrict w, const GrReal *restrict dw,
                                           GrReal *restrict before, GrReal *restrict size,
                                           Numbers a) {
    for (size_t i = 0; i < n; i++) {
        GrReal same = dw[i] * before[i];
        GrReal next = size[i] * (same > 0 ? a.grow : same < 0 ? a.shrink : 1);
        next = next < a.smallest ? a.smallest : next > a.largest ? a.largest : next;
        GrReal g = same < 0 ? 0 : dw[i];
        w[i] -= g > 0 ? next : g < 0 ? -next : 0 * g; /* NaN stays NaN */
        size[i] = next;
        before[i] = g;
    }
}

static void update(const GrStretch *s, const GrValue *arg, long t) {
    (void)t;
    step(s->n, s->w, s->g, s->state[0], s->state[1],
         (Numbers){(GrReal)arg[ETAS].num, (GrReal)arg[ETAS].num2, (GrReal)arg[STEP_SIZES].num,
                   (GrReal)arg[STEP_SIZES].num2});
}

static GrStatus check(const GrValue *arg) {
    if (!(arg[ETAS].num < 1 && arg[ETAS].num2 > 1)) {
        gr_fail(GR_RANGE, "Rprop: etas are a number below 1 and one above, not {%g, %g}",
                arg[ETAS].num, arg[ETAS].num2);
        return gr_hint(GR_RANGE, "{0.5, 1.2} halves a step that went too far");
    }
    if (arg[STEP_SIZES].num > arg[STEP_SIZES].num2)
        return gr_fail(GR_RANGE, "Rprop: step_sizes are the smallest and the largest, not {%g, %g}",
                       arg[STEP_SIZES].num, arg[STEP_SIZES].num2);
    return GR_OK;
}

const GrOptimDef GR_SYM(gr_optim_rprop) = {
    .doc =
        {
            .name = "Rprop",
            .summary = "goes by the signs of gradients alone, with a step size for each weight",
            .formula = "step = step * (1.2 or 0.5);  w = w - sign(g) step",
            .shapes = "any",
            .source = "Riedmiller, Braun 1993",
            .example = "opt = optim.Rprop(nn.Linear(2, 1), {lr=0.01})",
            .note = "for full batches: signs of minibatch gradients turn by chance",
        },
    .args = args,
    .n_state = 2,
    .state_names = {"prev", "step_size"},
    .start_at_lr = true,
    .check = check,
    .update = update,
};
