/* pty.c - drives a program through a pseudo-terminal by the transcripts in tests/sessions.
 *
 * usage: GRADUS_BIN=build/gradus pty FILE.gr...
 *
 * A session file reads like the screen it expects. A line that starts with a prompt (`gradus> `,
 * `for...> `, `overfitting 4/9> `) is typed once that prompt stands on the screen; any other line
 * is output, which must follow exactly. `<*>` matches any text within a line, a line `...` any
 * number of lines. A `|` at the start of a line says that the rest is output, whatever it looks
 * like. Lines that start with % are directives, empty ones and those with # at the start are
 * comments:
 *
 *   %test NAME            a new test: a fresh home folder, a fresh terminal of 80x24
 *   %size COLS ROWS       %term NAME   %env NAME=VALUE   %unset NAME     before the program starts
 *   %args WORDS           start the program with these arguments (in a shell: quotes work)
 *   %command LINE         start this shell command instead ($GRADUS_BIN is the program)
 *   %resize COLS ROWS     change the size of the window while the program runs
 *   %again                start the program once more in the same home, with the same settings
 *   %type TEXT            send keys as they are; \t \r \e \\ and \xNN are understood
 *   %paste … %end         send the lines between as one bracketed paste, then Enter
 *   %line TEXT            wait until the line of the cursor reads TEXT
 *   %within SECONDS       the next expectation must come true within this time after the last key
 *   %pause SECONDS        let time pass (to be inside of a long computation)
 *   %kill                 kill -9 the program
 *   %exit STATUS          wait until the program has ended with this status
 *   %file PATH TEXT       the file below the home folder contains TEXT
 *
 * Prints what failed and, last, `N passed, M failed`; ends with 0 only if every test passed.
 */
#define _XOPEN_SOURCE 700
#include <ctype.h>
#include <locale.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "terminal.h"

/* Seconds an expectation may take; generous, as other jobs may share the machine. PTY_LIMIT in the
 * environment shortens it while a session is being written. */
static double usual_limit = 20;

static struct {
    Terminal terminal;
    int mark;     /* the first row that nothing has been compared with */
    int any;      /* `...` was the last line: rows may be skipped */
    double limit; /* for the next expectation */
    char test[MAX_LINE];
    int broken; /* this test has failed; skip to the next */
    int passed, failed;
    const char *file;
    int line;
} now;

/* --- failing ---------------------------------------------------------------------------------- */

static void show_screen(void) {
    int first = now.terminal.screen.rows > 15 ? now.terminal.screen.rows - 15 : 0;
    for (int r = first; r < now.terminal.screen.rows; r++)
        printf("    %c %s\n", r == now.mark ? '>' : '|', screen_text(&now.terminal.screen, r));
}

static void fail(const char *format, ...) {
    va_list args;
    va_start(args, format);
    printf("FAILED  %s  (%s:%d)\n  ", now.test, now.file, now.line);
    vprintf(format, args);
    printf("\n");
    va_end(args);
    show_screen();
    now.broken = 1;
}

static void stop(const char *why) {
    fprintf(stderr, "pty: %s:%d: %s\n", now.file, now.line, why);
    exit(2);
}

/* --- the program ------------------------------------------------------------------------------ */

static void start(void) {
    if (terminal_start(&now.terminal))
        now.mark = now.any = 0;
}

static void send_keys(const char *text, size_t size) {
    start();
    terminal_send(&now.terminal, text, size);
}

/* --- expecting -------------------------------------------------------------------------------- */

/* Does the text match, with `<*>` for anything? */
static int matches(const char *pattern, const char *text) {
    const char *star = strstr(pattern, "<*>");
    if (!star)
        return strcmp(pattern, text) == 0;
    size_t before = (size_t)(star - pattern);
    if (strncmp(pattern, text, before) != 0)
        return 0;
    for (text += before;; text++) {
        if (matches(star + 3, text))
            return 1;
        if (!*text)
            return 0;
    }
}

typedef int Condition(const char *pattern);

/* Waits until the condition holds. Returns 0 when the time is over or the program has ended. */
static int wait_for(Condition *holds, const char *pattern) {
    start();
    double until = now.terminal.sent + now.limit;
    for (;;) {
        if (holds(pattern))
            return 1;
        double left = until - seconds();
        if (left <= 0)
            return 0;
        if (!terminal_read(&now.terminal, left < 0.05 ? left : 0.05))
            return holds(pattern);
    }
}

/* Row `mark` is complete and matches. After `...` any later row may be the one. */
static int output_row(const char *pattern) {
    int last = now.terminal.pid ? now.terminal.screen.row : now.terminal.screen.rows;
    for (int r = now.mark; r < last; r++) {
        if (matches(pattern, screen_text(&now.terminal.screen, r))) {
            now.mark = r + 1;
            return 1;
        }
        if (!now.any)
            return 0;
    }
    return 0;
}

