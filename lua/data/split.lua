--- ds:split{…} and ds:kfold(k): parts of a data set for training, validation and test.
-- Requires core, doc, err, options and data.dataset. Each part knows its role, and which rows of
-- the first data set it holds.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local methods = dataset.methods

local roles = {"train", "train_dev", "val", "test"}
local TEST = 8 -- the mark of data.role

local share = {type = "number", min = 0, doc = "a share up to 1, or a number of rows above 1"}
local chance = {
  seed = {type = "integer", doc = "seed of the order; the global generator is left alone"},
  stratify = {type = "boolean", doc = "keeps the shares of the classes in every part"},
  shuffle = {type = "boolean", default = true, doc = "draws the rows by chance"},
}

local split_spec = {train = share, train_dev = share, val = share, test = share}
for name, entry in pairs(chance) do split_spec[name] = entry end

-- ---- order --------------------------------------------------------------------------------------

local function class_of_rows(ds)
  local out = {}
  for i, y in ipairs(ds.y:tolist()) do out[i] = type(y) == "table" and y[1] or y end
  return out
end

-- Spreads each class evenly over the order, so that any stretch of it has nearly the same shares.
-- rank: row -> its place in the random order, which settles ties.
local function spread(ds, order, rank)
  local class, count, seen, place = class_of_rows(ds), {}, {}, {}
  for _, row in ipairs(order) do count[class[row]] = (count[class[row]] or 0) + 1 end
  for _, row in ipairs(order) do
    local c = class[row]
    seen[c] = (seen[c] or 0) + 1
    place[row] = (seen[c] - 0.5) / count[c]
  end
  table.sort(order, function(a, b)
    if place[a] ~= place[b] then return place[a] < place[b] end
    return rank[a] < rank[b]
  end)
end

local function random_order(n, shuffle)
  local order = (shuffle and core.randperm(n) or core.arange(n)):tolist()
  local rank = {}
  for i, row in ipairs(order) do
    order[i] = row // 1 | 0
    rank[order[i]] = i
  end
  return order, rank
end

local function can_stratify(ds, who, asked)
  local classes = ds.task == "binary" or ds.task == "multiclass"
  if asked and not classes then
    err.raise("E0104", ("%s: stratify needs classes, and this task is %s"):format(who, ds.task),
      nil, 4)
  end
  return classes and asked ~= false
end

-- The rows in the order in which parts are cut off, and each row's place in the random order.
local function order_of(ds, who, o)
  local n, stratify = dataset.rows(ds), can_stratify(ds, who, o.stratify) and o.shuffle
  local function draw()
    local order, rank = random_order(n, o.shuffle)
    if stratify then spread(ds, order, rank) end
    return order, rank
  end
  if o.seed then return core.with_seed(o.seed, draw) end
  return draw()
end

-- ---- sizes --------------------------------------------------------------------------------------

local function check_count(role, value)
  if value <= 1 or value % 1 == 0 then return end
  err.raise("E0102", ("split: %s = %s is neither a share nor a number of rows"):format(role, value),
    "A share is at most 1; a number of rows is whole.", 4)
end

