/* bind.h: the Lua binding. Other rooms may include only this header. */
#ifndef GR_BIND_H
#define GR_BIND_H

#include <lua.h>

/* Opens the table `gradus.core`: everything of the core that Lua can reach. */
int luaopen_gradus_core(lua_State *L);

/* Opens `gradus.json`: encode(value) -> text, decode(text) -> value or nil, why. */
int luaopen_gradus_json(lua_State *L);

/* Opens `gradus.canvas`: new(format, width, height) -> a page of src/plot, or nil, why. */
int luaopen_gradus_canvas(lua_State *L);

#endif
