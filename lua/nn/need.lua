--- Checks of arguments that several files of this folder share; each raises with what would fit.
-- Requires core, err, options and nn.module.

local core = require "gradus.core"
local err = require "gradus.err"
local module = require "gradus.nn.module"
local options = require "gradus.options"

local M = {}

--- A module: `m:train()` written as `m.train()` has none.
function M.module(value, who, level)
  if module.is(value) then return value end
  local hint = value == nil and ("Methods take a colon: m:%s()."):format(who) or nil
  err.raise("E0103", ("%s needs a module, not %s"):format(who, options.kind(value)), hint,
    (level or 3) + 1)
end

--- true or false.
function M.boolean(value, who)
  if type(value) == "boolean" then return value end
  err.raise("E0103", ("%s takes true or false, not %s"):format(who, options.kind(value)), nil, 4)
end

--- A function, or a value that can be called.
function M.callable(value, who)
  local mt = debug.getmetatable(value)
  if type(value) == "function" or type(mt) == "table" and mt.__call then return value end
  err.raise("E0103", ("%s needs a function, not %s"):format(who, options.kind(value)), nil, 4)
end

-- `model.parameters` without the call, or the pairs of named_parameters: both are typed often.
local function why_not(value)
  if type(value) == "function" then
    return "It is a function; a colon calls it: model:parameters()."
  end
  if type(value) == "table" and type(value[1]) == "string" then
    return "named_parameters() gives pairs of name and tensor; parameters() gives the tensors."
  end
end

--- A list of tensors, from a module, a list of tensors, or one tensor. Modules in a list count
-- with all their parameters.
function M.parameters(value, who, level)
  level = (level or 3) + 1
  if module.is(value) then return value:parameters() end
  if core.kind(value) == "tensor" then return {value} end
  if type(value) ~= "table" or getmetatable(value) ~= nil then
    err.raise("E0103",
      ("%s needs a module or a list of tensors, not %s"):format(who, options.kind(value)),
      why_not(value) or ("%s(model, …) or %s(model:parameters(), …)"):format(who, who), level)
  end
  local out = {}
  for i, item in ipairs(value) do
    if core.kind(item) == "tensor" then out[#out + 1] = item
    elseif module.is(item) then table.move(item:parameters(), 1, #item:parameters(), #out + 1, out)
    else
      err.raise("E0103",
        ("%s: item %d of the list is %s, not a tensor"):format(who, i, options.kind(item)),
        why_not(item), level)
    end
  end
  return out
end

return M
