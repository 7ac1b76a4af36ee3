-- data.idx: MNIST's format, plain and gzipped, whole and damaged.

local T = require "gradus_test"

local images, labels = os.tmpname(), os.tmpname()

local function write(path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

local function header(kind, ...)
  local out = {"\0\0", string.char(kind, select("#", ...))}
  for _, size in ipairs{...} do out[#out + 1] = (">I4"):pack(size) end
  return table.concat(out)
end

-- Three pictures of 2×2, labelled 7, 0 and 9.
local pictures = header(8, 3, 2, 2) .. "\0\255\51\102" .. "\1\2\3\4" .. "\255\255\255\255"
local numbers = header(8, 3) .. "\7\0\9"

-- `numbers`, compressed by Python's gzip module.
local gzipped = "\31\139\8\0\0\0\0\0\2\255\99\96\224\96\100\96\96\96\102\103\224\4\0\165\18\211\114"
  .. "\11\0\0\0"

T.test("pictures become rows in 0…1, label 0 class 1 with the name 0", function()
  write(images, pictures)
  write(labels, numbers)
  local ds = data.idx(images, labels)
  T.eq({#ds, ds.task, ds.x.shape, ds.classes[1], #ds.classes}, {3, "multiclass", {3, 4}, "0", 10})
  T.near(ds.x, {{0, 1, 0.2, 0.4}, {1 / 255, 2 / 255, 3 / 255, 4 / 255}, {1, 1, 1, 1}}, 1e-6)
  T.near(ds.y, {8, 1, 10})
  T.eq(ds:labels(), {"7", "0", "9"})
end)

T.test("gzipped files are read as well", function()
  write(images, pictures)
  write(labels, gzipped)
  T.eq(data.idx(images, labels):labels(), {"7", "0", "9"})
end)

T.test("a file that is not there gives nil and why", function()
  write(images, pictures)
  local ds, why = data.idx(images, "no/labels")
  T.eq({ds, why}, {nil, "cannot open no/labels: No such file or directory"})
  local e = T.raises(function() data.idx(images) end, "", "E0103")
  T.eq(tostring(e), "data.idx needs two files, images and labels, not nothing (nil)")
end)

local function says(image_bytes, label_bytes, expected)
  write(images, image_bytes)
  write(labels, label_bytes)
  local e = T.raises(function() data.idx(images, labels) end, "", "E0401")
  local text = tostring(e):gsub(images:match("[^/]+$"):gsub("%p", "%%%0"), "IMAGES")
  T.eq((text:gsub(labels:match("[^/]+$"):gsub("%p", "%%%0"), "LABELS")), expected)
end

T.test("damage is explained", function()
  says("", numbers, "IMAGES is not a whole IDX file: it has 0 bytes")
  says("PK\3\4abcd", numbers,
    "IMAGES is not a whole IDX file: it does not begin with two zero bytes")
  says(pictures:sub(1, -2), numbers,
    "IMAGES is not a whole IDX file: its sizes ask for 12 bytes, 11 are there")
  says(pictures .. "x", numbers,
    "IMAGES is not a whole IDX file: its sizes ask for 12 bytes, 13 are there")
  says(header(13, 1, 1) .. "abcd", numbers,
    "IMAGES holds numbers of type 13; unsigned bytes (8) can be read")
  says(header(8, 4294967295, 4294967295, 4294967295), numbers,
    "IMAGES is not a whole IDX file: its "
    .. "sizes ask for " .. ("%d"):format(4294967295 * 4294967295 * 4294967295)
    .. " bytes, 0 are there")
  says(pictures, header(8, 2) .. "\1\2", "IMAGES has 3 rows and LABELS has 2 labels")
  says(pictures, pictures, "LABELS is not a whole IDX file: labels have one dimension")
  says(header(8, 0, 2), header(8, 0), "IMAGES has no rows")
  says(header(8, 3, 0, 2), numbers,
    "IMAGES is not a whole IDX file: its pictures have no pixels")
  says(pictures, gzipped:sub(1, -9),
    "LABELS is not a whole IDX file: the compressed data are damaged or cut off")
end)

T.test("any damage ends in a set or an error of ours", function()
  seed(5)
  write(labels, numbers)
  for round = 1, 200 do
    local bytes = round % 2 == 0 and pictures or gzipped
    local at = rand(1):item() * #bytes // 1 + 1
    local byte = string.char(rand(1):item() * 256 // 1 | 0)
    local hurt = round % 5 == 0 and bytes:sub(1, at | 0) or bytes:sub(1, (at | 0) - 1) .. byte
      .. bytes:sub((at | 0) + 1)
    write(images, round % 2 == 0 and hurt or pictures)
    write(labels, round % 2 == 0 and numbers or hurt)
    local done, e = pcall(data.idx, images, labels)
    T.ok(done or require("gradus.err").is(e), tostring(e))
  end
end)

os.remove(images)
os.remove(labels)
T.finish()
