--- ds:moved{scale=, shift=}: the same rows in another world, for lessons on mismatch.
-- Requires core, doc, err, options and data.dataset.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local spec = {
  scale = {type = "number|table|tensor", default = 1, doc = "factor, or one per feature"},
  shift = {type = "number|table|tensor", default = 0,
    doc = "added after scaling, or one per feature"},
}

local function operand(name, value, width)
  if type(value) == "number" then return value end
  local t = core.kind(value) == "tensor" and value or core.tensor(value)
  if t:numel() == width then return t:reshape(-1) end
  err.raise("E0101",
    ("moved: %s has %d numbers and the data set %d features"):format(name, t:numel(), width),
    nil, 4)
end

--- x · scale + shift, targets as they are.
function dataset.methods.moved(ds, given)
  dataset.rows(ds, "moved")
  local o = options.check("moved", given, spec)
  local width = ds.x:numel() // ds.x:size(1)
  local x = ds.x * operand("scale", o.scale, width) + operand("shift", o.shift, width)
  return dataset.with(ds, {x = x})
end

doc.add{name = "dataset:moved", usage = "ds:moved{scale=1, shift=0}",
  summary = "Scales and shifts the inputs: data from another world, for train-test mismatch.",
  args = {{name = "scale", default = 1, doc = spec.scale.doc},
    {name = "shift", default = 0, doc = spec.shift.doc}},
  example = "ds = data.from({{1, 2}}, {0}, {task=\"regression\"}):moved{scale=2, shift={0, 1}}\n"
    .. "print(ds.x:tolist()[1][2])  --> 5.0",
  see = {"dataset:split"}}
