/* line.c - reading a line: GNU Readline on a terminal, a plain reader elsewhere.
 *
 * The module gradus.line: read, interactive, add_history, set_completer. Readline runs through its
 * callback interface with a loop of our own around it, so that Ctrl-C can drop the line without a
 * jump out of a signal handler. Readline is used only when both ends are terminals: into a pipe it
 * would echo its prompt, and glue a prefilled text in front of piped input.
 *
 * Includes Readline, Lua and the interrupt flag. Knows no commands and no Lua syntax: what
 * completes a word is decided by the function given to set_completer.
 */
#include "line.h"

#include <errno.h>
#include <lauxlib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "interrupt.h"

enum { TICK_MS = 200 }; /* bounds the wait after a signal that arrives just before poll() */

/* Readline has one global state, and so do we: what its callbacks, which take no argument, need. */
static struct {
    lua_State *L;
    int started;       /* Readline has been set up */
    int done;          /* the callback has delivered a line, or the end of input */
    char *text;        /* that line, NULL at the end of input */
    const char *draft; /* text to put at the prompt before the first key */
    int completer;     /* registry reference of the Lua function, or LUA_NOREF */
    char *listing;     /* what to show instead of Readline's columns of matches */
} line = {.completer = LUA_NOREF};

static int on_terminal(void) {
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* --- completion ------------------------------------------------------------------------------ */

static char *copy(const char *text) {
    return text ? strdup(text) : NULL;
}

static size_t common_length(char **matches) {
    size_t n = strlen(matches[1]);
    for (int i = 2; matches[i]; i++)
        for (size_t k = 0; k < n; k++)
            if (matches[1][k] != matches[i][k])
                n = k;
    return n;
}

/* Readline's form of the list at the top of the stack: what all share, then the matches. */
static char **matches_from_list(lua_State *L, const char *text) {
    lua_Integer count = luaL_len(L, -1);
    if (count == 0)
        return NULL;
    char **matches = calloc((size_t)count + 2, sizeof *matches);
    if (!matches)
        return NULL;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        matches[i] = copy(lua_tostring(L, -1) ? lua_tostring(L, -1) : "");
        lua_pop(L, 1);
        if (!matches[i])
            break; /* out of memory: the matches so far */
    }
    /* Where letter case differs the common part may be shorter than what was typed: keep that. */
    size_t n = matches[1] ? common_length(matches) : 0;
    matches[0] = n < strlen(text) && count > 1 ? copy(text) : strndup(matches[1], n);
    return matches;
}

/* The Lua completer gets the line up to the cursor and where the word starts (0-based); it returns
 * {matches..., suffix = one character or nil, show = text to print instead of columns}. */
static int call_completer(lua_State *L, int start) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, line.completer);
    lua_pushlstring(L, rl_line_buffer, (size_t)rl_point);
    lua_pushinteger(L, start);
    return lua_pcall(L, 2, 1, 0) == LUA_OK && lua_istable(L, -1);
}

static void print_below(const char *text) {
    fprintf(rl_outstream, "\r\n%s\r\n", text);
    rl_on_new_line();
}

static char **complete(const char *text, int start, int end) {
    (void)end;
    lua_State *L = line.L;
    rl_attempted_completion_over = 1; /* never fall back to file names */
    rl_completion_append_character = '\0';
    free(line.listing);
    line.listing = NULL;
    if (line.completer == LUA_NOREF || !lua_checkstack(L, 8))
        return NULL;
    int top = lua_gettop(L);
    char **matches = NULL;
    if (call_completer(L, start)) {
        matches = matches_from_list(L, text);
        lua_getfield(L, -1, "suffix");
        if (lua_isstring(L, -1))
            rl_completion_append_character = *lua_tostring(L, -1);
        lua_getfield(L, -2, "show");
        line.listing = copy(lua_tostring(L, -1));
        if (!matches && line.listing)
            print_below(line.listing);
    }
    lua_settop(L, top);
    return matches;
}

static void show_matches(char **matches, int count, int longest) {
    if (line.listing) {
        print_below(line.listing);
    } else {
        rl_display_match_list(matches, count, longest);
        rl_on_new_line();
    }
}

/* --- Readline --------------------------------------------------------------------------------- */

static volatile sig_atomic_t resumed = 0; /* after Ctrl-Z and fg */

static void on_resume(int sig) {
    (void)sig;
    resumed = 1;
}

static void watch_for_resume(void) {
    struct sigaction action = {0};
    action.sa_handler = on_resume;
    sigemptyset(&action.sa_mask);
    sigaction(SIGCONT, &action, NULL);
}

/* The shell has written over the line: show it again. */
static void show_again(void) {
    resumed = 0;
    rl_forced_update_display();
}

/* Bindings made before the first read give way to the user's own inputrc. */
static void start_readline(void) {
    rl_readline_name = "gradus";
    rl_bind_keyseq("\033[A", rl_history_search_backward);
    rl_bind_keyseq("\033OA", rl_history_search_backward);
    rl_bind_keyseq("\033[B", rl_history_search_forward);
    rl_bind_keyseq("\033OB", rl_history_search_forward);
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("completion-ignore-case", "on");
    rl_variable_bind("completion-query-items", "300");
    rl_variable_bind("blink-matching-paren", "off");
    rl_persistent_signal_handlers = 1; /* its handlers stay while our loop waits */
    rl_basic_word_break_characters = " \t\n\"'`+-*/^%~=<>()[]{},;:.#&|!?$\\@";
    rl_completer_word_break_characters = rl_basic_word_break_characters;
    rl_basic_quote_characters = "";
    rl_completer_quote_characters = "";
    rl_attempted_completion_function = complete;
    rl_completion_display_matches_hook = show_matches;
    watch_for_resume();
    line.started = 1;
}

