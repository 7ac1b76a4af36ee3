--- m:summary(): layers, output shapes, parameter counts and mode, as a table that can be read.
-- Requires core, doc, err, page, nn.text and the walk. Shapes are found by running one row of zeros
-- through the model in evaluation mode; no random number is drawn, no running statistic changes.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local mode = require "gradus.nn.mode"
local module = require "gradus.nn.module"
local need = require "gradus.nn.need"
local options = require "gradus.options"
local page = require "gradus.page"
local text = require "gradus.nn.text"
local walk = require "gradus.nn.walk"

-- The shape of one input, without the batch, that the first layer with weights asks for.
local function guess(m)
  if module.is_layer(m) then
    local args = core.module_args(m)
    if core.module_name(m) == "Conv2d" then return nil end
    local n = args["in"] or args.features
    return n and {n}
  end
  for _, child in ipairs(walk.children(m)) do
    if module.is_layer(child) and core.module_name(child):find("2d") then return nil end
    local shape = guess(child)
    if shape then return shape end
  end
end

local function check_shape(shape)
  if type(shape) == "number" then shape = {shape} end
  local good = type(shape) == "table" and #shape > 0
  for _, size in ipairs(good and shape or {}) do
    good = good and math.type(size) == "integer" and size > 0
  end
  if good then return shape end
  err.raise("E0103", "summary needs the shape of one input, not " .. options.kind(shape),
    "m:summary{2} for rows of 2 features, m:summary{1, 28, 28} for pictures.", 4)
end

-- Runs fn in evaluation mode and without recording; puts every layer's own mode back.
local function quietly(m, fn)
  local restore = mode.keep(m)
  mode.set(m, false)
  local done, result = pcall(core.no_grad, fn)
  restore()
  if not done then error(result, 0) end
  return result
end

-- Metatables of all kinds of modules below `m`, each once.
local function metatables(m)
  local out = {}
  walk.each(m, function(each) out[debug.getmetatable(each)] = true end)
  return out
end

-- What a Sequential does in C, layer by layer through Lua, so that each is seen.
local function run_list(seq, x)
  for i = 1, #seq do x = seq[i](x) end
  return x
end

-- Calls fn while every call of a module notes the shape of what it returns: module -> shape.
local function watched(m, fn)
  local shapes, calls = {}, {}
  for mt in pairs(metatables(m)) do
    local call = mt.__call
    calls[mt] = call
    local run = mt.title == "Sequential" and run_list or call
    mt.__call = function(each, ...)
      local y = run(each, ...)
      shapes[each] = core.kind(y) == "tensor" and y.shape or nil
      return y
    end
  end
  local done, why = pcall(fn)
  for mt, call in pairs(calls) do mt.__call = call end
  if not done then error(why, 0) end
  return shapes
end

local function shapes_of(m, input)
  if not input then return {} end
  return quietly(m, function()
    return watched(m, function() m(core.zeros(1, table.unpack(input))) end)
  end)
end

local function shape_text(shape)
  if not shape then return "?" end
  return "[n" .. (#shape > 1 and ", " or "") .. table.concat(shape, ", ", 2) .. "]"
end

local function note(m)
  if not module.is_layer(m) then return "" end
  local args = core.module_args(m)
  local drop = args.drop or (core.module_name(m) == "Dropout" and args.p)
  if type(drop) ~= "number" then return "" end
  local classic = args.mode == "classic" and ", classic" or ""
  return ("drops %.4g %%%s"):format(100 * drop, classic)
end

local function own_count(m)
  local n = 0
  for _, part in ipairs(walk.parts(m)) do
    if part.kind == "parameter" then n = n + part.value:numel() end
  end
  return n
end

-- One row per layer: {number, layer, output, parameters, note}.
local function add_rows(m, name, depth, shapes, rows)
  local indent = ("  "):rep(depth)
  local own = own_count(m)
  local title = module.is_layer(m) and text.constructor(m):gsub("^nn%.", "") or module.name(m)
  rows[#rows + 1] = {name, indent .. title, shape_text(shapes[m]), text.count(own), note(m)}
  for _, part in ipairs(walk.parts(m)) do
    if part.kind == "module" then
      add_rows(part.value, part.name, depth + 1, shapes, rows)
    end
  end
end

local function pad(cell, width, at_right)
  local blanks = (" "):rep(width - (utf8.len(cell) or #cell))
  return at_right and blanks .. cell or cell .. blanks
end

local right = {true, false, false, true, false} -- numbers stand at the right of their columns

local function widths(rows)
  local wide = {0, 0, 0, 0, 0}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do wide[i] = math.max(wide[i], utf8.len(cell) or #cell) end
  end
  return wide
end

local function lay_out(rows)
  local wide, out = widths(rows), {}
  for i, row in ipairs(rows) do
    local cells = {}
    for k, cell in ipairs(row) do
      if wide[k] > 0 then cells[#cells + 1] = pad(cell, wide[k], right[k]) end
    end
    out[i] = table.concat(cells, "  "):gsub("%s+$", "")
  end
  return out
end

local function head(m, input)
  local state = m.training and "training mode" or "evaluation mode"
  local of = input and (", input " .. shape_text{1, table.unpack(input)}) or ""
  return ("%s, %s, %s%s"):format(module.name(m), text.parameters_text(m), state, of)
end

local needs_shape = "Output shapes need the shape of an input: m:summary{1, 28, 28}."

--- The summary of a module. input_shape: that of one input, without the batch ({2}, {1, 28, 28});
-- left out where the first layer says it.
-- errors: E0101 where the input does not fit.
function module.methods.summary(m, input_shape)
  need.module(m, "summary")
  local input = input_shape ~= nil and check_shape(input_shape) or guess(m)
  local shapes = shapes_of(m, input)
  local rows = {{"", "layer", "output", "parameters", ""}}
  if module.is_layer(m) then add_rows(m, "", 0, shapes, rows)
  else
    for _, part in ipairs(walk.parts(m)) do
      if part.kind == "module" then
        add_rows(part.value, part.name, 0, shapes, rows)
      end
    end
  end
  local lines = lay_out(rows)
  table.insert(lines, 1, head(m, input))
  if not input then lines[#lines + 1] = needs_shape end
  return page(lines)
end

doc.add{name = "module:summary", usage = "m:summary([input_shape])",
  summary = "Shows layers, output shapes and parameter counts, and the mode the model is in.",
  text = "input_shape is that of one input, without the batch. n stands for the rows of a batch. "
    .. "In a script: print(m:summary()).",
  example = "print(mlp(2, 16, 1):summary())\n"
    .. "--> Sequential, 65 parameters, training mode, input [n, 2]\n"
    .. "-->    layer          output   parameters\n"
    .. "--> 1  Linear(2, 16)  [n, 16]          48\n"
    .. "--> 2  ReLU()         [n, 16]           0\n"
    .. "--> 3  Linear(16, 1)  [n, 1]           17",
  see = {"module:parameters"}}
