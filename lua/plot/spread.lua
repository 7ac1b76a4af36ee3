--- Many runs of one experiment as a middle curve and a band: the median, from least to greatest.
-- Requires curves, input, number and words. One run is an anecdote; the band says what to expect.
--
-- A group is {name, count, train = {middle, lows, highs}, val = the same or nil}, a number for each
-- epoch.

local curves = require "gradus.plot.curves"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local words = require "gradus.plot.words"

local M = {}

--- The histories in the result of `seeds`, or nil where it holds something else.
function M.histories(value)
  local results = not input.is_history(value) and input.field(value, "results")
  if type(results) ~= "table" or not input.is_history(results[1]) then return nil end
  return results
end

local function median(sorted)
  local n = #sorted
  if n == 0 then return 0 / 0 end
  return n % 2 == 1 and sorted[(n + 1) // 2] or (sorted[n // 2] + sorted[n // 2 + 1]) / 2
end

-- Median, least and greatest of several curves, epoch by epoch; NaN where none has a number.
local function summarise(lists, epochs)
  local middle, lows, highs = {}, {}, {}
  for epoch = 1, epochs do
    local values = {}
    for _, curve in ipairs(lists) do
      if number.is_finite(curve[epoch]) then values[#values + 1] = curve[epoch] end
    end
    table.sort(values)
    middle[epoch], lows[epoch] = median(values), values[1] or 0 / 0
    highs[epoch] = values[#values] or 0 / 0
  end
  return {middle = middle, lows = lows, highs = highs}
end

--- Make a group of runs {{train, val, epochs}, …}, as kinds.history reads them.
function M.group(runs, name)
  local group, epochs = {name = name, count = #runs}, 0
  for _, run in ipairs(runs) do epochs = math.max(epochs, run.epochs) end
  for _, part in ipairs {"train", "val"} do
    local lists = {}
    for _, run in ipairs(runs) do lists[#lists + 1] = run[part] end
    if #lists > 0 then group[part] = summarise(lists, epochs) end
  end
  group.epochs = epochs
  return group
end

local function one_to(n)
  local out = {}
  for i = 1, n do out[i] = i end
  return out
end

-- The curves of a group: both parts where it is alone, else the one that matters.
local function parts_of(group, is_alone)
  if not is_alone then return {group.val and "val" or "train"} end
  local out = {}
  for _, part in ipairs {"train", "val"} do
    if group[part] then out[#out + 1] = part end
  end
  return out
end

--- The series and bands of some groups.
function M.curves(groups)
  local series, bands = {}, {}
  for i, group in ipairs(groups) do
    for _, part in ipairs(parts_of(group, #groups == 1)) do
      local values, is_alone = group[part], #groups == 1
      local one = {xs = one_to(group.epochs), ys = values.middle, is_val = part == "val",
        name = is_alone and part or group.name, colour = is_alone and part or nil}
      series[#series + 1] = curves.look(one, is_alone and #series + 1 or i)
      bands[#bands + 1] = {xs = one.xs, lows = values.lows, highs = values.highs,
        colour = one.colour, shade = #bands}
    end
  end
  return series, bands
end

local function say_part(values, name)
  local f = words.facts(values.middle)
  local function where(i) return "epoch " .. i end
  local text = ("%s median %s"):format(name, words.trend(f, where))
  local last = f.last_at
  if not last then return text end
  local range = values.highs[last] - values.lows[last]
  return ("%s (%s to %s at the end)"):format(text, number.short(values.lows[last], range),
    number.short(values.highs[last], range))
end

--- Say a group in words.
function M.say(group)
  local parts = {}
  if group.train then parts[1] = say_part(group.train, "train") end
  if group.val then parts[#parts + 1] = say_part(group.val, "validation") end
  return ("%s: %s"):format(group.name, words.join(parts))
end

return M
