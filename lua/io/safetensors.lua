--- nn.save and nn.load: tensors by name in the safetensors format.
-- Requires core, doc, err, json, options, sys, nn.module, the walk and io/numbers. The format:
-- eight bytes (little-endian) with the length of a JSON header; the header, {"name": {"dtype",
-- "shape", "data_offsets"}, …}; then the numbers of all tensors behind one another, without gaps.

local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local json = require "gradus.json"
local module = require "gradus.nn.module"
local numbers = require "gradus.io.numbers"
local options = require "gradus.options"
local sys = require "gradus.sys"
local walk = require "gradus.nn.walk"

local M = {}

local longest_header = 100 * 1000 * 1000 -- as other readers have it
local most_dims = 6

-- ---- writing ------------------------------------------------------------------------------------

-- A list of {name, tensor}: a model's in its own order, a table's by name.
local function entries_of(what)
  local out = {}
  if module.is(what) then
    for _, entry in ipairs(walk.tensors(what)) do out[#out + 1] = {entry.name, entry.value} end
    return out
  end
  if type(what) ~= "table" or getmetatable(what) ~= nil then
    err.raise("E0103", "nn.save needs a module or a table of tensors by name, not "
      .. options.kind(what),
      'nn.save(model, "model.safetensors")', 4)
  end
  for name, value in pairs(what) do
    if type(name) ~= "string" or name == "__metadata__" or core.kind(value) ~= "tensor" then
      err.raise("E0103", ("nn.save: entry %s is %s; each entry is a name with a tensor"):format(
        tostring(name), options.kind(value)), '{x = …, ["1.weight"] = …}', 4)
    end
    out[#out + 1] = {name, value}
  end
  table.sort(out, function(a, b) return a[1] < b[1] end)
  return out
end

-- Written by hand: an empty shape must be [], and the order of names is that of the numbers.
local function header_text(entries)
  local parts, offset = {'"__metadata__":{"format":"pt"}'}, 0
  for _, entry in ipairs(entries) do
    local stop = offset + 4 * entry[2]:numel()
    parts[#parts + 1] = ('%s:{"dtype":"F32","shape":[%s],"data_offsets":[%d,%d]}'):format(
      json.encode(entry[1]), table.concat(entry[2].shape, ","), offset, stop)
    offset = stop
  end
  local text = "{" .. table.concat(parts, ",") .. "}"
  return text .. (" "):rep(-#text % 8) -- the numbers begin at a multiple of eight
end

--- Write a model's tensors, or a table of tensors, to a file that is whole or not there at all.
-- Returns true; or nil and why, where the file cannot be written.
function M.save(what, path)
  if type(path) ~= "string" then
    err.raise("E0103", "nn.save needs the name of a file, not " .. options.kind(path),
      'nn.save(model, "model.safetensors")', 2)
  end
  local entries = entries_of(what)
  local header, parts = header_text(entries), {}
  for i, entry in ipairs(entries) do parts[i] = core.bytes(entry[2]) end
  return sys.replace(path, ("<I8"):pack(#header) .. header .. table.concat(parts))
end

doc.add{name = "nn.save", usage = "nn.save(model_or_table, path)",
  summary = "Writes a model's tensors, or a table of tensors, to a safetensors file.",
  text = "Returns true, or nil and why. Python's safetensors library reads the file.",
  example = 'path = os.tmpname()\nprint(nn.save(nn.Linear(2, 1), path))  --> true\nos.remove(path)',
  see = {"nn.load", "module:load_state_dict"}}

-- ---- reading ------------------------------------------------------------------------------------

local function damaged(name, what, ...)
  local why = what:format(...)
  err.raise("E0401", ("%s is not a whole safetensors file: %s"):format(name, why), nil, 5)
end

-- The header as a table, and where the numbers begin.
local function read_header(bytes, name)
  if #bytes < 8 then damaged(name, "it has %d bytes", #bytes) end
  local length = ("<I8"):unpack(bytes)
  if length < 2 or length > longest_header or length > #bytes - 8 then
    damaged(name, "its header would have %u bytes of %d", length, #bytes - 8)
  end
  local header = json.decode(bytes:sub(9, 8 + length))
  if type(header) ~= "table" or bytes:sub(9, 9) ~= "{" then
    damaged(name, "its header is not JSON")
  end
  return header, 9 + length
end

local function is_size(value)
  return math.type(value) == "integer" and value >= 0 or type(value) == "number" and value % 1 == 0
    and value >= 0 and value < 2 ^ 53
end

local function is_sizes(list, most)
  if type(list) ~= "table" or #list > most then return false end
  local count = 0
  for _, size in pairs(list) do
    count = count + 1
    if not is_size(size) then return false end
  end
  return count == #list
end

local function check_entry(name, key, info, room)
  if type(info) ~= "table" or type(info.dtype) ~= "string" then
    damaged(name, "entry %q has no dtype", key)
  end
  local kind = numbers.kinds[info.dtype]
  if not kind then
    err.raise("E0401",
      ("%s: entry %q holds numbers of type %s, which cannot be read"):format(name, key,
      info.dtype), nil, 5)
  end
  if not is_sizes(info.shape, most_dims) then damaged(name, "entry %q has no proper shape", key) end
  if not is_sizes(info.data_offsets, 2) or #info.data_offsets ~= 2 then
    damaged(name, "entry %q has no proper data_offsets", key)
  end
  local from, to, count = info.data_offsets[1], info.data_offsets[2], 1.0
  for _, size in ipairs(info.shape) do count = count * size end
  if from > to or to > room then damaged(name, "entry %q lies outside of the file", key) end
  if count * kind.size ~= to - from then
    damaged(name, "entry %q needs %.0f bytes and has %d", key, count * kind.size, to - from)
  end
  return {key = key, kind = kind, shape = info.shape, from = from // 1 | 0, to = to // 1 | 0}
end

-- The entries in the order of their numbers, which must follow one another to the end of the file.
local function check_layout(name, list, room)
  table.sort(list, function(a, b) return a.from < b.from or a.from == b.from and a.to < b.to end)
  local at = 0
  for _, entry in ipairs(list) do
    if entry.from ~= at then
      damaged(name, "entry %q overlaps another or leaves a gap", entry.key)
    end
    at = entry.to
  end
  if at ~= room then damaged(name, "%d bytes at its end belong to nothing", room - at) end
end

local function decode(bytes, name)
  local header, start = read_header(bytes, name)
  local room, list, out = #bytes - start + 1, {}, {}
  for key, info in pairs(header) do
    if type(key) ~= "string" then damaged(name, "its header is not an object") end
    if key ~= "__metadata__" then list[#list + 1] = check_entry(name, key, info, room) end
  end
  check_layout(name, list, room)
  for _, entry in ipairs(list) do
    local text = bytes:sub(start + entry.from, start + entry.to - 1)
    for i, size in ipairs(entry.shape) do entry.shape[i] = size // 1 | 0 end
    out[entry.key] = core.from_bytes(numbers.to_float32(text, entry.kind), entry.shape)
  end
  return out
end

--- Read a table of tensors by name. Returns it; or nil and why, where the file cannot be read.
-- errors: E0401 for a file that is damaged or of another format.
function M.load(path)
  if type(path) ~= "string" then
    err.raise("E0103", "nn.load needs the name of a file, not " .. options.kind(path), nil, 2)
  end
  local file, why = io.open(path, "rb")
  if not file then return nil, "cannot open " .. why end
  local bytes
  bytes, why = file:read("a")
  file:close()
  if not bytes then return nil, ("cannot read %s: %s"):format(path, why) end
  return decode(bytes, path:match("[^/\\]+$") or path)
end

doc.add{name = "nn.load", usage = "nn.load(path)",
  summary = "Reads the tensors of a safetensors file as a table by name.",
  text = "Returns the table, or nil and why. A damaged file is an error. "
    .. "m:load_state_dict(table) puts the numbers into a model.",
  example = "path, a, b = os.tmpname(), nn.Linear(2, 1), nn.Linear(2, 1)\nnn.save(a, path)\n"
    .. "b:load_state_dict(nn.load(path))\nprint(a.bias:item() == b.bias:item())  --> true\n"
    .. "os.remove(path)",
  see = {"nn.save", "module:load_state_dict"}}

return M
