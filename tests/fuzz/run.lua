-- Feeds damaged files to everything that reads files: data.csv, data.idx, nn.load.
-- Usage: gradus tests/fuzz/run.lua [SECONDS [SEED]]   (SECONDS per reader; 10 unless given)
-- A reader may return a value, return nil and why, or raise an error with a code. A plain Lua error
-- is a bug, and so is a crash: the input that caused it is then in build/fuzz/, as is each input
-- before it is read. The seed printed first repeats a run. `make fuzz` runs it under sanitizers.

local sys = require "gradus.sys"

local seconds, first_seed = tonumber(arg[1]) or 10, math.tointeger(tonumber(arg[2])) or os.time()
local folder = "build/fuzz/"
assert(sys.mkdirs(folder))

local function write(name, text)
  local file = assert(io.open(folder .. name, "wb"))
  file:write(text)
  file:close()
  return folder .. name
end

-- What `command` prints, or nil where there is no such command.
local function output(command)
  local pipe = io.popen(command .. " 2>/dev/null", "r")
  local text = pipe and pipe:read "a"
  if pipe then pipe:close() end
  return text ~= "" and text or nil
end

local function safetensors(header, bytes) return ("<s8"):pack(header) .. bytes end

local images = "\0\0\8\3" .. (">I4I4I4"):pack(3, 2, 2) .. "\0\1\2\3\4\5\6\7\8\9\10\11"
local labels = "\0\0\8\1" .. (">I4"):pack(3) .. "\0\1\2"

local readers = {
  csv = {
    samples = {
      "5.1,3.5,cat\n4.9,3.0,dog\n6.0,2.0,cow\n",
      "a;b;y\n1,5;2,5;0\n-1e3;;1\r\n\"x\";nan;1\n",
      "\239\187\191x\ty\n\"1\n2\"\t3\n0x10\tinf\n",
      "name,\"a \"\"b\"\"\"\nü,1\n,2\n",
    },
    read = function(path) return data.csv(path) end,
  },
  idx = {
    samples = { images, images .. "\0", labels },
    read = function(path) return data.idx(path, write("labels", labels)) end,
  },
  labels = {
    samples = { labels, images },
    read = function(path) return data.idx(write("images", images), path) end,
  },
  safetensors = {
    samples = {
      safetensors('{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}', ("<ff"):pack(1, 2)),
      safetensors('{"__metadata__":{"a":"b"},"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},'
        .. '"i":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}', ("\0"):rep(12)),
      safetensors("{}", ""),
    },
    read = function(path) return nn.load(path) end,
  },
}

-- gzip's own damage needs a file that begins well.
local packed = output(("gzip -nc %q"):format(write("plain", images)))
if packed then table.insert(readers.idx.samples, packed) end

local morsels = { "\0", "\255", "\255\255\255\255", "\n", ",", ";", '"', "{", "}", "[", "-1", "0",
  "1e999", "99999999999999999999", "nan", "\r", "\t", "\\u0000", "\239\187\191" }

local function pick(list) return list[math.random(#list)] end

-- Ways of damaging a text; `at` and `till` bound a random stretch of it.
local damages = {
  function(text, at)
    return text:sub(1, at - 1) .. string.char(math.random(0, 255)) .. text:sub(at + 1)
  end,
  function(text, at, till) return text:sub(1, at - 1) .. text:sub(till + 1) end,
  function(text, at, till) return text:sub(1, till) .. text:sub(at) end,
  function(text, at) return text:sub(1, at - 1) .. pick(morsels) .. text:sub(at) end,
  function(text, at) return text:sub(1, at) end,
  function(text, at, _, other) return text:sub(1, at) .. other:sub(math.random(#other)) end,
}

local function damaged(samples)
  local text = pick(samples)
  for _ = 1, math.random(4) do
    local at = math.random(math.max(#text, 1))
    text = pick(damages)(text, at, math.random(at, math.max(#text, at)), pick(samples))
  end
  return text
end

-- Is this how a reader may fail?
local function is_proper(e) return type(e) == "table" and type(e.code) == "string" end

local function fuzz(name, reader)
  local inputs, bugs, stop = 0, 0, sys.now() + seconds
  while sys.now() < stop do
    inputs = inputs + 1
    local path = write(name, damaged(reader.samples))
    local done, e = pcall(reader.read, path)
    if not done and not is_proper(e) then
      bugs = bugs + 1
      local kept = ("%s-%d"):format(name, inputs)
      os.rename(path, folder .. kept)
      print(("%s%s: %s"):format(folder, kept, tostring(e)))
    end
  end
  print(("%-12s %6d damaged files, %d bugs"):format(name, inputs, bugs))
  return bugs
end

print("seed " .. first_seed)
local total = 0
for _, name in ipairs { "csv", "idx", "labels", "safetensors" } do
  math.randomseed(first_seed)
  total = total + fuzz(name, readers[name])
end
os.exit(total == 0, true)
