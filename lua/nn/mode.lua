--- Training and evaluation mode, set and put back without announcing it.
-- Requires core, nn.module and the walk. m:train() and m:eval() announce; measuring a model does
-- not.

local core = require "gradus.core"
local module = require "gradus.nn.module"
local walk = require "gradus.nn.walk"

local M = {}

local function set_one(m, training)
  if module.is_layer(m) then core.module_mode(m, training) else rawset(m, "training", training) end
end

--- Put a module and all inside it into training (true) or evaluation mode.
function M.set(m, training)
  walk.each(m, function(each) set_one(each, training) end)
end

--- Remember the mode of a module and of each inside it. Returns a function that puts them back.
function M.keep(m)
  local modes = {}
  walk.each(m, function(each) modes[each] = each.training end)
  return function()
    for each, training in pairs(modes) do set_one(each, training) end
  end
end

return M
