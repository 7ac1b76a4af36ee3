-- G0306: the probability of dropout, and its place.
local edit = require "edit"

local function probability(fn)
  return function(text)
    if text:find "%f[%w_]passes" then return nil end
    local count = 0
    local changed = text:gsub("nn%.Dropout%((0?%.%d+)%)", function(p)
      count = count + 1
      return fn(tonumber(p))
    end)
    changed = changed:gsub("dropout = (0?%.%d+)", function(p)
      local value = fn(tonumber(p)):match "%(([%d%.]+)%)"
      if value then count = count + 1 end
      return value and "dropout = " .. value
    end)
    return count > 0 and changed or nil
  end
end

-- Where the output is read without eval(), dropout brings G0203 as well. Not every way to read it
-- is recognised: where G0306 is no more than a note, or dropout stands last, both codes are right.
local function is_measured_by_library(text)
  return not edit.measures_by_hand(text) and not edit.reads_output(text)
end

local function has_room(text)
  return not text:find "[Dd]ropout" and #edit.models(text) == 1 and not text:find "model%[%d"
    and is_measured_by_library(text)
end

-- Dropout comes in with a wrong probability; the library measures, so the mode is no matter.
local function added(layer, option)
  return function(text)
    if not is_measured_by_library(text) then return nil end
    return edit.with_dropout(text, layer, option)
  end
end

return {
  {code = {"G0306", "G0203"}, kind = "fact", name = "added, no probability",
    edit = added("nn.Dropout()", nil)},
  {code = "G0306", kind = "fact", name = "added, 0.8", edit = added("nn.Dropout(0.8)", "0.8")},
  {code = "G0306", kind = "fact", name = "added, 0.95", edit = added("nn.Dropout(0.95)", "0.95")},
  {code = "G0306", kind = "fact", name = "no probability",
    edit = probability(function() return "nn.Dropout()" end)},
  {code = "G0306", kind = "fact", name = "keep for drop", edit = probability(function(p)
    return p < 0.3 and ("nn.Dropout(%s)"):format(1 - p) or ("nn.Dropout(%s)"):format(0.8)
  end)},
  {code = "G0306", kind = "fact", name = "0.95",
    edit = probability(function() return "nn.Dropout(0.95)" end)},
  {code = "G0306", kind = "fact", name = "everything",
    edit = probability(function() return "nn.Dropout(1)" end)},
  {code = "G0306", kind = "fact", name = "half of the inputs", edit = function(text)
    if not has_room(text) then return nil end
    return edit.wrap_models(text, "nn.Dropout(0.5)", true)
  end},
  {code = {"G0306", "G0203"}, kind = "fact", name = "on the output", edit = function(text)
    if not has_room(text) then return nil end
    return edit.wrap_models(text, "nn.Dropout(0.5)")
  end},
}
