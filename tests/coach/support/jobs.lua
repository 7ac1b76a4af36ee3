-- Runs many scripts, a process each, two at a time: jobs.run(list, options) -> list of results.
-- Uses xargs. A job is {key, path or text, seed}; its result {key, seed, ok, error, result,
-- seconds,
-- harm, codes = {{code, severity}, …}, shown (the code that was shown first), failure}. Jobs with
-- the
-- same `text` share a file.

local sys = require "gradus.sys"

local M = {}

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local function parse_codes(text)
  local out = {}
  for code, severity in text:gmatch "([^:,]+):(%a+)" do
    out[#out + 1] = {code = code, severity = severity}
  end
  return out
end

local function parse(line)
  local f = {}
  for part in (line .. "\t"):gmatch "([^\t]*)\t" do f[#f + 1] = part end
  local r = {key = math.tointeger(tonumber(f[1])), seed = math.tointeger(tonumber(f[2])),
    ok = f[3] == "ok", error = f[3], result = tonumber(f[4]), seconds = tonumber(f[5]) or 0,
    harm = f[6], codes = parse_codes(f[7] or ""), shown = (f[8] or ""):match "^G%d+",
    failure = f[9] ~= "" and f[9] or nil}
  return r
end

local function read_log(log)
  local out = {}
  local file = io.open(log, "r")
  if not file then return out end
  for line in file:lines() do
    local r = parse(line)
    if r.key then out[r.key] = r end
  end
  file:close()
  return out
end

-- The file to run: the script's own, or one written for a mutant.
local function path_of(job, dir, i, written)
  if job.path then return job.path end
  if not written[job.text] then
    written[job.text] = ("%s/%05d-%s.lua"):format(dir, i, job.name)
    write(written[job.text], job.text)
  end
  return written[job.text]
end

--- Run all jobs; results stand at the same places. options: dir (a folder to write in), program,
-- worker (path of one.lua), parallel (2), limit (seconds of CPU for each, 10).
function M.run(list, options)
  local log = options.dir .. "/log"
  os.remove(log)
  local lines, written = {}, {}
  for i, job in ipairs(list) do
    lines[i] = table.concat({path_of(job, options.dir, i, written), job.seed, options.limit
      or 10, log, i}, "\n")
  end
  write(options.dir .. "/jobs", table.concat(lines, "\n") .. (#lines > 0 and "\n" or ""))
  os.execute(("<%s xargs -P %d -n 5 %s %s >%s 2>&1"):format(quoted(options.dir .. "/jobs"),
    options.parallel or 2, quoted(options.program), quoted(options.worker),
    quoted(options.dir .. "/output")))
  local found = read_log(log)
  local out = {}
  for i, job in ipairs(list) do
    out[i] = found[i] or {ok = false, error = "ended without a word", codes = {}, seconds = 0,
      harm = "-", seed = job.seed}
  end
  return out
end

--- A fresh folder to work in; `remove` it afterwards.
function M.folder(parent)
  local dir = ("%s/gradus-coach-%d-%d"):format(parent or os.getenv "TMPDIR" or "/tmp", sys.pid(),
    sys.wall() // 1 | 0)
  assert(sys.mkdirs(dir))
  return dir
end

function M.remove(dir)
  for _, name in ipairs(sys.listdir(dir) or {}) do os.remove(dir .. "/" .. name) end
  os.remove(dir)
end

return M
