/* cells.h: where boxes live. Lua asks for memory and gives it back through one function; for boxes
 * that function hands out cells of a region of their own. So a pointer is known for a box by its
 * address alone, and when Lua frees a cell, the object in it is let go: a box needs no finalizer,
 * which would cost a protected call and a second round of the collector each. */
#ifndef GR_CELLS_H
#define GR_CELLS_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reserves the region and puts cells before the state's own way of allocating. `dies` is called
 * with a box whose memory goes. False: the system refuses. */
bool grL_cells_open(lua_State *L, void (*dies)(void *box));

/* Like lua_newuserdatauv, in a cell. At most GR_CELL_ROOM bytes. */
#define GR_CELL_ROOM 16
void *grL_cells_userdata(lua_State *L, int values);

extern struct GrCells {
    char *begin; /* the region; reserved, not yet used */
    size_t size;
} grL_cells;

/* Is it the address of a box (or of Lua's bytes around it)? */
static inline bool grL_in_cell(const void *p) {
    return (size_t)((uintptr_t)p - (uintptr_t)grL_cells.begin) < grL_cells.size;
}

#endif
