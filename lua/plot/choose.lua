--- Which kind of figure a value asks for: what plot(x) draws is what x is.
-- Requires fail, input, probe and spread. Knows results by their fields, not by who made them.

local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local probe = require "gradus.plot.probe"
local spread = require "gradus.plot.spread"

local M = {}

local function has(value, ...)
  for _, name in ipairs {...} do
    if input.field(value, name) == nil then return false end
  end
  return true
end

-- What lr_find gives: the loss over the rates it tried, and the rate it suggests.
local function rates(r)
  local marks = {{r.suggestion, "suggestion"}}
  return "curve", r.lr, r.loss, {log = "x", xlabel = "learning rate", ylabel = "loss",
    marks = r.suggestion and marks or nil, title = "learning rates tried"}
end

-- A sweep whose results are histories: runs, each named by what was set.
local function sweep(r)
  local names = {}
  for i, combination in ipairs(r.combinations) do
    local parts = {}
    for _, name in ipairs(r.names) do
      parts[#parts + 1] = name .. " " .. tostring(combination[name])
    end
    names[i] = table.concat(parts, ", ")
  end
  local args = {table.unpack(r.results)}
  args[#args + 1] = {names = names}
  return "history", table.unpack(args)
end

-- The kinds by what a value is; the first that fits counts.
local kinds = {
  {function(v) return input.is_history(v) end, "history"},
  {function(v) return has(v, "combinations", "results") and spread.histories(v) end, sweep},
  {function(v) return spread.histories(v) end, "history"},
  {function(v) return input.is_dataset(v) end, "scatter"},
  {function(v) return has(v, "layers", "out_sd", "grad_w") end, "health"},
  {function(v) return has(v, "confusion") end, "confusion"},
  {function(v) return has(v, "predictions", "mean", "truth") end, "fits"},
  {function(v) return has(v, "lr", "loss", "suggestion") end, rates},
  {function(v) return has(v, "values", "optimizer") and not input.is_tensor(v) end,
    function(v) return "curve", v.values, {xlabel = "step", ylabel = "f", title = tostring(v)} end},
  {probe.is_callable, "fn"},
}

--- The kind for a value, and the arguments to build it from: kind, … errors: E0107 for nil.
function M.kind(value, ...)
  if value == nil then
    fail.raise("E0107", "plot needs something to draw, found nothing (nil)",
      "For example plot(h), after h = fit(…).")
  end
  for _, entry in ipairs(kinds) do
    if entry[1](value) then
      if type(entry[2]) == "function" then return entry[2](value) end
      return entry[2], value, ...
    end
  end
  return "curve", value, ...
end

return M
