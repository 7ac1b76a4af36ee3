-- nn.save and nn.load: the file as the format's specification says, round trips, damage.

local T = require "gradus_test"
local err = require "gradus.err"
local json = require "gradus.json"

local path = os.tmpname()
local name = path:match("[^/]+$")

local function write(bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

local function read()
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

-- A file of a header (JSON text) and data.
local function file_of(header, data_bytes)
  return ("<I8"):pack(#header) .. header .. (data_bytes or "")
end

local function says(bytes, expected)
  write(bytes)
  local e = T.raises(function() nn.load(path) end, "", "E0401")
  T.eq((tostring(e):gsub(name:gsub("%p", "%%%0"), "FILE")), expected)
end

local function damaged(bytes, what)
  says(bytes, "FILE is not a whole safetensors file: " .. what)
end

-- ---- writing ------------------------------------------------------------------------------------

T.test("the file is laid out as the specification says", function()
  T.ok(nn.save({b = tensor{{1, 2}, {3, 4}}, a = tensor(0.5), ["x.y"] = tensor{-1}}, path))
  local bytes = read()
  local length = ("<I8"):unpack(bytes)
  T.eq(length % 8, 0)
  local header = json.decode(bytes:sub(9, 8 + length))
  local text = bytes:sub(9, 8 + length)
  T.eq(text:sub(1, 1), "{")
  T.ok(text:match("^{.*} *$"))
  T.eq(header.b, {dtype = "F32", shape = {2, 2}, data_offsets = {4, 20}})
  T.eq(header["x.y"].data_offsets, {20, 24})
  T.ok(text:find('"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}', 1, true))
  T.eq(header.__metadata__, {format = "pt"})
  T.eq(#bytes, 8 + length + 24)
  T.eq({("<fffff"):unpack(bytes, 9 + length)}, {0.5, 1.0, 2.0, 3.0, 4.0, 9 + length + 20})
end)

T.test("a model and its buffers come back bit by bit", function()
  seed(1)
  local function build()
    return nn.Sequential{nn.Linear(3, 4), nn.Module{w = randn(2, 2), buffers = {mean = randn(3)},
      forward = function(_, x) return x end}, nn.Linear(4, 1)}
  end
  local a, b = build(), build()
  T.eq(nn.save(a, path), true)
  b:load_state_dict(nn.load(path))
  local before, after, count = a:state_dict(), b:state_dict(), 0
  for key, t in pairs(before) do
    T.ok(t:eq(after[key]):all():item() == 1, key)
    count = count + 1
  end
  T.eq(count, 6)
  T.eq(nn.save(a:state_dict(), path), true)
  T.near(nn.load(path)["3.bias"], before["3.bias"])
end)

T.test("numbers of every size survive, NaN and infinity among them", function()
  local t = tensor{1e-45, 3.4e38, -0.0, math.huge, -math.huge, 0 / 0, 1 / 3}
  nn.save({t = t}, path)
  local back = nn.load(path).t:tolist()
  for i, value in ipairs(t:tolist()) do
    T.ok(value == back[i] or value ~= value and back[i] ~= back[i], i)
  end
end)

T.test("names with quotes, points and accents survive", function()
  local dict = {['a "b" \\ c\n'] = ones(1), ["été.1"] = ones(2)}
  nn.save(dict, path)
  local back = nn.load(path)
  for key in pairs(dict) do T.ok(back[key] ~= nil, key) end
end)

T.test("what cannot be saved, and a folder that is not there", function()
  local function raises(what, text)
    T.eq(tostring(T.raises(function() nn.save(what, path) end, "", "E0103")), text)
  end
  raises(3, "nn.save needs a module or a table of tensors by name, not a number\n"
    .. 'nn.save(model, "model.safetensors")')
  raises({w = 3}, "nn.save: entry w is a number; each entry is a name with a tensor\n"
    .. '{x = …, ["1.weight"] = …}')
  raises({ones(1)}, "nn.save: entry 1 is a tensor; each entry is a name with a tensor\n"
    .. '{x = …, ["1.weight"] = …}')
  T.raises(function() nn.save(nn.Linear(1, 1)) end, "needs the name of a file", "E0103")
  local done, why = nn.save(nn.Linear(1, 1), "/no/such/folder/x.safetensors")
  T.eq(done, nil)
  T.ok(why:find("No such file or directory", 1, true), why)
end)

T.test("a file that is not there gives nil and why", function()
  local dict, why = nn.load("no/file")
  T.eq({dict, why}, {nil, "cannot open no/file: No such file or directory"})
  T.raises(function() nn.load() end, "nn.load needs the name of a file, not nothing", "E0103")
end)

-- ---- reading other kinds of numbers -------------------------------------------------------------

local function load_one(dtype, bytes, shape)
  local header = ('{"t":{"dtype":"%s","shape":%s,"data_offsets":[0,%d]}}'):format(
    dtype, shape, #bytes)
  write(file_of(header, bytes))
  return nn.load(path).t
end

T.test("other number formats are turned into float32", function()
  T.near(load_one("F64", ("<dd"):pack(1.5, -2), "[2]"), {1.5, -2})
  T.near(load_one("I64", ("<i8i8"):pack(-3, 1 << 40), "[2]"), {-3, 1 << 40})
  T.near(load_one("I32", ("<i4"):pack(-7), "[1,1]"), {{-7}})
  T.near(load_one("U8", "\0\255", "[2]"), {0, 255})
  T.near(load_one("I8", "\255", "[1]"), {-1})
  T.near(load_one("BOOL", "\1\0", "[2]"), {1, 0})
  T.near(load_one("BF16", "\128\63\0\192", "[2]"), {1, -2})
  -- F16: 1, -2, the largest number, the smallest, infinity
  T.near(load_one("F16", "\0\60\0\192\255\123\1\0\0\124",
    "[5]"), {1, -2, 65504, 2 ^ -24, math.huge})
  says(file_of('{"t":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}', "\0"),
    'FILE: entry "t" holds numbers of type F8_E4M3, which cannot be read')
end)

T.test("an empty file of tensors, and metadata of any kind, are read", function()
  write(file_of("{}"))
  T.eq(nn.load(path), {})
  write(file_of('{"__metadata__":{"a":"b"},'
    .. '"t":{"shape":[0,3],"dtype":"F32","data_offsets":[0,0]}}'))
  T.eq(nn.load(path).t.shape, {0, 3})
end)

-- ---- damage -------------------------------------------------------------------------------------

T.test("damage is explained", function()
  local function entry(text) return file_of(('{"t":%s}'):format(text), "\0\0\0\0\0\0\0\0") end
  damaged("", "it has 0 bytes")
  damaged("1234567", "it has 7 bytes")
  damaged(("<I8"):pack(50) .. "{}", "its header would have 50 bytes of 2")
  damaged("\255\255\255\255\255\255\255\255{}",
    "its header would have 18446744073709551615 bytes of 2")
  damaged(("<I8"):pack(1 << 62) .. "{}", "its header would have 4611686018427387904 bytes of 2")
  damaged(file_of("no json!"), "its header is not JSON")
  damaged(file_of("[1, 2]  "), "its header is not JSON")
  damaged(entry "3", 'entry "t" has no dtype')
  damaged(entry '{"dtype":"F32","data_offsets":[0,8]}', 'entry "t" has no proper shape')
  damaged(entry '{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}',
    'entry "t" has no proper shape')
  damaged(entry '{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}',
    'entry "t" has no proper shape')
  damaged(entry '{"dtype":"F32","shape":{"a":1},"data_offsets":[0,8]}',
    'entry "t" has no proper shape')
  damaged(entry '{"dtype":"F32","shape":[1,1,1,1,1,1,2],"data_offsets":[0,8]}',
    'entry "t" has no proper shape')
  damaged(entry '{"dtype":"F32","shape":[2]}', 'entry "t" has no proper data_offsets')
  damaged(entry '{"dtype":"F32","shape":[2],"data_offsets":[0]}',
    'entry "t" has no proper data_offsets')
  damaged(entry '{"dtype":"F32","shape":[2],"data_offsets":[8,0]}',
    'entry "t" lies outside of the file')
  damaged(entry '{"dtype":"F32","shape":[2],"data_offsets":[8,16]}',
    'entry "t" lies outside of the file')
  damaged(entry '{"dtype":"F32","shape":[3],"data_offsets":[0,8]}',
    'entry "t" needs 12 bytes and has 8')
  damaged(entry '{"dtype":"F32","shape":[99999999,99999999],"data_offsets":[0,8]}',
    'entry "t" needs 39999999200000000 bytes and has 8')
  damaged(entry '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}',
    "4 bytes at its end belong to nothing")
  damaged(entry '{"dtype":"F32","shape":[1],"data_offsets":[4,8]}',
    'entry "t" overlaps another or leaves a gap')
  damaged(file_of('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},'
    .. '"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}', ("\0"):rep(12)),
    'entry "b" overlaps another or leaves a gap')
  says(file_of('{"t":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}', "abcd"),
    'FILE: entry "t" holds numbers of type F33, which cannot be read')
end)

local function changed(bytes)
  local draw = rand(3):tolist()
  local at = draw[1] * #bytes // 1 + 1 | 0
  if draw[2] < 0.2 then return bytes:sub(1, at - 1) end
  if draw[2] < 0.3 then return bytes:sub(1, at) .. bytes:sub(at) end
  return bytes:sub(1, at - 1) .. string.char(draw[3] * 256 // 1 | 0) .. bytes:sub(at + 1)
end

T.test("any damage ends in tensors or an error of ours", function()
  seed(9)
  nn.save(mlp(2, 3, 1), path)
  local whole, refused = read(), 0
  for _ = 1, 1500 do
    local bytes = changed(whole)
    if rand(1):item() < 0.5 then bytes = changed(bytes) end
    write(bytes)
    local done, e = pcall(nn.load, path)
    T.ok(done or err.is(e), tostring(e))
    if not done then refused = refused + 1 end
  end
  T.ok(refused > 500, "most damage to the header is noticed")
end)

T.test("deeply nested headers are refused", function()
  write(file_of('{"t":' .. ("["):rep(100000) .. ("]"):rep(100000) .. "}"))
  T.raises(function() nn.load(path) end, "is not a whole safetensors file", "E0401")
end)

os.remove(path)
T.finish()
