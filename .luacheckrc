-- What a Lua file of Gradus may assume to exist: Lua 5.4, and by room what is handed to it.
std = "lua54"
max_line_length = 100
cache = false
exclude_files = { "build", "build-*", "tests/coach/*/repl-*.lua" } -- those are typed, line by line
self = false -- methods need not use `self`
ignore = { "581", "582" } -- `not (x >= y)` is how a comparison says that NaN fails it

-- Lessons run in an environment made of the public table: every name of it is a global there.
files["lessons"] = { ignore = { "113" } }
-- Scripts to be repaired live on globals, as beginners' scripts do, and are wrong on purpose.
for _, folder in ipairs{"lessons/exercises/*/broken.lua", "lessons/exercises/*/fixed.lua",
  "lessons/template/exercise/broken.lua", "lessons/template/exercise/fixed.lua"} do
  files[folder] = { ignore = { "111", "112", "113", "131", "213" } }
end
-- Tests run in the program, where the public names are globals, too.
files["tests"] = { ignore = { "113" } }
-- Scripts of the coach's corpus are written as learners write.
for _, half in ipairs{ "tuning", "heldout" } do
  files["tests/coach/" .. half] = { ignore = { "1", "21", "23", "31", "4", "53", "54", "631" } }
end
