/* golden.h: reads the tables of tests/golden (format: README.md there). A test that finds a line it
 * does not understand fails: nothing of a table goes unread. */
#ifndef GR_TESTS_GOLDEN_H
#define GR_TESTS_GOLDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/def.h"
#include "core/tensor.h"
#include "near.h"

#define GOLDEN_LINES 200 /* of one case */
#define GOLDEN_SETTINGS 16

/* "kind name [shape] numbers…" */
typedef struct GoldenLine {
    char kind[8];
    char name[32];
    GrTensor *t;
} GoldenLine;

/* "set name value…" */
typedef struct GoldenSetting {
    char name[32];
    char word[32]; /* the first value as it stands there */
    int count;
    double number[GR_MAX_ARG];
} GoldenSetting;

typedef struct GoldenCase {
    char label[64];
    int lines, settings;
    GoldenLine line[GOLDEN_LINES];
    GoldenSetting setting[GOLDEN_SETTINGS];
} GoldenCase;

/* Opens tests/golden/NAME.txt; NULL if there is no such table. */
static inline FILE *golden_open(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "tests/golden/%s.txt", name);
    return fopen(path, "r");
}

static inline void golden_read_shape(char **text, int *ndim, int *shape) {
    assert_int_equal(*(*text)++, '[');
    for (*ndim = 0; **text != ']'; ++*ndim) {
        assert_true(*ndim < GR_MAX_DIM);
        shape[*ndim] = (int)strtol(*text, text, 10);
        *text += **text == ',';
    }
    ++*text;
}

static inline void golden_read_tensor(char *text, GoldenLine *line) {
    int ndim = 0, shape[GR_MAX_DIM];
    golden_read_shape(&text, &ndim, shape);
    assert_int_equal(gr_tensor_new(ndim, shape, &line->t), GR_OK);
    for (size_t i = 0; i < line->t->numel; i++) {
        char *end = text;
        line->t->data[i] = (GrReal)strtod(text, &end);
        if (end == text)
            fail_msg("golden: %s %s ends after %zu numbers", line->kind, line->name, i);
        text = end;
    }
    assert_int_equal(text[strspn(text, " \n")], '\0');
}

static inline void golden_read_setting(char *text, GoldenSetting *s) {
    int used = 0;
    assert_true(sscanf(text, "%31s%n", s->name, &used) == 1);
    text += used;
    if (sscanf(text, "%31s", s->word) != 1)
        s->word[0] = '\0';
    for (s->count = 0; text[strspn(text, " \n")] && s->count < GR_MAX_ARG; s->count++) {
        char *end = text;
        s->number[s->count] = strtod(text, &end);
        if (end == text)
            return; /* a word */
        text = end;
    }
}

/* Adds one line of the file to the case. */
static inline void golden_take(GoldenCase *c, char *text) {
    int used = 0;
    if (strncmp(text, "set ", 4) == 0) {
        assert_true(c->settings < GOLDEN_SETTINGS);
        golden_read_setting(text + 4, &c->setting[c->settings++]);
        return;
    }
    assert_true(c->lines < GOLDEN_LINES);
    GoldenLine *line = &c->line[c->lines++];
    assert_int_equal(sscanf(text, "%7s %31s %n", line->kind, line->name, &used), 2);
    golden_read_tensor(text + used, line);
}

/* Reads the next case; false at the end of the file. */
static inline bool golden_next(FILE *file, GoldenCase *c) {
    char *text = NULL;
    size_t room = 0;
    memset(c, 0, sizeof *c);
    while (getline(&text, &room, file) > 0)
        if (strncmp(text, "case ", 5) == 0)
            snprintf(c->label, sizeof c->label, "%.*s", (int)strcspn(text + 5, "\n"), text + 5);
        else if (text[0] == '\n' && c->label[0])
            break;
        else if (text[0] != '#' && text[0] != '\n')
            golden_take(c, text);
    free(text);
    return c->label[0] != '\0';
}

static inline void golden_free(GoldenCase *c) {
    for (int i = 0; i < c->lines; i++)
        gr_release(c->line[i].t);
}

/* The tensor of a line, or NULL. */
static inline GrTensor *golden_find(const GoldenCase *c, const char *kind, const char *name) {
    for (int i = 0; i < c->lines; i++)
        if (strcmp(c->line[i].kind, kind) == 0 && strcmp(c->line[i].name, name) == 0)
            return c->line[i].t;
    return NULL;
}

/* ---- arguments --------------------------------------------------------------------------------
 */

static inline double golden_choice(const GrArg *arg, const char *word) {
    int index = 0;
    for (const char *c = arg->choices; c; c = strchr(c, '|'), c += c != NULL, index++)
        if (strncmp(c, word, strlen(word)) == 0 && strchr("|", c[strlen(word)]))
            return index;
    fail_msg("golden: %s cannot be %s", arg->name, word);
    return -1;
}

static inline GrValue golden_value(const GrArg *arg, const GoldenSetting *s) {
    GrValue v = {.given = true, .num = s->number[0], .num2 = s->number[1]};
    if (arg->type == GR_ARG_CHOICE)
        v.num = golden_choice(arg, s->word);
    else if (arg->type == GR_ARG_DIM || arg->type == GR_ARG_INDEX)
        v.num -= 1; /* tables count from 1 */
    return v;
}

/* Fills the arguments of a record: its defaults, then the settings of the case. */
static inline void golden_values(const GrArg *args, const GoldenCase *c, GrValue *value) {
    int known = 0;
    memset(value, 0, GR_MAX_ARG * sizeof *value);
    for (int i = 0; args && args[i].type != GR_ARG_END; i++) {
        bool absent = args[i].type == GR_ARG_DIM || args[i].type == GR_ARG_INIT;
        value[i] = (GrValue){.num = absent ? -1 : args[i].def, .num2 = args[i].def2};
        for (int s = 0; s < c->settings; s++)
            if (strcmp(c->setting[s].name, args[i].name) == 0) {
                value[i] = golden_value(&args[i], &c->setting[s]);
                known++;
            }
    }
    if (known != c->settings)
        fail_msg("golden: case %s sets something the record does not have", c->label);
}

/* The same as an op receives it. A list of sizes comes as its length and the sizes. */
static inline void golden_numbers(const GrArg *args, const GoldenCase *c, double *arg) {
    GrValue value[GR_MAX_ARG];
    golden_values(args, c, value);
    for (int i = 0; i < GR_MAX_ARG; i++)
        arg[i] = value[i].num;
    if (!args || args[0].type != GR_ARG_OTHER)
        return;
    arg[0] = c->settings ? c->setting[0].count : 0;
    for (int i = 1; i < GR_MAX_ARG && c->settings; i++)
        arg[i] = c->setting[0].number[i - 1];
}

#endif
