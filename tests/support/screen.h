/* screen.h - a small terminal for tests: takes what a program writes, keeps what one would see.
 *
 * Rows are never thrown away, so a transcript can be read from the first line on. Understands what
 * Readline and line-oriented programs send: text, wide characters, wrapping, cursor movement,
 * erasing, inserting, a second screen. Colours and other modes are ignored. Used by pty.c only.
 */
#ifndef GR_TEST_SCREEN_H
#define GR_TEST_SCREEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { MAX_COLS = 400, MAX_ROWS = 20000, MAX_PARAMS = 8 };

typedef struct Screen {
    int cols, height;
    int rows; /* in use */
    int row, col;
    int wrap; /* the last column is written; the next character begins a row */
    wchar_t *cell[MAX_ROWS];
    mbstate_t decoder;
    int state; /* 0 text, 1 after ESC, 2 in CSI, 3 in OSC, 4 one more to skip */
    int params[MAX_PARAMS], count;
} Screen;

static wchar_t *screen_row(Screen *s, int row) {
    if (row >= MAX_ROWS) {
        fprintf(stderr, "pty: more than %d rows of output\n", MAX_ROWS);
        exit(2);
    }
    while (s->rows <= row)
        s->cell[s->rows++] = calloc(MAX_COLS, sizeof(wchar_t));
    return s->cell[row];
}

static void screen_reset(Screen *s, int cols, int height) {
    for (int i = 0; i < s->rows; i++)
        free(s->cell[i]);
    memset(s, 0, sizeof *s);
    s->cols = cols;
    s->height = height;
    screen_row(s, 0);
}

static int screen_top(const Screen *s) {
    return s->rows > s->height ? s->rows - s->height : 0;
}

static void screen_down(Screen *s) {
    screen_row(s, ++s->row);
}

static void screen_put(Screen *s, wchar_t c) {
    int width = wcwidth(c);
    if (width <= 0)
        return;
    if (s->wrap || s->col + width > s->cols) {
        s->col = 0;
        s->wrap = 0;
        screen_down(s);
    }
    wchar_t *row = screen_row(s, s->row);
    row[s->col] = c;
    if (width == 2)
        row[s->col + 1] = L'\x1';
    s->col += width;
    if (s->col >= s->cols) {
        s->col = s->cols - 1;
        s->wrap = 1;
    }
}

static void erase(wchar_t *row, int from, int to) {
    for (int i = from; i < to; i++)
        row[i] = 0;
}

static void screen_erase_below(Screen *s) {
    erase(screen_row(s, s->row), s->col, MAX_COLS);
    for (int r = s->row + 1; r < s->rows; r++)
        erase(s->cell[r], 0, MAX_COLS);
}

static void screen_erase_all(Screen *s) {
    for (int r = screen_top(s); r < s->rows; r++)
        erase(s->cell[r], 0, MAX_COLS);
}

static int param(const Screen *s, int i, int fallback) {
    return i < s->count && s->params[i] > 0 ? s->params[i] : fallback;
}

static int clamp(int value, int low, int high) {
    return value < low ? low : value > high ? high : value;
}

enum { SECOND_SCREEN = 1049 };

/* A second screen is a page of its own below what is there; what follows it stands below the page.
 */
static void screen_turn_page(Screen *s, int opens) {
    s->row = opens ? s->rows + s->height - 1 : s->rows;
    s->col = 0;
    screen_row(s, s->row);
    if (opens)
        s->row = screen_top(s);
}

