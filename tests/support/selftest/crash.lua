-- A Lua test that breaks off outside its tests.
local T = require "gradus_test"
T.test("fine", function() T.ok(true) end)
error "on purpose"
