--- Asking a function or a model for its values at many places, without leaving traces in it.
-- Requires err, fail, input and options; gradus.core and gradus.fit.net, when first needed.
-- A module is asked in evaluation mode and without recording gradients, and is then put back into
-- the mode it was in.

local err = require "gradus.err"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"

local kind = require("gradus.options").kind

local M = {}

--- Can `f` be called?
function M.is_callable(f)
  if type(f) == "function" then return true end
  local meta = debug.getmetatable(f)
  return type(meta) == "table" and type(rawget(meta, "__call")) == "function"
end

--- A plain list stands for several things to ask; anything that can be called for itself. Returns a
-- list. errors: E0103 with `needs` ("plot.fn needs a function or a module") and a hint.
function M.list(value, needs, hint)
  local is_list = type(value) == "table" and not getmetatable(value) and #value > 0
  local list = is_list and value or {value}
  for _, f in ipairs(list) do
    if not M.is_callable(f) then
      fail.raise("E0103", ("%s, found %s"):format(needs, type(f)), hint)
    end
  end
  return list
end

--- How a model prints, if that is short enough for a name: "nn.Tanh()", "polynomial(4)", but no
-- whole network.
function M.name(f)
  if type(f) == "function" then return nil end
  local shown = tostring(f):match("^[%w_.]+%b()")
  shown = shown and shown:gsub("^baseline%.", "")
  return shown and #shown <= 30 and shown or nil
end

local function is_module(f)
  return type(f) ~= "function" and type(input.field(f, "eval")) == "function"
end

local function core()
  local ok, found = pcall(require, "gradus.core")
  if ok then return found end
  fail.raise("E0401", "plot: a model can only be drawn inside of gradus")
end

-- The model's answer for a tensor, as nested lists.
local function answer(f, x)
  local out = f(x)
  return input.is_tensor(out) and out:tolist() or out
end

-- Puts a module into evaluation mode; returns what puts it back. Our own modules switch silently,
-- so that drawing a picture is no change of mode for those who watch for one.
local function enter_eval_mode(f)
  local has_net, net = pcall(require, "gradus.fit.net")
  if has_net and net.is_module(f) then
    local modes = net.modes(f)
    modes:set(false)
    return function() modes:restore() end
  end
  local was_training = input.field(f, "training")
  f:eval()
  return function() if was_training then f:train() end end
end

-- Runs `ask` with the module in evaluation mode; the mode is put back even where `ask` fails.
local function in_eval_mode(f, ask)
  if not is_module(f) then return ask() end
  local leave = enter_eval_mode(f)
  local ok, result = pcall(ask)
  leave()
  if not ok then error(result, 0) end
  return result
end

--- What `f` answers for the rows of a table of numbers, as nested lists.
function M.rows(f, rows)
  local c = core()
  return in_eval_mode(f, function()
    local x = c.tensor(rows)
    if not c.no_grad then return answer(f, x) end
    return c.no_grad(function() return answer(f, x) end)
  end)
end

local function column(xs)
  local out = {}
  for i, x in ipairs(xs) do out[i] = {x} end
  return out
end

-- One by one, for functions of numbers; nil and the error where the first number is not taken (or
-- the answer is a tensor), which may mean that the function wants a tensor.
local function number_by_number(f, xs)
  local out = {}
  for i, x in ipairs(xs) do
    local ok, y = pcall(f, x)
    if i == 1 and (not ok or input.is_tensor(y)) then return nil, not ok and y or nil end
    if i == 1 and type(y) ~= "number" then
      fail.raise("E0103",
        ("plot.fn: the function gives %s for %g, not a number"):format(kind(y), x),
        y == nil and "Does it end in return?" or nil)
    end
    out[i] = ok and type(y) == "number" and y or 0 / 0
  end
  return out
end

--- Does `f` answer one number for one number, as a curve needs it?
function M.is_curve(f)
  if type(f) == "function" then return true end
  local ok, found = pcall(M.rows, f, {{0}})
  if ok then ok, found = pcall(input.flatten, found, "plot", "the answer") end
  return ok and #found == 1
end

-- A network that was asked with one number and cannot take one, or answers several.
local function no_curve(f, who, found)
  local takes = tostring(found.message):gsub(", not %[[%d, ]+%]$", "")
  fail.raise(found.code, ("%s draws functions of one number; %s"):format(who, takes),
    is_module(f) and "plot.boundary(model, ds) draws a network over the points of a dataset, "
      .. "plot.weights(model) its weights." or nil)
end

local function check_width(found, who)
  local width = type(found) == "table" and type(found[1]) == "table" and #found[1] or 1
  if width == 1 then return end
  fail.raise("E0101", ("%s draws one number for each place; this model answers %d"):format(who,
    width), "plot.curve(xs, model(x):t():tolist()) draws each of them as a curve.")
end

--- The values of `f` at the numbers `xs`; NaN where it has none.
-- f: a function of a number, a function of a tensor [n, 1], or a module with one input and one
-- output.
function M.values(f, xs, who)
  local ys, why
  if not is_module(f) then ys, why = number_by_number(f, xs) end
  if ys then return ys end
  who = who or "plot.fn"
  local ok, found = pcall(M.rows, f, column(xs))
  if not ok and type(f) ~= "function" and err.is(found) and found.code == "E0101" then
    no_curve(f, who, found)
  end
  if not ok then error(why or found, 0) end
  check_width(found, who)
  local list = input.list(found, who, "the function's answer")
  if #list ~= #xs then
    fail.raise("E0101", ("%s: the function gave %d numbers for %d places"):format(who, #list, #xs),
      "It must answer one number for each number.")
  end
  return list
end

return M
