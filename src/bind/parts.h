/* parts.h: the pieces luaopen_gradus_core puts together. Each adds its functions to gradus.core,
 * which is the table on top of the stack. */
#ifndef GR_PARTS_H
#define GR_PARTS_H

#include <lua.h>
#include <stdbool.h>

void grL_open_ops(lua_State *L);     /* tensor methods made from op records */
void grL_open_make(lua_State *L);    /* tensor, zeros, randn, seed, … */
void grL_open_tensor(lua_State *L);  /* fields, indexing, arithmetic, in-place methods, autograd */
void grL_open_modules(lua_State *L); /* nn: layers and activations */
void grL_open_losses(lua_State *L);  /* nn: losses */
void grL_open_inits(lua_State *L);   /* init */
void grL_open_regs(lua_State *L);    /* reg */
void grL_open_optims(lua_State *L);  /* optim */
void grL_open_watch(lua_State *L);   /* watch, graph, tag, …: for the coach */
void grL_open_books(lua_State *L);   /* run_book, trainee_book, …: for the coach */
void grL_open_replay(lua_State *L);  /* redo, record: for the coach */
void grL_open_train(lua_State *L);   /* train_rows: a whole step for fit */
void grL_open_loops(lua_State *L);   /* loops(): hand-written loops for the ledger */
void grL_open_data(lua_State *L);    /* data */
void grL_open_records(lua_State *L); /* records() */
void grL_open_gradcheck(lua_State *L); /* gradcheck */
void grL_open_system(lua_State *L);    /* memory, threads, isa, bytes, gunzip, … */

/* Is the value an nn.Sequential: does calling it run its list part in order? */
bool grL_is_sequential(lua_State *L, int idx);

/* Announces an event to lua/events.lua if somebody listens: the values at the given stack slots. */
void grL_announce(lua_State *L, const char *event, int n, const int *slots);

#endif
