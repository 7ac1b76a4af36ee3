-- A Lua test in which each test must fail.
local T = require "gradus_test"
T.test("nan is near nothing", function() T.near(0 / 0, 0 / 0, 1, 1) end)
T.test("infinity is near no number", function() T.near(1, math.huge, 1, 1) end)
T.test("a difference beyond tolerance", function() T.near({ 1, { 2 } }, { 1, { 2.1 } }) end)
T.test("a missing field", function() T.eq({ 1 }, { 1, x = 2 }) end)
T.test("an extra field", function() T.eq({ 1, x = 2 }, { 1 }) end)
T.test("no error raised", function() T.raises(function() end, "") end)
T.test("another error raised", function() T.raises(error, "purpose") end)
T.test("another code", function() T.raises(function() error { code = 1 } end, "", 2) end)
T.test("an error in the test", function() error "on purpose" end)
T.test("a false value", function() T.ok(nil) end)
T.finish()
