/* status.h: how the core says that something went wrong.
 *
 * Every function that can fail returns a GrStatus; GR_OK is 0. On failure it leaves its outputs
 * untouched and keeps one sentence (what was asked, what was found, what would fit) and perhaps
 * a hint. The core never prints, exits or jumps; the binding turns the sentence into an error.
 */
#ifndef GR_STATUS_H
#define GR_STATUS_H

#include <signal.h>

/* A function that is seldom called: what leads to it is kept out of the way of what usually runs.
 */
#define GR_SELDOM __attribute__((cold))

typedef enum GrStatus {
    GR_OK = 0,
#define STATUS(name, code, title) GR_##name,
#include "status.def"
#undef STATUS
    GR_STATUS_COUNT
} GrStatus;

/* Keeps the sentence of a failure and returns its status: `return gr_fail(GR_SHAPE, "…")`. */
GrStatus gr_fail(GrStatus status, const char *format, ...)
    __attribute__((format(printf, 2, 3))) GR_SELDOM;

/* Adds a hint (what to try) to the failure just kept; returns the status for a `return`. */
GrStatus gr_hint(GrStatus status, const char *format, ...)
    __attribute__((format(printf, 2, 3))) GR_SELDOM;

/* Turns each "-nan" of a text into "nan": the sign that printf shows means nothing. */
void gr_plain_nan(char *text);

const char *gr_message(void);            /* the sentence of the last failure */
const char *gr_message_hint(void);       /* its hint, or "" */
const char *gr_status_code(GrStatus s);  /* "E0101" */
const char *gr_status_title(GrStatus s); /* "shapes that do not fit together" */

/* Set by the program's SIGINT handler, cleared before each chunk of user code. Long computations
 * poll it between nodes, minibatches and blocks of rows and return GR_CANCELLED. */
extern volatile sig_atomic_t gr_interrupted;

/* GR_OK, or GR_CANCELLED with its sentence when the user has asked to stop. */
GrStatus gr_cancelled(void) GR_SELDOM; /* the sentence */
static inline GrStatus gr_poll(void) {
    return gr_interrupted ? gr_cancelled() : GR_OK;
}

/* Evaluates a call and returns its status from the surrounding function when it failed. */
#define GR_TRY(call)                                                                               \
    do {                                                                                           \
        GrStatus gr_try_status = (call);                                                           \
        if (__builtin_expect(gr_try_status != GR_OK, 0))                                           \
            return gr_try_status;                                                                  \
    } while (0)

#endif
