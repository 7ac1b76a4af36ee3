--- surface: functions of one or two numbers on which optimizers can be watched.
-- Requires core, doc, err, options and words. Each is called with a tensor and gives a scalar
-- tensor.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local opts = require "gradus.options"
local words = require "gradus.words"

local M = {}

local mt = {__name = "gradus.surface"}
mt.__index = mt

-- A number or a list stands for the tensor of it: bowl{1, 2}. The double well takes several
-- numbers, too, and adds up.
local function point(self, w)
  if type(w) == "number" or type(w) == "table" and not getmetatable(w) then w = core.tensor(w) end
  local fits = core.kind(w) == "tensor" and (self.dimensions == 1 or w:numel() == self.dimensions)
  if fits then return w end
  local found = core.kind(w) == "tensor" and ("a tensor of shape [%s]"):format(
    table.concat(w.shape, ", ")) or opts.kind(w)
  err.raise(core.kind(w) == "tensor" and "E0101" or "E0103",
    ("%s is a function of %s, found %s"):format(self.text:match("%S+"),
      words.count(self.dimensions, "number"), found), nil, 3)
end

function mt.__call(self, w) return self.f(point(self, w)) end
function mt.__tostring(self) return words.plain(self.text) end

local function surface(fields) return setmetatable(fields, mt) end

doc.add {
  name = "surface.bowl", summary = "A quadratic valley: f(w) = (a² + condition·b²)/2 along "
    .. "turned axes.",
  usage = "f = surface.bowl{condition = 10, rotate = 0.5}",
  args = {{name = "condition", type = "number", default = 10,
      doc = "how much steeper the steep direction is than the flat one"},
    {name = "rotate", type = "number", default = 0.5, unit = "radians",
      doc = "angle of the axes; 0 lies along them, which flatters adaptive optimizers"}},
  text = "Gradient descent needs lr < 2/condition, and about `condition` steps.",
  example = "print(surface.bowl{condition = 4, rotate = 0}(tensor{1, 1}):item())  --> 2.5",
  see = {"descend", "plot.path"},
}

--- A bowl with minimum 0 at the origin. errors: E0102, E0104.
function M.bowl(given)
  local o = opts.check("surface.bowl", given, {
    condition = {type = "number", default = 10, min = 1, doc = "steepness ratio of the two axes"},
    rotate = {type = "number", default = 0.5, doc = "angle of the axes", unit = "radians"},
  })
  local c, s = math.cos(o.rotate), math.sin(o.rotate)
  local turn = core.tensor{{c, s}, {-s, c}}
  local steep = core.tensor{1, o.condition}
  return surface{condition = o.condition, rotate = o.rotate, dimensions = 2, minimum = {0, 0},
    text = ("surface.bowl  condition %g, turned by %g radians"):format(o.condition, o.rotate),
    f = function(w)
      local along = turn:matmul(w:reshape(2, 1)):reshape(2)
      return (steep * along ^ 2):sum() / 2
    end}
end

doc.add {
  name = "surface.double_well", summary = "Two minima, one deeper: f(x) = x⁴/4 - x²/2 + 0.15 x.",
  usage = "f = surface.double_well()",
  text = "From x = 1.6 small rates end in the shallow minimum near 0.91 (f = -0.11), lr 0.8 jumps "
    .. "to the deep one near -1.07 (f = -0.40).",
  example = "path = descend(surface.double_well(), 1.6, {lr = 0.8})\n"
    .. "print(path[#path][1] < -1)  --> true",
  see = {"descend", "plot.path"},
}

--- The double well, a function of one number.
function M.double_well(given)
  opts.check("surface.double_well", given, {})
  return surface{dimensions = 1, minimum = {-1.0668}, text = "surface.double_well",
    f = function(w)
      local x = w:reshape(-1)
      return (x ^ 4 / 4 - x ^ 2 / 2 + x * 0.15):sum()
    end}
end

return require("gradus.namespace").strict(M, "surface")
