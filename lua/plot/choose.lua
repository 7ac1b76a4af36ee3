--- Which kind of figure a value asks for: what plot(x) draws is what x is.
-- Requires fit.net, runs; fail, groups, input, probe and spread. Knows results by
-- their fields, not by who made them.

local fail = require "gradus.plot.fail"
local groups = require "gradus.plot.groups"
local input = require "gradus.plot.input"
local net = require "gradus.fit.net"
local probe = require "gradus.plot.probe"
local runs = require "gradus.runs"
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

-- Two features, and few enough classes for a picture of both.
local function is_plane(ds)
  return (ds.task == "binary" or ds.task == "multiclass") and ds.x:size(-1) == 2
    and ds.y:max():item() <= groups.MOST
end

local function over(ds) return input.field(ds, "task") == "regression" and "fits" or "boundary" end

-- What can be called is a curve where it answers one number for one; beside a dataset, what it says
-- there. Other networks are drawn over the points they were trained on, or by their weights.
local function callable(f, ds, ...)
  if input.is_dataset(ds) then return over(ds), f, ds, ... end
  if type(ds) == "number" or probe.is_curve(f) then return "fn", f, ds, ... end
  if not net.is_module(f) then return "fn", f, ds, ... end
  local run = runs.continued_by(f)
  if run and is_plane(run.train) then return "boundary", f, run.train, ds, ... end
  if net.parameter_count(f) == 0 then return "fn", f, ds, ... end
  return "weights", f, ds, ...
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
  {probe.is_callable, callable},
}

--- The kind for a value, and the arguments to build it from: kind, … errors: E0107 for nil.
function M.kind(value, ...)
  if value == nil then
    fail.raise("E0107", "plot needs something to draw, found nothing (nil)",
      "For example plot(h), after h = fit(…).")
  end
  for _, entry in ipairs(kinds) do
    if entry[1](value) then
      if type(entry[2]) == "function" then return entry[2](value, ...) end
      return entry[2], value, ...
    end
  end
  return "curve", value, ...
end

return M
