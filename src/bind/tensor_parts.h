/* tensor_parts.h: between tensor.c, index.c and inplace.c. */
#ifndef GR_TENSOR_PARTS_H
#define GR_TENSOR_PARTS_H

#include <lua.h>

#include "core/tensor.h"

/* t[…] with a number or a table: reading and writing. */
int grL_index_numbers(lua_State *L);
int grL_assign_numbers(lua_State *L);

void grL_open_inplace(lua_State *L);
void grL_open_tensor_methods(lua_State *L);
void grL_push_shape(lua_State *L, const GrTensor *t);

#endif
