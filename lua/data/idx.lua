--- data.idx(images, labels): MNIST's file format, also gzipped.
-- Requires core, doc, err, options and data.dataset. The format: two zero bytes, a type (8:
-- unsigned bytes), the number of dimensions, each size as a big-endian 32-bit number, then the
-- numbers.

local core = require "gradus.core"
local dataset = require "gradus.data.dataset"
local doc = require "gradus.doc"
local err = require "gradus.err"
local options = require "gradus.options"

local unsigned_bytes = 8
local at_once = 1 << 20 -- bytes turned into numbers in one go

local function read_file(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, "cannot open " .. why end
  local bytes
  bytes, why = file:read("a")
  file:close()
  if not bytes then return nil, ("cannot read %s: %s"):format(path, why) end
  return bytes
end

local function damaged(name, what)
  err.raise("E0401", ("%s is not a whole IDX file: %s"):format(name, what), nil, 5)
end

local function unpacked(bytes, name)
  if bytes:sub(1, 2) ~= "\31\139" then return bytes end
  local text, why = core.gunzip(bytes)
  return text or damaged(name, why)
end

-- The sizes and where the numbers begin.
local function header(bytes, name)
  if #bytes < 4 then damaged(name, ("it has %d bytes"):format(#bytes)) end
  local zero, kind, dims = (">I2 B B"):unpack(bytes)
  if zero ~= 0 then damaged(name, "it does not begin with two zero bytes") end
  if kind ~= unsigned_bytes then
    err.raise("E0401",
      ("%s holds numbers of type %d; unsigned bytes (8) can be read"):format(name, kind), nil, 5)
  end
  if dims < 1 or dims > 4 or #bytes < 4 + 4 * dims then
    damaged(name, ("%d dimensions"):format(dims))
  end
  local sizes, total = {}, 1
  for i = 1, dims do
    sizes[i] = (">I4"):unpack(bytes, 4 * i + 1)
    total = total * sizes[i]
  end
  local found = #bytes - 4 - 4 * dims
  if found ~= total then
    damaged(name, ("its sizes ask for %d bytes, %d are there"):format(total, found))
  end
  return sizes, 5 + 4 * dims
end

-- A byte as the float32 text of byte · factor.
local function float_of_byte(factor)
  local map = {}
  for byte = 0, 255 do map[string.char(byte)] = ("<f"):pack(byte * factor) end
  return map
end

local function to_tensor(bytes, from, rows, width, factor)
  local map, out = float_of_byte(factor), core.zeros(rows, width)
  local step = math.max(1, at_once // width)
  for row = 1, rows, step do
    local count = math.min(step, rows - row + 1)
    local start = from + (row - 1) * width
    local text = bytes:sub(start, start + count * width - 1):gsub(".", map)
    out:narrow(1, row, count):copy_(core.from_bytes(text, {count, width}))
  end
  return out
end

local function load_file(path)
  local bytes, why = read_file(path)
  if not bytes then return nil, why end
  local name = path:match("[^/\\]+$") or path
  bytes = unpacked(bytes, name)
  local sizes, from = header(bytes, name)
  return {name = name, bytes = bytes, sizes = sizes, from = from}
end

local function check_pair(images, labels)
  if #labels.sizes ~= 1 then damaged(labels.name, "labels have one dimension") end
  if images.sizes[1] ~= labels.sizes[1] then
    err.raise("E0401", ("%s has %d rows and %s has %d labels"):format(images.name, images.sizes[1],
      labels.name, labels.sizes[1]), nil, 4)
  end
  if images.sizes[1] == 0 then err.raise("E0401", images.name .. " has no rows", nil, 4) end
  for i = 2, #images.sizes do
    if images.sizes[i] == 0 then damaged(images.name, "its pictures have no pixels") end
  end
end

local function class_names(y)
  local out = {}
  for class = 0, math.max(1, y:max():item() - 1) // 1 | 0 do out[class + 1] = tostring(class) end
  return out
end

--- Read images and their labels as a data set: x [n, height·width] in 0…1; label 0 becomes class 1,
-- called "0". Returns it; or nil and why, where a file cannot be read.
-- errors: E0401 for a damaged file.
local function idx(images_path, labels_path)
  for _, path in ipairs{images_path or false, labels_path or false} do
    if type(path) ~= "string" then
      err.raise("E0103", "data.idx needs two files, images and labels, not "
        .. options.kind(path or nil), nil, 2)
    end
  end
  local images, labels, why
  images, why = load_file(images_path)
  if not images then return nil, why end
  labels, why = load_file(labels_path)
  if not labels then return nil, why end
  check_pair(images, labels)
  local n, width = images.sizes[1], 1
  for i = 2, #images.sizes do width = width * images.sizes[i] end
  local y = to_tensor(labels.bytes, labels.from, n, 1, 1):reshape(-1) + 1
  return dataset.new{x = to_tensor(images.bytes, images.from, n, width, 1 / 255), y = y,
    task = "multiclass", classes = class_names(y), name = images.name}
end

doc.add{name = "data.idx", usage = "data.idx(images_path, labels_path)",
  summary = "Reads images and labels in MNIST's format, also gzipped.",
  text = "Pixels are scaled to 0…1 and each picture is one row. Label 0 becomes class 1, whose "
    .. 'name is "0".',
  example = 'images, labels = os.tmpname(), os.tmpname()\n'
    .. 'io.open(images, "wb"):write("\\0\\0\\8\\3", (">I4I4I4"):pack(2, 1, 2), '
    .. '"\\0\\255\\51\\0"):close()\n'
    .. 'io.open(labels, "wb"):write("\\0\\0\\8\\1", (">I4"):pack(2), "\\7\\0"):close()\n'
    .. "ds = data.idx(images, labels)\nprint(#ds, ds:labels()[1], ds.x:size(2))  --> 2\t7\t2\n"
    .. "os.remove(images)\nos.remove(labels)",
  see = {"data.digits", "data.csv"}}

return idx
