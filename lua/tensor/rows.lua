--- t:rows(): iterate over the first dimension.
-- Requires core, doc and err. ipairs does not work on tensors: it asks for one row too many.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"

local methods = core.methods "tensor"

--- for row in t:rows() do … end: each row in turn, a number where t has one dimension.
function methods.rows(t)
  if core.kind(t) ~= "tensor" or t:dim() == 0 then
    err.raise("E0101", "rows() needs a tensor with rows, found a single number (shape [])", nil, 2)
  end
  local i, n = 0, #t
  return function()
    i = i + 1
    if i <= n then return t[i] end
  end
end

-- Without it pairs says "table expected, got gradus.tensor".
core.metatable("tensor").__pairs = function()
  err.raise("E0103", "pairs walks through tables, not tensors",
    "for row in t:rows() do … end does", 2)
end

doc.add{name = "t:rows", usage = "for row in t:rows() do … end",
  summary = "Goes through the rows of a tensor (its numbers, where it has one dimension).",
  example = "for row in tensor{{1, 2}, {3, 4}}:rows() do print(row:sum():item()) end\n--> 3.0\n"
    .. "--> 7.0"}