static void take_line(char *text) {
    line.text = text;
    line.done = 1;
    rl_callback_handler_remove();
}

static int insert_draft(void) {
    if (line.draft)
        rl_insert_text(line.draft);
    line.draft = NULL;
    return 0;
}

/* Ctrl-C at the prompt: the line is dropped, the cursor goes to a fresh one. */
static void drop_line(void) {
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_replace_line("", 0);
    rl_callback_handler_remove();
    fputs("\n", rl_outstream);
    fflush(rl_outstream);
}

/* Waits until the line is complete; returns 0 when Ctrl-C was pressed instead. */
static int wait_for_line(void) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!line.done) {
        int ready = poll(&input, 1, TICK_MS);
        rl_check_signals(); /* lets Readline act on a window change or Ctrl-Z */
        if (gr_interrupt_take())
            return 0;
        if (resumed)
            show_again();
        if (ready > 0)
            rl_callback_read_char();
        if (!line.done && gr_interrupt_take())
            return 0;
    }
    return 1;
}

/* Readline counts the columns of a prompt itself: escape sequences go between \001 and \002. */
static void push_marked_prompt(lua_State *L, const char *prompt) {
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    while (*prompt) {
        if (*prompt != '\033') {
            luaL_addchar(&out, *prompt++);
            continue;
        }
        luaL_addchar(&out, '\001');
        while (*prompt && *prompt != 'm')
            luaL_addchar(&out, *prompt++);
        if (*prompt)
            luaL_addchar(&out, *prompt++);
        luaL_addchar(&out, '\002');
    }
    luaL_pushresult(&out);
}

/* Since 8.1 Readline itself goes to a new line at the end of input, where it turns pasting off. */
static int readline_ends_line(void) {
    const char *paste = rl_variable_value("enable-bracketed-paste");
    return rl_readline_version >= 0x0801 && paste && strcmp(paste, "on") == 0;
}

static int read_terminal(lua_State *L, const char *prompt, const char *draft) {
    if (!line.started)
        start_readline();
    push_marked_prompt(L, prompt);
    line.L = L;
    line.done = 0;
    line.text = NULL;
    line.draft = draft;
    rl_startup_hook = insert_draft;
    rl_eof_found = 0; /* left over from a Ctrl-D, it would cost an empty line after each line */
    gr_interrupt_take();
    rl_callback_handler_install(lua_tostring(L, -1), take_line);
    if (draft)
        rl_redisplay(); /* the callback interface shows the prompt before the hook runs */
    if (!wait_for_line()) {
        drop_line();
        lua_pushboolean(L, 0);
        return 1;
    }
    if (!line.text && !readline_ends_line())
        fputs("\n", rl_outstream); /* Ctrl-D leaves the cursor behind the prompt */
    lua_pushstring(L, line.text);  /* nil for NULL */
    free(line.text);
    line.text = NULL;
    return 1;
}

/* --- the plain reader ------------------------------------------------------------------------- */

/* One line without its end of line, straight from the file descriptor's stream. */
static int read_plain(lua_State *L, const char *prompt) {
    fputs(prompt, stdout);
    fflush(stdout);
    gr_interrupt_take();
    char *text = NULL;
    size_t room = 0;
    ssize_t n = getline(&text, &room, stdin);
    if (n < 0) {
        int cancelled = ferror(stdin) && errno == EINTR;
        clearerr(stdin);
        free(text);
        if (cancelled)
            fputs("\n", stdout);
        if (cancelled)
            lua_pushboolean(L, 0);
        else
            lua_pushnil(L);
        gr_interrupt_take();
        return 1;
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    lua_pushlstring(L, text, (size_t)n);
    free(text);
    if (!isatty(STDIN_FILENO)) { /* what was read belongs into the transcript */
        fwrite(lua_tostring(L, -1), 1, (size_t)n, stdout);
        fputs("\n", stdout);
    }
    return 1;
}

/* --- the module ------------------------------------------------------------------------------- */

/* read(prompt[, draft]) -> text | nil at the end of input | false after Ctrl-C */
static int line_read(lua_State *L) {
    const char *prompt = luaL_checkstring(L, 1);
    const char *draft = luaL_optstring(L, 2, NULL);
    fflush(stdout);
    return on_terminal() ? read_terminal(L, prompt, draft) : read_plain(L, prompt);
}

/* interactive() -> are both ends terminals? */
static int line_interactive(lua_State *L) {
    lua_pushboolean(L, on_terminal());
    return 1;
}

/* add_history(text): what the up arrow brings back */
static int line_add_history(lua_State *L) {
    add_history(luaL_checkstring(L, 1));
    return 0;
}

/* set_completer(fn) */
static int line_set_completer(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    luaL_unref(L, LUA_REGISTRYINDEX, line.completer);
    lua_settop(L, 1);
    line.completer = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

int luaopen_gradus_line(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"read", line_read},
        {"interactive", line_interactive},
        {"add_history", line_add_history},
        {"set_completer", line_set_completer},
        {NULL, NULL},
    };
    using_history();
    luaL_newlib(L, functions);
    return 1;
}
