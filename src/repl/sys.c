/* sys.c - the module gradus.sys: terminal size, clocks, safe file writes, text width.
 *
 * Only what Lua's own libraries lack; asking the terminal is in ask.c, its single keys in keys.c.
 * Failures of the outside world return nil and a reason; nothing here raises except for a wrong
 * argument, and nothing prints. Includes POSIX, Lua and the core's interrupt flag.
 */
#define _XOPEN_SOURCE 700
#include "sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "ask.h"
#include "core/status.h"
#include "keys.h"

static int failed(lua_State *L, const char *path) {
    int number = errno;
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, strerror(number));
    return 2;
}

/* isatty(fd) -> boolean */
static int sys_isatty(lua_State *L) {
    lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
    return 1;
}

/* winsize() -> columns, rows, width, height | nil; the latter in pixels, 0 where not known */
static int sys_winsize(lua_State *L) {
    struct winsize size;
    for (int fd = STDOUT_FILENO; fd >= STDIN_FILENO; fd--) {
        if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
            continue;
        lua_pushinteger(L, size.ws_col);
        lua_pushinteger(L, size.ws_row);
        lua_pushinteger(L, size.ws_xpixel);
        lua_pushinteger(L, size.ws_ypixel);
        return 4;
    }
    lua_pushnil(L);
    return 1;
}

static int push_clock(lua_State *L, clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    lua_pushnumber(L, (double)t.tv_sec + 1e-9 * (double)t.tv_nsec);
    return 1;
}

/* now() -> monotonic seconds; cpu() -> CPU seconds of the process; wall() -> seconds since 1970 */
static int sys_now(lua_State *L) {
    return push_clock(L, CLOCK_MONOTONIC);
}
static int sys_cpu(lua_State *L) {
    return push_clock(L, CLOCK_PROCESS_CPUTIME_ID);
}
static int sys_wall(lua_State *L) {
    return push_clock(L, CLOCK_REALTIME);
}

/* Creates `path` and, first, whatever is missing above it. Changes path and restores it. */
static int make_folders(char *path) {
    for (char *slash = path + 1; *slash; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        int status = mkdir(path, 0777);
        *slash = '/';
        if (status != 0 && errno != EEXIST)
            return -1;
    }
    return mkdir(path, 0777) != 0 && errno != EEXIST ? -1 : 0;
}

/* mkdirs(path) -> true | nil, why */
static int sys_mkdirs(lua_State *L) {
    size_t size;
    const char *path = luaL_checklstring(L, 1, &size);
    luaL_argcheck(L, size > 0, 1, "empty path");
    char *copy = lua_newuserdatauv(L, size + 1, 0);
    memcpy(copy, path, size + 1);
    if (make_folders(copy) != 0)
        return failed(L, path);
    lua_pushboolean(L, 1);
    return 1;
}

static int write_all(int fd, const char *text, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        text += n;
        size -= (size_t)n;
    }
    return 0;
}

/* append(path, text[, sync = true]) -> true | nil, why
 * One write at the end of the file, under an advisory lock, on disk when it returns unless sync is
 * false: two sessions may append to one file, and a killed one leaves whole entries. */
static int sys_append(lua_State *L) {
    const char *path = luaL_checkstring(L, 1);
    size_t size;
    const char *text = luaL_checklstring(L, 2, &size);
    int sync = lua_isnoneornil(L, 3) || lua_toboolean(L, 3);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return failed(L, path);
    int locked;
    do
        locked = flock(fd, LOCK_EX);
    while (locked != 0 && errno == EINTR);
    int status = write_all(fd, text, size);
    if (status == 0 && sync && fsync(fd) != 0 && errno != EINVAL)
        status = -1; /* EINVAL: a pipe */
    int number = errno;
    close(fd);
    errno = number;
    if (status != 0)
        return failed(L, path);
    lua_pushboolean(L, 1);
    return 1;
}

/* replace(path, text) -> true | nil, why
 * The file holds the old text or the new one, never a part: written beside it, then renamed. */
static int sys_replace(lua_State *L) {
    const char *path = luaL_checkstring(L, 1);
    size_t size;
    const char *text = luaL_checklstring(L, 2, &size);
    const char *beside = lua_pushfstring(L, "%s.new%d", path, (int)getpid());
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return failed(L, path);
    int status = write_all(fd, text, size);
    if (status == 0)
        status = fsync(fd);
    if (close(fd) != 0)
        status = -1;
    if (status == 0)
        status = rename(beside, path);
    if (status != 0) {
        int number = errno;
        unlink(beside);
        errno = number;
        return failed(L, path);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* listdir(path) -> names (no order; folders end in a slash) | nil, why */
static int sys_listdir(lua_State *L) {
    const char *path = luaL_checkstring(L, 1);
    DIR *dir = opendir(path);
    if (!dir)
        return failed(L, path);
    lua_newtable(L);
    lua_Integer n = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char *full = lua_pushfstring(L, "%s/%s", path, entry->d_name);
        struct stat info;
        int folder = stat(full, &info) == 0 && S_ISDIR(info.st_mode);
        lua_pop(L, 1);
        lua_pushfstring(L, "%s%s", entry->d_name, folder ? "/" : "");
        lua_rawseti(L, -2, ++n);
    }
    closedir(dir);
    return 1;
}

/* home() -> the user's folder, or nil */
static int sys_home(lua_State *L) {
    const char *home = getenv("HOME");
    if (!home || !*home) {
        const struct passwd *user = getpwuid(getuid());
        home = user ? user->pw_dir : NULL;
    }
    lua_pushstring(L, home); /* nil for NULL */
    return 1;
}

/* pid() -> process id */
static int sys_pid(lua_State *L) {
    lua_pushinteger(L, getpid());
    return 1;
}

/* width(text) -> columns on the screen; a byte that is no character counts one, a control none */
static int sys_width(lua_State *L) {
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    mbstate_t state = {0};
    lua_Integer columns = 0;
    while (size > 0) {
        wchar_t c;
        size_t n = mbrtowc(&c, text, size, &state);
        if (n == (size_t)-1 || n == (size_t)-2) {
            memset(&state, 0, sizeof state);
            n = 1;
            columns++;
        } else {
            if (n == 0)
                n = 1;
            int w = wcwidth(c);
            columns += w > 0 ? w : 0;
        }
        text += n;
        size -= n;
    }
    lua_pushinteger(L, columns);
    return 1;
}

/* signal_pending() -> has Ctrl-C been pressed and not yet been answered? */
static int sys_signal_pending(lua_State *L) {
    lua_pushboolean(L, gr_interrupted != 0);
    return 1;
}

int luaopen_gradus_sys(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"isatty", sys_isatty},
        {"ask", gr_ask},
        {"raw", gr_raw},
        {"key", gr_key},
        {"winsize", sys_winsize},
        {"now", sys_now},
        {"cpu", sys_cpu},
        {"wall", sys_wall},
        {"mkdirs", sys_mkdirs},
        {"append", sys_append},
        {"replace", sys_replace},
        {"listdir", sys_listdir},
        {"home", sys_home},
        {"pid", sys_pid},
        {"width", sys_width},
        {"signal_pending", sys_signal_pending},
        {NULL, NULL},
    };
    luaL_newlib(L, functions);
    return 1;
}
