/* ask.c - asking the terminal what it can do: sys.ask.
 *
 * Answers arrive as if they were typed. While they are awaited, the terminal neither echoes nor
 * waits for a line's end; it is put back whatever happens. Includes POSIX and Lua.
 */
#define _XOPEN_SOURCE 700
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const char device_attributes[] = "\033[c";

/* Waits until fd can be read; false when `until` (monotonic seconds) has passed. */
static bool readable(int fd, double seconds) {
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return poll(&one, 1, seconds > 0 ? (int)(seconds * 1000) : 0) == 1;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Has the answer to DA1 come, ESC [ ? … c? */
static bool is_answered(const char *text) {
    const char *start = strstr(text, "\033[?");
    for (; start; start = strstr(start + 1, "\033[?")) {
        size_t n = strspn(start + 3, "0123456789;");
        if (start[3 + n] == 'c')
            return true;
    }
    return false;
}

/* Reads into text (room bytes) until the answer is complete; returns whether it is. */
static bool read_answer(int fd, char *text, size_t room, double until) {
    size_t n = 0;
    text[0] = '\0';
    while (n + 1 < room && readable(fd, until - now())) {
        ssize_t got = read(fd, text + n, 1); /* byte by byte: what follows is not ours */
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        text[++n] = '\0';
        if (is_answered(text))
            return true;
    }
    return false;
}

static bool write_whole(int fd, const char *text, size_t n) {
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        text += done;
        n -= (size_t)done;
    }
    return true;
}

/* The exchange itself, on a terminal in the foreground. NULL if all went well, else why not. */
static const char *exchange(int fd, const char *query, size_t n, double seconds, char *text,
                            size_t room) {
    struct termios before, quiet;
    if (readable(fd, 0))
        return "keys are waiting";
    if (tcgetattr(fd, &before) != 0)
        return "no terminal";
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ICANON);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(fd, TCSADRAIN, &quiet) != 0)
        return "no terminal";
    bool answered = write_whole(fd, query, n) &&
                    write_whole(fd, device_attributes, sizeof device_attributes - 1) &&
                    read_answer(fd, text, room, now() + seconds);
    tcsetattr(fd, TCSADRAIN, &before);
    return answered ? NULL : "no answer";
}

int gr_ask(lua_State *L) {
    size_t n;
    const char *query = luaL_checklstring(L, 1, &n);
    double seconds = luaL_checknumber(L, 2);
    char text[1024];
    const char *why = "no terminal";
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    /* In the background, setting the terminal's modes would stop the program. */
    if (fd >= 0 && tcgetpgrp(fd) == getpgrp())
        why = exchange(fd, query, n, seconds, text, sizeof text);
    if (fd >= 0)
        close(fd);
    if (!why) {
        lua_pushstring(L, text);
        return 1;
    }
    lua_pushnil(L);
    lua_pushstring(L, why);
    return 2;
}
