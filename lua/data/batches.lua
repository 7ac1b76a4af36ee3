--- ds:batches(size): iterate over a data set in pieces.
-- Requires core, doc, options and data.dataset. A piece is a view where rows follow one another.
-- Shuffled, the rows are copied into their new order once per epoch, so that each piece is a view
-- again; sets too large to have twice in memory are gathered piece by piece.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local options = require "gradus.options"

local large = 1 << 24 -- numbers; above this, no second copy of the inputs

local spec = {
  shuffle = {type = "boolean", default = false, doc = "a new random order each time"},
  drop_last = {type = "boolean", default = false, doc = "leaves out a last piece that is smaller"},
}

local function in_order(x, y, n, size)
  local from = 1
  return function()
    if from > n then return nil end
    local start, count = from, math.min(size, n - from + 1)
    from = from + size
    if count == n then return x, y end
    return x:narrow(1, start, count), y:narrow(1, start, count)
  end
end

local function gathered(x, y, order, n, size)
  local from = 1
  return function()
    if from > n then return nil end
    local rows = order:narrow(1, from, math.min(size, n - from + 1))
    from = from + size
    return x:index_select(1, rows), y:index_select(1, rows)
  end
end

--- The inputs and targets in a random order (or as they are), from which pieces can be cut; nil
-- where that would need too large a copy. For fit: draws what ds:batches would draw.
function dataset.methods.in_one_piece(ds, shuffle)
  if not shuffle then return ds.x, ds.y end
  if ds.x:numel() > large then return nil end
  local order = core.randperm(#ds)
  return ds.x:index_select(1, order), ds.y:index_select(1, order)
end

--- Iterate: for xb, yb in ds:batches(32) do … end. Without `shuffle` in the order of the rows.
-- errors: E0103, E0102 for a size that is not a whole number above 0.
function dataset.methods.batches(ds, size, given)
  local n = dataset.rows(ds, "batches")
  options.check_value("batches", "size", size, {type = "integer", min = 1, doc = "rows per batch"},
    3)
  local o = options.check("batches", given, spec)
  local x, y = ds.x, ds.y
  local last = o.drop_last and n - n % size or n
  if not o.shuffle then return in_order(x, y, last, size) end
  local order = core.randperm(n)
  if x:numel() > large then return gathered(x, y, order, last, size) end
  return in_order(x:index_select(1, order), y:index_select(1, order), last, size)
end

doc.add{name = "dataset:batches", usage = "ds:batches(size[, {shuffle=true}])",
  summary = "Goes through a data set in pieces: for xb, yb in ds:batches(32) do … end.",
  args = {{name = "shuffle", default = false, doc = "a new random order each time"},
    {name = "drop_last", default = false, doc = "leaves out a last piece that is smaller"}},
  example = "train = data.moons{n=100, seed=1}\n"
    .. "for xb, yb in train:batches(40) do print(#xb, #yb) end\n--> 40\t40\n--> 40\t40\n--> 20\t20",
  see = {"dataset:split", "fit"}}
