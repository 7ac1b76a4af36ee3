--- Asking a model without changing it: what may be asked, and in which mode.
-- Requires core, err, fit.net and options.

local core = require "gradus.core"
local err = require "gradus.err"
local net = require "gradus.fit.net"
local opts = require "gradus.options"

local M = {}

local function is_callable(value)
  local mt = debug.getmetatable(value)
  return type(value) == "function" or net.is_module(value) or type(mt) == "table"
    and mt.__call ~= nil
end

--- Require something that can be asked: a network, a baseline, a function. errors: E0103, E0107.
function M.check_model(model, who)
  if is_callable(model) then return end
  err.raise(model == nil and "E0107" or "E0103",
    ("%s needs a model, found %s"):format(who, opts.kind(model)), ("%s(model, ds)"):format(who), 3)
end

--- Call fn(…) in evaluation mode, without a graph; the modes are put back whatever happens.
function M.in_evaluation(model, fn, ...)
  local modes = net.modes(model)
  modes:set(false)
  local results = table.pack(pcall(core.no_grad, fn, ...))
  modes:restore()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

return M
