--- descend: follow an optimizer downhill on a function, step by step.
-- Requires core, err, options, words. The path is a list of points for plot.path; nothing is drawn
-- here.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local opts = require "gradus.options"
local suggest = require "gradus.suggest"
local words = require "gradus.words"

local M = {}

local spec = {
  optimizer = {type = "string", default = "sgd",
  doc = 'the name of an optimizer: "sgd", "adam", …'},
  lr = {type = "number", above = 0, doc = "learning rate; 0.1 unless given"},
  momentum = {type = "number", min = 0, below = 1, doc = "momentum (sgd, rmsprop)"},
  nesterov = {type = "boolean", doc = "Nesterov's form of momentum (sgd)"},
  steps = {type = "integer", default = 100, min = 1, doc = "how many steps at most"},
  stop_below = {type = "number", doc = "stop as soon as f is below this"},
}

local function is_callable(value)
  local mt = debug.getmetatable(value)
  return type(value) == "function" or type(mt) == "table" and mt.__call ~= nil
end

-- A number, a list of numbers or a tensor becomes a fresh parameter of one dimension.
local function starting_point(start, level)
  local list = start
  if core.kind(start) == "tensor" then list = start:detach():reshape(-1):tolist() end
  if type(start) == "number" then list = {start} end
  if type(list) ~= "table" or #list == 0 then
    err.raise("E0103", "descend: the start must be numbers, found " .. kind_of(start),
      "For example descend(f, {-1, 2}, {lr = 0.1}).", level + 1)
  end
  return core.tensor(list):requires_grad_()
end

local function find_optimizer(name, level)
  local names = {}
  for full in pairs(core.optim) do
    if full:lower() == name:lower() then return full end
    names[#names + 1] = full:lower()
  end
  table.sort(names)
  err.raise("E0102", ("descend: there is no optimizer %q"):format(name),
    suggest.question(name:lower(), names) or "There are " .. table.concat(names, ", ") .. ".",
    level + 1)
end

local function value_of(f, w)
  local y = f(w)
  if core.kind(y) == "tensor" and y:numel() == 1 then return y end
  err.raise("E0103", "descend: the function must return one number as a tensor, found "
    .. "" .. kind_of(y),
    "It receives a tensor w and computes with it: function(w) return (w ^ 2):sum() end.", 4)
end

-- Ends where values stop being numbers: what follows would be NaN for ever.
local function walk(f, w, opt, options, path)
  for _ = 1, options.steps do
    opt:zero_grad()
    local y = value_of(f, w)
    y:backward()
    opt:step()
    local now = core.no_grad(function() return value_of(f, w):item() end)
    path[#path + 1] = w:tolist()
    path.values[#path] = now
    if now ~= now or now == math.huge then
      path.diverged = true
      return
    end
    if options.stop_below and now < options.stop_below then return end
  end
end

local function point_text(point)
  local parts = {}
  for i, x in ipairs(point) do parts[i] = words.num(x) end
  return "(" .. table.concat(parts, ", ") .. ")"
end

local mt = {__name = "gradus.path"}

function mt.__tostring(path)
  local text = ("%s, lr %s · %s · %s to %s · f %s to %s"):format(path.optimizer,
    words.setting(path.lr), words.count(#path - 1, "step"), point_text(path[1]),
    point_text(path[#path]), words.num(path.values[1]), words.num(path.values[#path]))
  return words.plain(text .. (path.diverged and " · diverged" or ""))
end

doc.add {
  name = "descend", summary = "Follows an optimizer downhill on a function.",
  usage = "path = descend(f, start[, {optimizer=\"sgd\", lr=0.1, steps=100}])",
  args = {
    {name = "f", type = "function", doc = "of a tensor w; returns one number as a tensor"},
    {name = "start", type = "number, list or tensor", doc = "where to begin"},
    {name = "optimizer", type = "string", default = "sgd", doc = spec.optimizer.doc},
    {name = "lr", type = "number", default = 0.1, doc = "learning rate"},
    {name = "momentum", type = "number", doc = spec.momentum.doc},
    {name = "steps", type = "integer", default = 100, doc = spec.steps.doc},
    {name = "stop_below", type = "number", doc = spec.stop_below.doc},
  },
  text = "path[i] is the i-th point (a list), path[1] the start; path.values has f there. It ends "
    .. "early where f is no longer a finite number (path.diverged).",
  example = "path = descend(function(w) return (w ^ 2):sum() end, 1, {lr = 0.25, steps = 2})\n"
    .. "print(#path, path[3][1])  --> 3\t0.25",
  see = {"surface.bowl", "surface.double_well", "plot.path"},
}

--- Walk downhill from `start`. Returns the path. errors: E0103, E0102, E0104.
function M.descend(f, start, given)
  if not is_callable(f) then
    err.raise(f == nil and "E0107" or "E0103", "descend needs a function, found " .. kind_of(f),
      "descend(function(w) return (w ^ 2):sum() end, {1, 2}, {lr = 0.1})", 2)
  end
  local options = opts.check("descend", given, spec)
  local w = starting_point(start, 2)
  local name = find_optimizer(options.optimizer, 2)
  local args = {lr = options.lr or 0.1, momentum = options.momentum, nesterov = options.nesterov}
  local opt = core.optim[name]({w}, args)
  local first = core.no_grad(function() return value_of(f, w):item() end)
  local path = setmetatable({w:tolist(), values = {first}, optimizer = name, lr = opt.lr,
    momentum = options.momentum, nesterov = options.nesterov}, mt)
  walk(f, w, opt, options, path)
  return path
end

return M
