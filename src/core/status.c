/* status.c: the one place that keeps the sentence of the last failure. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

volatile sig_atomic_t gr_interrupted = 0;

static char message[1024];
static char hint[512];

static const struct {
    const char *code, *title;
} table[GR_STATUS_COUNT] = {
    {"E0000", "no error"},
#define STATUS(name, code, title) {code, title},
#include "status.def"
#undef STATUS
};

void gr_plain_nan(char *text) {
    for (char *at = strstr(text, "-nan"); at; at = strstr(at, "-nan"))
        memmove(at, at + 1, strlen(at));
}

GrStatus gr_fail(GrStatus status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    gr_plain_nan(message);
    hint[0] = '\0';
    return status;
}

GrStatus gr_hint(GrStatus status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(hint, sizeof hint, format, args);
    va_end(args);
    return status;
}

const char *gr_message(void) {
    return message;
}

const char *gr_message_hint(void) {
    return hint;
}

const char *gr_status_code(GrStatus s) {
    return table[s].code;
}

const char *gr_status_title(GrStatus s) {
    return table[s].title;
}

GrStatus gr_cancelled(void) {
    return gr_fail(GR_CANCELLED, "stopped by Ctrl-C");
}
