-- A Lua test that passes: the self-test's control.
local T = require "gradus_test"
T.test("equality and nearness", function()
  T.eq({ 1, { x = 2 } }, { 1, { x = 2 } })
  T.near({ 1, { 2, math.huge } }, { 1, { 2 + 1e-9, math.huge } })
  T.raises(function() error "on purpose" end, "purpose")
end)
T.finish()
