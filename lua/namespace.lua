--- Tables of public names (nn, optim, data, …) in which a name that does not exist is an error.
-- Requires err and suggest. `nn.linear` would otherwise be nil, and calling it Lua's "attempt to
-- call a nil value", which tells a beginner nothing.

local err = require "gradus.err"
local suggest = require "gradus.suggest"

local M = {}

local function missing(title)
  return function(names, key)
    local list = {}
    for name in next, names do
      if type(name) == "string" then list[#list + 1] = name end
    end
    table.sort(list)
    local near = type(key) == "string" and suggest.question(key, list)
    err.raise("E0106", ("%s has no %s"):format(title, tostring(key)),
      near or ("It has " .. table.concat(list, ", ") .. "."), 2)
  end
end

--- Make reading an unknown name of `names` an error. title: "nn", "nn.init", …
-- Further metamethods (a __call, say) may be given. Returns `names`.
function M.strict(names, title, metamethods)
  local mt = {__index = missing(title), __name = "gradus.namespace"}
  for name, fn in pairs(metamethods or {}) do mt[name] = fn end
  return setmetatable(names, mt)
end

return M
