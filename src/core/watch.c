/* watch.c: the switch, the queue of sightings, and the hooks that are only bit tests: losses,
 * numbers that are read, comparisons. */
#include "watch.h"

#include <math.h>
#include <string.h>

#include "graph.h"
#include "isa.h"
#include "watch_state.h"

GrWatch gr_watch;

_Static_assert(GR_SEE_COUNT <= 32, "what was said is kept as bits of a uint32_t");

/* ---- the switch ----------------------------------------------------------------------------- */

static bool wanted, paused;

void gr_watch_set(bool on) {
    wanted = on;
    gr_watch.on = on && !paused;
    if (on)
        return;
    GrSighting s;
    gr_watch_drop_passes();
    gr_watch_drop_rows();
    gr_watch_forget();
    gr_watch_forget_orphans();
    gr_stale_square = 0;
    gr_watch_forget_hand();
    gr_kin_forget();
    while (gr_watch_next(&s)) {
        if (s.a)
            gr_release(s.a);
        if (s.b)
            gr_release(s.b);
    }
}

bool gr_watch_pause(bool pause) {
    bool before = paused;
    paused = pause;
    gr_watch.on = wanted && !paused;
    return before;
}

/* ---- the queue ------------------------------------------------------------------------------ */

enum { QUEUE = 32 };
static GrSighting queue[QUEUE];
static int waiting;

GrSighting *gr_watch_see(int kind, GrTensor *a, GrTensor *b) {
    static GrSighting nowhere;
    GrSighting *s = waiting < QUEUE ? &queue[waiting++] : &nowhere;
    bool kept = s != &nowhere;
    *s = (GrSighting){.kind = kind,
                      .a = a && kept ? gr_retain(a) : NULL,
                      .b = b && kept ? gr_retain(b) : NULL,
                      .trainee = gr_pass.trainee};
    gr_watch.pending = true;
    return s;
}

bool gr_watch_next(GrSighting *s) {
    if (!waiting) {
        gr_watch.pending = false;
        return false;
    }
    *s = queue[0];
    memmove(queue, queue + 1, (size_t)--waiting * sizeof *queue);
    return true;
}
