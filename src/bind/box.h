/* box.h: one userdata around each core object that Lua holds, and what every file of the binding
 * needs. A box is made empty first and filled after the core call that may fail. It lives in a cell
 * (cells.h): its object is released when Lua frees it, or before, by __close. */
#ifndef GR_BOX_H
#define GR_BOX_H

#include <lauxlib.h>
#include <lua.h>

#include "core/def.h"
#include "core/module.h"
#include "core/optim.h"
#include "core/tensor.h"

typedef enum GrKind {
    GR_KIND_TENSOR,
    GR_KIND_MODULE,
    GR_KIND_LOSS,
    GR_KIND_OPTIM,
    GR_KIND_REG,
    GR_KIND_COUNT
} GrKind;

typedef struct GrBox {
    void *object; /* one reference, or NULL before filling and after release */
    GrKind kind;
} GrBox;

/* A loss or a regularizer: its record and its settings. */
typedef struct GrBound {
    union {
        const GrLossDef *loss;
        const GrRegDef *reg;
    };
    GrValue arg[GR_MAX_ARG];
} GrBound;

/* Pushes an empty box of a kind; the metatable comes from grL_open_boxes. */
GrBox *grL_new_box(lua_State *L, GrKind kind);

/* The object at idx if it is a filled box of this kind, else NULL. Never raises. */
void *grL_test(lua_State *L, int idx, GrKind kind);

/* Pushes a tensor; the reference passes to the box. */
void grL_push_tensor(lua_State *L, GrTensor *t);

/* The tensor at argument arg, or an error in words: `what` names the function. */
/* The number at `arg`; raises for anything else, texts that look like numbers included. `what`
 * names the function. */
double grL_check_number(lua_State *L, int arg, const char *what);

GrTensor *grL_check_tensor(lua_State *L, int arg, const char *what);

/* Like grL_check_tensor; a Lua number becomes a 0-dim tensor, which is left on top of the stack to
 * keep it alive (*pushed counts such slots). */
GrTensor *grL_to_tensor(lua_State *L, int arg, const char *what, int *pushed);

/* Makes the metatables and their methods tables; registers core.kind, methods, metatable. */
void grL_open_boxes(lua_State *L);

/* Pushes the methods table of a kind. */
void grL_push_methods(lua_State *L, GrKind kind);

/* Sets field `name` of the methods of a kind to a C function without upvalues. */
void grL_method(lua_State *L, GrKind kind, const char *name, lua_CFunction fn);

/* Sets a metamethod of a kind. */
void grL_metamethod(lua_State *L, GrKind kind, const char *name, lua_CFunction fn);

/* "a tensor of shape [2, 3]", "a number", "nil": what stands at idx, for messages. */
const char *grL_describe(lua_State *L, int idx);

/* Raises E0106 for a field that a kind does not have, with the nearest of its names. */
int grL_no_such_field(lua_State *L, const char *what, const char *field, const char *const *extra,
                      GrKind kind, bool writing);

#endif
