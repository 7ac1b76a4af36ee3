--- A training run in words: the sentence under the picture of a history.
-- Requires number and words. A run is what kinds.history reads from a history: {name, train, val,
-- epochs, stopped, restored}, train and val lists or nil.

local number = require "gradus.plot.number"
local words = require "gradus.plot.words"

local M = {}

local STOPPED = {early = "stopped early after epoch %d", diverged = "diverged at epoch %d",
  interrupted = "interrupted after epoch %d"}

--- Why a run ended before its time, or nil.
function M.ending(run)
  if not run.stopped then return nil end
  return (STOPPED[run.stopped] or "stopped at epoch %d"):format(run.epochs)
end

local function epoch_of(i) return "epoch " .. i end

-- "validation bottoms at epoch 34 (0.31), then rises to 0.52": the sentence this lecture is about.
local function say_validation(val, f, best, metric, range)
  local function say(v) return number.short(v, range) end
  local is_up, far = metric == "accuracy", best and val[best]
  if not far or math.abs(f.last - far) <= 0.03 * range or best == f.first_at then
    return "validation " .. words.trend(f, epoch_of, range)
  end
  return ("validation %s at epoch %d (%s), then %s to %s"):format(is_up and "peaks" or "bottoms",
    best, say(far), is_up and "falls" or "rises", say(f.last))
end

local function say_gap(train, val, range)
  local gap = val.last - train.last
  if math.abs(gap) < 0.005 * range then return "no gap at the end" end
  local size = number.short(math.abs(gap), range)
  return "gap at the end " .. size .. (gap < 0 and ", validation below train" or "")
end

-- How far apart all numbers of a run lie.
local function common_range(train, val)
  local lo, hi = train.min or math.huge, train.max or -math.huge
  if val and val.finite > 0 then lo, hi = math.min(lo, val.min), math.max(hi, val.max) end
  return math.max(0, hi - lo)
end

--- Say what a run did: training, validation, the gap, what is missing, why it ended.
-- best: the epoch that counts as the best, or nil; is_log: is the y axis logarithmic?
function M.say(run, best, metric, is_log)
  local train = words.facts(run.train or {}, is_log)
  local val = run.val and words.facts(run.val, is_log)
  local range = common_range(train, val)
  local parts = {}
  if run.train then
    local name = metric == "lr" and "learning rate" or "train"
    parts[1] = name .. " " .. words.trend(train, epoch_of, range)
  end
  if val then parts[#parts + 1] = say_validation(run.val, val, best, metric, range) end
  if val and val.finite > 0 and train.finite > 0 then
    parts[#parts + 1] = say_gap(train, val, range)
  end
  parts[#parts + 1] = words.gaps(train, epoch_of, "train")
  parts[#parts + 1] = val and words.gaps(val, epoch_of, "validation")
  parts[#parts + 1] = M.ending(run)
  parts[#parts + 1] = run.restored and ("the weights are those of epoch %d"):format(run.restored)
  return words.join(parts)
end

return M
