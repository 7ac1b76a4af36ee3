--- Kind "hist": how often values fall into each of several equal ranges.
-- Requires axes, doc, fail, input, number, scale, scene and words.

local axes_of = require "gradus.plot.axes"
local doc = require "gradus.doc"
local fail = require "gradus.plot.fail"
local input = require "gradus.plot.input"
local number = require "gradus.plot.number"
local scale = require "gradus.plot.scale"
local scene = require "gradus.plot.scene"
local signature = require "gradus.plot.signature"
local words = require "gradus.plot.words"

local M = {}

local OPTIONS = {
  bins = {type = "integer", min = 1, max = 200, doc = "into how many ranges to sort the values"},
  title = {type = "string", doc = "what stands above the picture"},
  xlabel = {type = "string", default = "value", doc = "the name of the x axis"},
  ylabel = {type = "string", default = "count", doc = "the name of the y axis"},
}

-- One pass over the values (Welford's sums): finite, lo, hi, mean, sd, is_whole.
local function facts_of(values)
  local f = {n = #values, finite = 0, lo = math.huge, hi = -math.huge, mean = 0, is_whole = true}
  local squares = 0
  for _, v in ipairs(values) do
    if number.is_finite(v) then
      f.finite = f.finite + 1
      if v < f.lo then f.lo = v end
      if v > f.hi then f.hi = v end
      local delta = v - f.mean
      f.mean = f.mean + delta / f.finite
      squares = squares + delta * (v - f.mean)
      f.is_whole = f.is_whole and v % 1 == 0
    end
  end
  f.sd = f.finite > 1 and math.sqrt(squares / (f.finite - 1)) or 0
  return f
end

-- The middle half of the values, from at most 10000 of them: enough to choose a bin width by.
local function middle_half(values)
  local sample, stride = {}, math.max(1, #values // 10000)
  for i = 1, #values, stride do
    if number.is_finite(values[i]) then sample[#sample + 1] = values[i] end
  end
  table.sort(sample)
  return sample[#sample - #sample // 4] - sample[#sample // 4 + 1]
end

-- A round bin width near that of Freedman and Diaconis (1981), but for enough bins (the root of the
-- count, to 12) to see two humps where there are two, and at most 40.
local function bin_width(values, f)
  local range = f.hi - f.lo
  local ideal = 2 * middle_half(values) * f.finite ^ (-1 / 3)
  local count = ideal > 0 and range / ideal or 12
  count = math.min(math.max(count, math.min(f.finite ^ 0.5, 12)), 40)
  return scale.nearest_step(range / count)
end

-- Where the bins begin, how wide and how many they are.
local function choose_bins(values, f, bins)
  if f.finite == 0 then return 0, 1, 1 end
  if f.lo == f.hi and not f.is_whole then
    local width = f.lo == 0 and 1 or math.abs(f.lo) * 0.1
    return f.lo - width / 2, width, 1
  end
  if bins and f.lo < f.hi then return f.lo, (f.hi - f.lo) / bins, bins end
  if f.is_whole and f.hi - f.lo <= 30 then return f.lo - 0.5, 1, math.tointeger(f.hi - f.lo + 1) end
  local width = bin_width(values, f)
  local first = math.floor(f.lo / width + 1e-9)
  return first * width, width, math.floor(f.hi / width + 1e-9) - first + 1
end

local function count_into(values, start, width, bins)
  local counts = {}
  for i = 1, bins do counts[i] = 0 end
  for _, v in ipairs(values) do
    if number.is_finite(v) then
      local i = math.floor((v - start) / width) + 1
      i = math.max(1, math.min(bins, i)) -- the greatest value belongs to the last bin
      counts[i] = counts[i] + 1
    end
  end
  return counts
end

doc.add {
  name = "plot.hist", summary = "Draw how often values occur: of a tensor of any shape, or a list.",
  usage = "plot.hist(t[, {bins=, title=, xlabel=, ylabel=}])",
  args = signature.args({
    {name = "t", type = "tensor or list", doc = "all its numbers are counted"},
  }, OPTIONS, {"bins", "title", "xlabel", "ylabel"}),
  example = "plot.hist(randn(1000))", see = {"plot.heatmap", "plot.curve"},
}

--- Build a histogram. errors: E0103, E0104, E0107.
function M.build(...)
  local args, options = input.split_options(...)
  options = fail.check("plot.hist", options, OPTIONS)
  if args[1] == nil then
    fail.raise("E0107", "plot.hist needs numbers to count", "For example plot.hist(randn(1000)).")
  end
  local values = input.flatten(args[1], "plot.hist", "the values")
  local facts = facts_of(values)
  local start, width, bins = choose_bins(values, facts, options.bins)
  local is_whole = width == 1 and start % 1 == 0.5 -- a bin for each whole number
  return {
    title = options.title, x = {label = options.xlabel, is_flush = true, is_integer = is_whole},
    y = {label = options.ylabel, is_flush = true, is_integer = true},
    is_whole = is_whole,
    start = start, width = width, counts = count_into(values, start, width, bins), facts = facts,
  }
end

local function greatest(counts)
  local at = 1
  for i, count in ipairs(counts) do
    if count > counts[at] then at = i end
  end
  return at, counts[at]
end

--- Lay a histogram out for `size`.
function M.scene(figure, size)
  local sc, bins = scene.new(size), #figure.counts
  local _, most = greatest(figure.counts)
  local stop = figure.start + figure.width * bins
  local axes = axes_of.layout(sc, {title = figure.title, right = 2, columns = bins,
    x = axes_of.axis(figure.x, figure.start, stop),
    y = axes_of.axis(figure.y, 0, math.max(most, 1), true)})
  local bottom = axes.area.y + axes.area.h
  for i, count in ipairs(figure.counts) do
    local left = axes:at_x(figure.start + figure.width * (i - 1))
    local right = axes:at_x(figure.start + figure.width * i)
    if figure.is_whole and right - left >= 3 then right = right - 1 end
    local top = axes:at_y(count)
    if count > 0 then
      sc:rect(left, top, right - left, bottom - top, {role = "bar", colour = "series1"})
    end
  end
  return sc
end

local function say_most(figure)
  local at, most = greatest(figure.counts)
  if most == 1 or figure.facts.lo == figure.facts.hi then return nil end
  local width = figure.width
  local left = math.floor((figure.start / width + at - 1) * 1e6 + 0.5) / 1e6 * width -- 0, not 1e-16
  if figure.is_whole then
    return ("most often (%s) %d"):format(number.count(most, "time"), left + 0.5)
  end
  return ("most (%d) between %s and %s"):format(most, number.short(left, 3 * width),
    number.short(left + width, 3 * width))
end

--- Say a histogram in one sentence.
function M.describe(figure)
  local f = figure.facts
  local parts = {number.count(f.n, "value")}
  if f.finite > 0 and f.lo == f.hi then
    parts[1] = ("%s, all %s"):format(parts[1], number.short(f.lo))
  elseif f.finite > 0 then
    local range = f.hi - f.lo
    local function say(v) return number.short(v, not f.is_whole and range or nil) end
    parts[1] = ("%s from %s to %s"):format(parts[1], say(f.lo), say(f.hi))
    parts[2] = ("mean %s, standard deviation %s"):format(number.short(f.mean, f.sd),
      number.short(f.sd, f.sd))
    parts[3] = say_most(figure)
  end
  if f.finite < f.n then
    local missing = number.count(f.n - f.finite, "value")
    parts[#parts + 1] = missing .. " left out, NaN or infinite"
  end
  return words.join(parts)
end

--- Name a histogram in a few words.
function M.summary(figure)
  return ("histogram, %s in %s"):format(number.count(figure.facts.n, "value"),
    number.count(#figure.counts, "bin"))
end

return M
