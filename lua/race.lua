--- race: the last run with each of some values of one setting, over the same seeds.
-- Requires again, coach.pause, core, err, fit.many, nn.module, nn.walk, options, runs, seeds and
-- words. One seed is an anecdote: a verdict counts seeds and says how far chance alone would go.

local again = require "gradus.again"
local core = require "gradus.core"
local doc = require "gradus.doc"
local err = require "gradus.err"
local kind_of = require("gradus.options").kind
local many = require "gradus.fit.many"
local module = require "gradus.nn.module"
local pause = require "gradus.coach.pause"
local runs = require "gradus.runs"
local seeds = require "gradus.seeds"
local walk = require "gradus.nn.walk"
local words = require "gradus.words"

local M = {}

local CALLER = 3 -- in err.raise from a function that `race` calls
local MOST = 6 -- values: more lines than a picture can tell apart

-- ---- what is asked ------------------------------------------------------------------------------

local hint = "runs.race{lr = {0.01, 0.03}, seeds = 5}"

local function check_values(name, values)
  if type(values) ~= "table" or getmetatable(values) or #values < 2 or #values > MOST then
    err.raise("E0103", ("race: %s must be a list of 2 to %d values, found %s"):format(
      tostring(name), MOST, type(values) == "table" and words.count(#values, "value")
        or kind_of(values)), hint, CALLER + 1)
  end
end

local function check_seeds(n)
  if n == nil then return 5 end
  if type(n) ~= "number" or n % 1 ~= 0 or n < 1 or n > 100 then
    err.raise("E0102", "race: seeds must be a whole number from 1 to 100, found "
      .. (type(n) == "number" and words.setting(n) or kind_of(n)), hint, CALLER + 1)
  end
  return math.tointeger(n)
end

-- The one setting that is raced, its values, and how many seeds.
local function read(given)
  if type(given) ~= "table" or getmetatable(given) then
    err.raise("E0103", "race needs a table, found " .. kind_of(given), hint, CALLER)
  end
  local found, n = {}, check_seeds(given.seeds)
  for name in pairs(given) do
    if name ~= "seeds" then found[#found + 1] = name end
  end
  if #found ~= 1 then
    err.raise(#found == 0 and "E0107" or "E0102",
      ("race: one setting is raced, found %d"):format(#found), hint, CALLER)
  end
  check_values(found[1], given[found[1]])
  return found[1], given[found[1]], n
end

local function run_to_repeat()
  local h = runs.latest()
  if not h then
    err.raise("E0102", "race: there is no run to repeat yet",
      "fit(model, train, {…}) makes the first.", CALLER)
  end
  runs.check_kept(h, "race", CALLER)
  return h
end

-- ---- running ------------------------------------------------------------------------------------

-- The first network with weights drawn anew, by each layer's own rule: seeds differ in all chance.
local function fresh_network(h, seed)
  local model = h:first_model()
  core.with_seed(seed, walk.each, model, function(layer)
    if module.is_layer(layer) then core.module_reset(layer) end
  end)
  return model
end

-- Seed by seed, so that Ctrl-C leaves the same seeds to all values.
local function run_all(h, name, values, n)
  local list, stopped = many.each("run", n * #values, function(i)
    local seed, value = (i - 1) // #values + 1, values[(i - 1) % #values + 1]
    local changes = {seed = seed, verbose = false, plot = false, model = fresh_network(h, seed)}
    changes[name] = value
    return pause(again.again, h, changes)
  end)
  local lanes = {}
  for k, value in ipairs(values) do lanes[k] = {value = value, results = {}, last = {}} end
  local complete = #list // #values
  for i = 1, complete * #values do
    local lane = lanes[(i - 1) % #values + 1]
    table.insert(lane.results, list[i])
    table.insert(lane.last, list[i]:last "val_loss" or list[i]:last "train_loss")
  end
  return lanes, complete, stopped
end

-- ---- the verdict --------------------------------------------------------------------------------

-- How often one of two equal settings would be ahead in at least `wins` of n seeds.
local function by_chance(wins, n)
  local sum, ways = 0, 1
  for k = 0, n do
    if k >= wins then sum = sum + ways end
    ways = ways * (n - k) // (k + 1)
  end
  return math.min(1, 2 * sum / 2 ^ n)
end

-- A loss that is no number comes in last.
local function is_ahead(a, b) return a == a and (b ~= b or a < b) end

local function ranked(lanes)
  local out = table.move(lanes, 1, #lanes, 1, {})
  for i, lane in ipairs(out) do lane.place = i end
  table.sort(out, function(a, b)
    if is_ahead(a.median, b.median) then return true end
    if is_ahead(b.median, a.median) then return false end
    return a.place < b.place
  end)
  return out
end

local function judge(r)
  local order = ranked(r.lanes)
  local first, second, wins = order[1], order[2], 0
  for seed, loss in ipairs(first.last) do
    if is_ahead(loss, second.last[seed]) then wins = wins + 1 end
  end
  r.winner, r.wins, r.chance = first.value, wins, by_chance(wins, r.n)
  local text = ("%s %s ahead of %s in %d of %s"):format(r.name, words.setting(first.value),
    words.setting(second.value), wins, words.count(r.n, "seed"))
  local share = ("equal settings differ so in %.0f %% of races"):format(100 * r.chance)
  return text .. "\n" .. (r.chance > 0.1 and "may be chance: " or "hardly chance: ") .. share
end

local function text(r)
  if r.n == 0 then return "no seed was completed" .. (r.stopped and ": stopped by Ctrl-C" or "") end
  local rows = {{r.name, r.measure, "from", "to"}}
  for i, lane in ipairs(r.lanes) do
    rows[i + 1] = {words.setting(lane.value), words.num(lane.median), words.num(lane.min),
      words.num(lane.max)}
  end
  local out = words.columns(rows) .. "\n" .. r.verdict
  return r.stopped and out .. ("\nstopped by Ctrl-C after %s of %d"):format(
    words.count(r.n, "seed"), r.asked) or out
end

local make_result = words.result("runs.race",
  "name lanes n asked measure winner wins chance verdict stopped", text)

doc.add {
  name = "runs.race", summary = "The last run with each of some values, over the same seeds.",
  usage = "runs.race{lr = {0.01, 0.03}, seeds = 5}   :race lr=0.01,0.03 seeds=5",
  args = {{name = "…", type = "list", doc = "one setting of again with the values to compare"},
    {name = "seeds", type = "integer", default = 5,
      doc = "how many seeds; each fixes first weights, shuffling and dropout"}},
  text = "The value with the lowest median of the last validation loss (training loss without "
    .. "val=) is compared with the second, seed by seed. The runs are not entered in `runs`. "
    .. "Fields: lanes, n, winner, wins, chance; plot(r.lanes[1]) draws one value's band.",
  example = "h = fit(mlp(2, 8, 1), data.moons{n = 40, seed = 1}, {epochs = 5, verbose = false})\n"
    .. "print(runs.race{lr = {0.0001, 0.1}, seeds = 3}.winner)  --> 0.1",
  see = {"again", "seeds", "sweep", "runs"},
}

--- Race the values of one setting. errors: E0102, E0103, E0107; those of again.
function M.race(given)
  local name, values, n = read(given)
  local h = run_to_repeat()
  local lanes, complete, stopped = run_all(h, name, values, n)
  local r = {name = name, lanes = lanes, n = complete, asked = n, stopped = stopped or nil,
    measure = #h.val_loss > 0 and "val loss" or "train loss"}
  if complete > 0 then
    for _, lane in ipairs(lanes) do
      local s = seeds.spread(lane.last)
      lane.median, lane.min, lane.max = s.median, s.min, s.max
    end
    r.verdict = judge(r)
  end
  return make_result(r)
end

return M
