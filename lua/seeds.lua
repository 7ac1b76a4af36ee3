--- seeds: the same experiment from several seeds, and how often it shows what is claimed.
-- Requires err, fit.many, history, options and words. The spread is the result: one run is an
-- anecdote.

local doc = require "gradus.doc"
local err = require "gradus.err"
local history = require "gradus.history"
local kind_of = require("gradus.options").kind
local many = require "gradus.fit.many"
local words = require "gradus.words"

local M = {}

local function is_callable(value)
  local mt = debug.getmetatable(value)
  return type(value) == "function" or type(mt) == "table" and mt.__call ~= nil
end

local function check(n, f, claim)
  if math.type(n) ~= "integer" and not (type(n) == "number" and n % 1 == 0) or n < 1 then
    err.raise(type(n) == "number" and "E0102" or "E0103",
      ("seeds: how many must be a whole number above 0, found %s"):format(
        type(n) == "number" and n or kind_of(n)), "seeds(20, function(seed) … end)", 3)
  end
  if not is_callable(f) then
    err.raise("E0103", "seeds needs a function of the seed, found " .. kind_of(f),
      "seeds(20, function(seed) … return number end)", 3)
  end
  if claim ~= nil and not is_callable(claim) then
    err.raise("E0103", "seeds: the claim must be a function of a result, found " .. kind_of(claim),
      "seeds(20, f, function(r) return r.val > r.train end)", 3)
  end
end

-- The named numbers of one result: a number alone is called "value", true and false count as 1 and
-- 0.
local function numbers_of(result, seed)
  if type(result) == "number" then return {value = result} end
  if type(result) == "boolean" then return {value = result and 1 or 0} end
  if history.is(result) then
    return {train = result:last "train_loss", val = result:last "val_loss",
      accuracy = result:last "val_accuracy" or result:last "train_accuracy"}
  end
  if type(result) ~= "table" then
    err.raise("E0103", ("seeds: for seed %d the function returned "
      .. "%s"):format(seed, kind_of(result)),
      "It must return a number, or a table of numbers.", 4)
  end
  local out = {}
  for name, value in pairs(result) do
    if type(value) == "number" then out[name] = value end
    if type(value) == "boolean" then out[name] = value and 1 or 0 end
  end
  return out
end

local function sorted_names(t)
  local names = {}
  for name in pairs(t) do names[#names + 1] = name end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  return names
end

-- NaN sorts behind everything: a run that broke is among the worst of the large ones.
local function sorted(list)
  local out = table.move(list, 1, #list, 1, {})
  table.sort(out, function(a, b)
    if a ~= a then return false end
    return b ~= b or a < b
  end)
  return out
end

--- Median, least and greatest of a list of numbers.
function M.spread(list)
  local s, n = sorted(list), #list
  local median = n % 2 == 1 and s[(n + 1) / 2] or (s[n / 2] + s[n / 2 + 1]) / 2
  return {median = median, min = s[1], max = s[n]}
end

local function summarise(results)
  local lists = {}
  for seed, result in ipairs(results) do
    for name, value in pairs(numbers_of(result, seed)) do
      lists[name] = lists[name] or words.list()
      table.insert(lists[name], value)
    end
  end
  return lists
end

local function text(r)
  local lines = {}
  if r.count then lines[1] = ("%d of %d seeds"):format(r.count, r.n) end
  local rows = {{"", "median", "min", "max"}}
  for _, name in ipairs(sorted_names(r.lists)) do
    local s = M.spread(r.lists[name])
    rows[#rows + 1] = {tostring(name), words.num(s.median), words.num(s.min), words.num(s.max)}
  end
  if #rows > 1 then lines[#lines + 1] = words.columns(rows) end
  if not r.count then lines[#lines + 1] = words.count(r.n, "seed") end
  if r.stopped then lines[#lines + 1] = ("stopped by Ctrl-C after %d of "
    .. "%d"):format(r.n, r.asked) end
  return table.concat(lines, "\n")
end

local make_result = words.result("seeds",
  "n asked count share shows results lists median min max stopped", text)

-- Which results show the claim; NaN in a comparison makes it false, as it should.
local function judge(claim, results)
  local shows, count = {}, 0
  for seed, result in ipairs(results) do
    shows[seed] = claim(result) and true or false
    if shows[seed] then count = count + 1 end
  end
  return shows, count
end

doc.add {
  name = "seeds", summary = "Repeats an experiment from several seeds and shows the spread.",
  usage = "seeds(20, function(seed) … return number end[, claim])",
  args = {{name = "n", type = "integer", doc = "how many seeds: 1 to n"},
    {name = "f", type = "function",
      doc = "is called with the seed; returns a number, a table of numbers, or a history"},
    {name = "claim", type = "function", doc = "is called with each result; true where it shows"}},
  text = "The random generator is seeded with the seed before each call. Runs inside are silent "
    .. "and not entered in `runs`. Fields: median, min, max (of a single number), lists, results, "
    .. "shows, count.",
  example = "print(seeds(3, function(seed) return seed * 10 end).median)  --> 20",
  see = {"sweep", "fit"},
}

--- Run f(seed) for the seeds 1 to n. errors: E0102, E0103.
function M.seeds(n, f, claim)
  check(n, f, claim)
  local function checked(seed)
    local result = f(seed)
    numbers_of(result, seed) -- complains at the first seed, not after the last
    return result
  end
  local results, stopped = many.each("seed", n, checked, function(i) return i end)
  local r = {n = #results, asked = n, results = results, lists = summarise(results),
    stopped = stopped or nil}
  if r.lists.value and #r.lists.value > 0 then
    local s = M.spread(r.lists.value)
    r.median, r.min, r.max = s.median, s.min, s.max
  end
  if claim then
    r.shows, r.count = judge(claim, results)
    r.share = r.count / math.max(1, r.n)
  end
  return make_result(r)
end

return M
