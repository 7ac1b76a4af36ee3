--- data.Standardizer and data.MinMax: scaling learned from the training set alone.
-- Requires class, core, doc, err, options and data.dataset.

local class = require "gradus.class"
local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local M = {}

local TEST = 8 -- the mark of data.role

local function inputs(who, what)
  if dataset.is(what) then return what.x end
  if core.kind(what) == "tensor" then return what end
  err.raise("E0103", ("%s needs a data set or a tensor, not %s"):format(who, options.kind(what)),
    ("norm = data.%s(train); train, val = norm(train), norm(val)"):format(who), 4)
end

local function check_width(who, x, width)
  local found = x:dim() == 0 and 1 or x:size(x:dim())
  if found == width then return end
  err.raise("E0101",
    ("%s was made for %d features, found %d (shape [%s])"):format(who, width, found,
    table.concat(x.shape, ", ")), nil, 4)
end

-- A feature that never changes would be divided by 0; by 1 it becomes 0.
local function without_zeros(t) return t + t:eq(0) end

-- New inputs for what was given: a data set, or a tensor with the role it had. `whole`: the scale
-- was learned from all rows of this very set; parts that are cut from it later have met.
local function like(what, x, whole)
  if dataset.is(what) then return dataset.with(what, {x = x, mixed = whole or nil}) end
  core.role(x, core.role(what))
  return x
end

-- y = (x - shift) / scale for whatever shift and scale are.
local function apply(norm, what)
  local x = inputs(norm.kind, what)
  check_width(norm.kind, x, norm.shift:numel())
  local from_all = dataset.is(what) and rawget(norm, "of") == what.origin
  local out = like(what, (x - norm.shift) / norm.scale, from_all and not what.role)
  if from_all and what.role == "train" then core.holds(out.x, TEST) end
  return out
end

local function inverse(norm, what)
  local x = inputs(norm.kind .. ":inverse", what)
  check_width(norm.kind .. ":inverse", x, norm.shift:numel())
  return like(what, x * norm.scale + norm.shift)
end

-- A class and its constructor. measure(x) -> shift, scale. names: what they are called.
local function define(name, names, measure)
  local kind = class.new(name, {})
  kind.fields[names[1]] = function(norm) return norm.shift end
  kind.fields[names[2]] = function(norm) return norm.scale end
  kind.fields.role = true
  kind.methods.inverse = inverse
  kind.mt.__call = apply
  kind.mt.__tostring = function(norm)
    local of = norm.role and (" of the %s part"):format(norm.role) or ""
    return ("data.%s%s, %d features"):format(name, of, norm.shift:numel())
  end
  return function(train)
    local x = inputs(name, train)
    local shift, scale = measure(x:dim() == 1 and x:reshape(-1, 1) or x)
    return setmetatable({kind = name, shift = shift, scale = scale,
      role = dataset.is(train) and train.role or nil,
      of = dataset.is(train) and not train.role and train.origin or nil}, kind.mt)
  end
end

--- Learn mean and deviation of each feature; norm(ds) then subtracts and divides.
-- errors: E0103 for what is neither a data set nor a tensor; E0101 for another number of features.
M.Standardizer = define("Standardizer", {"mean", "std"}, function(x)
  local mean = x:mean(1)
  local centred = x - mean
  return mean, without_zeros((centred * centred):mean(1):sqrt())
end)

doc.add{name = "data.Standardizer", usage = "norm = data.Standardizer(train)",
  summary = "Learns each feature's mean and deviation; norm(ds) makes them 0 and 1.",
  formula = "x' = (x - mean) / deviation",
  text = "Learn it from the training part and use the same norm for every part. norm:inverse(x) "
    .. "goes back. A feature that never changes becomes 0.",
  example = "train = data.from({{1, 10}, {3, 30}}, {0, 1}, {task=\"regression\"})\n"
    .. "norm = data.Standardizer(train)\nprint(norm(train).x:tolist()[2][2])  --> 1.0",
  see = {"data.MinMax", "dataset:split"}}

--- Learn the smallest and largest value of each feature; norm(ds) then scales them to 0 … 1.
M.MinMax = define("MinMax", {"min", "range"}, function(x)
  local low = x:min(1)
  local high = x:max(1)
  return low, without_zeros(high - low)
end)

doc.add{name = "data.MinMax", usage = "norm = data.MinMax(train)",
  summary = "Learns each feature's smallest and largest value; norm(ds) maps them to 0 and 1.",
  formula = "x' = (x - min) / (max - min)",
  example = "norm = data.MinMax(tensor{{1}, {5}})\nprint(norm(tensor{{3}}):item())  --> 0.5",
  see = {"data.Standardizer"}}

return M
