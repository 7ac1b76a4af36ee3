--- Experiments: networks that are trained one after the other, while a list of settings is gone
-- through, or each made anew in a loop. One that goes badly is then what the experiment shows, and
-- no mistake.
-- Requires births, core, nn.module, names and running. Judges nothing else.

local births = require "gradus.coach.births"
local core = require "gradus.core"
local module = require "gradus.nn.module"
local names = require "gradus.coach.names"
local running = require "gradus.coach.running"

local M = {}

local current -- the list that `sweep` goes through

local function leave(before, ok, ...)
  current = before
  if not ok then error((...), 0) end
  return ...
end

--- Call fn(...) as one of the runs over `list`.
function M.within(list, fn, ...)
  local before = current
  current = current or list
  return leave(before, pcall(fn, ...))
end

local function is_setting(value)
  local kind = type(value)
  return kind == "number" or kind == "string" or kind == "function"
    or kind == "table" and getmetatable(value) == nil
end

local MOST = 20 -- longer lists hold rows or epochs

local function holds_settings(list)
  local count = 0
  for _, value in next, list do
    count = count + 1
    if count > MOST or not is_setting(value) then return false end
  end
  return count > 1
end

--- The list of settings that a running loop of the learner's goes through, or nil.
function M.list() return current or running.list(holds_settings) end

local function has(weight)
  return function(value)
    if core.kind(value) == "tensor" then return value == weight end
    return module.is(value) and names.has(value, weight)
  end
end

--- The experiment that the network with this weight belongs to, or nil: the list of settings, or a
-- loop in which the network was made (at the latest where `fit` was called with it).
function M.of(weight)
  local list = M.list()
  if list or not weight then return list end
  local loop, around = running.born_in(has(weight))
  local _, known = names.model(weight)
  return loop or not known and names.is_inside "lua/fit" and around or nil
end

--- Is `value` one of several numbers that are tried out?
function M.tries(value)
  local list, others, is_there = M.list(), 0, false
  for _, setting in next, list or {} do
    local all = type(setting) == "table" and setting or {setting}
    local own = false
    for _, one in next, all do own = own or one == value end
    is_there = is_there or own
    others = others + (own and 0 or 1)
  end
  return is_there and others >= 2
end

-- How large a layer's first weights were, as the nearest power of 4.
local function scale(born)
  return born.gain > 0 and math.floor(math.log(born.gain, 4) + 0.5) or -99
end

-- The rate, and what its steps are measured by.
local function rate(n)
  local parts = {n.run.name or "", n.run.lr_first or 0}
  for _, born in ipairs(births.of(n) or {}) do parts[#parts + 1] = scale(born) end
  return table.concat(parts, " ")
end

-- What the network is made of: ops, layers' sizes, shares of dropout.
local function build(n)
  local parts = {}
  for _, node in ipairs(n.kept.graph and n.kept.graph.nodes or {}) do
    local sizes = node.weight and table.concat(node.weight.shape, "x") or ""
    parts[#parts + 1] = node.op .. sizes .. (node.op == "dropout" and node.args[1] or "")
  end
  return table.concat(parts, " ")
end

local of_rate = {G0501 = true, G0502 = true, G0504 = true}

-- Did the good one differ in what the finding is about? Entries of a list are settings that differ,
-- penalties and numbers of epochs too, which nobody sees in a network.
local function differs(code, good, bad)
  if rate(good) ~= rate(bad) then return true end
  if of_rate[code] then return false end
  return type(bad.kept.experiment) == "table" or build(good) ~= build(bad)
end

local function went_well(entry)
  local progress = entry.net:progress()
  return not entry.is_bad and entry.net.steps >= 20 and (not progress or progress > 0.3)
end

--- Does another network of the same experiment, with another setting, go well? all: a list of
-- {net=, is_bad=}.
function M.excuses(code, n, all)
  for _, entry in ipairs(all) do
    local same = entry.net.kept.experiment == n.kept.experiment
    if same and went_well(entry) and differs(code, entry.net, n) then return true end
  end
  return false
end

return M
