-- Runs the experiments: every claim of the lecture's settings, over seeds.
--
--   gradus tests/experiments/run.lua                 all of them, 20 seeds
--   gradus tests/experiments/run.lua 1 5 19          some, by number
--   gradus tests/experiments/run.lua --seeds 5       fewer seeds
--   gradus tests/experiments/run.lua --table         as the table of README.md
--
-- A file returns a list of experiments: {id, title, claims = {{name, sentence, least}, …},
-- one(seed)}. one() returns a table of numbers and booleans; claim `name` shows where the boolean
-- is true. least: the share of the seeds that must show it (nil: reported only). A claim may be a
-- trap, which is not expected to show: least = nil and `most`, the share that must not be passed.
-- Exit status 1 where a claim was missed.

local files = {"overfitting", "bias_variance", "penalties", "dropout", "rates", "depth", "starts",
  "races", "slips", "smoothing", "worlds", "traps"}

local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local sys = require "gradus.sys"

local function parse(list)
  local o = {seeds = 20, ids = {}, any = false}
  local i = 1
  while list[i] do
    if list[i] == "--seeds" then
      i = i + 1
      o.seeds = math.tointeger(tonumber(list[i])) or error("--seeds needs a number", 0)
    elseif list[i] == "--table" then o.table = true
    else o.ids[list[i]], o.any = true, true end
    i = i + 1
  end
  return o
end

local function load_all()
  local out = {}
  for _, name in ipairs(files) do
    for _, experiment in ipairs(require(name)) do out[#out + 1] = experiment end
  end
  return out
end

local function count(results, name)
  local k = 0
  for _, r in ipairs(results) do
    if r[name] == nil then error(("the result has no claim %q"):format(name), 0) end
    if r[name] then k = k + 1 end
  end
  return k
end

local function short(x)
  if x ~= x then return "nan" end
  if math.abs(x) >= 100 and math.abs(x) < 1e5 then return ("%.0f"):format(x) end
  return ("%.3g"):format(x)
end

-- "0.53 [0.41, 0.62]": median, least and greatest.
local function spread(results, name)
  local list = {}
  for i, r in ipairs(results) do list[i] = r[name] end
  table.sort(list, function(a, b)
    if a ~= a then return false end
    return b ~= b or a < b
  end)
  local n = #list
  local median = n % 2 == 1 and list[(n + 1) / 2] or (list[n / 2] + list[n / 2 + 1]) / 2
  return ("%s [%s, %s]"):format(short(median), short(list[1]), short(list[n]))
end

local function missed(claim, k, n)
  local least, most = claim[3], claim[4]
  return least and k < least * n - 1e-9 or most and k > most * n + 1e-9
end

local function numbers(experiment, results)
  local parts = {}
  for _, name in ipairs(experiment.numbers or {}) do
    parts[#parts + 1] = ("%s %s"):format(name:gsub("_", " "), spread(results, name))
  end
  return parts
end

local function report_text(experiment, results, seconds, n)
  print(("%-4s %s  (%.2f s per seed)"):format(experiment.id, experiment.title, seconds / n))
  for _, claim in ipairs(experiment.claims) do
    local k = count(results, claim[1])
    print(("     %s%s: %d/%d"):format(missed(claim, k, n) and "MISSED  " or "", claim[2], k, n))
  end
  for _, part in ipairs(numbers(experiment, results)) do print("       " .. part) end
end

-- " (≥ 19)": between which counts a claim must lie.
local function bounds(claim, n)
  local parts = {}
  if claim[3] then parts[1] = ("≥ %d"):format(math.ceil(claim[3] * n - 1e-9)) end
  if claim[4] then parts[#parts + 1] = ("≤ %d"):format(math.floor(claim[4] * n + 1e-9)) end
  return parts[1] and " (" .. table.concat(parts, ", ") .. ")" or ""
end

local function report_row(experiment, results, _, n)
  local claims = {}
  for i, claim in ipairs(experiment.claims) do
    claims[i] = ("%s: **%d/%d**%s"):format(claim[2], count(results, claim[1]), n, bounds(claim, n))
  end
  local cells = {experiment.id, experiment.title, table.concat(claims, "<br>"),
    table.concat(numbers(experiment, results), "<br>")}
  for i, cell in ipairs(cells) do cells[i] = cell:gsub("|", "\\|") end
  print("| " .. table.concat(cells, " | ") .. " |")
end

local function run(experiment, n)
  local results, started = {}, sys.cpu()
  for s = 1, n do
    seed(s)
    results[s] = experiment.one(s)
    collectgarbage()
  end
  return results, sys.cpu() - started
end

local options = parse(arg)
local failures, started = 0, sys.cpu()
local progress = require "gradus.fit.progress"

if options.table then
  print("| # | experiment | claims | median [least, greatest] |")
  print("| --- | --- | --- | --- |")
end
for _, experiment in ipairs(load_all()) do
  if not options.any or options.ids[experiment.id] then
    local n = math.min(options.seeds, experiment.seeds or options.seeds)
    local results, seconds = progress.quietly(run, experiment, n)
    local report = options.table and report_row or report_text
    report(experiment, results, seconds, n)
    io.stdout:flush()
    for _, claim in ipairs(experiment.claims) do
      if missed(claim, count(results, claim[1]), n) then failures = failures + 1 end
    end
  end
end
if not options.table then
  print(("%s missed; %.0f CPU seconds"):format(failures == 1 and "1 claim" or failures .. " claims",
    sys.cpu() - started))
end
os.exit(failures == 0, true)
