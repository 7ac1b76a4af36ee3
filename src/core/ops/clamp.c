/* clamp.c: y = lo where x < lo, hi where x > hi, else x;  dy/dx = 1 from lo to hi, else 0 */
#include "../isa/unary.h"

static inline GrReal value(GrReal x, const double *arg) {
    GrReal lo = (GrReal)arg[0], hi = (GrReal)arg[1];
    GrReal y = x < lo ? lo : x;
    return y > hi ? hi : y;
}

static inline GrReal slope(GrReal x, GrReal y, const double *arg) {
    (void)y;
    return x >= (GrReal)arg[0] && x <= (GrReal)arg[1] ? (GrReal)1 : (GrReal)0;
}

/* The numbers stay what they are to the coach: probabilities are often clamped before log. */
static GrStatus forward(GrNode *n, GrTensor **out) {
    GR_TRY(unary_forward(n, out));
    (*out)->tag = n->in[0]->tag;
    (*out)->role = n->in[0]->role;
    return GR_OK;
}

static const GrArg args[] = {
    {.name = "lo", .type = GR_ARG_NUMBER, .def = -INFINITY, .doc = "the lower end"},
    {.name = "hi", .type = GR_ARG_NUMBER, .def = INFINITY, .doc = "the upper end"},
    {.type = GR_ARG_END}};

const GrOpDef GR_SYM(gr_op_clamp) = {
    .doc =
        {
            .name = "clamp",
            .summary = "moves numbers outside an interval to its nearer end",
            .formula = "y = min(max(x, lo), hi)",
            .shapes = "x: any -> y: the same",
            .source = "Torch7; gradient at the ends as in PyTorch",
            .example = "print(tensor{-3, 0.5, 3}:clamp(0, 1):sum():item())  --> 1.5",
        },
    .n_in = 1,
    .saves = GR_SAVES_IN(0),
    .args = args,
    .forward = forward,
    .backward = unary_backward,
    .sample = &(const GrSample){.n_in = 1,
                                .ndim = {2},
                                .shape = {{3, 5}},
                                .low = -0.9,
                                .high = 0.9,
                                .kink = NAN,
                                .arg = {-2, 2}},
};
