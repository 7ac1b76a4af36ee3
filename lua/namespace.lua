--- Tables of public names (nn, optim, data, …) in which a name that does not exist is an error.
-- Requires err and suggest. `nn.linear` would otherwise be nil, and calling it Lua's "attempt to
-- call a nil value", which tells a beginner nothing. Such a table prints as the list of its names.

local err = require "gradus.err"
local suggest = require "gradus.suggest"

local M = {}

local function sorted_names(names)
  local out = {}
  for name in next, names do
    if type(name) == "string" then out[#out + 1] = name end
  end
  table.sort(out, function(a, b)
    if a:lower() ~= b:lower() then return a:lower() < b:lower() end
    return a < b
  end)
  return out
end

local function missing(title)
  return function(names, key)
    local list = sorted_names(names)
    local near = type(key) == "string" and suggest.question(key, list)
    err.raise("E0106", ("%s has no %s"):format(title, tostring(key)),
      near or ("It has " .. table.concat(list, ", ") .. "."), 2)
  end
end

-- "nn: Linear, ReLU, …" in lines of at most 76 columns.
local function listing(title)
  return function(names)
    local lines, current = {}, title .. ":"
    for i, name in ipairs(sorted_names(names)) do
      local word = (i > 1 and "," or "") .. " " .. name
      if #current + #word > 75 then
        lines[#lines + 1] = current .. (i > 1 and "," or "")
        current = "  " .. name
      else
        current = current .. word
      end
    end
    lines[#lines + 1] = current
    return table.concat(lines, "\n")
  end
end

--- Make reading an unknown name of `names` an error. title: "nn", "nn.init", …
-- Further metamethods (a __call, say) may be given. Returns `names`.
function M.strict(names, title, metamethods)
  local mt = {__index = missing(title), __tostring = listing(title), __name = "gradus.namespace"}
  for name, fn in pairs(metamethods or {}) do mt[name] = fn end
  return setmetatable(names, mt)
end

return M