/* The row of the cursor, and none above what was last compared or typed. */
static int cursor_line(const char *pattern) {
    int row = now.terminal.screen.row;
    return row >= now.mark && matches(pattern, screen_text(&now.terminal.screen, row));
}

/* The prompt stands alone on the row after all output that was expected. */
static int at_prompt(const char *prompt) {
    int row = now.terminal.screen.row;
    return (row == now.mark || (now.any && row > now.mark)) && cursor_line(prompt);
}

static void expect(Condition *holds, const char *pattern, const char *what) {
    if (!wait_for(holds, pattern))
        fail("expected %s: %s", what, pattern);
    now.limit = usual_limit;
}

/* --- session files ---------------------------------------------------------------------------- */

/* The length of the prompt that a line starts with, 0 if it starts with none. */
static size_t prompt_length(const char *line) {
    const char *end = strchr(line, '>');
    if (!end || (end[1] != ' ' && end[1] != '\0') || end == line)
        return 0;
    for (const char *c = line; c < end; c++) {
        int lesson = *c == ' ' && isdigit((unsigned char)c[1]); /* "name 4/9> " */
        if (!isalnum((unsigned char)*c) && !strchr("-./({['\"", *c) && !lesson)
            return 0;
    }
    int known = strncmp(line, "gradus>", 7) == 0 || strstr(line, "...>") < end ||
                memchr(line, '/', (size_t)(end - line)) != NULL;
    return known && strstr(line, "...>") != end ? (size_t)(end - line) + 1 : 0;
}

static void enter_line(const char *line, size_t length) {
    char prompt[MAX_LINE];
    snprintf(prompt, sizeof prompt, "%.*s", (int)length, line);
    expect(at_prompt, prompt, "the prompt");
    if (now.broken)
        return;
    const char *text = line + length + (line[length] == ' ');
    int row = now.terminal.screen.row;
    send_keys(text, strlen(text));
    now.any = 0;
    now.mark = row + 1 + (int)((strlen(line) - 1) / (size_t)now.terminal.cols);
    send_keys("\r", 1);
}

static void output_line(const char *line) {
    start();
    if (strcmp(line, "...") == 0) {
        now.any = 1;
        return;
    }
    expect(output_row, line, "the output");
    now.any = 0;
}

/* The keys of a %type line: \t, \r, \e, \\ and \xNN. */
static void type_keys(const char *text) {
    char keys[MAX_LINE];
    size_t n = 0;
    for (; *text; text++) {
        if (*text != '\\') {
            keys[n++] = *text;
            continue;
        }
        switch (*++text) {
        case 't':
            keys[n++] = '\t';
            break;
        case 'r':
            keys[n++] = '\r';
            break;
        case 'e':
            keys[n++] = 0x1b;
            break;
        case '\\':
            keys[n++] = '\\';
            break;
        case 'x': {
            char digits[3] = {text[1], text[2], '\0'};
            keys[n++] = (char)strtol(digits, NULL, 16);
            text += 2;
            break;
        }
        default:
            stop("unknown escape in %type");
        }
    }
    send_keys(keys, n);
}

static void paste(FILE *in) {
    char line[MAX_LINE];
    int first = 1;
    expect(cursor_line, "<*>", "a prompt");
    send_keys("\033[200~", 6);
    while (fgets(line, sizeof line, in)) {
        now.line++;
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "%end") == 0)
            break;
        if (!first)
            send_keys("\n", 1);
        first = 0;
        send_keys(line, strlen(line));
    }
    send_keys("\033[201~", 6);
    now.any = 1; /* how Readline shows the block is its own affair */
    send_keys("\r", 1);
}

static void expect_exit(int status) {
    start();
    double until = now.terminal.sent + now.limit;
    while (now.terminal.pid && seconds() < until)
        terminal_read(&now.terminal, 0.05);
    now.limit = usual_limit;
    if (now.terminal.pid)
        fail("expected the program to end");
    else if (!WIFEXITED(now.terminal.status) || WEXITSTATUS(now.terminal.status) != status)
        fail("expected status %d, got %s %d", status,
             WIFEXITED(now.terminal.status) ? "status" : "signal",
             WIFEXITED(now.terminal.status) ? WEXITSTATUS(now.terminal.status)
                                            : WTERMSIG(now.terminal.status));
}

static void expect_in_file(const char *rest) {
    char path[2 * MAX_LINE], name[MAX_LINE], line[MAX_LINE];
    int n = 0;
    sscanf(rest, "%1999s %n", name, &n);
    snprintf(path, sizeof path, "%s/%s", now.terminal.home, name);
    FILE *in = fopen(path, "r");
    int found = 0;
    while (in && !found && fgets(line, sizeof line, in))
        found = strstr(line, rest + n) != NULL;
    if (in)
        fclose(in);
    if (!found)
        fail("expected in %s: %s", name, rest + n);
}

static void end_test(void) {
    terminal_end(&now.terminal, SIGKILL);
    if (!*now.test)
        return;
    if (now.broken)
        now.failed++;
    else
        now.passed++;
    *now.test = '\0';
}

