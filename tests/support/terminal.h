/* terminal.h - a program in a pseudo-terminal, for tests: started, fed with keys, watched, ended.
 *
 * What it writes goes to a Screen. One program at a time. Used by pty.c only.
 */
#ifndef GR_TEST_TERMINAL_H
#define GR_TEST_TERMINAL_H

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

#include "screen.h"

enum { MAX_LINE = 2000, MAX_ENV = 32 };

typedef struct Terminal {
    Screen screen;
    pid_t pid; /* 0: no program is running */
    int fd;
    int status;     /* of the program that ended last */
    double sent;    /* when the last key was sent, or the program started */
    int cols, rows; /* these and what follows are for the next start */
    char home[MAX_LINE], term[64], command[MAX_LINE];
    char env[MAX_ENV][MAX_LINE]; /* NAME=VALUE, or NAME to be taken away */
    int envs;
} Terminal;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void terminal_reap(Terminal *t) {
    waitpid(t->pid, &t->status, 0);
    close(t->fd);
    t->pid = 0;
}

static void terminal_end(Terminal *t, int sig) {
    if (!t->pid)
        return;
    kill(t->pid, sig);
    terminal_reap(t);
}

static void terminal_run_child(Terminal *t) {
    setenv("HOME", t->home, 1);
    setenv("TERM", t->term, 1);
    for (int i = 0; i < t->envs; i++) {
        char *value = strchr(t->env[i], '=');
        if (!value) {
            unsetenv(t->env[i]);
            continue;
        }
        *value = '\0';
        setenv(t->env[i], value + 1, 1);
    }
    signal(SIGINT, SIG_DFL);
    execl("/bin/sh", "sh", "-c", t->command, (char *)NULL);
    _exit(127);
}

/* Starts the command, unless a program is running. Returns 1 when it has started one. */
static int terminal_start(Terminal *t) {
    if (t->pid)
        return 0;
    struct winsize size = {.ws_col = (unsigned short)t->cols, .ws_row = (unsigned short)t->rows};
    screen_reset(&t->screen, t->cols, t->rows);
    t->pid = forkpty(&t->fd, NULL, NULL, &size);
    if (t->pid < 0) {
        fprintf(stderr, "pty: cannot open a pseudo-terminal\n");
        exit(2);
    }
    if (t->pid == 0)
        terminal_run_child(t);
    t->sent = seconds();
    return 1;
}

/* Changes the size of the window in which a program runs; it is told by SIGWINCH. */
static void terminal_resize(Terminal *t, int cols, int rows) {
    struct winsize size = {.ws_col = (unsigned short)cols, .ws_row = (unsigned short)rows};
    t->screen.cols = cols;
    t->screen.height = rows;
    if (t->pid)
        ioctl(t->fd, TIOCSWINSZ, &size);
    t->sent = seconds();
}

/* Takes what the program has written, waiting for it at most `wait` seconds. Returns 0 at its end.
 */
static int terminal_read(Terminal *t, double wait) {
    struct pollfd ready = {.fd = t->fd, .events = POLLIN};
    if (!t->pid)
        return 0;
    if (poll(&ready, 1, (int)(wait * 1000)) <= 0)
        return 1;
    unsigned char block[4096];
    ssize_t n = read(t->fd, block, sizeof block);
    if (n < 0 && errno == EINTR)
        return 1;
    if (n <= 0) {
        terminal_reap(t);
        return 0;
    }
    for (ssize_t i = 0; i < n; i++)
        screen_byte(&t->screen, block[i]);
    return 1;
}

static void terminal_send(Terminal *t, const char *text, size_t size) {
    while (size > 0 && t->pid) {
        ssize_t n = write(t->fd, text, size);
        if (n <= 0)
            break;
        text += n;
        size -= (size_t)n;
        terminal_read(t, 0.001); /* so that a full pipe in the other direction cannot block both */
    }
    t->sent = seconds();
}

#endif
