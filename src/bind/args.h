/* args.h: from Lua arguments to the values of a record, checked against it. */
#ifndef GR_ARGS_H
#define GR_ARGS_H

#include <lua.h>

#include "core/def.h"

/* Reads arguments `first`… of the running function into value[] (GR_MAX_ARG of them), by position
 * and from an options table at the end; raises for anything the record does not allow. `of` is the
 * tensor whose dimensions a GR_ARG_DIM counts, or NULL. Tensors stay borrowed from the stack. */
void grL_read_args(lua_State *L, const char *what, const GrArg *args, int first, const GrTensor *of,
                   GrValue *value);

/* Checks one value and stores it; for fields that are set later (opt.lr = …). */
void grL_set_arg(lua_State *L, const char *what, const GrArg *arg, int idx, const GrTensor *of,
                 GrValue *value);

/* Pushes a value as Lua sees it. */
void grL_push_value(lua_State *L, const GrArg *arg, const GrValue *value);

/* The position of a named argument in a record, or -1. */
int grL_find_arg(const GrArg *args, const char *name);

/* The tensors among the values, as further inputs of an op: appends them to in, returns how many.
 */
int grL_tensor_args(const GrArg *args, const GrValue *value, GrTensor **in);

/* The numbers among the values, in the order of the record, as an op's arguments. */
void grL_number_args(const GrArg *args, const GrValue *value, double *number);

#endif