static void screen_control(Screen *s, char final) {
    int n = param(s, 0, 1);
    wchar_t *row = screen_row(s, s->row);
    s->wrap = 0;
    switch (final) {
    case 'A':
        s->row = clamp(s->row - n, screen_top(s), s->row);
        break;
    case 'B':
        s->row = clamp(s->row + n, s->row, s->rows - 1);
        break;
    case 'C':
        s->col = clamp(s->col + n, 0, s->cols - 1);
        break;
    case 'D':
        s->col = clamp(s->col - n, 0, s->cols - 1);
        break;
    case 'G':
        s->col = clamp(n - 1, 0, s->cols - 1);
        break;
    case 'H':
        s->row = screen_top(s) + n - 1;
        s->col = clamp(param(s, 1, 1) - 1, 0, s->cols - 1);
        screen_row(s, s->row);
        break;
    case 'J':
        if (param(s, 0, 0) == 0)
            screen_erase_below(s);
        else if (param(s, 0, 0) == 2)
            screen_erase_all(s);
        break;
    case 'K':
        erase(row, param(s, 0, 0) == 0 ? s->col : 0, param(s, 0, 0) == 1 ? s->col + 1 : MAX_COLS);
        break;
    case 'P':
        n = clamp(n, 0, MAX_COLS - s->col);
        memmove(row + s->col, row + s->col + n, (size_t)(MAX_COLS - s->col - n) * sizeof *row);
        break;
    case '@':
        n = clamp(n, 0, MAX_COLS - s->col);
        memmove(row + s->col + n, row + s->col, (size_t)(MAX_COLS - s->col - n) * sizeof *row);
        erase(row, s->col, s->col + n);
        break;
    case 'h':
    case 'l':
        if (param(s, 0, 0) == SECOND_SCREEN)
            screen_turn_page(s, final == 'h');
        break;
    default:
        break; /* colours, modes */
    }
}

static void screen_escape(Screen *s, unsigned char c) {
    if (s->state == 1) {
        s->count = 0;
        memset(s->params, 0, sizeof s->params);
        s->state = c == '[' ? 2 : c == ']' ? 3 : strchr("()#", c) ? 4 : 0;
    } else if (s->state == 2) {
        if (c >= '0' && c <= '9') {
            if (s->count == 0)
                s->count = 1;
            s->params[s->count - 1] = s->params[s->count - 1] * 10 + (c - '0');
        } else if (c == ';' && s->count < MAX_PARAMS) {
            s->count++;
        } else if (c >= 0x40 && c <= 0x7e) {
            s->state = 0;
            screen_control(s, (char)c);
        }
    } else if (s->state == 3) {
        if (c == '\a' || c == '\\')
            s->state = 0;
    } else {
        s->state = 0;
    }
}

static void screen_byte(Screen *s, unsigned char c) {
    wchar_t wide;
    if (s->state) {
        screen_escape(s, c);
    } else if (c == 0x1b) {
        s->state = 1;
    } else if (c == '\r') {
        s->col = 0;
        s->wrap = 0;
    } else if (c == '\n') {
        s->wrap = 0;
        screen_down(s);
    } else if (c == '\b') {
        s->wrap = 0;
        if (s->col > 0)
            s->col--;
    } else if (c == '\t') {
        s->col = clamp((s->col / 8 + 1) * 8, 0, s->cols - 1);
    } else if (c >= 0x20) {
        size_t n = mbrtowc(&wide, (const char *)&c, 1, &s->decoder);
        if (n == (size_t)-1)
            memset(&s->decoder, 0, sizeof s->decoder);
        else if (n != (size_t)-2)
            screen_put(s, wide);
    }
}

/* The text of a row as UTF-8, without trailing blanks. The result lasts until the next call. */
static const char *screen_text(Screen *s, int row) {
    static char text[MAX_COLS * 4 + 1];
    size_t used = 0, end = 0;
    mbstate_t encoder = {0};
    wchar_t *cells = screen_row(s, row);
    for (int i = 0; i < s->cols; i++) {
        if (cells[i] == L'\x1')
            continue;
        used += wcrtomb(text + used, cells[i] ? cells[i] : L' ', &encoder);
        if (cells[i] && cells[i] != L' ')
            end = used;
    }
    text[end] = '\0';
    return text;
}

#endif
