-- Every Lua file of the program loads by itself, and none brings in a module from outside.

local T = require "gradus_test"
local embed = require "gradus.embed"

local function module_name(path)
  return (path:gsub("^lua/", "gradus."):gsub("%.lua$", ""):gsub("[./]init$", ""):gsub("/", "."))
end

-- What was there before any file of lua/ was asked for, and what this test needs itself.
local known = { gradus_test = true }
for _, name in ipairs { "_G", "package", "coroutine", "table", "io", "os", "string", "math", "utf8",
  "debug" } do
  known[name] = true
end

local paths = embed.list "lua/"

T.test("there are files", function() T.ok(#paths > 20) end)

for _, path in ipairs(paths) do
  T.test(path .. " loads", function()
    T.ok(path:find "%.lua$", "only Lua files live in lua/")
    require(module_name(path))
  end)
end

T.test("all that is loaded belongs to the program", function()
  for name in pairs(package.loaded) do
    T.ok(known[name] or name:find "^gradus%f[.%z]", name .. " comes from outside")
  end
end)

T.finish()