static void usual_command(const char *args) {
    snprintf(now.terminal.command, sizeof now.terminal.command, "exec \"$GRADUS_BIN\" %s", args);
}

static void begin_test(const char *name) {
    static int number = 0;
    end_test();
    const char *base = getenv("HOME");
    snprintf(now.terminal.home, sizeof now.terminal.home, "%.1900s/session-%d-%d",
             base ? base : "/tmp", (int)getpid(), ++number);
    if (mkdir(now.terminal.home, 0700) != 0)
        stop("cannot make a home folder");
    snprintf(now.test, sizeof now.test, "%s", name);
    snprintf(now.terminal.term, sizeof now.terminal.term, "xterm-256color");
    usual_command("");
    now.terminal.envs = now.broken = 0;
    now.terminal.cols = 80;
    now.terminal.rows = 24;
    now.limit = usual_limit;
}

static void set_env(const char *text) {
    if (now.terminal.envs == MAX_ENV)
        stop("too many %env");
    snprintf(now.terminal.env[now.terminal.envs++], MAX_LINE, "%s", text);
}

static void pass_time(double length) {
    double until = seconds() + length;
    start();
    while (seconds() < until && terminal_read(&now.terminal, 0.02)) {
    }
}

static int is_word(const char *line, const char *word, const char **rest) {
    size_t n = strlen(word);
    if (strncmp(line, word, n) != 0 || (line[n] != ' ' && line[n] != '\0'))
        return 0;
    *rest = line + n + (line[n] == ' ');
    return 1;
}

static void directive(const char *line, FILE *in) {
    const char *rest;
    if (is_word(line, "%size", &rest)) {
        if (sscanf(rest, "%d %d", &now.terminal.cols, &now.terminal.rows) != 2 ||
            now.terminal.cols > MAX_COLS)
            stop("%size COLS ROWS");
    } else if (is_word(line, "%resize", &rest)) {
        int cols = 0, rows = 0;
        if (sscanf(rest, "%d %d", &cols, &rows) != 2 || cols > MAX_COLS)
            stop("%resize COLS ROWS");
        terminal_resize(&now.terminal, cols, rows);
    } else if (is_word(line, "%term", &rest)) {
        snprintf(now.terminal.term, sizeof now.terminal.term, "%s", rest);
    } else if (is_word(line, "%env", &rest) || is_word(line, "%unset", &rest)) {
        set_env(rest);
    } else if (is_word(line, "%args", &rest)) {
        usual_command(rest);
    } else if (is_word(line, "%command", &rest)) {
        snprintf(now.terminal.command, sizeof now.terminal.command, "%s", rest);
    } else if (is_word(line, "%again", &rest)) {
        terminal_end(&now.terminal, SIGKILL);
        start();
    } else if (is_word(line, "%type", &rest)) {
        type_keys(rest);
    } else if (is_word(line, "%paste", &rest)) {
        paste(in);
    } else if (is_word(line, "%line", &rest)) {
        expect(cursor_line, rest, "the line of the cursor");
    } else if (is_word(line, "%within", &rest)) {
        now.limit = atof(rest);
    } else if (is_word(line, "%pause", &rest)) {
        pass_time(atof(rest));
    } else if (is_word(line, "%kill", &rest)) {
        terminal_end(&now.terminal, SIGKILL);
    } else if (is_word(line, "%exit", &rest)) {
        expect_exit(atoi(rest));
    } else if (is_word(line, "%file", &rest)) {
        expect_in_file(rest);
    } else {
        stop("unknown directive");
    }
}

static void obey(const char *line, FILE *in) {
    const char *rest;
    size_t length = prompt_length(line);
    const char *output = line[0] == '|' ? line + 1 : line;
    if (is_word(line, "%test", &rest)) {
        begin_test(rest);
    } else if (line[0] == '#' || line[0] == '\0' || now.broken) {
        return;
    } else if (!*now.test) {
        stop("a session begins with %test");
    } else if (line[0] == '%') {
        directive(line, in);
    } else if (length > 0) {
        enter_line(line, length);
    } else {
        output_line(output);
    }
}

static void run_file(const char *path) {
    FILE *in = fopen(path, "r");
    char line[MAX_LINE];
    now.file = path;
    now.line = 0;
    if (!in)
        stop("cannot open this file");
    while (fgets(line, sizeof line, in)) {
        now.line++;
        line[strcspn(line, "\n")] = '\0';
        obey(line, in);
    }
    end_test();
    fclose(in);
}

int main(int argc, char **argv) {
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || !getenv("GRADUS_BIN")) {
        fprintf(stderr, "usage: GRADUS_BIN=PROGRAM pty FILE.gr...\n");
        return 2;
    }
    if (getenv("PTY_LIMIT"))
        usual_limit = atof(getenv("PTY_LIMIT"));
    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    printf("%d passed, %d failed\n", now.passed, now.failed);
    return now.failed > 0 || now.passed == 0;
}
