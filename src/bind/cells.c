/* cells.c: the region of boxes and the allocator in front of the state's own. See cells.h. Knows
 * neither tensors nor what else a box holds. */
#include "cells.h"

#include <lauxlib.h>
#include <sys/mman.h>

enum { CELL = 80 };              /* Lua's head of a userdata, one user value, and the box */
#define REGION ((size_t)4 << 30) /* addresses, not memory: pages are taken as they are used */
#define SMALLEST ((size_t)16 << 20)

struct GrCells grL_cells;

typedef struct Cell {
    struct Cell *next;
} Cell;

static Cell *waiting; /* cells given back */
static size_t used;   /* bytes of the region that were ever handed out */
static bool wanted;   /* the next block that Lua asks for is a box */
static void (*at_death)(void *box);
static lua_Alloc others; /* for all that is no box */
static void *others_data;

static bool reserve(void) {
    for (size_t size = REGION; size >= SMALLEST; size /= 2) {
        void *begin = mmap(NULL, size, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (begin == MAP_FAILED)
            continue;
        grL_cells = (struct GrCells){begin, size};
        return true;
    }
    return false;
}

static bool has_room(void) {
    return waiting || used + CELL <= grL_cells.size;
}

static void *take(void) {
    Cell *cell = waiting;
    wanted = false;
    if (cell) {
        waiting = cell->next;
        return cell;
    }
    used += CELL;
    return grL_cells.begin + used - CELL;
}

/* The box is what the userdata ends in. */
static void give_back(void *block, size_t size) {
    Cell *cell = block;
    at_death((char *)block + size - GR_CELL_ROOM);
    cell->next = waiting;
    waiting = cell;
}

/* What Lua calls. It never changes the size of a userdata, so a cell that comes here is freed. */
static void *alloc(void *user, void *block, size_t old_size, size_t new_size) {
    (void)user;
    if (!block && wanted && new_size <= CELL)
        return take();
    if (!block || !grL_in_cell(block))
        return others(others_data, block, old_size, new_size);
    give_back(block, old_size);
    return NULL;
}

void *grL_cells_userdata(lua_State *L, int values) {
    if (!has_room())
        lua_gc(L, LUA_GCCOLLECT);
    if (!has_room())
        luaL_error(L, "no room is left for more tensors");
    wanted = true; /* nothing can fail before the cell is taken */
    return lua_newuserdatauv(L, GR_CELL_ROOM, values);
}

bool grL_cells_open(lua_State *L, void (*dies)(void *box)) {
    if (!grL_cells.begin && !reserve())
        return false;
    at_death = dies;
    if (lua_getallocf(L, NULL) != alloc) {
        others = lua_getallocf(L, &others_data);
        lua_setallocf(L, alloc, NULL);
    }
    bool fits = grL_in_cell(grL_cells_userdata(L, 1)); /* the largest that will be asked for */
    wanted = false;
    lua_pop(L, 1);
    return fits;
}