-- Shares of n as whole numbers with the right sum: what rounding down leaves over goes to the parts
-- that lost most.
local function round_shares(wanted, n)
  local sizes, order, sum, given = {}, {}, 0, 0
  for role, part in pairs(wanted) do
    local exact = part * n
    sizes[role] = math.floor(exact + 1e-9)
    sum, given = sum + exact, given + sizes[role]
    order[#order + 1] = {role = role, lost = exact - sizes[role]}
  end
  table.sort(order, function(a, b)
    if a.lost ~= b.lost then return a.lost > b.lost end
    return a.role < b.role
  end)
  for i = 1, math.floor(sum + 0.5) - given do
    local role = order[i].role
    sizes[role] = sizes[role] + 1
  end
  return sizes
end

local function check_sizes(sizes, n)
  local sum, text = 0, {}
  for _, role in ipairs(roles) do
    if sizes[role] then
      sum = sum + sizes[role]
      text[#text + 1] = ("%s %d"):format(role, sizes[role])
      if sizes[role] == 0 then
        err.raise("E0102", ("split: the part '%s' would be empty (of %d rows)"):format(role, n),
          nil, 5)
      end
    end
  end
  if sum > n then
    err.raise("E0102", ("split asks for %d rows (%s) of a data set with %d"):format(sum,
      table.concat(text, ", "), n), "Shares add up to at most 1.", 5)
  end
end

local function sizes_of(o, n)
  local wanted, sizes = {}, {}
  for _, role in ipairs(roles) do
    local value = o[role]
    if value and value > 0 then
      check_count(role, value)
      if value <= 1 then wanted[role] = value else sizes[role] = math.floor(value) end
    end
  end
  if not next(wanted) and not next(sizes) then wanted = {train = 0.6, val = 0.2, test = 0.2} end
  for role, size in pairs(round_shares(wanted, n)) do sizes[role] = size end
  check_sizes(sizes, n)
  return sizes
end

-- ---- parts --------------------------------------------------------------------------------------

-- Rows from … to of the order, as a part with a role, in random order again.
local function part_of(ds, order, rank, from, to, role)
  local rows = table.move(order, from, to, 1, {})
  table.sort(rows, function(a, b) return rank[a] < rank[b] end)
  local part = methods.subset(ds, rows)
  part.role = role
  if dataset.is_mixed(ds) and role == "train" then core.holds(part.x, TEST) end
  return part
end

--- Split into parts by shares or counts. Returns the parts that were named, in the order train,
-- train_dev, val, test; with none named, 0.6, 0.2 and 0.2 for train, val and test.
-- errors: E0102 where the parts are larger than the set, or one would be empty.
function methods.split(ds, given)
  local n = dataset.rows(ds, "split")
  local o = options.check("split", given, split_spec)
  local sizes = sizes_of(o, n)
  local order, rank = order_of(ds, "split", o)
  local parts, from = {}, 1
  for _, role in ipairs(roles) do
    if sizes[role] then
      parts[#parts + 1] = part_of(ds, order, rank, from, from + sizes[role] - 1, role)
      from = from + sizes[role]
    end
  end
  return table.unpack(parts)
end

doc.add{name = "dataset:split",
  usage = "ds:split{train=0.6, val=0.2, test=0.2[, train_dev=][, seed=]}",
  summary = "Splits a data set by chance into parts for training, validation and test.",
  text = "Values above 1 are numbers of rows. Parts that are not named are not returned. Classes "
    .. "keep their shares in every part (stratify=false: by chance alone).",
  args = {{name = "train", doc = share.doc},
    {name = "train_dev", doc = "from the same world as train"},
    {name = "val", doc = share.doc}, {name = "test", doc = share.doc},
    {name = "seed", doc = chance.seed.doc}, {name = "stratify", doc = chance.stratify.doc}},
  example = "train, val, test = data.moons{n=100, seed=1}:split{seed=1}\n"
    .. "print(#train, #val, #test, train.role)  --> 60\t20\t20\ttrain",
  see = {"dataset:kfold", "data.Standardizer"}}

--- Iterate over k ways to hold a part out: for train, val in ds:kfold(5) do … end.
-- errors: E0102 where k is below 2 or above the number of rows.
function methods.kfold(ds, k, given)
  local n = dataset.rows(ds, "kfold")
  options.check_value("kfold", "k", k,
    {type = "integer", min = 2, max = n, doc = "number of parts"}, 3)
  local o = options.check("kfold", given, chance)
  local order, rank = order_of(ds, "kfold", o)
  local fold = 0
  return function()
    fold = fold + 1
    if fold > k then return nil end
    local from, to = (fold - 1) * n // k + 1, fold * n // k
    local rest = table.move(order, 1, from - 1, 1, {})
    table.move(order, to + 1, n, from, rest)
    return part_of(ds, rest, rank, 1, #rest, "train"), part_of(ds, order, rank, from, to, "val")
  end
end

doc.add{name = "dataset:kfold", usage = "ds:kfold(k)",
  summary = "Goes through k ways to hold a part out: for train, val in ds:kfold(5) do … end.",
  args = {{name = "seed", doc = chance.seed.doc}, {name = "stratify", doc = chance.stratify.doc}},
  example = "for train, val in data.moons{n=10, seed=1}:kfold(5) do io.write(#train, '+', #val, ' "
    .. "') end",
  see = {"cross_validate", "dataset:split"}}
